import t from 'tap'
import { ask, BOT, buildApp } from '../../helper.ts'

const BASE = `/agentassist/api/v1/public/${BOT}`

t.test('facts 8.9: the history of a conversation is that of its segments', async t => {
  const app = buildApp(t)
  const day = '?from=2026-03-04&to=2026-03-04&includeAgenticData=true'
  const { data } = (await ask(app, 'GET', `${BASE}/v2/agentassistinteractions${day}`)).json
  const byConversation = new Map<string, { requestId: string; requestTime: string }[]>()
  for (const { conversationID, agenticActivities } of data) {
    byConversation.set(conversationID, [...(byConversation.get(conversationID) ?? []), ...agenticActivities])
  }
  const [id, activities] = [...byConversation].find(([, list]) => list.length > 2)!
  const url = `${BASE}/aaconversations/${id}/agentic-history`
  const { status, json } = await ask(app, 'GET', `${url}?page=1&limit=20`, { headers: { accountid: undefined } })
  t.equal(status, 200, 'no accountId is needed')
  t.same(Object.keys(json), ['results', 'totalCount', 'page', 'totalPages', 'limit', 'hasMore'])
  t.same(
    json.results.map((row: { requestId: string; timestamp: string }) => [row.requestId, row.timestamp]),
    activities.map(({ requestId, requestTime }) => [requestId, requestTime]),
  )
  t.match(json, { totalCount: activities.length, page: 1, totalPages: 1, limit: 20, hasMore: false })
  for (const row of json.results) t.match(row, { conversationId: id, botId: BOT, isSearch: false, requestId: /^aa-/ })

  t.test('page by page', async t => {
    const rows = []
    for (let page = 1; page <= activities.length; page++) {
      const part = (await ask(app, 'GET', `${url}?page=${page}&limit=1`)).json
      t.equal(part.hasMore, page < activities.length)
      t.equal(part.totalPages, activities.length)
      rows.push(...part.results)
    }
    t.same(rows, json.results)
    const past = (await ask(app, 'GET', `${url}?page=${activities.length + 1}&limit=1`)).json
    t.match(past, { results: [], hasMore: false, totalCount: activities.length })
  })
})

t.test('search gives what the agent asked by hand', async t => {
  const app = buildApp(t)
  const body = { from: '2026-03-04', to: '2026-03-04', includeAgenticHistory: true }
  const { results } = (await ask(app, 'POST', `${BASE}/aaconversation`, { body })).json
  const row = results.find(({ searchHistory }: { searchHistory: object[] }) => searchHistory.length > 0)
  const url = `${BASE}/aaconversations/${row.convId}/agentic-history?page=1&limit=20`
  const { json } = await ask(app, 'GET', `${url}&search=true`)
  t.same(
    json.results.map(({ requestId }: { requestId: string }) => requestId),
    row.searchHistory.map(({ requestId }: { requestId: string }) => requestId),
  )
  for (const { isSearch, requestId } of json.results)
    t.match({ isSearch, requestId }, { isSearch: true, requestId: /^ua-/ })
})

t.test('a conversation that is not there has no history', async t => {
  const app = buildApp(t)
  const { status, json } = await ask(
    app,
    'GET',
    `${BASE}/aaconversations/UAT-Master-Bot-1/agentic-history?page=1&limit=20`,
  )
  t.equal(status, 200)
  t.same(json, { results: [], totalCount: 0, page: 1, totalPages: 0, limit: 20, hasMore: false })
})

t.test('refusals', async t => {
  const app = buildApp(t)
  const status = async (query: string) =>
    (await ask(app, 'GET', `${BASE}/aaconversations/CH0/agentic-history${query}`)).status
  t.equal(await status(''), 412, 'page and limit are required')
  t.equal(await status('?page=0&limit=20'), 412)
  t.equal(await status('?page=1&limit=x'), 412)
  t.equal(await status('?page=1&limit=20&search=maybe'), 412)
})
