import t from 'tap'
import { reportOf } from '../../src/admin/report.ts'
import { CONSOLE_TEST_ID } from '../../src/control/console-share.ts'
import { type FakeCall, fakeCall, segmentsOp, sessionsOp } from '../control/fakes.ts'

const operations = [sessionsOp, segmentsOp]
const MINUTE = 60_000

/** Exchanges one second apart, numbered from 1. */
function report(...calls: readonly FakeCall[]) {
  const entries = calls.map((call, i) => ({
    number: i + 1,
    exchange: fakeCall({ now: i * 1000, receivedAt: i * 1000, clientId: 'cs-1', ...call }),
  }))
  return reportOf(entries, operations)
}

const page = (skip: number, more: boolean): FakeCall => ({
  body: { dateFrom: '2026-03-01', skip, limit: 10 },
  answer: { total: 25, moreAvailable: more, sessions: [] },
})

t.test('operations and parameters, used and never used', async t => {
  const { calls, operations: found } = report(
    { url: '/api/public/bot/st-1/getSessions?containmentType=agent', body: { limit: 1 } },
    { url: '/api/public/bot/st-1/getSessions', body: { skip: 2, datefrom: 'x' }, status: 412, answer: { errors: [] } },
  )
  t.equal(calls, 2)
  t.same(found.neverUsed, ['listInteractions'])
  t.same(found.used, [
    {
      operationId: 'getSessions',
      calls: 2,
      good: 1,
      used: ['path.botId', 'body.skip', 'body.limit', 'query.containmentType'],
      neverUsed: ['body.dateFrom'],
    },
  ])
})

t.test('names count as the contract writes them, those of headers in any case', async t => {
  const op = {
    ...sessionsOp,
    parameters: [...sessionsOp.parameters, { name: 'accountId', in: 'header', required: true } as const],
    reading: { ...sessionsOp.reading, mergeQuery: true },
  }
  const exchange = fakeCall({
    op,
    url: '/api/public/bot/st-1/getSessions?ContainmentType=agent&limit=3&datefrom=x&_=17',
    headers: { accountid: 'a' },
    body: { Skip: 1, x: { a: 1 } },
  })
  const {
    operations: found,
    unknown,
    refusals,
  } = reportOf(
    [
      { number: 1, exchange },
      { number: 2, exchange },
    ],
    [op],
  )
  t.same(found.used[0]?.used, ['path.botId', 'body.limit', 'headers.accountId'])
  t.same(
    unknown.map(({ property, message, count, id }) => [property, message, count, id]),
    [
      ['query.ContainmentType', 'is not known, so it is ignored (did you mean containmentType?)', 2, 'r-2'],
      ['query.datefrom', 'is not known, so it is ignored (did you mean dateFrom?)', 2, 'r-2'],
      ['query._', 'is not known, so it is ignored', 2, 'r-2'],
      ['body.Skip', 'is not known, so it is ignored (did you mean skip?)', 2, 'r-2'],
      ['body.x', 'is not known, so it is ignored', 2, 'r-2'],
    ],
  )
  t.same(refusals, [])
})

t.test('pages left unread', async t => {
  t.same(report(page(0, true), page(10, true), page(20, false)).unreadPages, [])
  t.same(report(page(0, true), page(10, true)).unreadPages, [
    { operationId: 'getSessions', botId: 'st-1', pagesRead: 2, id: 'r-2' },
  ])
  t.same(
    report({ ...page(0, true), botId: 'st-2' }, page(0, true), page(10, false), {
      ...page(0, true),
      status: 412,
    }).unreadPages.map(walk => walk.botId),
    ['st-2'],
    'each bot is a walk of its own; a refusal is no page',
  )
  const rows = `{"sessions":[${'{"a":1},'.repeat(9999)}{}],"hasMore":true}`
  t.equal(report({ ...page(0, true), answer: rows }).unreadPages.length, 1, 'the flag may stand last')
})

t.test('whoever looks at the mock with the console has done nothing wrong', async t => {
  const looked = { testId: CONSOLE_TEST_ID }
  const { calls, unreadPages, refusals } = report(
    { ...page(0, true), ...looked },
    { body: {}, status: 412, answer: { errors: [] }, ...looked },
    page(0, false),
  )
  t.equal(calls, 1)
  t.same([unreadPages, refusals], [[], []])
})

t.test('a walk is what was asked for, whatever the order and the type of its fields', async t => {
  const one = (body: unknown, more = false): FakeCall => ({ ...page(0, more), body })
  const first = one({ skip: 0, limit: 10, text: 'ab', n: 1, list: ['a', 1] }, true)
  t.same(report(first, one({ list: ['a', 1], n: 1, text: 'ab', skip: 10, limit: 5 })).unreadPages, [], 'the same')
  for (const other of [
    { text: 'ab', n: '1', list: ['a', 1] },
    { text: 'a', b: '', n: 1, list: ['a', 1] },
    { text: 'ab', n: 1, list: '["a",1]' },
    { text: 'ab', n: 1 },
    'a text',
  ]) {
    t.equal(report(first, one(other)).unreadPages.length, 1, JSON.stringify(other))
  }
  t.same(report(one('a text', true), one('a text')).unreadPages, [], 'no JSON at all')
})

t.test('the end of the mock or of a connection is nothing that a client did', async t => {
  for (const status of [0, 499, 503]) {
    const { refusals, unreadPages } = report(page(0, true), { ...page(10, true), status, isUnearned: true })
    t.same(refusals, [], `${status}`)
    t.same(unreadPages, [], `${status}: a walk that was cut short`)
  }
  const other = { ...page(10, true), botId: 'st-2', url: '/api/public/bot/st-2/getSessions', status: 503 }
  t.equal(report(page(0, true), { ...other, isUnearned: true }).unreadPages.length, 1, 'another walk')
  t.equal(report(page(0, true), { ...other, status: 503 }).refusals.length, 1, 'a 503 of another kind')
})

t.test('Retry-After ignored, on the clock that moved more', async t => {
  const limited = { status: 429, answerHeaders: { 'retry-after': '60' }, answer: { errors: [] } }
  t.same(report(limited, {}).retryAfterIgnored, [
    { id: 'r-2', after: 'r-1', operationId: 'getSessions', asked: 60_000, waited: 1000 },
  ])
  t.same(report(limited, { now: MINUTE, receivedAt: 5 }).retryAfterIgnored, [], 'the clock of the world was advanced')
  t.same(report(limited, { now: 0, receivedAt: MINUTE + 5 }).retryAfterIgnored, [], 'it stands still, but time went by')
  t.same(report(limited, { botId: 'st-2' }, { clientId: 'cs-2' }).retryAfterIgnored, [], 'others need not wait')
  t.equal(report(limited, limited, {}).retryAfterIgnored.length, 2)
})

t.test('ranges too wide, and refusals by rule', async t => {
  const message = 'The range must not be longer than 7 days; asked for were 8 days'
  const wide: FakeCall = {
    status: 400,
    violations: [{ property: 'body.dateTo', message }],
    answer: { errors: [{ msg: message, code: 400 }] },
  }
  const upsideDown: FakeCall = {
    status: 400,
    violations: [{ property: 'body.dateTo', message: 'dateFrom must not be after dateTo' }],
    answer: { errors: [{ msg: 'dateFrom must not be after dateTo', code: 400 }] },
  }
  const invalid: FakeCall = {
    status: 412,
    violations: [
      { property: 'body.limit', message: 'x' },
      { property: 'body.skip', message: 'y' },
    ],
    answer: { errors: [{ msg: 'Validation errors/ Invalid arguments', code: 412 }] },
  }
  const injected: FakeCall = {
    status: 503,
    fault: { id: 'fault-1', action: { status: 503 }, draw: () => 0 },
    answer: { errors: [{ msg: 'x' }] },
  }
  const nowhere: FakeCall = { op: undefined, status: 404, answer: { errors: [{ msg: 'Not Found', code: 404 }] } }
  const found = report(wide, upsideDown, invalid, invalid, injected, nowhere)
  t.same(found.rangesTooWide, [{ id: 'r-1', operationId: 'getSessions', message }])
  t.same(found.refusals, [
    { status: 412, msg: 'Validation errors/ Invalid arguments', property: 'body.limit', count: 2, id: 'r-4' },
    { status: 412, msg: 'Validation errors/ Invalid arguments', property: 'body.skip', count: 2, id: 'r-4' },
    { status: 400, msg: message, property: 'body.dateTo', count: 1, id: 'r-1' },
    { status: 400, msg: 'dateFrom must not be after dateTo', property: 'body.dateTo', count: 1, id: 'r-2' },
    { status: 404, msg: 'Not Found', property: null, count: 1, id: 'r-6' },
  ])
  t.equal(found.unmatched, 1)
})
