import t from 'tap'
import { controlOfKind, everyKind } from '../kinds.ts'

everyKind(t, 'an id is good once, whoever is asked, for each app by itself', async (t, kind) => {
  const control = await controlOfKind(t, kind)
  for (const app of ['cs-1', 'cs-2', 'cs-1\n', '__proto__']) {
    for (const id of ['a', 'b', '', 'toString', 'é\u0000']) {
      t.equal(await control.useTokenId(app, id), true, JSON.stringify([app, id]))
      for (let i = 0; i < 3; i++) t.equal(await control.useTokenId(app, id), false, JSON.stringify([app, id]))
    }
  }
})

everyKind(t, 'of many that come at once with one id one gets in', async (t, kind) => {
  const control = await controlOfKind(t, kind)
  const all = await Promise.all(Array.from({ length: 60 }, async (_, i) => control.useTokenId('cs-1', `${i % 3}`)))
  t.equal(all.filter(Boolean).length, 3)
})

everyKind(t, 'a reset forgets them, one for a test id does not', async (t, kind) => {
  const control = await controlOfKind(t, kind)
  await control.useTokenId('cs-1', 'a')
  t.notOk((await control.change(one => one.reset('mine'))).includes('tokenIds'))
  for (let i = 0; i < 3; i++) t.equal(await control.useTokenId('cs-1', 'a'), false)
  t.ok((await control.change(one => one.reset())).includes('tokenIds'))
  t.equal(await control.useTokenId('cs-1', 'a'), true)
  t.equal(await control.useTokenId('cs-1', 'a'), false)
})
