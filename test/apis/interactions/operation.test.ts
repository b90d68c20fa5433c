import t from 'tap'
import { ask, BOT, buildApp } from '../../helper.ts'

const BASE = `/agentassist/api/v1/public/${BOT}`
const PATH = `${BASE}/v2/agentassistinteractions`
const SMALL = { scenario: 'small' }

interface Row {
  readonly segmentID: string
  readonly segmentStartTime: string
  readonly conversationID: string
  readonly botSessionID: string
  readonly channel: string
  readonly agent: { readonly agentId: string }
}

t.test('003_b0d06e64651a5f46: the sample request, a GET with a body, with and without /v2', async t => {
  const app = buildApp(t)
  const query = '?from=2026-02-25&to=2026-02-25&includeAgenticData=true'
  const all = await ask(app, 'GET', `${PATH}${query}`)
  t.equal(all.status, 200)
  t.same(Object.keys(all.json), ['numResults', 'hasMore', 'data'])
  t.equal(all.json.numResults, 100)
  const wanted: Row = all.json.data[7]
  const sessionIds = [wanted.botSessionID]
  const one = await ask(app, 'GET', `${PATH}${query}`, { body: { sessionIds } })
  t.same(one.json.data[0], wanted)
  t.equal(one.json.hasMore, false)
  const alias = await ask(app, 'GET', `${BASE}/agentassistinteractions${query}`, { body: { sessionIds } })
  t.same(alias.json, one.json)
  const post = await ask(app, 'POST', `${PATH}${query}`, { body: { sessionIds } })
  t.same(post.json, one.json)
})

t.test('003_b0d06e64651a5f46: keys of a segment stand in the order of the sample', async t => {
  const app = buildApp(t)
  const { json } = await ask(app, 'GET', `${PATH}?from=2026-02-25&to=2026-02-25&includeAgenticData=true`)
  const documented = [
    'conversationID',
    'botSessionID',
    'channel',
    'segmentID',
    'agent',
    'tags',
    'segmentStartTime',
    'segmentEndTime',
    'agentActions',
    'proActiveSuggestions',
    'queueInfo',
    'countScrollUp',
    'countScrollDn',
    'isWelcomeMsgRead',
    'linksClicked',
    'playbookRuntimeData',
    'coachingRuntimeData',
    'agenticActivities',
  ]
  for (const row of json.data)
    t.same(
      Object.keys(row).filter(key => key !== 'summary'),
      documented.filter(key => key !== 'queueInfo' || 'queueInfo' in row),
    )
})

t.test('facts 9: every kind of action, suggestion, target and tag is there', async t => {
  const app = buildApp(t)
  const found = new Map<string, Set<string>>()
  const note = (what: string, value: string) => found.set(what, (found.get(what) ?? new Set()).add(value))
  for (const offset of [0, 100, 200]) {
    const { json } = await ask(
      app,
      'GET',
      `${PATH}?from=2026-02-25&to=2026-02-26&includeAgenticData=true&offset=${offset}`,
    )
    for (const row of json.data) {
      for (const { actionType } of row.agentActions) note('action', actionType)
      for (const { type } of row.tags) note('tag', type)
      for (const { type } of row.playbookRuntimeData) note('playbook', type)
      for (const { actionType } of row.coachingRuntimeData) note('coaching', actionType)
      for (const link of row.linksClicked) note('link', typeof link.url)
      for (const { usageDetails } of row.agenticActivities) note('usage', String(usageDetails?.usedType))
      for (const { suggestions = {} } of row.proActiveSuggestions)
        for (const kind in suggestions) note('suggestion', kind)
      for (const { used } of [...row.agentActions, ...row.proActiveSuggestions]) {
        for (const { targetType, target } of used) {
          note('target', targetType)
          note('form', 'name' in target ? 'flat' : Object.keys(target).join())
        }
      }
    }
  }
  const seen = (what: string) => [...(found.get(what) ?? [])].sort()
  t.same(seen('action'), ['LibrarySelection', 'SearchBarEntry'])
  t.same(seen('tag'), ['message', 'session', 'user'])
  t.same(seen('playbook'), ['dynamic', 'primary'])
  t.ok(seen('coaching').length >= 2)
  t.same(seen('usage'), ['copy', 'send', 'undefined'])
  t.same(seen('target'), ['Answer', 'DialogTask', 'FAQ', 'File', 'GeneralDataSource', 'WebPage'])
  t.same(seen('form'), ['answer', 'faq', 'file', 'flat', 'general-data-source', 'webpage'])
  const kinds = seen('suggestion')
  for (const kind of ['answers', 'dialogs', 'faqs', 'file', 'web']) t.ok(kinds.includes(kind), kind)
  t.equal(kinds.length, 6, 'and one connector')
})

t.test('includeAgenticData is off unless it is asked for', async t => {
  const app = buildApp(t, SMALL)
  for (const query of ['', '&includeAgenticData=false']) {
    const { text } = await ask(app, 'GET', `${PATH}?from=2026-03-04&to=2026-03-06${query}`)
    t.notOk(text.includes('agenticActivities'))
  }
})

t.test('facts 9.2: every notation of an instant', async t => {
  const app = buildApp(t)
  const day = await ask(app, 'GET', `${PATH}?from=2026-02-25&to=2026-02-25&limit=100`)
  const rows: Row[] = day.json.data
  const { segmentStartTime: start } = rows[10]!
  const { segmentStartTime: end } = rows[20]!
  const exact = rows.slice(10, 21).map(row => row.segmentID)
  for (const joint of ['T', ' ', '-']) {
    for (const tail of ['Z', '']) {
      const write = (text: string) => encodeURIComponent(text.replace('T', joint).replace('Z', tail))
      const { status, json } = await ask(app, 'GET', `${PATH}?from=${write(start)}&to=${write(end)}`)
      t.equal(status, 200)
      t.same(
        json.data.map((row: Row) => row.segmentID),
        exact,
        `${joint}${tail}`,
      )
    }
  }
  const seconds = await ask(app, 'GET', `${PATH}?from=${start.slice(0, 19)}&to=2026-02-25%2023:59:59`)
  t.equal(seconds.json.data[0].segmentID, exact[0], 'a whole second begins at its first millisecond')
})

t.test('offset and limit', async t => {
  const app = buildApp(t)
  const get = async (query: string) => (await ask(app, 'GET', `${PATH}?from=2026-02-25&to=2026-02-25${query}`)).json
  const first = await get('&limit=30')
  const second = await get('&limit=30&offset=30')
  const both = await get('&limit=60')
  t.same([...first.data, ...second.data], both.data)
  t.equal(first.numResults, 30)
  t.same(await get('&limit=0'), { numResults: 0, hasMore: true, data: [] })
  t.same(await get('&offset=99999'), { numResults: 0, hasMore: false, data: [] })
  const starts = both.data.map((row: Row) => row.segmentStartTime)
  t.same(starts, [...starts].sort(), 'ruling R8')
})

t.test('facts 9.3: filters in the body', async t => {
  const app = buildApp(t)
  const url = `${PATH}?from=2026-02-25&to=2026-02-25`
  const rows: Row[] = (await ask(app, 'GET', url)).json.data
  const post = async (body: object): Promise<Row[]> => (await ask(app, 'POST', url, { body })).json.data
  const { agent, conversationID, botSessionID } = rows[3]!
  t.ok((await post({ conversationIds: [conversationID] })).every(row => row.conversationID === conversationID))
  t.ok((await post({ agentIds: [agent.agentId] })).every(row => row.agent.agentId === agent.agentId))
  const voices = await post({ channels: ['voice'] })
  t.ok(voices.length > 5 && voices.every(row => row.channel === 'voice'))
  const mails = await post({ channels: ['email'] })
  t.ok(mails.length > 0 && mails.every(row => row.channel === 'email'))
  t.same(await post({ sessionIds: [botSessionID], conversationIds: ['CH0'] }), [], 'all of them must be met')
  t.same(await post({ sessionIds: [] }), rows, 'an empty list filters nothing')
  t.same((await post({ sessionIds: [botSessionID, 'session-XXXXXXX'] }))[0], rows[3])
})

t.test('refusals', async t => {
  const app = buildApp(t, SMALL)
  const status = async (query: string, body?: object) => (await ask(app, 'POST', `${PATH}${query}`, { body })).status
  t.equal(await status('?to=2026-02-25'), 412)
  t.equal(await status('?from=2026-02-25&to=25.02.2026'), 412)
  t.equal(await status('?from=2026-02-25&to=2026-02-25&limit=101'), 412)
  t.equal(await status('?from=2026-02-25&to=2026-02-25&offset=-1'), 412)
  t.equal(await status('?from=2026-02-25&to=2026-02-25', { sessionIds: 'one' }), 412)
  t.equal(await status('?from=2026-02-25&to=2026-02-24'), 400)
})
