import { ids, LONGEST, long, type Sent } from '../row.ts'
import type { Case } from './cases.ts'
import type { OperationRules } from './operations.ts'

/** Puts a value into an otherwise good request. */
type Send = (value: unknown) => Sent

const inBody =
  (name: string, rest: object = {}): Send =>
  value => ({ body: { ...rest, [name]: value } })
const inQuery =
  (name: string): Send =>
  value => ({ query: { [name]: value } })

/** A text by its greatest length; `isNeeded`: it must not be empty. */
const text = (at: string, send: Send, most = LONGEST, isNeeded = false): Case[] => [
  isNeeded ? [send(''), [`${at} must not be empty`]] : [send('')],
  [send('x')],
  [send(long(most))],
  [send(long(most + 1)), [`${at} must have at most ${most} characters; found ${most + 1}`]],
]

/** A number by its bounds; `step` is what lies beyond them. */
const number = (at: string, send: Send, least: number, most: number, step = 1): Case[] => [
  [send(least)],
  [send(most)],
  [send(least - step), [`${at} must be at least ${least}; found ${least - step}`]],
  [send(most + step), [`${at} must be at most ${most}; found ${most + step}`]],
]

/** A number that stands in the query. */
const queryNumber = (name: string, least: number, most: number): Case[] =>
  number(`query.${name}`, value => ({ query: { [name]: String(value) } }), least, most)

const chosen = (at: string, send: Send, values: readonly unknown[]): Case[] => [
  ...values.map((value): Case => [send(value)]),
  [send('another'), [`${at} must be one of ${values.join(', ')}; found "another"`]],
]

const page = [...queryNumber('skip', 0, 1_000_000_000_000), ...queryNumber('limit', 1, 1_000)]
const testId = text('query.testId', inQuery('testId'), LONGEST, true)
const header: Case[] = text('headers.x-test-id', value => ({ headers: { 'x-test-id': value } }))
const own = [...testId, ...header]

const STATUS = '^(0|[1-5][0-9]{2}|[1-5][xX]{2})$'
const status = (at: string, send: Send): Case[] => [
  ...['0', '100', '599', '4xx', '5XX'].map((value): Case => [send(value)]),
  ...['', '600', '4x', '10', '4xx '].map(
    (value): Case => [send(value), [`${at} must match ${STATUS}; found ${JSON.stringify(value)}`]],
  ),
]

const filters = [...['operationId', 'botId', 'clientId'].flatMap(name => text(`query.${name}`, inQuery(name))), ...own]
const except = text('query.exceptTestId', inQuery('exceptTestId'), LONGEST, true)
const journal = [...filters, ...status('query.status', inQuery('status'))]

/** How a text is compared: as it is, or by one of the words. */
const textMatch = (at: string, send: Send): Case[] => [
  ...['', 'x', long(16_384), { contains: '' }, { contains: long(16_384) }, { absent: true }].map(
    (value): Case => [send(value)],
  ),
  [send(5), [`${at} must be text or an object; found 5`]],
  [send(long(16_385)), [`${at} must have at most 16384 characters; found 16385`]],
  [send({ contains: long(16_385) }), [`${at}.contains must have at most 16384 characters; found 16385`]],
  [send({ absent: false }), [`${at}.absent must be one of true; found false`]],
  ...oneField(at, send, { contains: 'x', absent: true }),
]

/** An object that must have one of its fields. */
function oneField(at: string, send: Send, fields: Readonly<Record<string, unknown>>): Case[] {
  const [first = '', second = ''] = Object.keys(fields)
  return [
    [send({}), [`${at} must have at least 1 of its fields; found 0`]],
    [
      send({ [first]: fields[first], [second]: fields[second] }),
      [`${at} must have only 1 of its fields; found ${first}, ${second}`],
    ],
    [send({ tpyo: 1 }), [`${at}.tpyo is not known`]],
  ]
}

const criteria: Case[] = [
  ...header,
  ...['operationId', 'botId', 'clientId', 'testId', 'method'].flatMap(name => text(`body.${name}`, inBody(name))),
  ...status('body.status', inBody('status')),
  ...number('body.status', inBody('status'), 0, 599),
  ...textMatch('body.path', inBody('path')),
  ...['query', 'headers'].flatMap((name): Case[] => [
    [inBody(name)(Object.fromEntries(ids(100).map(id => [id, 'x'])))],
    [
      inBody(name)(Object.fromEntries(ids(101).map(id => [id, 'x']))),
      [`body.${name} must have only 100 of its fields; found ${ids(10).join(', ')} and 91 more`],
    ],
    ...textMatch(`body.${name}.a`, value => inBody(name)({ a: value })),
  ]),
  [{ body: { tpyo: 1 } }, ['body.tpyo is not known']],
  [inBody('body')({ equals: 1 })],
  ...oneField('body.body', inBody('body'), { equals: 1, contains: 'x' }),
]

const fault = { status: 500 }
const withFault = (name: string) => inBody(name, { fault })
const action =
  (kind: string): Send =>
  value => ({ body: { fault: { [kind]: value } } })
const match =
  (name: string): Send =>
  value => ({ body: { fault, match: { [name]: value } } })
const damage =
  (name: string): Send =>
  value => ({ body: { fault: { body: { [name]: value } } } })
const delayOf =
  (type: string, name: string, rest: object): Send =>
  value => ({ body: { fault: { delay: { type, ...rest, [name]: value } } } })

const LONGEST_DELAY = 600_000
const DELAY = 'body.fault.delay'

const delays: Case[] = [
  [action('delay')({}), [`${DELAY}.type is required`]],
  [action('delay')({ ms: 5 }), [`${DELAY}.type is required`]],
  [action('delay')({ type: 'slow' }), [`${DELAY}.type must be one of fixed, uniform, lognormal; found "slow"`]],
  [action('delay')({ type: 'fixed' }), [`${DELAY}.ms is required`]],
  [action('delay')({ type: 'uniform' }), [`${DELAY}.min is required`, `${DELAY}.max is required`]],
  [action('delay')({ type: 'lognormal' }), [`${DELAY}.median is required`, `${DELAY}.sigma is required`]],
  [
    action('delay')({ type: 'fixed', ms: 1, tpyo: 1 }),
    [`${DELAY}.tpyo is not known`, `${DELAY} must have only 2 of its fields; found type, ms, tpyo`],
  ],
  [delayOf('fixed', 'ms', { min: 1 })(1), [`${DELAY} must have only 2 of its fields; found type, min, ms`]],
  [
    delayOf('uniform', 'ms', { min: 1, max: 2 })(1),
    [`${DELAY} must have only 3 of its fields; found type, min, max, ms`],
  ],
  [
    delayOf('lognormal', 'ms', { median: 1, sigma: 2 })(1),
    [`${DELAY} must have only 3 of its fields; found type, median, sigma, ms`],
  ],
  ...number(`${DELAY}.ms`, delayOf('fixed', 'ms', {}), 0, LONGEST_DELAY, 0.5),
  ...number(`${DELAY}.min`, delayOf('uniform', 'min', { max: LONGEST_DELAY }), 0, LONGEST_DELAY, 0.5),
  ...number(`${DELAY}.max`, delayOf('uniform', 'max', { min: 0 }), 0, LONGEST_DELAY, 0.5),
  ...number(`${DELAY}.median`, delayOf('lognormal', 'median', { sigma: 1 }), 0, LONGEST_DELAY, 0.5),
  ...number(`${DELAY}.sigma`, delayOf('lognormal', 'sigma', { median: 1 }), 0, 10, 0.5),
]

const faults: Case[] = [
  ...header.map(([sent, wrong]): Case => [{ body: { fault }, ...sent }, wrong]),
  [{ body: {} }, ['body.fault is required']],
  [{ body: { fault, tpyo: 1 } }, ['body.tpyo is not known']],
  ...number('body.after', withFault('after'), 0, 1_000_000_000),
  ...number('body.times', withFault('times'), 1, 1_000_000_000),
  ...number('body.probability', withFault('probability'), 0, 1, 0.5),
  ...number('body.ttlMs', withFault('ttlMs'), 1, 31_536_000_000),
  ...['operationId', 'botId'].flatMap(name => text(`body.match.${name}`, match(name))),
  ...['clientId', 'testId', 'exceptTestId'].flatMap(name => text(`body.match.${name}`, match(name), LONGEST, true)),
  [match('tpyo')(1), ['body.match.tpyo is not known']],
  [match('header')(Object.fromEntries(ids(100).map(id => [id, 'x'])))],
  [
    match('header')(Object.fromEntries(ids(101).map(id => [id, 'x']))),
    [`body.match.header must have only 100 of its fields; found ${ids(10).join(', ')} and 91 more`],
  ],
  ...text('body.match.header.a', value => match('header')({ a: value }), 16_384),
  ...number('body.fault.status', action('status'), 400, 599),
  ...chosen('body.fault.connection', action('connection'), ['reset', 'empty']),
  ...chosen('body.fault.page', action('page'), ['shift', 'repeat-last']),
  ...oneField('body.fault', value => ({ body: { fault: value } }), { status: 500, connection: 'reset' }),
  ...number('body.fault.body.truncateAt', damage('truncateAt'), 0, 1, 0.5),
  ...number('body.fault.body.dribbleMs', damage('dribbleMs'), 1, LONGEST_DELAY),
  [damage('garbage')(true)],
  [damage('garbage')(false), ['body.fault.body.garbage must be one of true; found false']],
  ...oneField('body.fault.body', action('body'), { truncateAt: 0.5, garbage: true }),
  ...delays,
]

const CENTURY = 3_155_760_000
const tokens: Case[] = [
  [{ body: {} }],
  [{ body: { tpyo: 1 } }, ['body.tpyo is not known']],
  ...['app', 'scenario'].flatMap(name => text(`body.${name}`, inBody(name))),
  [inBody('expiresIn')(null)],
  ...number('body.expiresIn', inBody('expiresIn'), -CENTURY, CENTURY),
  ...chosen('body.algorithm', inBody('algorithm'), ['HS256', 'HS384', 'HS512', 'none']),
  [inBody('scopes')(ids(100))],
  [inBody('scopes')(ids(101)), ['body.scopes must not have more than 100 items; found 101']],
  ...text('body.scopes[0]', value => inBody('scopes')([value])),
  [inBody('jti')(true)],
  ...text('body.jti', inBody('jti')),
  ...['expired', 'notYetValid', 'wrongSecret', 'missingScope'].flatMap((name): Case[] => [
    [inBody(name)(true)],
    [inBody(name)('true'), [`body.${name} must be true or false; found "true"`]],
  ]),
  [inBody('claims')({ anything: 1 })],
]

/** An instant in the query: as long as a text may be that is one. */
const instant = (name: string): Case[] => [
  [inQuery(name)('2026-03-01T09:00:00Z')],
  [inQuery(name)(`2026-03-01T09:00:00.${'0'.repeat(79)}Z`)],
  [
    inQuery(name)(`2026-03-01T09:00:00.${'0'.repeat(80)}Z`),
    [`query.${name} must have at most 100 characters; found 101`],
  ],
  [
    inQuery(name)('noon'),
    [`query.${name} must be an instant between 2000-01-01 and 2100-01-01, as 2026-03-01T09:00:00Z; found "noon"`],
  ],
]

const clock: Case[] = [
  ...own.map(([sent, wrong]): Case => [{ body: { mode: 'real' }, ...sent }, wrong]),
  ...oneField('body', value => ({ body: value }), { now: '2026-03-01', advance: 'PT1H' }),
  [inBody('now')('2026-03-01T09:00:00Z')],
  [
    inBody('now')('noon'),
    ['body.now must be an instant between 2000-01-01 and 2100-01-01, as 2026-03-01T09:00:00Z; found "noon"'],
  ],
  [inBody('advance')('-P1DT30M')],
  [inBody('advance')('1 hour'), ['body.advance must be a duration as PT1H or -P1DT30M; found "1 hour"']],
  // As long as a text may be that is an instant or a duration.
  [inBody('now')(`2026-03-01T09:00:00.${'0'.repeat(79)}Z`)],
  [inBody('now')(`2026-03-01T09:00:00.${'0'.repeat(80)}Z`), ['body.now must have at most 100 characters; found 101']],
  [inBody('advance')(`PT${'0'.repeat(29)}1H${'0'.repeat(30)}M${'0'.repeat(30)}.${'0'.repeat(4)}S`)],
  [
    inBody('advance')(`PT${'0'.repeat(29)}1H${'0'.repeat(30)}M${'0'.repeat(30)}.${'0'.repeat(5)}S`),
    ['body.advance must have at most 100 characters; found 101'],
  ],
  ...number('body.rate', inBody('rate'), 0, 86_400, 0.5),
  [inBody('mode')('frozen'), ['body.mode must be one of real; found "frozen"']],
]

const LONGEST_TEXT = 65_536
const widget = { name: 'x', type: 'table', dataSet: 'Sessions', select: 'channel' }
const tried = { widget, startDate: '2026-03-01', endDate: '2026-03-01' }
const inTry =
  (name: string): Send =>
  value => ({ body: { ...tried, [name]: value } })
const inWidget =
  (name: string): Send =>
  value => ({ body: { ...tried, widget: { ...widget, [name]: value } } })
const bound = (name: string): Case[] => [
  [inTry(name)('2026-03-01T09:00:00Z')],
  [inTry(name)('noon'), [`body.${name} must be a date as YYYY-MM-DD or YYYY-MM-DDThh:mm:ss.sssZ; found "noon"`]],
]
const names = (name: string): Case[] => [
  [inWidget(name)(Array.from({ length: 100 }, () => long(1_024)))],
  [
    inWidget(name)(Array.from({ length: 101 }, () => 'x')),
    [`body.widget.${name} must not have more than 100 items; found 101`],
  ],
  [inWidget(name)([long(1_025)]), [`body.widget.${name}[0] must have at most 1024 characters; found 1025`]],
]
const widgets: readonly Case[] = [
  [{ body: {} }, ['body.endDate is required', 'body.startDate is required', 'body.widget is required']],
  [{}, ['body.endDate is required', 'body.startDate is required', 'body.widget is required']],
  [
    { body: { ...tried, widget: {} } },
    ['dataSet', 'name', 'select', 'type'].map(name => `body.widget.${name} is required`),
  ],
  ...text('body.widget.name', inWidget('name'), 1_024, true),
  ...text('body.widget.type', inWidget('type'), 100, true),
  ...chosen('body.widget.dataSet', inWidget('dataSet'), ['Analytics', 'Messages', 'Sessions']),
  ...['select', 'filterBy', 'groupBy', 'having', 'sortBy'].flatMap(name =>
    text(`body.widget.${name}`, inWidget(name), 4_096),
  ),
  ...['dimensions', 'metrics', 'overlay'].flatMap(names),
  ...['startDate', 'endDate'].flatMap(bound),
  ...number('body.limit', inTry('limit'), 1, 1_000),
  [{ body: { ...tried, tpyo: 1 } }, ['body.tpyo is not known']],
  [{ body: { ...tried, widget: { ...widget, tpyo: 1 } } }, ['body.widget.tpyo is not known']],
]

const INCLUDES = ['history', 'summary', 'feedback', 'agentic-history', 'agentic-data']
const EXACT = 'a duration of weeks, days, hours, minutes or seconds, as PT1H or P2DT30M'
const exactDurations = (name: string): Case[] => [
  ...['PT1H', 'P2D', 'P1W', 'PT0S', 'P999999WT999999S', 'P1W2DT3H4M5S'].map((value): Case => [inQuery(name)(value)]),
  ...['', 'an hour', 'P', 'PT', 'P1DT', 'P1M', '-PT1H', 'PT1.5H', 'PT1234567S'].map(
    (value): Case => [inQuery(name)(value), [`query.${name} must be ${EXACT}; found ${JSON.stringify(value)}`]],
  ),
  [inQuery(name)(`PT${'1'.repeat(39)}S`), [`query.${name} must have at most 40 characters; found 42`]],
]

/** What each call of the admin API takes and refuses. A call that takes nothing is not here. */
export const ADMIN_CASES: Readonly<Record<string, readonly Case[]>> = {
  reset: [
    ...own,
    ...text('body.testId', inBody('testId'), LONGEST, true),
    [{ body: { tpyo: 1 } }, ['body.tpyo is not known']],
  ],
  listRequests: [
    ...journal,
    ...except,
    ...page,
    ...chosen('query.format', inQuery('format'), ['json', 'har', 'pact']),
    [{ query: { format: 'HAR' } }],
    ...text('query.consumer', inQuery('consumer'), LONGEST, true),
  ],
  deleteRequests: journal,
  findRequests: [
    ...criteria,
    ...number('body.skip', inBody('skip'), 0, 1_000_000_000_000),
    ...number('body.limit', inBody('limit'), 1, 1_000),
  ],
  countRequests: criteria,
  listUnmatched: [...own, ...page],
  streamEvents: [...filters, ...except],
  setBotScenario: [
    [{ body: {} }, ['body.name is required']],
    ...text('body.name', inBody('name'), LONGEST, true),
    [{ body: { name: 'x', tpyo: 1 } }, ['body.tpyo is not known']],
  ],
  getClock: own,
  setClock: clock,
  addFault: faults,
  makeToken: tokens,
  describeWorld: text('query.botId', inQuery('botId'), 1_024),
  describeDesk: [...instant('from'), ...instant('to')],
  tellTruth: [
    ...text('query.botId', inQuery('botId'), 1_024),
    ...['from', 'to', 'at'].flatMap(instant),
    ...INCLUDES.map((name): Case => [{ query: { include: name } }]),
    [{ query: { include: ['history', 'summary'] } }],
    [{ query: { include: Array.from({ length: 100 }, () => 'history') } }],
    [
      { query: { include: Array.from({ length: 101 }, () => 'history') } },
      ['query.include must not have more than 100 items; found 101'],
    ],
    [{ query: { include: 'another' } }, [`query.include[0] must be one of ${INCLUDES.join(', ')}; found "another"`]],
  ],
  predictLosses: [
    ...text('query.botId', inQuery('botId'), 1_024),
    ...['from', 'to'].flatMap(instant),
    ...chosen('query.kind', inQuery('kind'), ['sessions', 'messages', 'conversations', 'segments']),
    ...['every', 'lookback'].flatMap(exactDurations),
  ],
  report: own,
  showScenario: text('query.name', inQuery('name'), LONGEST, true),
  useScenario: [
    ...text('body.name', inBody('name'), LONGEST, true),
    ...text('body.text', inBody('text'), LONGEST_TEXT),
    ...text('body.story', inBody('story'), LONGEST, true),
    [{}, ['body must have at least 1 of its fields; found 0']],
    [{ body: {} }, ['body must have at least 1 of its fields; found 0']],
    [{ body: { name: 'x', text: '' } }, ['body must have only 1 of its fields; found name, text']],
    [{ body: { tpyo: 1 } }, ['body.tpyo is not known']],
  ],
  checkScenario: [
    [{}, ['body.text is required']],
    [{ body: {} }, ['body.text is required']],
    ...text('body.text', inBody('text'), LONGEST_TEXT),
    [inBody('week', { text: '' })(true)],
    [{ body: { text: '', tpyo: 1 } }, ['body.tpyo is not known']],
  ],
  tryWidget: widgets,
}

/** What is taken where nothing is sent. */
export const ADMIN_DEFAULTS: Readonly<Record<string, object>> = {
  listRequests: { skip: 0, limit: 100, format: 'json', consumer: 'client' },
  findRequests: { skip: 0, limit: 100 },
  listUnmatched: { skip: 0, limit: 100 },
  checkScenario: { week: false },
  tryWidget: { limit: 50 },
  predictLosses: { kind: 'sessions', every: 'PT1H', lookback: 'PT0S' },
}

/** How long ranges may be. */
export const ADMIN_RANGES: Readonly<Record<string, OperationRules['range']>> = {
  tryWidget: { in: 'body', from: 'startDate', to: 'endDate', maxDays: 366 },
}
