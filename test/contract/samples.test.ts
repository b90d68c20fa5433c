import t from 'tap'
import { brokenRule, type OperationId, type RawRequest, validate } from '../../src/contract/contract.ts'

/** Requests as the vendor's documents print them, by file; what they blank out is filled in. */
const SAMPLES: readonly [file: string, id: OperationId, request: RawRequest][] = [
  [
    '000_fc6437617965d1c7',
    'getUserEngagementTrend',
    {
      query: {
        aggregation_type: 'daily',
        start_date: '2025-12-01',
        end_date: '2025-12-05',
        conversationType: 'All',
        conversationStatus: 'All',
        timeZoneOffset: 'Asia/Kolkata',
      },
    },
  ],
  ['001_010d76b871a15c1e', 'getAccountSessions', { query: { containmentType: 'dropOff' } }],
  [
    '001_010d76b871a15c1e',
    'getAccountSessions',
    {
      query: { containmentType: 'selfService' },
      body: { skip: 0, limit: 100, dateFrom: '2020-02-11', dateTo: '2020-02-12' },
    },
  ],
  [
    '001_010d76b871a15c1e',
    'getSessions',
    {
      query: { containmentType: 'agent' },
      body: { skip: 0, limit: 100, dateFrom: '2020-02-11', dateTo: '2020-02-12' },
    },
  ],
  [
    '001_010d76b871a15c1e',
    'getSessions',
    { body: { sessionId: ['6465cf6e4769ed4e822bxxxx', '6465cf6e47Q9ed4e822bxxxx'] } },
  ],
  [
    '001_010d76b871a15c1e',
    'getSessions',
    { query: { callId: 'CH1' }, body: { skip: 0, limit: 100, dateFrom: '2025-03-17', dateTo: '2025-03-19' } },
  ],
  [
    '002_fe150adfef7f79ef',
    'listConversations',
    {
      headers: { accountid: '660aafa0c0971e56e2700000' },
      body: { from: '2025-10-13', to: '2025-10-13', page: 2, limit: 20, includeHistory: false },
    },
  ],
  [
    '003_b0d06e64651a5f46',
    'listInteractions',
    {
      headers: { accountid: '664b33a620bd0892e0000000' },
      query: { from: '2026-02-25', to: '2026-02-25', includeAgenticData: 'true' },
      body: { sessionIds: ['685bc2a0b74c8d12b0000000'] },
    },
  ],
  [
    '003_b0d06e64651a5f46',
    'queryInteractions',
    {
      headers: { accountid: '664b33a620bd0892e0000000' },
      query: { from: '2024-07-10-06:49:45', to: '2024-07-10-18:00:00', offset: '00000', limit: '100' },
    },
  ],
  ['004_f76154da4050d190', 'getWidgetData', { query: { startDate: '2020-03-30', endDate: '2020-03-30' } }],
  [
    '004_f76154da4050d190',
    'queryWidgetData',
    {
      query: { startDate: '2020-03-30', endDate: '2020-03-30' },
      body: { customFilters: [{ filterSource: 'userType', fieldName: 'user', values: ['newuser'] }] },
    },
  ],
]

for (const [file, id, request] of SAMPLES) {
  t.test(`${file}: ${id} ${JSON.stringify(request.body ?? request.query)}`, async t => {
    const { value, violations } = validate(id, request)
    t.strictSame(violations, [])
    t.equal(brokenRule(id, value), undefined)
  })
}
