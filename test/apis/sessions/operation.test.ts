import t from 'tap'
import { ask, BOT, buildApp } from '../../helper.ts'
import { call, rowsOf, type SessionRow, sessionsIn, viewOf } from '../views.ts'

const PATH = `/api/public/bot/${BOT}/getSessions`
const KEYS = [
  'sessionId',
  'botId',
  'channel',
  'userId',
  'start_time',
  'end_time',
  'session_lang',
  'sessionType',
  'isDeveloper',
  'sessionStatus',
  'tags',
  'noOfMessagesExchanged',
  'noOfTasksExecuted',
  'containmentType',
]

const app = buildApp(t)

t.test('001_010d76b871a15c1e: sample without a body, account-wide', async t => {
  const { status, json } = await ask(app, 'POST', '/api/public/getSessions?containmentType=agent')
  t.equal(status, 200)
  t.same(Object.keys(json), ['total', 'moreAvailable', 'sessions'])
  t.equal(json.sessions.length, 100, 'ruling R2')
  t.equal(json.moreAvailable, json.total > 100)
  const times = json.sessions.map((row: SessionRow) => row.start_time)
  t.same(times, times.toSorted().reverse(), 'newest first')
  for (const row of json.sessions) {
    t.same(Object.keys(row), KEYS)
    t.same(Object.keys(row.tags), ['userTags', 'sessionTags', 'altText'])
    t.equal(row.containmentType, 'agent')
    for (const tag of [...row.tags.userTags, ...row.tags.sessionTags]) t.same(Object.keys(tag), ['value', 'name'])
  }
})

for (const path of ['/api/public/getSessions', PATH]) {
  t.test(`001_010d76b871a15c1e: sample with a body, ${path === PATH ? 'one bot' : 'account-wide'}`, async t => {
    const app = buildApp(t)
    // The sample asks for 2020, before there was a bot.
    const early = { skip: 0, limit: 100, dateFrom: '2020-02-11', dateTo: '2020-02-12' }
    const none = await ask(app, 'POST', `${path}?containmentType=dropOff`, { body: early })
    t.same(none.json, { total: 0, moreAvailable: false, sessions: [] })
    const body = { ...early, dateFrom: '2025-02-11', dateTo: '2025-02-12' }
    const { json } = await ask(app, 'POST', `${path}?containmentType=dropOff`, { body })
    t.equal(json.sessions.length, 100)
    t.ok(json.total > 100)
    t.ok(json.sessions.every((row: SessionRow) => row.containmentType === 'dropOff'))
    t.match(json.sessions[0].start_time, /^2025-02-12T2/, 'a day as upper bound reaches to its end')
  })
}

t.test('001_010d76b871a15c1e: sample for session ids', async t => {
  const { json: page } = await ask(app, 'POST', PATH, { body: { limit: 3, skip: 500 } })
  const ids = page.sessions.map((row: SessionRow) => row.sessionId)
  const body = { sessionId: [ids[2], '6465cf6e47Q9ed4e822b0000', ids[0], ids[2]] }
  const { json } = await ask(app, 'POST', PATH, { body })
  t.same(json, {
    total: 2,
    moreAvailable: false,
    sessions: [page.sessions[0], page.sessions[2]],
    invalidSessions: ['6465cf6e47Q9ed4e822b0000'],
  })
  const all = await ask(app, 'POST', `${PATH}?containmentType=dropOff`, {
    body: { sessionId: ids, skip: 2, limit: 1, dateFrom: '2020-01-01', dateTo: '2020-01-02', userId: 'nobody' },
  })
  t.same(all.json.sessions, page.sessions, 'all other filters are ignored')
  t.same(all.json.invalidSessions, [])
  const empty = await ask(app, 'POST', PATH, { body: { sessionId: [], limit: 1 } })
  t.ok(empty.json.total > 5000, 'an empty list is as good as none')
  t.notOk('invalidSessions' in empty.json)
})

t.test('001_010d76b871a15c1e: sample for a call id', async t => {
  const dates = { skip: 0, limit: 100, dateFrom: '2025-03-17', dateTo: '2025-03-19' }
  const { json: agents } = await ask(app, 'POST', `/agentassist/api/v1/public/${BOT}/aaconversation`, {
    body: { from: '2025-03-17', to: '2025-03-19' },
  })
  const calls = agents.results.filter((row: { convId: string }) => row.convId.startsWith('CA'))
  t.ok(calls.length > 0)
  const { json } = await ask(app, 'POST', `${PATH}?callId=${calls[0].convId}`, { body: dates })
  t.equal(json.total, 1)
  t.equal(json.sessions[0].sessionId, calls[0].mbSessionId)
  const whenever = await ask(app, 'POST', `${PATH}?callId=${calls[0].convId}`)
  t.same(whenever.json, json, 'without dates it is all time: ruling R26')
  const outside = { ...dates, dateFrom: '2025-04-17', dateTo: '2025-04-19' }
  t.equal((await ask(app, 'POST', `${PATH}?callId=${calls[0].convId}`, { body: outside })).json.total, 0)
  t.equal((await ask(app, 'POST', `${PATH}?callId=unknown`, { body: dates })).json.total, 0)
})

t.test('filters: each row meets them, and together they part the whole', async t => {
  const view = viewOf('2026-03-09T12:00:00.000Z', { developer: 0.1 })
  const dates = { dateFrom: '2026-03-02', dateTo: '2026-03-08', limit: 10_000 }
  const find = (query: Record<string, string>, body: object) =>
    rowsOf<SessionRow>(call(view, 'getSessions', { query, body: { ...dates, ...body } }))
  const everything = find({}, {})
  t.equal(everything.length, sessionsIn(view, Date.parse('2026-03-02'), Date.parse('2026-03-08T23:59:59.999Z')).length)
  t.ok(
    everything.some(row => row.isDeveloper),
    'ruling R16',
  )
  const wanted = (test: (row: SessionRow) => boolean) => everything.filter(test)
  for (const kind of ['dropOff', 'selfService', 'agent'] as const) {
    t.same(
      find({ containmentType: kind }, {}),
      wanted(row => row.containmentType === kind),
    )
  }
  for (const sessionType of ['interactive', 'non-interactive'] as const) {
    t.same(
      find({}, { sessionType }),
      wanted(row => row.sessionType === sessionType),
    )
  }
  const { userId } = everything[3] as SessionRow
  t.same(
    find({}, { userId }),
    wanted(row => row.userId === userId),
  )
  t.same(find({}, { userId: 'nobody@example.com' }), [])
  const gold = { name: 'CustomerType', values: ['Gold', 'Premium'], type: 'user' }
  const low = { name: 'TransferValue', values: ['LowValue'] }
  const isGold = (row: SessionRow) => row.tags.userTags.some(tag => gold.values.includes(String(tag.value)))
  const isLow = (row: SessionRow) => row.tags.sessionTags.some(tag => tag.value === 'LowValue')
  t.same(
    find({}, { tags: { and: [gold, low] } }),
    wanted(row => isGold(row) && isLow(row)),
  )
  t.same(
    find({}, { tags: { or: [gold, low] } }),
    wanted(row => isGold(row) || isLow(row)),
  )
  t.same(find({}, { tags: { and: [{ ...gold, type: 'session' }] } }), [])
})

t.test('asked for by id, session tags are shown for 14 days (facts 6.3)', async t => {
  const view = viewOf('2026-03-09T12:00:00.000Z')
  const tagged = (from: string, to: string) =>
    sessionsIn(view, Date.parse(from), Date.parse(to)).find(row => row.tags.sessionTags.length > 0) as SessionRow
  const byId = (row: SessionRow) =>
    rowsOf<SessionRow>(call(view, 'getSessions', { body: { sessionId: [row.sessionId] } }))[0] as SessionRow
  const young = tagged('2026-02-23T12:00:01Z', '2026-02-25')
  t.same(byId(young), young)
  const old = tagged('2026-02-10', '2026-02-23T11:59:59Z')
  t.same(byId(old), { ...old, tags: { ...old.tags, sessionTags: [] } })
})

t.test('account-wide: the bots the app may see, merged by start', async t => {
  const view = viewOf('2026-03-09T12:00:00.000Z', { more: [{ id: 'st-second' }, { id: 'st-third' }] })
  const body = { dateFrom: '2026-03-05', dateTo: '2026-03-06', limit: 10_000 }
  const ids = (appBots?: string[]) =>
    rowsOf<SessionRow>(call({ ...view, ...(appBots ? { appBots } : {}) }, 'getAccountSessions', { body }))
  const all = ids()
  t.equal(new Set(all.map(row => row.botId)).size, 3)
  t.same(
    all.map(row => row.start_time),
    all
      .map(row => row.start_time)
      .toSorted()
      .reverse(),
  )
  t.same(
    ids(['st-third']),
    all.filter(row => row.botId === 'st-third'),
  )
  const [row] = all.filter(one => one.botId === 'st-second')
  const found = call(view, 'getAccountSessions', { body: { sessionId: [row?.sessionId] } })
  t.same(rowsOf(found), [row])
})
