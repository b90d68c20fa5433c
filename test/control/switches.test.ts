import t from 'tap'
import { controlOfKind, everyKind } from '../kinds.ts'

everyKind(t, 'a bot has the scenario that it was given, wherever somebody asks', async (t, kind) => {
  const control = await controlOfKind(t, kind)
  const everywhere = (expected: readonly (readonly [string, string])[]) => {
    for (let i = 0; i < 3; i++) {
      const { switches } = control.next
      t.same([...switches].sort(), expected)
      t.equal(switches.size, expected.length)
      for (const [bot, name] of expected) t.equal(switches.get(bot), name)
      t.equal(switches.get('st-none'), undefined)
    }
  }
  everywhere([])
  await control.change(({ switches }) => switches.set('st-1', 'busy'))
  await control.change(({ switches }) => switches.set('__proto__', 'empty'))
  everywhere([
    ['__proto__', 'empty'],
    ['st-1', 'busy'],
  ])
  await control.change(({ switches }) => switches.set('st-1', 'slow'))
  await control.change(({ switches }) => switches.delete('__proto__'))
  await control.change(({ switches }) => switches.delete('st-9'))
  everywhere([['st-1', 'slow']])
  await control.change(one => one.reset('mine'))
  everywhere([['st-1', 'slow']])
  await control.change(one => one.reset())
  everywhere([])
})
