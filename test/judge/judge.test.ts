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

t.test('who asks for nothing, or stores nothing, is not right', async t => {
  for (const [client, note] of [
    [() => [], 'It has sent no request to the mock.'],
    [() => ({ sessions: [] }), 'It has sent no request to the mock.'],
  ] as const) {
    const { ok, schedules, mistakes } = await judge(client, { schedules: 50 })
    t.notOk(ok)
    t.equal(schedules, 1, 'there is nothing to look for under trouble')
    t.match(mistakes, [{ name: 'lost: sessions', story: note }])
  }
})

t.test('one schedule is tried again by its replay', async t => {
  const options = { schedules: 100, firstOnly: true }
  const [found] = (await judge(PLANTED['ignores 429']!, options)).mistakes
  const { replay, scenario } = found!
  t.same(Object.keys(scenario.bots ?? {}), [replay.schedule.bot], 'the scenario has the one bot')
  const again = await judge(PLANTED['ignores 429']!, { replay })
  t.equal(again.schedules, 1)
  t.match(again.mistakes, [{ name: found!.name }])
  t.ok((await judge(exporterWith(), { replay })).ok)
  t.notOk((await judge(() => [], { replay })).ok)
})

t.test('what was compared is told', async t => {
  const idsAlone = async (input: Parameters<ReturnType<typeof exporterWith>>[0]) => {
    const rows = (await exporterWith()(input)) as readonly { sessionId: string }[]
    return rows.map(({ sessionId }) => ({ sessionId, mine: 1 }))
  }
  const { ok, text } = await judge(idsAlone, { schedules: 2 })
  t.ok(ok)
  t.match(
    text,
    /^Compared of sessions: sessionId; not compared, as these are lists, objects or no fields of the vendor's: mine$/m,
  )
})

t.test('options that are none', async t => {
  const client = exporterWith()
  for (const [options, words] of [
    [{ schedule: 1 }, 'judge has no option schedule; there are seed'],
    [{ schedules: 0 }, 'schedules must be a whole number from 1'],
    [{ budget: '1 day' }, 'found "1 day"'],
    [{ kinds: ['users'] }, 'kinds must be some of sessions'],
    [{ without: ['rain'] }, 'without must be some of limited'],
    [{ replay: {} }, 'this is no replay'],
  ] as const) {
    await t.rejects(judge(client, options as object), { message: new RegExp(words.replaceAll(/[()]/g, '.')) })
  }
  await t.rejects(judge('node client.js' as never), { message: 'judge needs a function; found string' })
})
