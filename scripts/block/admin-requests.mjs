// The costliest calls of the admin API that anybody has found, as `requests.mjs` has those of the APIs.
import { scenarioTexts } from './scenario-texts.mjs'

const BOT = 'st-8d4c1a72-3f96-5e0b-9a27-c51e7f08b3d6'

const admin = (path, rest = {}) => ({ method: 'GET', path: `/__admin/${path}`, ...rest })
const post = (path, body) => ({ method: 'POST', path: `/__admin/${path}`, body })
const put = (path, body) => ({ method: 'PUT', path: `/__admin/${path}`, body })
const anyBot = run => `st-${String(run).padStart(8, '0')}-0000-5000-8000-000000000001`
/** A bot of 100,000 sessions a day. */
const makeBusy = run => put(`bots/${anyBot(run)}/scenario`, { name: 'busy' })

/** What a text is sent to, each with the whole text and with the last week. */
function textCases() {
  return Object.entries(scenarioTexts).flatMap(([name, make]) => [
    { group: 'scenario, checked', name, of: run => ({ requests: [post('scenario/check', { text: make(run) })] }) },
    {
      group: 'scenario, checked with its week',
      name,
      of: run => ({ requests: [post('scenario/check', { text: make(run), week: true })] }),
    },
    { group: 'scenario, used', name, of: run => ({ requests: [put('scenario', { text: make(run) })] }) },
  ])
}

const many = run => ({ text: scenarioTexts['1,000 good bots'](run) })

const scenarioCases = {
  'shown, the one that answers': () => [admin('scenario')],
  'shown, another one': () => [admin('scenario?name=many-bots')],
  'used by name, busy': () => [put('scenario', { name: 'busy' })],
  'used by name, many-bots': () => [put('scenario', { name: 'many-bots' })],
  'used by name, multilingual': () => [put('scenario', { name: 'multilingual' })],
  'used for its story': () => [put('scenario', { story: 'outage' })],
  'that of the start': () => [put('scenario', { name: 'busy' }), { method: 'DELETE', path: '/__admin/scenario' }],
  '1,000 bots, and back': run => [put('scenario', many(run)), { method: 'DELETE', path: '/__admin/scenario' }],
  '1,000 bots, and a reset': run => [put('scenario', many(run)), post('reset', {})],
  '1,000 bots, and the world': run => [put('scenario', many(run)), admin('world')],
  '1,000 bots, and an account of sessions': run => [
    put('scenario', many(run)),
    { method: 'POST', path: '/api/public/getSessions', body: { dateFrom: '2026-03-02', dateTo: '2026-03-08' } },
  ],
  '1,000 bots, and a bad bot': run => [put('scenario', many(run)), admin('world?botId=x')],
  schema: () => [admin('scenario/schema')],
  list: () => [admin('scenarios')],
  stories: () => [admin('stories')],
  'a story': () => [admin('stories/black-friday')],
  'no story': () => [admin(`stories/${'x'.repeat(1_000)}`)],
}

const DAY_OF_BUSY = { startDate: '2026-03-05', endDate: '2026-03-05' }
const widget = (rest, range = DAY_OF_BUSY) => ({
  widget: {
    name: 'W',
    type: 'table',
    dataSet: 'Sessions',
    select: 'channel, count(sessionid)',
    groupBy: 'channel',
    ...rest,
  },
  ...range,
  limit: 1_000,
})
const byUser = { select: 'userid, count(sessionid)', groupBy: 'userid', sortBy: 'count(sessionid) desc' }

/** By name: a query, and whether its bot is a large one. */
const widgets = {
  'sessions by channel': widget({}),
  'sessions by user': widget(byUser),
  'sessions by id': widget({ select: 'sessionid, count(sessionid)', groupBy: 'sessionid' }),
  'rows of sessions': widget({ select: 'sessionid, userid, channel', groupBy: undefined, sortBy: 'userid' }),
  'messages by language': widget({ dataSet: 'Messages', select: 'language, count(messageid)', groupBy: 'language' }),
  'messages by session': widget({ dataSet: 'Messages', select: 'sessionid, count(messageid)', groupBy: 'sessionid' }),
  'metrics by task': widget({ dataSet: 'Analytics', select: 'taskname, count(metrictype)', groupBy: 'taskname' }),
  'events by user': widget({ dataSet: 'Analytics', select: 'userid, count(eventtype)', groupBy: 'userid' }),
  'a filter of 4,000 signs': widget({
    filterBy: Array.from({ length: 170 }, (_, i) => `channel != 'a${i}'`).join(' and '),
  }),
  'brackets in a filter': widget({ filterBy: '('.repeat(4_096) }),
  'a clause of commas': widget({ select: ','.repeat(4_096) }),
  'a clause of words': widget({ select: 'count(a) b, '.repeat(340) }),
  'a hundred names': widget({ dimensions: Array(100).fill('x'.repeat(1_000)), metrics: Array(100).fill('channel') }),
}

function widgetCases() {
  return Object.entries(widgets).flatMap(([name, body]) => [
    {
      group: 'widget tried',
      name: `${name}, a large bot`,
      of: run => ({ before: [makeBusy(run)], requests: [post(`bots/${anyBot(run)}/widget`, body)] }),
    },
    {
      group: 'widget tried',
      name: `${name}, 80 days`,
      of: run => ({
        requests: [post(`bots/${anyBot(run)}/widget`, { ...body, startDate: '2025-12-15', endDate: '2026-03-04' })],
      }),
    },
  ])
}

const deskCases = {
  'a day': run => ({ requests: [admin(`bots/${anyBot(run)}/desk`)] }),
  '32 days': run => ({
    requests: [admin(`bots/${anyBot(run)}/desk?from=2026-02-06T00:00:00Z&to=2026-03-09T12:00:00Z`)],
  }),
  'a day of a large bot': run => ({ before: [makeBusy(run)], requests: [admin(`bots/${anyBot(run)}/desk`)] }),
  '32 days of a large bot': run => ({
    before: [makeBusy(run)],
    requests: [admin(`bots/${anyBot(run)}/desk?from=2026-02-06T00:00:00Z&to=2026-03-09T12:00:00Z`)],
  }),
  '2100 years ahead': run => ({
    requests: [admin(`bots/${anyBot(run)}/desk?from=2099-11-30T00:00:00Z&to=2099-12-31T00:00:00Z`)],
  }),
}

/** An id of the bot's last session, which is asked for first. */
const lastSession = { method: 'POST', path: `/api/public/bot/${BOT}/getSessions`, body: { limit: 1 } }
const labelsOfLast = bot => async ask => {
  const { body } = await ask({ ...lastSession, path: `/api/public/bot/${bot}/getSessions` })
  return [admin(`bots/${bot}/labels/${JSON.parse(body).sessions[0].sessionId}`)]
}
const labelCases = {
  'of a session': () => ({ after: labelsOfLast(BOT) }),
  'of no session': () => ({ requests: [admin(`bots/${BOT}/labels/${'6'.repeat(24)}`)] }),
  'of a text': () => ({ requests: [admin(`bots/${BOT}/labels/${'x'.repeat(1_000)}`)] }),
  'of a large bot': run => ({
    before: [makeBusy(run)],
    after: labelsOfLast(anyBot(run)),
  }),
}

const A_DAY = 'from=2026-03-05&to=2026-03-05'
const WEEK = 'from=2026-03-02&to=2026-03-08'

/** What there is in truth, of a bot of 100,000 sessions a day and of one of 1,200. */
const truthCases = Object.fromEntries(
  ['sessions', 'messages', 'conversations', 'segments'].flatMap(kind => [
    [
      `${kind} of a large bot`,
      run => ({ before: [makeBusy(run)], requests: [admin(`truth/${kind}?botId=${anyBot(run)}&${A_DAY}`)] }),
    ],
    [
      `${kind} of a large bot, predicted`,
      run => ({
        before: [makeBusy(run)],
        requests: [admin(`predict?kind=${kind}&botId=${anyBot(run)}&${A_DAY}&every=PT1H&lookback=PT10M`)],
      }),
    ],
    [`${kind} of a week`, run => ({ requests: [admin(`truth/${kind}?botId=${anyBot(run)}&${WEEK}`)] })],
    [
      `${kind} of a week, predicted`,
      run => ({ requests: [admin(`predict?kind=${kind}&botId=${anyBot(run)}&${WEEK}&every=PT1S&lookback=PT0S`)] }),
    ],
  ]),
)

/** 10,000 exchanges of all kinds; half have names that are not known, so that what was meant is looked for. */
const tenThousand = Array.from({ length: 10_000 }, (_, i) => ({
  method: 'POST',
  path: `/api/public/bot/${BOT}/${i % 10 === 0 ? `getSesions${i}` : 'getSessions'}`,
  body: i % 2 === 0 ? { limit: 1 } : Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`includeMet${n}`, i])),
}))
const ofTenThousand = requests => ({ requests, fill: tenThousand })
const longCases = {
  list: () => ofTenThousand([admin('requests?limit=1000')]),
  'list, its end': () => ofTenThousand([admin('requests?limit=1000&skip=9000')]),
  'find, nothing': run => ofTenThousand([post('requests/find', { body: { contains: `nothing${run}` } })]),
  'find, all': () => ofTenThousand([post('requests/find', { body: { contains: {} }, limit: 1000 })]),
  count: () => ofTenThousand([post('requests/count', { operationId: 'getSessions' })]),
  unmatched: () => ofTenThousand([admin('requests/unmatched?limit=1000')]),
  HAR: () => ofTenThousand([admin('requests?format=har')]),
  Pact: () => ofTenThousand([admin('requests?format=pact')]),
  report: () => ofTenThousand([admin('report')]),
  'events since the beginning': () =>
    ofTenThousand([admin('events', { headers: { 'last-event-id': 'r-0' }, ends: 4_000 })]),
  'the eldest entry': () => ofTenThousand([admin('requests/r-1')]),
  'no entry': () => ofTenThousand([admin('requests/nothing')]),
  'those of a test id taken out': () => ofTenThousand([{ method: 'DELETE', path: '/__admin/requests?testId=nobody' }]),
}

const otherCases = {
  'a world of a large bot': run => ({ before: [makeBusy(run)], requests: [admin(`world?botId=${anyBot(run)}`)] }),
  'the clock plays': () => ({ requests: [put('clock', { rate: 3_600 }), put('clock', { real: true })] }),
  'a thousand faults': () => ({ requests: [admin('faults')], fill: thousandFaults }),
  'a thousand switches': () => ({ requests: [admin('scenarios')], fill: thousandSwitches }),
  'a fault that is not there': () => ({
    requests: [{ method: 'DELETE', path: '/__admin/faults/x' }],
    fill: thousandFaults,
  }),
  'a scenario of 1,000 signs': () => ({ requests: [admin(`scenario?name=${'x'.repeat(1_000)}`)] }),
  quotas: () => ({ requests: [admin('quotas')] }),
}

const thousandFaults = Array.from({ length: 1_000 }, (_, i) =>
  post('faults', { match: { testId: `t${i}`, header: { a: 'x'.repeat(1_000) } }, fault: { status: 500 } }),
)
const thousandSwitches = Array.from({ length: 1_000 }, (_, i) => put(`bots/${anyBot(i)}/scenario`, { name: 'busy' }))

const inRequests = ([name, of]) => [name, run => ({ requests: of(run) })]
const group = (name, cases) => Object.entries(cases).map(([each, of]) => ({ group: name, name: each, of }))

export const consoleCases = () => [
  ...textCases(),
  ...group('scenario', Object.fromEntries(Object.entries(scenarioCases).map(inRequests))),
  ...widgetCases(),
  ...group('desk', deskCases),
  ...group('labels', labelCases),
  ...group('truth', truthCases),
  ...group('admin, 10,000 entries', longCases),
  ...group('admin', otherCases),
]
