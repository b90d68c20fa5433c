import t from 'tap'
import { judge } from '../../src/testing.ts'
import { IS_LONG } from '../long.ts'
import { exportAll } from './clients/all-kinds.mjs'
import { exporterWith } from './clients/exporter.mjs'
import { PLANTED } from './clients/planted.mjs'

/** Few, so that the tests are quick; `npm run judge:proof` tries what the issue asks for. */
const SCHEDULES = 100

/** What is to be said of each client. */
const MISTAKES: Readonly<Record<string, RegExp>> = {
  'no look-back': /^(stale|lost): sessions$/,
  'pages by offset on a moving list': /^twice: sessions$/,
  'ignores 429': /^lost: sessions$/,
  'retries without end': /^never ends$/,
  'loses the page after a reset': /^lost: sessions$/,
  'inclusive bounds taken twice': /^twice: sessions$/,
  'zone of the day wrong': /^lost: sessions$/,
  'token never renewed': /^retries the refused$/,
  'limit above the maximum swallowed': /^beyond limits$/,
  'appends on restart': /^twice: sessions$/,
  'sorts by text': /^lost: sessions$/,
  'drops sessions under way': /^lost: sessions$/,
  'trusts total of page 1': /^lost: sessions$/,
  'floats ids': /^wrong value: sessions$/,
  'parses local dates': /^wrong value: sessions$/,
  'stops at the first empty page': /^lost: sessions$/,
}

/** So many that each kind of trouble is met. */
const ALL_TROUBLE = IS_LONG ? 150 : 60

/** In CI all of them. */
const TRIED = IS_LONG ? Object.keys(MISTAKES) : ['ignores 429', 'appends on restart', 'drops sessions under way']

t.test('a client that does all right is told so', async t => {
  const { ok, text, schedules, met } = await judge(exporterWith(), { schedules: ALL_TROUBLE })
  t.ok(ok, text)
  t.equal(schedules, ALL_TROUBLE)
  t.equal(Object.values(met).filter(count => count === 0).length, 0, 'every kind of trouble was met')
})

t.test('all kinds of rows', { timeout: 600_000 }, async t => {
  const { ok, text, operations } = await judge(exportAll, { schedules: IS_LONG ? 100 : 8 })
  t.ok(ok, text)
  t.strictSame(Object.keys(operations).toSorted(), [
    'getSessions',
    'listConversations',
    'listInteractions',
    'postMessagesV2',
  ])
})

t.test('each planted mistake is found and told by its name', { timeout: 600_000 }, async t => {
  t.strictSame(Object.keys(PLANTED).toSorted(), Object.keys(MISTAKES).toSorted())
  for (const name of TRIED) {
    const client = PLANTED[name]!
    const { ok, mistakes, text } = await judge(client, { schedules: SCHEDULES, firstOnly: true })
    t.notOk(ok, name)
    t.ok(
      mistakes.some(mistake => MISTAKES[name]!.test(mistake.name)),
      `${name}: ${mistakes.map(mistake => mistake.name).join(', ')}`,
    )
    t.ok(
      mistakes.every(({ replay }) => replay.schedule.events.length <= 3),
      `${name} is made small`,
    )
    t.match(text, 'Run 1 begins')
  }
})

t.test('the same seed, the same judgement', async t => {
  const told = async () => {
    const { mistakes } = await judge(PLANTED['drops sessions under way']!, { schedules: 10, seed: 4 })
    return mistakes.map(({ name, count, story }) => ({ name, count, story }))
  }
  const first = await told()
  t.ok(first.length > 0, 'there is something to tell')
  t.strictSame(await told(), first)
})

t.test('options that are none', async t => {
  const client = exporterWith()
  for (const [options, words] of [
    [{ schedule: 1 }, 'judge has no option schedule; there are seed'],
    [{ schedules: 0 }, 'schedules must be a whole number from 1'],
    [{ budget: '1 day' }, 'found "1 day"'],
    [{ kinds: ['users'] }, 'kinds must be some of sessions'],
    [{ without: ['rain'] }, 'without must be some of limited'],
  ] as const) {
    await t.rejects(judge(client, options as object), { message: new RegExp(words.replaceAll(/[()]/g, '.')) })
  }
  await t.rejects(judge('node client.js' as never), { message: 'judge needs a function; found string' })
})
