import t from 'tap'
import { ACCOUNT, ask, BOT, buildApp, NOW } from '../../helper.ts'

const PATH = `/agentassist/api/v1/public/${BOT}/aaconversation`
/** A quiet bot, so that a day has some twenty conversations. */
const SMALL = { scenario: 'small' }
const ALL = { includeHistory: true, includeAgenticHistory: true, includeFeedback: true, includeSummary: true }

t.test('002_fe150adfef7f79ef: the sample request', async t => {
  const app = buildApp(t)
  const body = { from: '2025-10-13', to: '2025-10-13', page: 2, limit: 20, includeHistory: false }
  const { status, json } = await ask(app, 'POST', PATH, { body })
  t.equal(status, 200)
  t.same(Object.keys(json), ['results', 'skip', 'limit', 'hasMore', 'totalPages', 'totalResults'])
  t.equal(json.skip, 20)
  t.equal(json.limit, 20)
  t.equal(json.totalPages, Math.ceil(json.totalResults / 20))
  t.equal(json.hasMore, 20 + json.results.length < json.totalResults)
  t.equal(json.results.length, 20)
  for (const row of json.results) {
    t.match(row, {
      _id: /^[0-9a-f]{24}$/,
      convId: /^C[AH][0-9a-f]{32}$/,
      botId: BOT,
      channelType: /^(chat|voice)$/,
      isExtAD: false,
      startTime: /^2025-10-13T\d\d:\d\d:\d\d\.\d{3}Z$/,
      aaSessionId: /^[0-9a-f]{24}$/,
      aaUserId: /^u-/,
    })
    t.equal(row.experience, row.channelType, 'ruling R19')
    t.equal('messages' in row, false)
  }
})

t.test('facts 8: the 2026 request with every include, in the key order of its sample', async t => {
  const app = buildApp(t)
  const body = { from: '2026-03-04', to: '2026-03-04', ...ALL, widgetLoaded: true }
  const { status, json } = await ask(app, 'POST', PATH, { body })
  t.equal(status, 200)
  const documented = [
    '_id',
    'convId',
    'botId',
    'isExtAD',
    'startTime',
    'summaries',
    'experience',
    'messages',
    'widgetFeedbacks',
  ]
  const keys = Object.keys(json.results[0])
  t.same(
    keys.filter(key => documented.includes(key)),
    documented,
  )
  const messages = json.results.flatMap((row: { messages: object[] }) => row.messages)
  const byType = new Map<string, Record<string, unknown>>(messages.map((m: { type: string }) => [m.type, m]))
  t.same([...byType.keys()].sort(), ['AGENTIC', 'incoming', 'outgoing'])
  for (const type of ['incoming', 'outgoing']) {
    t.match(byType.get(type), { accountId: ACCOUNT, status: 'pending', chnl: 'agentassist', ire: true, sT: Number })
    t.equal(byType.get(type)!.createdOn, byType.get(type)!.lmodifiedOn)
    t.match(byType.get(type)!.__lModifiedOn__, /\.000Z$/)
  }
  t.same(byType.get('incoming')!.author, { type: 'USER' })
  t.same(byType.get('outgoing')!.author, { id: 'anonymousAgent', type: 'AGENT' })
  t.match(byType.get('AGENTIC'), { requestId: /^aa-/, triggeringMessageId: /^ms-/, sessionInfo: { source: 'AIS-AA' } })
  t.ok(json.results.some((row: { widgetFeedbacks: object[] }) => row.widgetFeedbacks.length > 0))
})

t.test('each include brings its own fields and no others', async t => {
  const app = buildApp(t, SMALL)
  const day = { from: '2026-03-04', to: '2026-03-06', limit: 5 }
  const url = PATH
  const plain = Object.keys((await ask(app, 'POST', url, { body: day })).json.results[0])
  const fields: Record<string, string[]> = {
    includeHistory: ['messages'],
    includeSummary: ['summaries'],
    includeFeedback: ['widgetFeedbacks'],
    includeAgenticHistory: ['messages', 'searchHistory', 'agenticAssistSessionIds', 'agenticSearchSessionIds'],
  }
  for (const [flag, more] of Object.entries(fields)) {
    const [row] = (await ask(app, 'POST', url, { body: { ...day, [flag]: true } })).json.results
    t.same(
      Object.keys(row).filter(key => !plain.includes(key)),
      more,
      flag,
    )
  }
  const { results } = (await ask(app, 'POST', url, { body: { ...day, limit: 20, includeHistory: true } })).json
  t.notOk(JSON.stringify(results).includes('AGENTIC'), 'agentic messages only when asked for')
  const summed = (await ask(app, 'POST', url, { body: { ...day, limit: 20, includeSummary: true } })).text
  t.notOk(summed.includes('feedbackInfo'), 'feedback only when asked for')
})

t.test('paging: defaults, the last page, past it', async t => {
  const app = buildApp(t)
  const day = { from: '2026-03-04', to: '2026-03-04' }
  const first = (await ask(app, 'POST', PATH, { body: day })).json
  t.match(first, { skip: 0, limit: 20, hasMore: true })
  t.equal(first.results.length, 20)
  const last = (await ask(app, 'POST', PATH, { body: { ...day, page: first.totalPages } })).json
  t.equal(last.hasMore, false)
  t.equal(last.skip + last.results.length, first.totalResults)
  const past = (await ask(app, 'POST', PATH, { body: { ...day, page: first.totalPages + 1 } })).json
  t.same(past, { ...last, results: [], skip: first.totalPages * 20 }, 'ruling R9')
})

t.test('a day ends at its last millisecond; nothing later than the clock', async t => {
  const app = buildApp(t)
  const today = NOW.slice(0, 10)
  const { json } = await ask(app, 'POST', PATH, { body: { from: today, to: today, limit: 1 } })
  t.ok(json.totalResults > 0)
  const last = (await ask(app, 'POST', PATH, { body: { from: today, to: today, limit: 1, page: json.totalPages } }))
    .json
  t.ok(last.results[0].startTime <= NOW)
  const tomorrow = await ask(app, 'POST', PATH, { body: { from: '2026-03-10', to: '2026-03-12' } })
  t.same(tomorrow.json, { results: [], skip: 0, limit: 20, hasMore: false, totalPages: 0, totalResults: 0 })
})

t.test('conversationIds: a list, one text, and what is not there', async t => {
  const app = buildApp(t, SMALL)
  const week = { from: '2026-03-02', to: '2026-03-08' }
  const { results } = (await ask(app, 'POST', PATH, { body: { ...week, limit: 3 } })).json
  const ids = results.map((row: { convId: string }) => row.convId)
  const some = await ask(app, 'POST', PATH, {
    body: { ...week, conversationIds: [ids[2], ids[0], 'UAT-Master-Bot-1'] },
  })
  t.same(some.json.results, [results[0], results[2]], 'in the order of their start')
  t.equal(some.json.totalResults, 2)
  const one = await ask(app, 'POST', PATH, { body: { ...week, conversationIds: ids[1] } })
  t.same(one.json.results, [results[1]])
  const none = await ask(app, 'POST', PATH, { body: { ...week, conversationIds: ['CH0'] } })
  t.equal(none.json.totalResults, 0)
  const all = await ask(app, 'POST', PATH, { body: { ...week, conversationIds: [] } })
  t.ok(all.json.totalResults > 3, 'an empty list filters nothing')
})

t.test(
  'facts 12: the history is the end of what getMessages shows, the tags of raw data are those of getSessions',
  async t => {
    const app = buildApp(t)
    const body = { from: '2026-03-04', to: '2026-03-04', limit: 5, page: 3, includeHistory: true }
    const { results } = (await ask(app, 'POST', PATH, { body })).json
    const range = 'from=2026-03-04&to=2026-03-05'
    for (const row of results) {
      const sessionId = [row.mbSessionId]
      const url = `/api/public/bot/${BOT}`
      const { messages } = (await ask(app, 'POST', `${url}/getMessages`, { body: { sessionId, forward: true } })).json
      const essence = (message: { _id: string; createdOn: string; components: { data: { text: string } }[] }) => [
        message._id,
        message.createdOn,
        message.components[0]!.data.text,
      ]
      t.same(row.messages.map(essence), messages.slice(-row.messages.length).map(essence))
      t.ok(messages.length > row.messages.length)
      const [session] = (await ask(app, 'POST', `${url}/getSessions`, { body: { sessionId } })).json.sessions
      t.equal(session.containmentType, 'agent')
      t.ok(session.start_time < row.startTime && session.end_time > row.messages.at(-1).createdOn)
      const raw = `/agentassist/api/v1/public/${BOT}/v2/agentassistinteractions?${range}`
      const { data } = (await ask(app, 'POST', raw, { body: { sessionIds: sessionId } })).json
      for (const { tags } of data) {
        const of = (type: string) =>
          tags
            .filter((tag: { type: string }) => tag.type === type)
            .map(({ value, name }: { value: string; name: string }) => ({ value, name }))
        t.same(of('user'), session.tags.userTags)
        t.same(of('session'), session.tags.sessionTags)
      }
    }
  },
)

t.test('refusals', async t => {
  const app = buildApp(t)
  const day = { from: '2026-03-02', to: '2026-03-02' }
  const violations = async (body: object) => {
    const { status, json } = await ask(app, 'POST', PATH, { body })
    t.equal(status, 412)
    return json.errors[0].error.map(({ property }: { property: string }) => property).sort()
  }
  t.same(await violations({ to: '2026-03-02' }), ['body.from'])
  t.same(await violations({ ...day, limit: 21 }), ['body.limit'])
  t.same(await violations({ ...day, limit: 0, page: 0 }), ['body.limit', 'body.page'])
  t.same(await violations({ ...day, includeHistory: 'yes' }), ['body.includeHistory'])
  t.same(await violations({ ...day, from: '2026-02-30' }), ['body.from'])
  t.equal(
    (await ask(app, 'POST', PATH, { body: { from: '2026-03-01', to: '2026-03-08' } })).status,
    200,
    '7 days apart',
  )
  t.equal(
    (await ask(app, 'POST', PATH, { body: { from: '2026-03-01', to: '2026-03-09' } })).status,
    400,
    '8 days apart',
  )
  t.equal((await ask(app, 'POST', PATH, { body: { from: '2026-03-02', to: '2026-03-01' } })).status, 400, 'upside down')
})
