import t from 'tap'
import type { SchemaOf } from '../../src/contract/contract.ts'
import { ask, BOT, buildApp } from '../helper.ts'

// What fields of the Agent AI pages mean, as far as no other test looks at it.

type Segment = SchemaOf<'Segment'>
type Conversation = SchemaOf<'Conversation'>

const app = buildApp(t)
const DAY = '2026-03-04'
const ASSIST = `/agentassist/api/v1/public/${BOT}`

async function segments(): Promise<Segment[]> {
  const found: Segment[] = []
  for (let more = true; more; ) {
    const query = `from=${DAY}&to=${DAY}&includeAgenticData=true&offset=${found.length}`
    const { json } = await ask(app, 'GET', `${ASSIST}/v2/agentassistinteractions?${query}`)
    found.push(...json.data)
    more = json.hasMore
  }
  return found
}

async function conversations(): Promise<Conversation[]> {
  const body = { from: DAY, to: DAY, includeHistory: true, includeAgenticHistory: true }
  return (await ask(app, 'POST', `${ASSIST}/aaconversation`, { body })).json.results
}

async function session(id: string | undefined): Promise<SchemaOf<'Session'>> {
  const { json } = await ask(app, 'POST', `/api/public/bot/${BOT}/getSessions`, { body: { sessionId: [id] } })
  return json.sessions[0]
}

/** Each key has one value. */
const isFunction = (pairs: readonly (readonly [string, unknown])[]) =>
  new Set(pairs.map(([key]) => key)).size === new Set(pairs.map(pair => JSON.stringify(pair))).size

t.test('a conversation names its bot, its user and its sessions', async t => {
  const rows = await conversations()
  t.ok(rows.length === 20)
  for (const row of rows) {
    const { userId, botId } = await session(row.mbSessionId)
    t.equal(row.botId, botId)
    t.equal(row.mbUserId, userId)
    t.type(row.isExtAD, 'boolean')
    t.match(row.aaUserId, /^u-/)
  }
  t.ok(isFunction(rows.map(row => [row.mbUserId!, row.aaUserId])), 'a user of the bot is one user of Agent AI')
})

t.test('a message of a conversation names its conversation, its side and its time', async t => {
  const parts: string[] = []
  for (const { convId, botId, messages = [] } of await conversations()) {
    for (const message of messages) {
      t.match(message, { conversationId: convId, botId })
      const late = message.timestampValue - Date.parse(message.createdOn)
      t.ok(late >= 0 && late < 100, 'milliseconds, at the instant or a little later')
      if (message.type !== 'AGENTIC') t.equal(message.author.type, message.type === 'incoming' ? 'USER' : 'AGENT')
      for (const [i, { _id, cT, thumbnails }] of message.components.entries()) {
        parts.push(_id)
        if (i === 0) t.match({ cT, thumbnails }, { cT: 'text', thumbnails: [] })
        else t.match(cT, /^(image|attachment|filelink)$/)
      }
    }
  }
  t.equal(new Set(parts).size, parts.length)
})

t.test('a segment names its agent alike wherever the agent is named', async t => {
  const agents = (await segments()).map(({ agent }) => agent)
  t.ok(isFunction(agents.map(agent => [agent.agentId, agent])))
  t.ok(new Set(agents.map(({ agentId }) => agentId)).size > 5)
  for (const { name, firstName, lastName, email = '' } of agents) {
    t.equal(name, `${firstName} ${lastName}`)
    t.match(email, /@/)
  }
  t.ok(isFunction(agents.map(({ email = '', agentId }) => [email, agentId])), 'an address is that of one agent')
})

t.test('a tag has a key and a value that its session has too', async t => {
  for (const { tags, botSessionID } of (await segments()).slice(0, 20)) {
    const of = (await session(botSessionID)).tags
    const known = [...of.userTags, ...of.sessionTags].map(({ name, value }) => `${name}=${value}`)
    for (const tag of tags) if (tag.type !== 'message') t.ok(known.includes(`${tag.name}=${tag.value}`), tag.name)
  }
})

t.test('playbooks and coaching name themselves alike in every segment', async t => {
  const rows = await segments()
  const runs = rows.flatMap(row => row.playbookRuntimeData)
  const fired = rows.flatMap(row => row.coachingRuntimeData)
  t.ok(runs.length > 50 && fired.length > 20)
  t.equal(new Set(runs.map(({ _id }) => _id)).size, runs.length, 'a run has an id of its own')
  t.ok(isFunction(runs.map(({ playbookId, type, order, totalStages }) => [playbookId, [type, order, totalStages]])))
  for (const run of runs) t.match(run, { playbookId: /^acl-/, language: /^[a-z]{2}$/ })
  for (const { stages, totalStages, adheredSteps } of runs) {
    t.same(
      stages.map(({ steps }) => steps.length),
      Object.values(totalStages),
    )
    t.equal(stages.flatMap(({ steps }) => steps).filter(({ isAdhered }) => isAdhered).length, adheredSteps)
  }
  t.equal(new Set(fired.map(({ _id }) => _id)).size, fired.length)
  const { length } = new Set(fired.map(({ ruleId }) => ruleId).sort()).size > 1 ? fired : []
  t.ok(length)
  t.ok(isFunction(fired.map(({ ruleId, ruleName, actionType }) => [ruleId, [ruleName, actionType]])))
  t.ok(isFunction(fired.map(({ actionId, ruleId }) => [actionId, ruleId])), 'what is done is of one rule')
  for (const event of fired) {
    t.match(event, { ruleId: /^acr-/, messageId: /^ms-/ })
    t.ok(event.message.title && event.message.body && event.adherence.criteria)
  }
})

t.test('an exchange with the assistant names its session, and its status as text and as number', async t => {
  const ids: string[] = []
  for (const { agenticActivities = [], botSessionID, agent } of await segments()) {
    for (const activity of agenticActivities) {
      ids.push(activity.requestId)
      t.match(activity, { reqStatus: '200', resStatus: 200, sessionInfo: { botSessionID } })
      t.ok(activity.response.every(({ content }) => content !== ''))
      t.ok(activity.participantId.startsWith('an-') || activity.participantId === agent.agentId)
    }
  }
  t.ok(ids.length > 20)
  t.equal(new Set(ids).size, ids.length)
})

t.test('what the customer said stands in the suggestions word for word', async t => {
  const rows = (await segments()).filter(row => row.proActiveSuggestions.length > 0).slice(0, 15)
  t.ok(rows.length === 15)
  for (const { conversationID, proActiveSuggestions, agenticActivities = [] } of rows) {
    const body = { from: DAY, to: DAY, includeHistory: true, conversationIds: [conversationID] }
    const { json } = await ask(app, 'POST', `${ASSIST}/aaconversation`, { body })
    const said = (json.results[0] as Conversation).messages!.flatMap(({ components }) =>
      components.map(({ data }) => data.text),
    )
    for (const { utterance } of [...proActiveSuggestions, ...agenticActivities])
      t.ok(said.includes(utterance), utterance)
  }
})

t.test('a queue has one name', async t => {
  const queues = (await segments()).flatMap(({ queueInfo }) => queueInfo ?? [])
  t.ok(isFunction(queues.map(({ queueId, queueName }) => [queueId, queueName])))
  t.ok(isFunction(queues.map(({ queueId, queueName }) => [queueName, queueId])))
  t.ok(queues.every(({ queueId }) => queueId.startsWith('qu-')))
})

t.test('links that an agent followed have an address and an instant of the segment', async t => {
  const rows = (await segments()).filter(({ linksClicked }) => linksClicked.length > 0)
  t.ok(rows.length > 0)
  for (const { linksClicked, segmentStartTime, segmentEndTime } of rows) {
    for (const { url, timestamp } of linksClicked) {
      t.ok(URL.canParse(url))
      t.ok(timestamp >= segmentStartTime && timestamp <= segmentEndTime)
    }
  }
})

const letters = (text: string) => [...text].sort().join('')

t.test('a search tells what was typed', async t => {
  const searches = (await segments()).flatMap(row => row.agentActions).flatMap(({ action }) => action ?? [])
  t.ok(searches.length > 50)
  for (const { phraseInput, searchPhrase, suggestionUsed } of searches) {
    t.ok(phraseInput !== '')
    // Who takes nothing that is offered has typed it all, perhaps with two letters in the wrong order.
    if (suggestionUsed === 0) t.equal(letters(phraseInput), letters(searchPhrase))
  }
  t.ok(searches.some(({ phraseInput, searchPhrase }) => phraseInput !== searchPhrase))
})

t.test('a generated answer has words and sources', async t => {
  const rows = await segments()
  const offers = rows.flatMap(row => [
    ...row.proActiveSuggestions,
    ...row.agentActions.flatMap(({ action }) => action ?? []),
  ])
  const answers = offers.flatMap(({ suggestions }) => suggestions?.answers ?? [])
  t.ok(answers.length > 50)
  for (const { content, sources } of answers) {
    t.ok(content !== '' && sources.length > 0)
    for (const { title, url } of sources) t.ok(title !== '' && URL.canParse(url), `${title} ${url}`)
  }
  const internal = answers.filter(({ internalFlag }) => internalFlag).length
  t.ok(internal > 0 && internal < answers.length / 2, 'some of it is internal')
})

t.test('of an answer that was used is told what the agent did with it', async t => {
  const rows = await segments()
  const used = rows.flatMap(row => [...row.agentActions, ...row.proActiveSuggestions]).flatMap(offer => offer.used)
  const answers = used.flatMap(({ target }) => target.answer ?? [])
  t.ok(answers.length > 50)
  const seen = (of: (answer: SchemaOf<'UsedAnswer'>) => unknown) => [...new Set(answers.map(of))].sort()
  t.same(
    seen(({ status }) => status),
    ['', 'Copied', 'Sent'],
  )
  t.same(
    seen(({ showMoreClicked }) => showMoreClicked),
    [false, true],
  )
  t.same(
    seen(({ answerLinkClicked }) => answerLinkClicked.length),
    [0, 1],
  )
  t.same(
    seen(({ internalInfoMoreClicked }) => internalInfoMoreClicked),
    [false, true],
  )
})

t.test('some answers of the assistant come bit by bit', async t => {
  const activities = (await segments()).flatMap(({ agenticActivities = [] }) => agenticActivities)
  t.same([...new Set(activities.map(({ streaming }) => streaming))].sort(), [false, true])
})
