import type { OperationId } from '../../src/contract/contract.ts'
import {
  account,
  aggregation,
  channels,
  date,
  FARTHEST,
  flag,
  INTEGER,
  ids,
  instant,
  list,
  long,
  number,
  queryFlag,
  queryNumber,
  queryText,
  type Row,
  rawInstant,
  row,
  tags,
  text,
} from './row.ts'

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
  number('skip', 0, FARTHEST, 0),
  number('offset', 0, FARTHEST, undefined),
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
  queryNumber('offset', 0, FARTHEST, 0),
  queryNumber('limit', 0, 100, 100),
  queryFlag('includeAgenticData'),
]
const interactions: readonly Row[] = [
  ...interactionsQuery,
  ...['conversationIds', 'sessionIds', 'channels', 'agentIds'].map(name => list(name, 1_000, false)),
]

const widget: readonly Row[] = [
  instant('query', 'startDate'),
  instant('query', 'endDate'),
  queryNumber('limit', -1, 50, 50),
  queryNumber('skip', 0, FARTHEST, 0),
]

/** Facts 7.2. */
const CHANNEL_TYPES = [
  ...[
    'rtm',
    'kore',
    'sms',
    'email',
    'slack',
    'twitter',
    'msteams',
    'facebook',
    'api',
    'skype',
    'skypeforbusiness',
    'spark',
  ],
  ...[
    'wfacebook',
    'ringcentral',
    'jabber',
    'yammer',
    'alexa',
    'twiliovoice',
    'telegram',
    'ivr',
    'ivrVoice',
    'smartassist',
  ],
  ...['line', 'liveperson', 'googleactions', 'hangoutchat', 'mattermost', 'rcs', 'korevg'],
]

const channelType = (place: 'query' | 'body', standard?: string): Row =>
  row(
    place,
    'channelType',
    [...CHANNEL_TYPES.map(name => [name] as const), ['ivrvoice', 'ivrVoice'], ['SMS', 'sms']],
    [['pigeon', `must be one of ${CHANNEL_TYPES.join(', ')}; found "pigeon"`]],
    { default: standard },
  )

/** An empty text names nobody (ruling R26). */
const queryUser = row(
  'query',
  'userId',
  [['x'], [long(1_000)]],
  [
    ['', 'must not be empty'],
    [long(1_001), 'must have at most 1000 characters; found 1001'],
  ],
)

const messagesQuery = (most: number, get: boolean): readonly Row[] => [
  { ...queryUser, needed: get },
  queryNumber('skip', 0, FARTHEST, 0),
  queryNumber('offset', 0, FARTHEST, undefined),
  queryNumber('limit', 1, most, 100),
  channelType('query', get ? 'rtm' : undefined),
  queryText('ivrInstID'),
  instant('query', 'dateFrom'),
  instant('query', 'dateTo'),
  queryFlag('getAgentsInfo'),
  queryFlag('includeSecureForm'),
  row(
    'query',
    'sessionId',
    [['a', ['a']], ['a,b', ['a', 'b']], [['a', 'b']], [ids(1_000)]],
    [[ids(1_001), 'must not have more than 1000 items; found 1001']],
  ),
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

/** R22: these bodies take booleans as text. */
const flagOrText = (name: string): Row =>
  row(
    'body',
    name,
    [[true], [false], ['true', true], ['FALSE', false]],
    [
      ['yes', 'must be true or false; found "yes"'],
      ['', 'must be true or false; found ""'],
      [1, 'must be true or false; found 1'],
    ],
    { default: false },
  )

const messagesBody = (most: number): readonly Row[] => [
  text('userId'),
  number('skip', 0, FARTHEST, 0),
  number('offset', 0, FARTHEST, undefined),
  number('limit', 1, most, 100),
  channelType('body'),
  text('ivrInstID'),
  instant('body', 'dateFrom'),
  instant('body', 'dateTo'),
  flagOrText('getAgentsInfo'),
  flagOrText('includeSecureForm'),
  list('sessionId', 1_000, true),
  text('callId'),
  tags,
  flagOrText('forward'),
  text('msgId'),
  row(
    'body',
    'direction',
    [[-1], [0], [1], [Number.MIN_SAFE_INTEGER], [Number.MAX_SAFE_INTEGER]],
    [
      ['1', `${INTEGER} "1"`],
      [Number.MIN_SAFE_INTEGER - 1, `must be at least ${Number.MIN_SAFE_INTEGER}; found about -9007199254740992`],
      [Number.MAX_SAFE_INTEGER + 1, `must be at most ${Number.MAX_SAFE_INTEGER}; found about 9007199254740992`],
    ],
    { default: 1 },
  ),
  flagOrText('includeTraceId'),
  flagOrText('includeLatency'),
]

const litePage: readonly Row[] = [
  queryNumber('skip', 0, FARTHEST, 0),
  queryNumber('offset', 0, FARTHEST, undefined),
  queryNumber('limit', 1, 1000, 5),
]

/** As the vendor's sample has it. */
const FILTER = { filterSource: 'userType', fieldName: 'user', values: ['newuser'] }

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
    row(
      'query',
      'channel',
      [['rtm', ['rtm']], ['ALL', ['All']], [ids(100)]],
      [[ids(101), 'must not have more than 100 items; found 101']],
    ),
  ],
  getSessions: sessions,
  getAccountSessions: sessions,
  listConversations: [
    account,
    date('body', 'from'),
    date('body', 'to'),
    number('page', 1, 1_000_000_000, 1),
    number('limit', 1, 20, 20),
    flag('includeHistory'),
    flag('includeAgenticHistory'),
    flag('includeFeedback'),
    flag('includeSummary'),
    flag('widgetLoaded'),
    list('conversationIds', 1_000, true),
  ],
  listInteractions: interactions,
  queryInteractions: interactions,
  getWidgetData: widget,
  queryWidgetData: [
    ...widget.map(one => (one.name.endsWith('Date') ? { ...one, needed: true } : one)),
    // What the base request says in its query (ruling R25).
    { ...instant('body', 'startDate'), default: '2026-03-01' },
    { ...instant('body', 'endDate'), default: '2026-03-02' },
    number('limit', -1, 50, 50),
    number('skip', 0, FARTHEST, 0),
    row(
      'body',
      'customFilters',
      [[Array.from({ length: 100 }, () => FILTER)], [[]]],
      [
        [{}, 'must be an array; found an object'],
        [Array.from({ length: 101 }, () => FILTER), 'must not have more than 100 items; found 101'],
      ],
    ),
  ],
  getMessages: messagesQuery(100, true),
  getMessagesV2: messagesQuery(10_000, true),
  postMessages: [...messagesQuery(100, false), ...messagesBody(100)],
  postAccountMessages: [...messagesQuery(100, false), ...messagesBody(100)],
  postMessagesV2: [...messagesQuery(10_000, false), ...messagesBody(10_000)],
  getMessagesLite: [queryUser, ...litePage],
  postMessagesLite: [
    queryUser,
    ...litePage,
    text('userId'),
    text('sessionId'),
    instant('body', 'dateFrom'),
    instant('body', 'dateTo'),
    channelType('body'),
    row(
      'body',
      'type',
      [['incoming', ['incoming']], [['incoming', 'outgoing']], [Array.from({ length: 100 }, () => 'outgoing')]],
      [
        [5, 'must be an array; found 5'],
        [Array.from({ length: 101 }, () => 'outgoing'), 'must not have more than 100 items; found 101'],
      ],
    ),
    number('skip', 0, FARTHEST, 0),
    number('offset', 0, FARTHEST, undefined),
    number('limit', 1, 1000, 5),
    row('body', 'isDeveloper', [[true], [false]], [['no', 'must be true or false; found "no"']]),
    text('channelUId'),
  ],
  getAgenticHistory: [
    queryNumber('page', 1, 1_000_000_000, undefined),
    queryNumber('limit', 1, 1_000_000, undefined),
    queryFlag('search'),
  ],
}

type Fields = Readonly<Record<string, unknown>>

/** What every request of an operation must have. */
export const BASE: Readonly<Partial<Record<OperationId, { query?: Fields; headers?: Fields; body?: Fields }>>> = {
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
