// The costliest requests of each kind that anybody has found. Each is a function of the number of its run, which stands in
// it somewhere, so that no answer is ready; `before` is sent first and not measured.
import { firstRequests } from '../build/first-requests.mjs'
import { consoleCases } from './admin-requests.mjs'

export const HEADERS = { accountId: '5f3a9c1e7b2d4068a1c5e9f2' }
const BOT = 'st-8d4c1a72-3f96-5e0b-9a27-c51e7f08b3d6'
const MEGABYTE = 1_048_000
const HEAD_BYTES = 15_800

const bot = (path, rest) => ({ method: 'POST', path: `/api/public/bot/${BOT}/${path}`, ...rest })
const sessions = (body, rest = {}) => bot('getSessions', { body, ...rest })
const DATES = { dateFrom: '2026-03-02', dateTo: '2026-03-08' }
const dated = rest => JSON.stringify({ ...DATES, ...rest })

/** A text of that many bytes, pieces of one kind between a beginning and an end. */
const filled = (start, piece, end, bytes = MEGABYTE) =>
  start + piece.repeat(Math.floor((bytes - start.length - end.length) / piece.length)) + end

const names = (count, from = 0) => Array.from({ length: count }, (_, i) => `n${from + i}`)
const fields = (count, value = 1) => Object.fromEntries(names(count).map(name => [name, value]))
const nested = (levels, inner) => '{"a":'.repeat(levels) + inner + '}'.repeat(levels)

/** Bodies of up to a megabyte. */
const bodies = {
  'a list of 300,000 {}': () => filled('{"tags":{"and":[', '{},', '{}]}}', 900_000),
  'a list of 500,000 wrong items': () => filled('{"tags":{"and":[', '1,', '1]}}'),
  'as many {} as are read': () => filled('{"tags":{"and":[', '{},', '{}]}}', 3 * 9_900),
  '19,000 wrong items of a list': () => JSON.stringify({ ...DATES, tags: { and: Array(19_000).fill(1) } }),
  '19,000 wrong languages': () => JSON.stringify({ ...DATES, sessionId: Array(19_000).fill(7) }),
  '19,000 unknown fields': () => dated(fields(19_000)),
  '19,000 unknown fields, numbers': () =>
    dated(Object.fromEntries(Array.from({ length: 19_000 }, (_, i) => [1e9 - i * 7, 1]))),
  '9,000 tags': () => dated({ tags: { and: Array.from({ length: 9_000 }, () => ({ name: 'a', value: 'b' })) } }),
  'an unknown field of 1 MB': () => filled(`${dated({}).slice(0, -1)},"x":"`, 'a word ', '"}'),
  'an unknown field of 1 MB, escaped': () => filled(`${dated({}).slice(0, -1)},"x":"`, '\\u0041', '"}'),
  'an unknown field of 1 MB, euro signs': () => filled(`${dated({}).slice(0, -1)},"x":"`, '€', '"}', 340_000),
  'a name of 1 MB': () => filled(`${dated({}).slice(0, -1)},"`, 'x', '":1}'),
  '64 levels, 10,000 parts': () => dated({ x: JSON.parse(nested(60, `[${'[1],'.repeat(4_900)}1]`)) }),
  'opening brackets': () => '['.repeat(MEGABYTE),
  'broken at its end': () => filled('{"a":"', 'x', '"'),
  'broken at its end, 19,000 parts': () => `[${'"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",'.repeat(19_000)}`,
  'one number': () => filled('{"limit":', '1', '}'),
  'one blank after the other': () => filled('{', ' ', '}'),
  'line feeds, and broken': () => filled('{', '\n', 'x'),
  'no UTF-8 at its end': () =>
    Buffer.concat([Buffer.from(filled('{"a":"', '€', '', 340_000)), Buffer.from([0xff, 0x22])]),
  zeros: () => '\0'.repeat(MEGABYTE),
}

/** Texts that redaction has much to do with; the first ones are the worst that a search for such has found. */
const shownTexts = [
  'key=[token=\\key:Z%2525.pass:\n--\n',
  'key=].eyJtoken=\\Z%252541pass:\n--\nkey=param:',
  'key=session=eyJ[A1b2%2525pass:\n--\\u0061\n}key:param:',
  'ñabc=%25253dñabc=abc=key:key=.name=',
  'data=%25253dñabc=key:key=name=-----BEGIN',
  'a word ',
  '-eyJ',
  'token=',
  'token:[',
  'a:',
  'key:',
  'key=aZ3k9xT7B2v5n8R1s4f ',
  '"name":"token","value":',
  'ñabc=',
  '%2541',
  'abcabc=%252541 ',
  'camelCaseName: x ',
  'A1b2C3d4',
  'Bearer x ',
  '//a:b@',
  'form-data name="token"\n\nx\n--',
  '<password>x</password>',
  '"a":"b",',
]

const fieldNames = {
  names: i => `n${i}`,
  'encoded names': i => `%61%25${i}`,
  'names encoded thrice': i => `%252561a${i}`,
  'names of secrets': i => `token${i}`,
  'words together': i => `aBcDeF${i}Gh`,
  accents: i => `é${i}abc`,
}

const manyHeaders = {
  '1,900 headers': Object.fromEntries(Array.from({ length: 1_900 }, (_, i) => [`x${i.toString(36)}`, ''])),
  '600 headers that look secret': Object.fromEntries(
    Array.from({ length: 600 }, (_, i) => [`x${i.toString(36)}`, 'token=%2541%25']),
  ),
}

const url = (piece, rest = '') => {
  const start = `/api/public/bot/${BOT}/getSessions?${rest}`
  return start + piece.repeat(Math.floor((HEAD_BYTES - 400 - start.length) / piece.length))
}
const manyNames = (count, make) => `/nowhere?${Array.from({ length: count }, (_, i) => make(i)).join('&')}`

const urls = {
  '5,000 parameters': () => url('a&'),
  '5,000 parameters with values': () => url('a=1&'),
  '2,000 different names': () => manyNames(2_000, i => `n${i}=1`),
  'percent-encoded names': () => manyNames(1_400, i => `%61%${(0x30 + (i % 10)).toString(16)}=${i}`),
  'percent-encoded thrice': () => url('%252525'),
  commas: () => url(',', 'sessionId='),
  'a path of slashes': () => '/'.repeat(15_000),
  'a path of parts': () => '/a'.repeat(7_500),
  'a path of encoded parts': () => '/%61'.repeat(3_700),
  'a path of parts that look secret': () => '/token/aZ3k9xT7B2v5n8R1s4'.repeat(600),
  'tags in JSON': () =>
    bot('').path.replace(/\/$/, '/getSessions?tags=') +
    encodeURIComponent(JSON.stringify({ and: Array(700).fill({}) })),
}

const WIDGETS = [
  ['Operations', 'Task Fulfillment Trend'],
  ['Operations', 'Heavy Users'],
  ['Operations', 'Unhandled Utterances'],
]
const INCLUDED = { includeHistory: true, includeAgenticHistory: true, includeFeedback: true, includeSummary: true }
const anyBot = run => `st-${String(run).padStart(8, '0')}-0000-5000-8000-000000000001`

/** As many values of tags as the contract allows. */
const manyTags = run => ({
  or: Array.from({ length: 90 }, (_, i) => ({
    name: i % 2 === 0 ? 'language' : `n${i}`,
    values: Array.from({ length: 100 }, (_, j) => `v${run}${j}${'x'.repeat(20)}`),
  })),
  and: Array.from({ length: 90 }, () => ({
    name: 'language',
    values: Array.from({ length: 100 }, (_, j) => `v${run}${j}`),
  })),
})

/** What takes the world's time. */
const YEAR = 'start_date=2025-03-09&end_date=2026-03-08'

const works = {
  'a page of messages': run =>
    bot('getMessages', { body: { dateFrom: `2026-03-0${1 + (run % 3)}`, dateTo: '2026-03-08', limit: 100 } }),
  'a page of 10,000 messages (v2)': run =>
    bot('getMessagesV2', { body: { dateFrom: `2026-03-0${1 + (run % 3)}`, dateTo: '2026-03-08', limit: 10_000 } }),
  'a page of 10,000 messages, another bot': run => ({
    method: 'POST',
    path: `/api/public/bot/${anyBot(run)}/getMessagesV2`,
    body: { ...DATES, limit: 10_000 },
  }),
  'the last of 10^12 messages': run => bot('getMessages', { body: { ...DATES, limit: 100, skip: 1e12 - run } }),
  'a week of sessions': run => sessions({ ...DATES, limit: 1_000, skip: run }),
  'a week of sessions, another bot': run => ({
    method: 'POST',
    path: `/api/public/bot/${anyBot(run)}/getSessions`,
    body: { ...DATES, limit: 1_000 },
  }),
  'a week of a large bot': run => ({
    method: 'POST',
    path: `/api/public/bot/${anyBot(run)}/getSessions`,
    body: { ...DATES, limit: 10 },
    headers: { 'x-mock-scenario': 'busy' },
  }),
  'a week of all bots': run => ({
    method: 'POST',
    path: '/api/public/getSessions',
    body: { ...DATES, limit: 100, skip: run },
  }),
  'a trend over a year': run => ({
    method: 'POST',
    path: `/api/public/bot/${anyBot(run)}/v2/userEngagementTrend?aggregation_type=daily&${YEAR}`,
  }),
  'a trend over a year of a large bot': run => ({
    method: 'POST',
    path: `/api/public/bot/${anyBot(run)}/v2/userEngagementTrend?aggregation_type=daily&${YEAR}`,
    headers: { 'x-mock-scenario': 'busy' },
  }),
  'sessions of a day by 18,000 values of tags': run =>
    sessions({ dateFrom: '2026-03-05', dateTo: '2026-03-05', limit: 10, tags: manyTags(run) }),
  'sessions of a week by 18,000 values of tags': run => sessions({ ...DATES, limit: 10, tags: manyTags(run) }),
  'messages of an hour by 18,000 values of tags': run =>
    bot('getMessages', {
      body: { dateFrom: '2026-03-05T10:00:00Z', dateTo: '2026-03-05T11:00:00Z', limit: 10, tags: manyTags(run) },
    }),
  '50 ids of sessions': run =>
    sessions({ ...DATES, sessionId: Array.from({ length: 50 }, (_, i) => `6${run}${i}`.padEnd(24, '0')) }),
  'conversations of a week with all that there is': run => ({
    method: 'POST',
    path: `/agentassist/api/v1/public/${anyBot(run)}/aaconversation`,
    body: { from: '2026-03-01', to: '2026-03-07', limit: 20, ...INCLUDED },
  }),
  'raw data of a week': run => ({
    method: 'GET',
    path: `/agentassist/api/v1/public/${anyBot(run)}/v2/agentassistinteractions?from=2026-03-01&to=2026-03-07&limit=100&includeAgenticData=true`,
  }),
  ...Object.fromEntries(
    WIDGETS.map(([dashboard, widget]) => [
      `widget ${widget}, a year`,
      run => ({
        method: 'GET',
        path: `/api/public/bot/${anyBot(run)}/dashboard/${encodeURIComponent(dashboard)}/widget/${encodeURIComponent(widget)}?startDate=2025-03-09&endDate=2026-03-08`,
      }),
    ]),
  ),
}

const admin = (path, rest = {}) => ({ method: 'GET', path: `/__admin/${path}`, ...rest })
const post = (path, body) => ({ method: 'POST', path: `/__admin/${path}`, body })

/** A thousand exchanges for the journal: large answers, and requests that are hard to show. */
const fullJournal = [
  ...Array.from({ length: 60 }, () => ({
    method: 'POST',
    path: '/nowhere',
    body: filled('', 'abcabc=%252541 ', '', 200_000),
  })),
  ...Array.from({ length: 60 }, () => ({ method: 'POST', path: '/nowhere', body: dated(fields(19_000)) })),
  ...Array.from({ length: 200 }, (_, i) => ({
    method: 'POST',
    path: `/nowhere/${'a/'.repeat(18)}${i}${'x'.repeat(9_000)}`,
  })),
  ...Array.from({ length: 150 }, (_, i) => ({ method: 'GET', path: manyNames(1_400, n => `n${n}=${i}`) })),
  ...Array.from({ length: 100 }, (_, i) => sessions({ ...DATES, limit: 100, skip: i })),
]

/** As much as the journal holds, in bodies of good requests that are as large as they may be. */
const largeBodies = ['an unknown field of 1 MB', 'an unknown field of 1 MB, escaped', 'a name of 1 MB'].flatMap(name =>
  Array.from({ length: 12 }, () => ({ ...sessions({}), body: bodies[name]() })),
)

const LIST = Array.from({ length: 500 }, (_, i) => ({ [`a${i}`]: 1 }))
const admins = {
  list: () => admin('requests?limit=1000'),
  unmatched: () => admin('requests/unmatched?limit=1000'),
  HAR: () => admin('requests?format=har'),
  Pact: () => admin('requests?format=pact'),
  report: () => admin('report'),
  'find, 100 headers and parameters': run =>
    post('requests/find', {
      limit: 1000,
      headers: Object.fromEntries(names(100, run).map(n => [n, { contains: 'x' }])),
      query: Object.fromEntries(names(100, run).map(n => [n, { absent: true }])),
    }),
  'find, a part of a body': run => post('requests/count', { body: { contains: { list: [...LIST, { z: run }] } } }),
  'find, a text in bodies': () => post('requests/count', { body: { contains: `${'a'.repeat(500_000)}b` } }),
  'find, a body of 1 MB that equals': run => post('requests/count', { body: { equals: fields(9_000, run) } }),
  'find, 19,000 wrong criteria': () => post('requests/find', fields(19_000)),
  metrics: () => admin('metrics'),
  memory: () => admin('memory'),
  world: run => admin(`world?botId=${anyBot(900 + run)}`),
  'events since the beginning': () => admin('events', { headers: { 'last-event-id': 'r-0' }, ends: 1_500 }),
  clock: run => ({ method: 'PUT', path: '/__admin/clock', body: { now: `2026-03-1${run % 9}T12:00:00Z` } }),
  'a call after a move of the clock by decades': run => [
    { method: 'PUT', path: '/__admin/clock', body: { now: `209${run % 9}-03-09T12:00:00Z` } },
    {
      method: 'POST',
      path: `/api/public/bot/${anyBot(run)}/getSessions`,
      body: { dateFrom: `209${run % 9}-03-01`, dateTo: `209${run % 9}-03-07` },
    },
    { method: 'PUT', path: '/__admin/clock', body: { now: '2026-03-09T12:00:00Z' } },
  ],
  'a scenario for a bot, and a call': run => [
    {
      method: 'PUT',
      path: `/__admin/bots/${anyBot(run)}/scenario`,
      body: { name: ['busy', 'default', 'small'][run % 3] },
    },
    { method: 'POST', path: `/api/public/bot/${anyBot(run)}/getSessions`, body: { ...DATES, limit: 10 } },
  ],
  faults: () => admin('faults'),
  'a fault with 100 headers': run =>
    post('faults', {
      match: { testId: `t${run}`, header: Object.fromEntries(names(100).map(n => [n, 'x'])) },
      fault: { status: 500 },
    }),
  'a token with 9,000 claims': run => post('tokens', { claims: fields(9_000, run) }),
  reset: () => post('reset', {}),
}

/** What is asked of the journal's latest entry, which is made first. */
const ofLatest = (request, rest) => ({
  before: [{ method: 'DELETE', path: '/__admin/requests' }, request],
  after: async ask => {
    const { body } = await ask(admin('requests?limit=1'))
    return [admin(`requests/${JSON.parse(body).requests[0].id}${rest}`)]
  },
})
const shownAfter = request => ofLatest(request, '')
const correctedAfter = request => ofLatest(request, '/correction')

const json = { headers: { 'content-type': 'application/json' } }
const nowhere = body => ({ method: 'POST', path: '/nowhere', body })

function bodyCases() {
  const large = bodies['an unknown field of 1 MB']()
  return [
    ...Object.entries(bodies).flatMap(([name, make]) => {
      const body = make()
      return [
        { group: 'body', name, of: () => ({ requests: [sessions(body, json)] }) },
        { group: 'entry of a body', name, of: () => shownAfter(sessions(body)) },
        { group: 'correction of a body', name, of: () => correctedAfter(sessions(body)) },
      ]
    }),
    { group: 'body', name: 'two of 1 MB at once', of: () => ({ requests: [sessions(large)], twice: true }) },
  ]
}

function textCases() {
  return shownTexts.flatMap(piece => {
    const text = filled('', piece, '')
    const inJson = JSON.stringify({ text: filled('', piece, '', 40_000) })
    const name = JSON.stringify(piece)
    return [
      { group: 'entry of a text', name, of: () => shownAfter(nowhere(text)) },
      { group: 'entry of a text in JSON', name, of: () => shownAfter(nowhere(inJson)) },
      {
        group: 'entry of a URL',
        name: `of ${name}`,
        of: () => shownAfter({ method: 'GET', path: `/${encodeURI(text.slice(0, 4_500))}` }),
      },
    ]
  })
}

/** Objects of as many fields as are shown as JSON. */
function objectCases() {
  return Object.entries(fieldNames).flatMap(([name, make]) =>
    ['1', '"%2541"', '"key="'].map(value => {
      let body = '{'
      for (let i = 0; body.length < 65_000; i += 1) body += `"${make(i)}":${value},`
      return { group: 'entry of an object', name: `${name}: ${value}`, of: () => shownAfter(nowhere(`${body}"":1}`)) }
    }),
  )
}

function headCases() {
  return [
    ...Object.entries(urls).map(([name, make]) => ({ name, request: { method: 'POST', path: make() } })),
    ...Object.entries(manyHeaders).map(([name, headers]) => ({ name, request: sessions(DATES, { headers }) })),
  ].flatMap(({ name, request }) => [
    { group: 'head', name, of: () => ({ requests: [request] }) },
    { group: 'entry of a head', name, of: () => shownAfter(request) },
    { group: 'correction of a head', name, of: () => correctedAfter(request) },
  ])
}

function workCases() {
  return Object.entries(works).flatMap(([name, of]) => [
    { group: 'work', name, of: run => ({ requests: [of(run)].flat() }) },
    { group: 'entry of an answer', name, of: run => shownAfter(of(run)) },
  ])
}

/** What most runs ask first. */
function firstCases() {
  return firstRequests.map(request => ({
    group: 'first',
    name: decodeURIComponent(request.path.split('?', 1)[0].split('/').slice(-2).join('/')),
    of: () => ({ requests: [request] }),
  }))
}

function adminCases() {
  return Object.entries(admins).map(([name, of]) => ({
    group: 'admin, a journal that is hard to show',
    name,
    of: run => ({ requests: [of(run)].flat(), fill: fullJournal }),
  }))
}

function largeBodyCases() {
  return [
    { group: 'admin, bodies of 1 MB', name: 'report', of: () => ({ requests: [admin('report')], fill: largeBodies }) },
  ]
}

/** All cases, each with its group and name: `of(run)` is what is asked in a run. */
export const cases = () => [
  ...bodyCases(),
  ...textCases(),
  ...objectCases(),
  ...headCases(),
  ...firstCases(),
  ...workCases(),
  ...adminCases(),
  ...largeBodyCases(),
  ...consoleCases(),
]
