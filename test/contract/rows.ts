import type { OperationId } from '../../src/contract/contract.ts'

/** One row of a vendor's parameter table: what it takes, what it is when left out, and what it refuses. */
export interface Row {
  readonly place: 'query' | 'headers' | 'body'
  readonly name: string
  /** Value of the parameter when it is not sent; undefined: there is none. */
  readonly default?: unknown
  /** What is sent, and what it is read as when that is not the same. */
  readonly good: readonly (readonly [sent: unknown, read?: unknown])[]
  readonly bad: readonly (readonly [sent: unknown, message: string])[]
}

const INTEGER = 'must be an integer; found'
const day = 'must be a date as YYYY-MM-DD; found'
const dayOrTime = 'must be a date as YYYY-MM-DD or YYYY-MM-DDThh:mm:ss.sssZ; found'
const anyTime = 'must be a date as YYYY-MM-DD, YYYY-MM-DD hh:mm:ss, YYYY-MM-DD-hh:mm:ss or YYYY-MM-DDThh:mm:ss; found'

const row = (
  place: Row['place'],
  name: string,
  good: Row['good'],
  bad: Row['bad'] = [],
  rest: { default?: unknown } = {},
): Row => ({ place, name, good, bad, ...rest })

const ids = (count: number) => Array.from({ length: count }, (_, i) => `id-${i}`)

/** A text in a body: a number is none (ruling R13). */
const text = (name: string): Row =>
  row(
    'body',
    name,
    [['x'], ['']],
    [
      [5, 'must be text; found 5'],
      [null, 'must be text; found null'],
    ],
  )
const flag = (name: string): Row =>
  row(
    'body',
    name,
    [[true], [false]],
    [
      ['true', 'must be true or false; found "true"'],
      [1, 'must be true or false; found 1'],
    ],
    {
      default: false,
    },
  )
const queryText = (name: string): Row => row('query', name, [['x'], ['']])
const queryFlag = (name: string): Row =>
  row(
    'query',
    name,
    [
      ['true', true],
      ['false', false],
    ],
    [['yes', 'must be true or false; found "yes"']],
    { default: false },
  )

/** A number in a body, by its bounds. */
function number(name: string, least: number, most: number | undefined, standard: number | undefined): Row {
  return row(
    'body',
    name,
    [[least], ...(most === undefined ? [[1_000_000] as const] : [[most] as const])],
    [
      [least - 1, `must be at least ${least}; found ${least - 1}`],
      ['20', `${INTEGER} "20"`],
      [1.5, `${INTEGER} 1.5`],
      ...(most === undefined ? [] : [[most + 1, `must be at most ${most}; found ${most + 1}`] as const]),
    ],
    { default: standard },
  )
}

/** A number in the query: text by nature. */
function queryNumber(name: string, least: number, most: number | undefined, standard: number | undefined): Row {
  return row(
    'query',
    name,
    [
      [String(least), least],
      ...(most === undefined ? [['1000000', 1_000_000] as const] : [[String(most), most] as const]),
    ],
    [
      [String(least - 1), `must be at least ${least}; found ${least - 1}`],
      ['ten', `${INTEGER} "ten"`],
      ['1.5', `${INTEGER} "1.5"`],
      ['', `${INTEGER} ""`],
      ...(most === undefined ? [] : [[String(most + 1), `must be at most ${most}; found ${most + 1}`] as const]),
    ],
    { default: standard },
  )
}

const date = (place: Row['place'], name: string): Row =>
  row(
    place,
    name,
    [['2026-02-28'], ['2024-02-29']],
    [
      ['2026-02-30', `${day} "2026-02-30"`],
      ['2026-02-28T00:00:00.000Z', `${day} "2026-02-28T00:00:00.000Z"`],
      ['28.02.2026', `${day} "28.02.2026"`],
    ],
  )

const instant = (place: Row['place'], name: string): Row =>
  row(
    place,
    name,
    [['2026-02-28'], ['2026-02-28T23:59:59.999Z'], ['2026-02-28T23:59:59Z']],
    [
      ['2026-02-30', `${dayOrTime} "2026-02-30"`],
      ['2026-02-28T24:00:00.000Z', `${dayOrTime} "2026-02-28T24:00:00.000Z"`],
      ['2026-02-28 10:00:00', `${dayOrTime} "2026-02-28 10:00:00"`],
      ['', `${dayOrTime} ""`],
    ],
  )

const rawInstant = (name: string): Row =>
  row(
    'query',
    name,
    [
      ['2026-02-25'],
      ['2026-02-25 09:33:10'],
      ['2026-02-25-09:33:10'],
      ['2026-02-25T09:33:10'],
      ['2026-02-25T09:33:10.120Z'],
    ],
    [
      ['2026-02-29', `${anyTime} "2026-02-29"`],
      ['2026-02-25T09:33', `${anyTime} "2026-02-25T09:33"`],
      ['2026-02-25T09:60:00', `${anyTime} "2026-02-25T09:60:00"`],
      ['yesterday', `${anyTime} "yesterday"`],
    ],
  )

const aggregation = row(
  'query',
  'aggregation_type',
  [['daily'], ['hourly'], ['Daily', 'daily'], ['', 'hourly']],
  [['weekly', 'must be one of daily, hourly; found "weekly"']],
  { default: 'hourly' },
)
const channels = row(
  'query',
  'channels',
  [['rtm', ['rtm']], ['rtm,sms', ['rtm', 'sms']], [['rtm', 'sms']], ['all', ['All']]],
  [],
  {
    default: ['All'],
  },
)
const account = row(
  'headers',
  'accountid',
  [['664b33a620bd0892e0000001'], ['664B33A620BD0892E0000001']],
  [
    ['664b33a620bd0892e000000', 'must be 24 hex digits; found "664b33a620bd0892e000000"'],
    ['x', 'must be 24 hex digits; found "x"'],
  ],
)
const tags = row(
  'body',
  'tags',
  [[{ and: [{ name: 'user', values: ['newuser'], type: 'user' }] }], [{ or: [] }], [{}]],
  [
    ['x', 'must be an object; found "x"'],
    [[], 'must be an object; found an array'],
  ],
)

const sessions: readonly Row[] = [
  row(
    'query',
    'containmentType',
    [['dropOff'], ['selfService'], ['agent'], ['selfservice', 'selfService']],
    [
      ['foo', 'must be one of dropOff, selfService, agent; found "foo"'],
      ['', 'must be one of dropOff, selfService, agent; found ""'],
    ],
  ),
  queryText('callId'),
  text('userId'),
  number('skip', 0, undefined, 0),
  number('offset', 0, undefined, undefined),
  number('limit', 1, 10_000, 100),
  instant('body', 'dateFrom'),
  instant('body', 'dateTo'),
  tags,
  row(
    'body',
    'sessionType',
    [['interactive'], ['non-interactive'], ['Interactive', 'interactive']],
    [['both', 'must be one of interactive, non-interactive; found "both"']],
  ),
  row(
    'body',
    'sessionId',
    [[ids(50)], [['not even hex']], [[]]],
    [
      [ids(51), 'must not have more than 50 items; found 51'],
      ['6465cf6e4769ed4e822b0001', 'must be an array; found "6465cf6e4769ed4e822b0001"'],
    ],
  ),
  flag('includeMeta'),
]

const interactionsQuery: readonly Row[] = [
  account,
  rawInstant('from'),
  rawInstant('to'),
  queryNumber('offset', 0, undefined, 0),
  queryNumber('limit', 0, 100, 100),
  queryFlag('includeAgenticData'),
]
const interactions: readonly Row[] = [
  ...interactionsQuery,
  ...['conversationIds', 'sessionIds', 'channels', 'agentIds'].map(name =>
    row('body', name, [[['a', 'b']], [[]]], [['a', 'must be an array; found "a"']]),
  ),
]

const widget: readonly Row[] = [
  instant('query', 'startDate'),
  instant('query', 'endDate'),
  queryNumber('limit', -1, 50, 50),
  queryNumber('skip', 0, undefined, 0),
]

const channelType = (place: 'query' | 'body', standard?: string): Row =>
  row(
    place,
    'channelType',
    [['rtm'], ['korevg'], ['ivrvoice', 'ivrVoice']],
    [['pigeon', 'must be one of rtm, kore, sms']],
    { default: standard },
  )

const messagesQuery = (most: number, get: boolean): readonly Row[] => [
  queryText('userId'),
  queryNumber('skip', 0, undefined, 0),
  queryNumber('offset', 0, undefined, undefined),
  queryNumber('limit', 1, most, 100),
  channelType('query', get ? 'rtm' : undefined),
  queryText('ivrInstID'),
  instant('query', 'dateFrom'),
  instant('query', 'dateTo'),
  queryFlag('getAgentsInfo'),
  queryFlag('includeSecureForm'),
  row('query', 'sessionId', [['a', ['a']], ['a,b', ['a', 'b']], [['a', 'b']]]),
  queryText('callId'),
  row(
    'query',
    'tags',
    [['{"and":[{"name":"user","values":["newuser"]}]}', { and: [{ name: 'user', values: ['newuser'] }] }]],
    [
      ['{', 'must be JSON; found "{"'],
      ['5', 'must be an object; found 5'],
    ],
  ),
  queryFlag('includeTraceId'),
  queryFlag('includeLatency'),
]

const messagesBody = (most: number): readonly Row[] => [
  text('userId'),
  number('skip', 0, undefined, 0),
  number('offset', 0, undefined, undefined),
  number('limit', 1, most, 100),
  channelType('body'),
  text('ivrInstID'),
  instant('body', 'dateFrom'),
  instant('body', 'dateTo'),
  flag('getAgentsInfo'),
  flag('includeSecureForm'),
  row('body', 'sessionId', [['a', ['a']], [['a', 'b']]], [[5, 'must be an array; found 5']]),
  text('callId'),
  tags,
  row('body', 'forward', [[true], ['true', true], ['false', false]], [['yes', 'must be true or false; found "yes"']], {
    default: false,
  }),
  text('msgId'),
  row('body', 'direction', [[-1], [0], [1]], [['1', `${INTEGER} "1"`]], { default: 1 }),
  flag('includeTraceId'),
  flag('includeLatency'),
]

const liteQuery: readonly Row[] = [
  queryText('userId'),
  queryNumber('skip', 0, undefined, 0),
  queryNumber('offset', 0, undefined, undefined),
  queryNumber('limit', 1, 1000, 5),
]

/** Every row of every operation's tables. */
export const ROWS: Readonly<Record<OperationId, readonly Row[]>> = {
  getUserEngagementTrend: [
    aggregation,
    date('query', 'start_date'),
    date('query', 'end_date'),
    row(
      'query',
      'conversationType',
      [['All'], ['Interactive'], ['Non Interactive'], ['non-interactive', 'Non Interactive'], ['all', 'All']],
      [['None', 'must be one of All, Interactive, Non Interactive; found "None"']],
      { default: 'All' },
    ),
    row(
      'query',
      'conversationStatus',
      [['All'], ['Active'], ['Closed'], ['closed', 'Closed']],
      [['open', 'must be one of All, Active, Closed; found "open"']],
      {
        default: 'All',
      },
    ),
    channels,
    row(
      'query',
      'timeZoneOffset',
      [['Asia/Kolkata'], ['UTC'], ['America/Argentina/Buenos_Aires']],
      [
        ['Mars/Olympus', 'must be the name of a time zone such as Asia/Kolkata; found "Mars/Olympus"'],
        ['+05:30', 'must be the name of a time zone such as Asia/Kolkata; found "+05:30"'],
      ],
      { default: 'UTC' },
    ),
  ],
  getUserEngagementTrendV1: [
    aggregation,
    date('query', 'start_date'),
    date('query', 'end_date'),
    channels,
    row('query', 'channel', [['rtm', ['rtm']]]),
  ],
  getSessions: sessions,
  getAccountSessions: sessions,
  listConversations: [
    account,
    date('body', 'from'),
    date('body', 'to'),
    number('page', 1, undefined, 1),
    number('limit', 1, 20, 20),
    flag('includeHistory'),
    flag('includeAgenticHistory'),
    flag('includeFeedback'),
    flag('includeSummary'),
    flag('widgetLoaded'),
    row('body', 'conversationIds', [['a', ['a']], [['a', 'b']]], [[5, 'must be an array; found 5']]),
  ],
  listInteractions: interactions,
  queryInteractions: interactions,
  getWidgetData: widget,
  queryWidgetData: [
    ...widget,
    row(
      'body',
      'customFilters',
      [[[{ filterSource: 'userType', fieldName: 'user', values: ['newuser'] }]], [[]]],
      [[{}, 'must be an array; found an object']],
    ),
  ],
  getMessages: messagesQuery(100, true),
  getMessagesV2: messagesQuery(10_000, true),
  postMessages: [...messagesQuery(100, false), ...messagesBody(100)],
  postAccountMessages: [...messagesQuery(100, false), ...messagesBody(100)],
  postMessagesV2: [...messagesQuery(10_000, false), ...messagesBody(10_000)],
  getMessagesLite: liteQuery,
  postMessagesLite: [
    ...liteQuery,
    text('userId'),
    text('sessionId'),
    instant('body', 'dateFrom'),
    instant('body', 'dateTo'),
    channelType('body'),
    row('body', 'type', [['incoming', ['incoming']], [['incoming', 'outgoing']]], [[5, 'must be an array; found 5']]),
    number('skip', 0, undefined, 0),
    number('offset', 0, undefined, undefined),
    number('limit', 1, 1000, 5),
    row('body', 'isDeveloper', [[true], [false]], [['no', 'must be true or false; found "no"']]),
    text('channelUId'),
  ],
  getAgenticHistory: [
    queryNumber('page', 1, undefined, undefined),
    queryNumber('limit', 1, undefined, undefined),
    queryFlag('search'),
  ],
}

/** What every request of an operation must have. */
export const BASE: Readonly<Partial<Record<OperationId, { query?: object; headers?: object; body?: object }>>> = {
  getUserEngagementTrend: { query: { start_date: '2026-03-01', end_date: '2026-03-02' } },
  getUserEngagementTrendV1: { query: { start_date: '2026-03-01', end_date: '2026-03-02' } },
  listConversations: {
    headers: { accountid: '664b33a620bd0892e0000001' },
    body: { from: '2026-03-01', to: '2026-03-02' },
  },
  listInteractions: {
    headers: { accountid: '664b33a620bd0892e0000001' },
    query: { from: '2026-03-01', to: '2026-03-02' },
  },
  queryInteractions: {
    headers: { accountid: '664b33a620bd0892e0000001' },
    query: { from: '2026-03-01', to: '2026-03-02' },
  },
  getWidgetData: { query: { startDate: '2026-03-01', endDate: '2026-03-02' } },
  queryWidgetData: { query: { startDate: '2026-03-01', endDate: '2026-03-02' } },
  getMessages: { query: { userId: 'u-1' } },
  getMessagesV2: { query: { userId: 'u-1' } },
  getMessagesLite: { query: { userId: 'u-1' } },
  getAgenticHistory: { query: { page: '1', limit: '20' } },
}
