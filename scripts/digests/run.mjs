import { digestOf } from '../drive/digest.mjs'
import { jsonOf, lastWords, startServer } from '../drive/server.mjs'
import { daysFrom, rangesOf } from './requests.mjs'

const SEED = 'digests'
/** On a Monday's morning in New York: sessions are under way in every scenario that has any. */
const NOW = '2026-03-09T14:37:21.250Z'
/** Scenarios whose days of interest are others. */
const OTHER_NOWS = { 'daylight-saving': '2026-04-06T14:37:21.250Z' }
/** A token of an app that no scenario knows. */
const DEMO = 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJhcHBJZCI6ImNzLWRlbW8ifQ.bm8tc2VjcmV0'
/** One scenario served by the built command, and what it answered. */
export class Run {
  /** Operation → its answers, in the order asked: { digest, request, status, clock }. */
  answers = new Map()
  /** Digest of each request's first answer, by clock. */
  #first = new Map()
  #tokens = {}
  #server
  #account

  constructor(scenario) {
    this.scenario = scenario
    this.now = OTHER_NOWS[scenario] ?? NOW
    this.clock = this.now
  }

  /** Starts the server and gives the bots of its world. */
  async start({ dist, node }) {
    const flags = ['--scenario', this.scenario, '--seed', SEED, '--now', this.now]
    this.#server = await startServer({ dist, node, flags, sockets: 1 })
    const { account, bots } = await this.admin('GET', '/world')
    this.#account = account.id
    return bots.map(({ id }) => id)
  }

  async stop() {
    const { code } = await this.#server.stop()
    if (code !== 0) throw new Error(`the server ended with ${code} on SIGTERM`)
  }

  async admin(method, target, body) {
    const answer = await this.#server.ask({ method, path: `/__admin${target}`, body })
    if (answer.status >= 300) throw new Error(`${method} ${target}: ${answer.status} ${answer.body}`)
    return JSON.parse(answer.body)
  }

  /** A token of the scenario's apps; the same fields give the same one. */
  async token(fields) {
    const name = JSON.stringify(fields)
    this.#tokens[name] ??= (await this.admin('POST', '/tokens', fields)).token
    return this.#tokens[name]
  }

  /** Sets the clock, for one test id or for all. */
  async setClock(change, testId) {
    const { now } = await this.admin('PUT', `/clock${testId ? `?${new URLSearchParams({ testId })}` : ''}`, change)
    if (testId === undefined) this.clock = now
  }

  /** Asks and writes down; `operation` is the line that it belongs to. */
  async record(operation, request, headers) {
    const answer = await this.#ask(operation, request, headers)
    const digest = digestOf(answer)
    const list = this.answers.get(operation) ?? []
    this.answers.set(operation, list)
    list.push({ digest, request, status: answer.status, clock: this.clock })
    return digest
  }

  /** Asks what must be answered the same whenever it is asked at this clock; only the first answer is written down. */
  async repeatable(operation, request, headers) {
    const key = JSON.stringify([this.clock, operation, request])
    const first = this.#first.get(key)
    if (first === undefined) {
      this.#first.set(key, await this.record(operation, request, headers))
      return
    }
    const answer = await this.#ask(operation, request, headers)
    if (digestOf(answer) === first) return
    const now = `${answer.status} ${answer.broken ?? ''}`.trim()
    throw new Error(`clock ${this.clock}: another answer (${now}) than the first time to ${JSON.stringify(request)}`)
  }

  /** All requests of some operations; `name` tells this round from others. */
  async round(name, lists, operations = Object.keys(lists)) {
    for (const operation of operations) {
      const headers = await this.#apart(`${operation} ${name}`)
      for (const request of lists[operation] ?? []) await this.repeatable(operation, request, headers)
    }
  }

  /** What is to be known of a bot before it can be asked everything. */
  async contextOf(bot) {
    const day = daysFrom(this.now)
    const ranges = rangesOf(day, this.now)
    const { over, live } = ranges
    const base = `/api/public/bot/${bot}`
    const agents = `/agentassist/api/v1/public/${bot}`
    const span = { from: over.dateFrom, to: over.dateTo }
    const { sessions = [] } = await this.#json(`${base}/getSessions`, { ...over, limit: 300 })
    const { sessions: recent = [] } = await this.#json(`${base}/getSessions`, { ...live, limit: 5 })
    const { messages = [] } = await this.#json(`${base}/getMessages`, { ...over, limit: 60 })
    const { results = [] } = await this.#json(`${agents}/aaconversation`, span)
    const { data = [] } = await this.#json(`${agents}/v2/agentassistinteractions?${new URLSearchParams(span)}`, {})
    const { bots = [] } = await this.admin('GET', `/world?botId=${bot}`).catch(() => ({}))
    const conversationIds = results.map(({ convId }) => convId)
    const known = {
      sessionIds: [...sessions.filter((_, i) => i % 7 === 0), ...recent].map(({ sessionId }) => sessionId),
      userIds: [...new Set([...recent, ...sessions].map(({ userId }) => userId))],
      messageIds: messages.slice(30).map(({ _id }) => _id),
      conversationIds,
      callIds: conversationIds.filter(id => id.startsWith('CA')),
      agentIds: [...new Set(data.map(({ agent }) => agent.agentId))],
      dashboards: bots[0]?.dashboards ?? [],
      tags: sessions.flatMap(tagsOf).slice(0, 5),
    }
    return { bot, day, ranges, known }
  }

  /** The rows of a list; of a bot that this scenario does not have there are none. */
  async #json(path, body) {
    const request = { method: 'POST', path, body }
    const answer = await this.#ask('', request, await this.#apart('gather'))
    return answer.status === 200 ? jsonOf(answer, request) : {}
  }

  async #ask(operation, request, headers) {
    const all = { ...(await this.#credentials(operation)), ...headers, ...request.headers }
    const answer = await this.#server.ask({ ...request, headers: all })
    if (answer.broken === 'ECONNREFUSED') throw new Error(`the server takes no more calls: ${lastWords(this.#server)}`)
    return answer
  }

  /** The headers that say who asks; the trend is for apps of one bot. */
  async #credentials(operation) {
    const app = operation.startsWith('getUserEngagement') ? 'bank-bot' : 'reporting'
    const auth = this.scenario === 'strict-credentials' ? await this.token({ app, expiresIn: null }) : DEMO
    return { auth, accountId: this.#account }
  }

  /** Where a scenario has quotas, a test id for calls that shall count by themselves, with the clock of all. */
  async #apart(testId) {
    if (this.scenario !== 'rate-limited') return {}
    await this.setClock({ now: this.clock }, testId)
    return { 'x-test-id': testId }
  }
}

const tagsOf = ({ tags: { userTags, sessionTags } }) => [
  ...userTags.slice(0, 1).map(tag => ({ ...tag, type: 'user' })),
  ...sessionTags.slice(0, 1).map(tag => ({ ...tag, type: 'session' })),
]
