import t from 'tap'
import { brokenRule, clamp, operation, validate } from '../../src/contract/contract.ts'

t.test('what was sent is not changed', async t => {
  const query = { containmentType: 'AGENT' }
  const body = { offset: 5, sessionType: 'Interactive', tags: { and: [{ name: 'a', values: ['b'] }] } }
  const sent = structuredClone({ query, body })
  validate('getSessions', { query, body })
  t.strictSame({ query, body }, sent)
})

t.test('offset stands for skip where skip is not given', async t => {
  t.match(validate('getSessions', { body: { offset: 5 } }).value.body, { skip: 5 })
  t.match(validate('getSessions', { body: { offset: 5, skip: 7 } }).value.body, { skip: 7 })
  const days = { start_date: '2026-03-01', end_date: '2026-03-02' }
  t.match(validate('getUserEngagementTrendV1', { query: { ...days, channel: 'rtm,sms' } }).value.query, {
    channels: ['rtm', 'sms'],
  })
})

t.test('fields of messages may stand in the query; the body wins', async t => {
  const query = { userId: 'u-1', limit: '7', sessionId: 'a', getAgentsInfo: 'true' }
  const { value, violations } = validate('postMessagesV2', { query, body: { limit: 9 } })
  t.strictSame(violations, [])
  t.match(value.body, { userId: 'u-1', limit: 9, sessionId: ['a'], getAgentsInfo: true, forward: false })
  t.match(validate('postMessagesV2', { query, body: undefined }).value.body, { limit: 7 })
  t.match(validate('postMessagesV2', { query: {}, body: {} }).value.body, { limit: 100 })
})

t.test('a faulty value in the query is one fault, not two', async t => {
  t.strictSame(validate('postMessages', { query: { limit: '101' }, body: {} }).violations, [
    { property: 'query.limit', message: 'must be at most 100; found 101' },
  ])
})

t.test('GET of raw data honours the filters of a body (facts 11.23)', async t => {
  const parts = { query: { from: '2026-03-01', to: '2026-03-01' }, headers: { accountid: '664b33a620bd0892e0000001' } }
  t.match(validate('listInteractions', { ...parts, body: { sessionIds: ['a'] } }).value.body, { sessionIds: ['a'] })
  t.equal(operation('listInteractions').hasBody, true)
  t.equal(operation('getWidgetData').hasBody, false)
})

t.test('limits: clamp cuts to the documented maximum (ruling R1)', async t => {
  const clamped = (body: object) => {
    const { value, violations } = validate('getSessions', clamp('getSessions', { query: {}, body }))
    t.strictSame(violations, [])
    return value.body as { limit: number; sessionId: string[] }
  }
  const sent = { limit: 20_000 }
  t.equal(clamped(sent).limit, 10_000)
  t.equal(sent.limit, 20_000, 'what was sent stays')
  t.equal(clamped({ sessionId: Array.from({ length: 60 }, (_, i) => `s${i}`) }).sessionId.length, 50)
  const query = { startDate: '2026-03-01', endDate: '2026-03-02', limit: '51' }
  t.match(validate('getWidgetData', clamp('getWidgetData', { query })).value.query, { limit: 50 })
  t.strictSame(clamp('getSessions', { body: { limit: 5 } }).body, { limit: 5 })
  t.strictSame(clamp('getSessions', { body: { limit: 'x' } }).body, { limit: 'x' })
  t.strictSame(clamp('getSessions', { body: null }).body, null)
})

t.test('the length of a range (ruling R6)', async t => {
  const week = (dateFrom?: string, dateTo?: string, more: object = {}) =>
    brokenRule('getSessions', validate('getSessions', { body: { dateFrom, dateTo, ...more } }).value)
  t.equal(week('2026-01-01', '2026-01-08'), undefined, '7 days')
  t.equal(week('2026-01-01T10:00:00.000Z', '2026-01-08T10:00:00.000Z'), undefined, '7 x 24 hours')
  t.equal(week('2026-01-01T10:00:00.000Z', '2026-01-08T10:00:00.001Z'), undefined, 'one millisecond more')
  t.equal(week('2026-01-01T10:00:00.999Z', '2026-01-08T10:00:01.998Z'), undefined, 'less than a second more')
  t.strictSame(week('2026-01-01T10:00:00.000Z', '2026-01-08T10:00:01.000Z'), {
    property: 'body.dateTo',
    message:
      'The date range must not be longer than 7 days; asked for 7 days 1 second (2026-01-01T10:00:00.000Z to 2026-01-08T10:00:01.000Z)',
  })
  t.match(week('2026-01-01', '2026-01-09')?.message, /not be longer than 7 days; asked for 8 days/)
  t.match(week('2026-01-02', '2026-01-01')?.message, /dateFrom must not be after dateTo/)
  t.equal(week('2026-01-01T10:00:00.000Z', '2026-01-01'), undefined, 'a day alone reaches to its end')
  t.equal(week('2026-01-01', undefined), undefined)
  t.equal(week('2026-01-01', '2026-02-01', { sessionId: ['a'] }), undefined, 'by id no other filter counts')
  t.match(week('2026-01-01', '2026-02-01', { sessionId: [] })?.message, /7 days/)
})

t.test('trend and widgets stop at 366 days, raw data nowhere', async t => {
  const ask = (id: string, from: string, to: string, a: string, b: string) =>
    brokenRule(id, { query: { [from]: a, [to]: b }, body: {} })?.message
  t.equal(ask('getUserEngagementTrend', 'start_date', 'end_date', '2026-01-01', '2027-01-02'), undefined)
  t.match(
    ask('getUserEngagementTrend', 'start_date', 'end_date', '2026-01-01', '2027-01-03'),
    /366 days; asked for 367 days/,
  )
  t.match(ask('getWidgetData', 'startDate', 'endDate', '2026-01-01', '2027-01-03'), /366 days/)
  t.equal(ask('listInteractions', 'from', 'to', '2020-01-01', '2026-01-03 10:00:00'), undefined)
  t.match(ask('listInteractions', 'from', 'to', '2026-01-03-10:00:01', '2026-01-03T10:00:00'), /must not be after/)
})

t.test('a message to start from excludes dates (facts 7.2)', async t => {
  const ask = (body: object) => brokenRule('postMessages', { query: {}, body })
  t.strictSame(ask({ msgId: 'ms-1', dateFrom: '2026-01-01' }), {
    property: 'body.dateFrom',
    message: 'msgId and dateFrom must not be given together',
  })
  t.equal(ask({ msgId: 'ms-1' }), undefined)
})

t.test('an empty list in the query is none', async t => {
  const days = { start_date: '2026-03-01', end_date: '2026-03-02' }
  t.match(validate('getUserEngagementTrend', { query: { ...days, channels: '' } }).value.query, { channels: ['All'] })
})
