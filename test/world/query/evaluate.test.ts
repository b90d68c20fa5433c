import t from 'tap'
import { evaluate } from '../../../src/world/query/evaluate.ts'
import { parseQuery, tagField } from '../../../src/world/query/parse.ts'
import type { WidgetSpec } from '../../../src/world/spec.ts'
import { TEST_BOT, testWorld } from '../helper.ts'

const NOW = Date.parse('2026-03-10T14:00:00Z')
const world = testWorld({ since: '2026-03-01', developer: 0.1, seed: 'evaluate' })
const bot = world.bot(TEST_BOT)!
const ALL = { from: 0, to: NOW }

function run(
  spec: Partial<WidgetSpec>,
  page: { skip: number; limit: number; mostValues?: number } = { skip: 0, limit: -1 },
  window = ALL,
) {
  const whole = { name: 'w', type: 'table', dataSet: 'Sessions' as const, select: 'sessionid', ...spec }
  return evaluate(parseQuery(whole), bot, { window, now: NOW, ...page })
}

t.test('without an aggregate every record is a row, duplicates included, oldest first', async t => {
  const rows = run({ select: 'channel, timestampvalue as at' })
  const times = rows.map(row => row.at as number)
  t.same(
    times,
    times.toSorted((a, b) => a - b),
  )
  t.ok(new Set(rows.map(row => row.channel)).size < rows.length)
  t.same(run({ select: 'channel, timestampvalue as at' }, { skip: 7, limit: 5 }), rows.slice(7, 12))
})

t.test('sorted by time a page is the same as of all rows', async t => {
  for (const dataSet of ['Sessions', 'Messages', 'Analytics'] as const) {
    for (const order of ['asc', 'desc']) {
      const spec = { dataSet, select: 'timestampvalue as at, userId', sortBy: `timestampvalue ${order}` }
      const all = run(spec).map(row => row.at as number)
      t.same(
        all,
        all.toSorted((a, b) => (order === 'asc' ? a - b : b - a)),
      )
      for (const [skip, limit] of [
        [0, 3],
        [40, 20],
        [300, 50],
      ] as const) {
        const page = run(spec, { skip, limit }).map(row => row.at)
        t.same(page, all.slice(skip, skip + limit), `${dataSet} ${order} ${skip}`)
      }
    }
  }
})

t.test('dates sort by time, not by their text, and compare with either notation', async t => {
  const early = testWorld({ since: '2025-12-28', seed: 'evaluate' }).bot(TEST_BOT)!
  const query = parseQuery({
    name: 'w',
    type: 'table',
    dataSet: 'Sessions',
    select: 'date, count(*)',
    groupBy: 'date',
    sortBy: 'date asc',
    filterBy: 'date <= 2026-01-03',
  })
  const rows = evaluate(query, early, { window: ALL, now: NOW, skip: 0, limit: -1 })
  t.same(
    rows.map(row => row.date),
    ['12-28-2025', '12-29-2025', '12-30-2025', '12-31-2025', '01-01-2026', '01-02-2026', '01-03-2026'],
  )
})

t.test('min, max, sum, avg, count and their distinct forms agree', async t => {
  const times = run({ select: 'timestampvalue as at' }).map(row => row.at as number)
  const [row] = run({
    select:
      'min(timestampvalue) as a, max(timestampvalue) as b, sum(timestampvalue) as c, avg(timestampvalue) as d, count(timestampvalue) as e, sum(distinct timestampvalue) as f, avg(distinct timestampvalue) as g, count(distinct userId) as h, min(date) as i',
  })
  const sum = times.reduce((a, b) => a + b, 0)
  t.equal(row?.a, Math.min(...times))
  t.equal(row?.b, Math.max(...times))
  t.equal(row?.c, sum)
  t.equal(row?.d, sum / times.length)
  t.equal(row?.e, times.length)
  t.equal(row?.f, sum)
  t.equal(row?.g, sum / times.length)
  t.equal(row?.h, new Set(run({ select: 'userId' }).map(one => one.userId)).size)
  t.equal(row?.i, '03-01-2026')
})

t.test('an empty window: no rows, and one row of an aggregate alone', async t => {
  const empty = { from: 0, to: 1000 }
  t.same(run({}, { skip: 0, limit: 50 }, empty), [])
  t.same(run({ select: 'count(sessionid), max(timestampvalue)' }, { skip: 0, limit: 50 }, empty), [
    { 'count(sessionid)': 0, 'max(timestampvalue)': null },
  ])
  t.same(run({ select: 'channel, count(sessionid)', groupBy: 'channel' }, { skip: 0, limit: 50 }, empty), [])
})

t.test('developers are left out unless the filter asks (facts 10.4)', async t => {
  const count = (filterBy?: string) =>
    run({ select: 'count(sessionid) as n', ...(filterBy ? { filterBy } : {}) })[0]?.n as number
  const [others, only, both] = [
    count(),
    count('isdeveloper = include'),
    count('isdeveloper = include or isdeveloper = exclude'),
  ]
  t.ok(only > 0)
  t.equal(both, others + only)
  t.equal(count('isDeveloper = exclude'), others)
})

t.test('events: read where a field of theirs is asked for', async t => {
  const rows = run({ dataSet: 'Analytics', select: 'eventtype, count(sessionId) as n', groupBy: 'eventtype' })
  const counts = Object.fromEntries(rows.map(row => [row.eventtype, row.n as number]))
  t.ok((counts.onconnect ?? 0) > 300)
  t.ok((counts.agenttransfer ?? 0) > 30)
  t.ok((counts.endofconversation ?? 0) <= (counts.onconnect ?? 0), 'those under way have not ended')
  t.ok((counts.entityretry ?? 0) > 0)
  const agents = run({ select: 'count(sessionid) as n', filterBy: 'containment_type = agent' })[0]?.n
  t.equal(counts.agenttransfer, agents)
  const retries = run({ dataSet: 'Analytics', select: 'nodename, nodetype', filterBy: 'eventtype = entityretry' })
  t.ok(retries.every(row => row.nodetype === 'entity' && ['number', 'date'].includes(row.nodename as string)))
})

t.test('what failed says why and where, what did not says neither', async t => {
  const failed = run({
    dataSet: 'Analytics',
    select: 'failurereason, failurepoint, taskType, matchType',
    filterBy: 'metricType = failedtasks',
  })
  t.ok(failed.length > 0)
  t.ok(failed.every(row => row.failurereason !== null && row.failurepoint !== null && row.taskType === 'Dialog'))
  const done = run({
    dataSet: 'Analytics',
    select: 'failurereason, failurepoint, taskName',
    filterBy: 'metricType = successtasks',
  })
  t.ok(done.every(row => row.failurereason === null && row.failurepoint === null && row.taskName !== null))
  const unhandled = run({
    dataSet: 'Analytics',
    select: 'matchType, taskName',
    filterBy: 'metricType = unhandledutterances',
  })
  t.ok(unhandled.every(row => row.matchType === 'false' && row.taskName === null))
})

t.test('a user or a session can be named in a filter', async t => {
  const [first] = run({ select: 'userId, sessionid, username' })
  t.match(first?.userId, /@example\.(com|net|org)$/)
  const mine = run({ filterBy: `userId = '${first?.userId}'` })
  t.ok(mine.some(row => row.sessionid === first?.sessionid))
  t.same(run({ select: 'userId', filterBy: `sessionid = ${first?.sessionid}` }), [{ userId: first?.userId }])
  t.same(run({ filterBy: "userId = 'nobody@example.com'" }), [])
  t.ok(run({ filterBy: `userId > '${first?.userId}'` }).length > 0)
})

t.test('further filters: any value of each, all filters', async t => {
  const query = parseQuery({ name: 'w', type: 'table', dataSet: 'Messages', select: 'count(messageId) as n' })
  const count = (...extra: { field: ReturnType<typeof tagField>; values: string[] }[]) =>
    evaluate(query, bot, { window: ALL, now: NOW, skip: 0, limit: 50, filters: extra })[0]?.n as number
  const user = (...values: string[]) => ({ field: tagField('user', 'user'), values })
  t.equal(count(user('newuser')) + count(user('regular')), count())
  t.equal(count(user('newuser', 'regular')), count())
  t.equal(count(user('newuser'), user('regular')), 0)
  t.ok(count(user('newuser')) > 0)
})

t.test('more groups, or different values of one, than there is room for end the query', async t => {
  const most = (spec: Partial<WidgetSpec>, mostValues: number) => run(spec, { skip: 0, limit: 5, mostValues })
  const users = run({ select: 'count(distinct userId) as users' })[0]?.users as number
  const specs: readonly Partial<WidgetSpec>[] = [
    { select: 'userId, count(*) as sessions', groupBy: 'userId' },
    { select: 'count(distinct userId) as users' },
  ]
  for (const spec of specs) {
    t.equal(most(spec, users).length, Math.min(5, run(spec).length))
    t.throws(() => most(spec, users - 1), { name: 'TooManyValues', message: /more than [\d,]+ different values/ })
  }
})
