import t from 'tap'
import type { SchemaOf } from '../../../src/contract/contract.ts'
import { ask, BOT, buildApp } from '../../helper.ts'
import { TEST_BOT } from '../../world/helper.ts'
import { call, type MessageRow, rowsOf, type SessionRow, sessionsIn, viewOf } from '../views.ts'

// Facts 7: getMessages, getMessagesV2, messages-lite.

const NOW = '2026-03-10T12:00:00.000Z'
const DAY = 86_400_000
const view = viewOf(NOW, { nonInteractive: 0.15, channels: { rtm: 5, korevg: 5 }, developer: 0.05 })
const LATEST = { dateFrom: '2026-03-09', dateTo: '2026-03-10' }
const post = (body: object) => call(view, 'postMessages', { body })
const rows = (body: object) => rowsOf<MessageRow>(post(body))
const v2 = (body: object) => rowsOf<MessageRow>(call(view, 'postMessagesV2', { body: { limit: 10_000, ...body } }))
const sessions = sessionsIn(view, Date.parse('2026-03-06'), Date.parse('2026-03-09'))
const long = sessions.find(row => row.noOfMessagesExchanged > 12 && row.sessionType === 'interactive') as SessionRow

const app = buildApp(t)

t.test('a full record, in the key order of the contract', async t => {
  const { json } = await ask(app, 'POST', `/api/public/bot/${BOT}/getMessages`, { body: LATEST })
  t.same(Object.keys(json), ['total', 'moreAvailable', 'messages'])
  t.equal(json.messages.length, 100, 'ruling R2')
  for (const row of json.messages) {
    t.match(row, {
      _id: /^ms-[0-9a-f]{8}-/,
      botId: BOT,
      orgId: /^o-/,
      accountId: /^[0-9a-f]{24}$/,
      createdBy: /^u-/,
      createdOn: /^2026-03-09T\d\d:\d\d:\d\d\.\d{3}Z$/,
      sessionId: /^[0-9a-f]{24}$/,
      components: [{ _id: /^cp-/, cT: 'text', thumbnails: [] }],
      __v: 0,
      sT: 1,
      cluster_id: 'Others',
      resourceid: 'messagestore',
    })
    t.equal(row.timestampValue, Date.parse(row.createdOn))
    t.equal(row.status, row.type === 'incoming' ? 'received' : 'delivered')
    t.equal(row.channels[0].type, row.chnl)
    t.ok(row.components[0].data.text.length > 0)
    for (const name of ['traceId', 'author', 'latency']) t.notOk(name in row, `${name} only when asked for`)
  }
})

t.test('tN: the task that is talked about, as the transcript goes through its turns', async t => {
  const names = new Set(view.world.bot(TEST_BOT)!.pack.intents.map(({ name }) => name))
  let tasks = 0
  for (const { sessionId, noOfMessagesExchanged } of sessions.slice(0, 60)) {
    const all = rows({ sessionId, forward: true, getAgentsInfo: true })
    t.equal(all.length, Math.min(noOfMessagesExchanged, 100))
    const [, ...later] = all
    const begins = later.filter((row, i) => row.tN !== undefined && row.tN !== all[i]!.tN)
    tasks += begins.length
    const odd = all.filter(({ tN, author }) => tN !== undefined && (author !== undefined || !names.has(tN)))
    t.same(odd, [], 'a task of the bot, and not with a human agent')
    t.ok(
      begins.every(row => row.type === 'incoming'),
      'it begins with what the person wants',
    )
    if (all.every(({ type }) => type === 'outgoing'))
      t.ok(
        all.every(row => !('tN' in row)),
        'a notification is about none',
      )
  }
  t.ok(tasks > 30, `${tasks} tasks`)
})

t.test('a session by one id as text or by a list of ids; what is no id finds nothing', async t => {
  const one = rows({ sessionId: long.sessionId, forward: true })
  t.equal(one.length, long.noOfMessagesExchanged)
  t.same(rows({ sessionId: [long.sessionId, long.sessionId, 'nothing'], forward: 'true' }), one)
  t.same(rows({ sessionId: long.sessionId }), one.toReversed(), 'newest first (ruling R8)')
  t.same(
    rows({ sessionId: long.sessionId, dateFrom: '2026-03-01', dateTo: '2026-03-02' }),
    [],
    'by the range (ruling R7)',
  )
  t.same(rows({ sessionId: ['6465cf6e47Q9ed4e822b0000'] }), [])
  t.same(rows({ sessionId: long.sessionId, channelType: long.channel === 'rtm' ? 'korevg' : 'rtm' }), [])
})

t.test('messages of a person, by any of his ids', async t => {
  const { json: page } = await ask(app, 'POST', `/api/public/bot/${BOT}/getMessagesV2`, {
    body: { ...LATEST, channelType: 'rtm', limit: 3 },
  })
  const { createdBy } = page.messages[0]
  const base = `/api/public/bot/${BOT}/getMessages?dateFrom=2026-03-09&dateTo=2026-03-10`
  const { json } = await ask(app, 'GET', `${base}&userId=${createdBy}`)
  t.ok(json.total > 0)
  t.ok(json.messages.every((row: MessageRow) => row.createdBy === createdBy && row.chnl === 'rtm'))
  const widget = `/api/public/bot/${BOT}/dashboard/Operations/widget/Heavy%20Users?startDate=2026-03-09&endDate=2026-03-09&limit=1`
  const { userId } = (await ask(app, 'GET', widget)).json.queryResponse.queryResponse[0]
  const post = await ask(app, 'POST', `/api/public/bot/${BOT}/getMessages`, { body: { ...LATEST, userId } })
  t.ok(post.json.total > 12, 'by e-mail')
  const none = await ask(app, 'GET', `${base}&userId=nobody%40example.com`)
  t.same(none.json, { total: 0, moreAvailable: false, messages: [] })
})

t.test('skip, offset, limit and their maxima (ruling R1)', async t => {
  const all = v2({ ...LATEST })
  t.same(v2({ ...LATEST, skip: 20, limit: 30 }), all.slice(20, 50))
  t.same(v2({ ...LATEST, offset: 20, limit: 30 }), all.slice(20, 50))
  const { body, rows } = call(view, 'postMessagesV2', { body: { ...LATEST, skip: all.length } })
  t.same(JSON.parse(JSON.stringify(body)), { total: all.length, moreAvailable: false }, 'ruling R9')
  t.same(rows, [], 'ruling R9')
  for (const [path, limit] of [
    ['getMessages', 101],
    ['getMessagesV2', 10_001],
    ['messages-lite', 1001],
  ] as const) {
    const { status, json } = await ask(app, 'POST', `/api/public/bot/${BOT}/${path}`, { body: { limit } })
    t.equal(status, 412)
    t.equal(json.errors[0].error[0].property, 'body.limit')
  }
})

t.test('version 2 leaves out what alert tasks sent, version 1 does not', async t => {
  const week = { dateFrom: '2026-03-03', dateTo: '2026-03-09' }
  const without = v2(week)
  t.ok(without.every(row => row.ms === 1))
  const { total } = post(week).body as { total: number }
  t.ok(total > without.length)
  const silent = sessions.filter(row => row.sessionType === 'non-interactive').map(row => row.sessionId)
  const alerts = rows({ sessionId: silent, limit: 100 }).filter(row => row.ms === 0)
  t.ok(alerts.length > 0 && alerts.every(row => row.type === 'outgoing'))
  const named = v2({ sessionId: silent })
  t.equal(
    named.length,
    sessions.filter(row => silent.includes(row.sessionId)).reduce((sum, row) => sum + row.noOfMessagesExchanged, 0),
    'sessions that are named come whole',
  )
})

t.test('tags: and, or, of the message, the user, the session', async t => {
  const all = v2({ ...LATEST })
  const gold = { name: 'CustomerType', values: ['Gold'], type: 'user' }
  const mood = { name: 'Sentiment', values: ['Negative', 'Positive'], type: 'message' }
  const low = { name: 'TransferValue', values: ['LowValue'], type: 'session' }
  const has = (row: MessageRow, list: 'userTags' | 'messageTags' | 'sessionTags', values: string[]) =>
    row.tags[list].some(tag => values.includes(String(tag.value)))
  const isGold = (row: MessageRow) => has(row, 'userTags', ['Gold'])
  const isMoody = (row: MessageRow) => has(row, 'messageTags', mood.values)
  const isLow = (row: MessageRow) => has(row, 'sessionTags', ['LowValue'])
  t.ok(all.some(isMoody))
  t.same(v2({ ...LATEST, tags: { and: [gold] } }), all.filter(isGold))
  t.same(
    v2({ ...LATEST, tags: { and: [gold, low] } }),
    all.filter(row => isGold(row) && isLow(row)),
  )
  t.same(
    v2({ ...LATEST, tags: { or: [mood, gold] } }),
    all.filter(row => isMoody(row) || isGold(row)),
  )
  t.same(v2({ ...LATEST, tags: { and: [mood] } }), all.filter(isMoody))
  const tags = encodeURIComponent(JSON.stringify({ and: [gold] }))
  const url = `/api/public/bot/${BOT}/getMessages?dateFrom=2026-03-09&dateTo=2026-03-09&userId=C0&tags=${tags}`
  t.equal((await ask(app, 'GET', url)).status, 200, 'as JSON in the query')
})

t.test('msgId: from that message on, newer, older or both sides', async t => {
  const all = v2({ dateFrom: '2026-03-04', dateTo: '2026-03-10', forward: true })
  const at = 150
  const msgId = all[at]?._id
  t.same(v2({ msgId, limit: 10, forward: true }), all.slice(at, at + 10), 'newer is the default')
  t.same(v2({ msgId, limit: 10, direction: 1 }), all.slice(at, at + 10).toReversed())
  t.same(v2({ msgId, limit: 10, skip: 10, forward: true }), all.slice(at + 10, at + 20))
  t.same(v2({ msgId, limit: 10, direction: -1, forward: true }), all.slice(at - 9, at + 1))
  t.same(v2({ msgId, limit: 10, direction: -1 }), all.slice(at - 9, at + 1).toReversed())
  t.same(v2({ msgId, limit: 11, direction: 0, forward: true }), all.slice(at - 5, at + 6))
  t.same(v2({ msgId: 'ms-nothing', limit: 10 }), [])
})

t.test('calls: one session by its call id, latencies that add up', async t => {
  const calls = sessions.filter(row => row.channel === 'korevg' && row.containmentType === 'agent')
  const body = { from: '2026-03-06', to: '2026-03-09' }
  const conversations = rowsOf<SchemaOf<'Conversation'>>(call(view, 'listConversations', { body }))
  const conversation = conversations.find(row => calls.some(one => one.sessionId === row.mbSessionId))
  const session = calls.find(one => one.sessionId === conversation?.mbSessionId) as SessionRow
  const said = rows({ callId: conversation?.convId, includeLatency: true, getAgentsInfo: true, forward: true })
  t.equal(said.length, session.noOfMessagesExchanged)
  t.ok(said.every(row => row.sessionId === session.sessionId))
  t.same(
    rows({ ivrInstID: conversation?.convId, forward: true }).map(row => row._id),
    said.map(row => row._id),
  )
  const [spoken, written] = [
    said,
    rows({ sessionId: sessions.find(row => row.channel === 'rtm')?.sessionId, includeLatency: true }),
  ]
  t.ok(written.every(row => row.latency === undefined))
  const latencies = spoken.flatMap(row => (row.latency === undefined ? [] : [row.latency]))
  t.ok(latencies.length > 0)
  for (const { totalMs, asr, bot, tts } of latencies) {
    t.equal(totalMs, asr.durationMs + bot.durationMs + tts.durationMs)
    t.ok(tts.firstByteMs <= tts.durationMs)
  }
  for (const { type, latency, author } of spoken) {
    if (type === 'incoming') t.same([latency, author], [undefined, undefined])
    else t.ok((latency === undefined) !== (author === undefined), 'the bot has latencies, the human agent a name')
  }
  const authors = new Set(spoken.flatMap(row => row.author?.email ?? []))
  t.ok(authors.size >= 1 && authors.size <= 3)
})

t.test('by GET: a call or a session needs no person, and a person must have a name: ruling R26', async t => {
  const { json: calls } = await ask(app, 'POST', `/agentassist/api/v1/public/${BOT}/aaconversation`, {
    body: { from: '2026-03-01', to: '2026-03-01' },
  })
  const call = calls.results.find((row: { convId: string }) => row.convId.startsWith('CA'))
  const url = (query: string, version = '', base = 'bot') => `/api/public/${base}/${BOT}/getMessages${version}?${query}`
  const bySession = await ask(app, 'GET', url(`channelType=korevg&sessionId=${call.mbSessionId}`))
  t.ok(bySession.json.total > 0)
  for (const version of ['', 'V2']) {
    const byCall = await ask(app, 'GET', url(`channelType=korevg&callId=${call.convId}`, version))
    t.same(byCall.json, bySession.json, 'however long ago')
    for (const query of ['', 'userId=', 'callId=', 'sessionId=', `userId=&callId=${call.convId}`]) {
      const { status, json } = await ask(app, 'GET', url(query, version))
      t.equal(status, 412, query)
      t.equal(json.errors[0].error[0].property, 'query.userId', query)
    }
  }
  t.equal(
    (await ask(app, 'GET', url(`sessionId=${call.mbSessionId}&channelType=korevg`, '', 'stream'))).text,
    bySession.text,
  )
  t.equal((await ask(app, 'POST', url('userId='))).json.errors[0].error[0].property, 'query.userId')
})

t.test('flags as text do what flags do: ruling R22', async t => {
  const flags = ['getAgentsInfo', 'includeSecureForm', 'forward', 'includeTraceId', 'includeLatency']
  for (const url of [
    `/api/public/bot/${BOT}/getMessages`,
    `/api/public/bot/${BOT}/getMessagesV2`,
    '/api/public/getMessages',
  ]) {
    const all = (value: unknown) => Object.fromEntries(flags.map(flag => [flag, value]))
    const said = await ask(app, 'POST', url, { body: { ...LATEST, ...all(true) } })
    t.equal((await ask(app, 'POST', url, { body: { ...LATEST, ...all('true') } })).text, said.text, url)
    t.not((await ask(app, 'POST', url, { body: { ...LATEST, ...all('false') } })).text, said.text, url)
  }
  const lite = await ask(app, 'POST', `/api/public/bot/${BOT}/messages-lite`, { body: { isDeveloper: 'true' } })
  t.equal(lite.status, 412, 'nowhere else')
})

t.test('trace ids: on what the person says, for 30 days', async t => {
  const traced = rows({ sessionId: long.sessionId, includeTraceId: true })
  for (const { type, traceId } of traced) {
    if (type === 'incoming') t.match(traceId, /^[0-9a-f]{16}$/)
    else t.equal(traceId, undefined)
  }
  const [old] = sessionsIn(view, Date.parse('2026-02-05'), Date.parse(NOW) - 30 * DAY - 5 * 3_600_000)
  const untraced = rows({ sessionId: old?.sessionId, includeTraceId: true })
  t.ok(untraced.length > 0 && untraced.every(row => row.traceId === undefined))
})

t.test('messages-lite: slim, five unless asked for more', async t => {
  const lite = (body: object) => rowsOf<SchemaOf<'MessageLite'>>(call(view, 'postMessagesLite', { body }))
  t.equal(lite(LATEST).length, 5)
  const all = lite({ sessionId: long.sessionId, limit: 1000 })
  const full = rows({ sessionId: long.sessionId })
  t.same(
    all.map(row => row._id),
    full.map(row => row._id),
  )
  for (const [i, row] of all.entries()) {
    t.same(row.components, full[i]?.components)
    const [{ from, to, channelUId }] = row.channels as [{ from: string; to: string; channelUId: string }]
    t.same([from, to], row.type === 'incoming' ? [long.userId, TEST_BOT] : [TEST_BOT, long.userId])
    t.equal(channelUId, long.userId)
  }
  t.same(
    lite({ sessionId: long.sessionId, type: ['incoming'], limit: 1000 }),
    all.filter(row => row.type === 'incoming'),
  )
  t.same(lite({ sessionId: long.sessionId, type: ['incoming', 'outgoing'], limit: 1000 }), all)
  t.same(lite({ sessionId: long.sessionId, channelUId: long.userId, limit: 1000 }), all)
  t.same(lite({ sessionId: long.sessionId, channelUId: 'somebody else', limit: 1000 }), [])
  t.same(lite({ sessionId: long.sessionId, isDeveloper: !long.isDeveloper, limit: 1000 }), [])
  const { json } = await ask(app, 'GET', `/api/public/bot/${BOT}/messages-lite?userId=C0&limit=2`)
  t.same(json, { total: 0, moreAvailable: false, messages: [] })
})

t.test('account-wide: messages of the bots the app may see', async t => {
  const two = viewOf(NOW, { more: [{ id: 'st-second' }] })
  const ids = (appBots?: readonly string[]) =>
    new Set(
      rowsOf<MessageRow>(
        call({ ...two, ...(appBots === undefined ? {} : { appBots }) }, 'postAccountMessages', { body: LATEST }),
      ).map(row => row.botId),
    )
  t.same([...ids()].sort(), [TEST_BOT, 'st-second'].sort())
  t.same([...ids(['st-second'])], ['st-second'])
})
