import { headerOf } from '../drive/server.mjs'
import { Draws } from './draws.mjs'
import { operations, WEIGHTS } from './operations.mjs'

const DAY = 86_400_000
/** How often scenarios are asked; 1 where nothing is said. */
const SHARES = { default: 4, busy: 0.03, slow: 0.02, flaky: 0.5 }
/** What they answer follows from the order in which they are asked, but for calls with a test id of their own. */
const BY_ORDER = ['flaky', 'rate-limited']
/** Bots that have no world in these when nobody named them. */
const NAMED_ONLY = ['page-edges', 'strict-credentials']
/** Ids of a bot that are remembered from answers. */
const MOST_KNOWN = 60
/** Bots whose ids are remembered. */
const MOST_BOTS = 400

const NOBODY = {
  sessionIds: ['f'.repeat(24)],
  userIds: ['somebody@example.com'],
  messageIds: ['ms-00000000-0000-0000-0000-000000000000'],
  conversationIds: ['CH00000000000000000000000000000000'],
}
const PATTERNS = {
  sessionIds: /"sessionId":"([0-9a-f]{24})"/g,
  userIds: /"(?:userId|createdBy)":"(u-[0-9a-f-]{36})"/g,
  messageIds: /"_id":"(ms-[0-9a-f-]{36})"/g,
  conversationIds: /"(?:convId|conversationID)":"(C[AH][0-9a-f]{32})"/g,
}

/** Valid requests of all kinds to all scenarios, drawn from a seed; ids of earlier answers among them. */
export class Mix {
  draws
  #worlds
  #shares
  #unnamed
  #testIds
  /** Ids by scenario and bot. */
  #known = new Map()

  /**
   * @param worlds scenario → { account, bots, tokens: { account, bot } }; each bot with dashboards, channels, agents
   * @param scale how many requests there will be: how many different bots, tokens and test ids follows from it
   */
  constructor(seed, worlds, scale) {
    this.draws = new Draws(seed)
    this.#worlds = worlds
    this.#shares = Object.fromEntries(Object.keys(worlds).map(name => [name, SHARES[name] ?? 1]))
    this.#unnamed = Math.ceil(scale / 100)
    this.#testIds = Math.ceil(scale / 200)
  }

  /** The next request: with `scenario`, `comparable` (whether order has no say in its answer) and `asked` (for trouble). */
  next(now) {
    const { draws } = this
    const scenario = draws.weighted(this.#shares)
    const world = this.#worlds[scenario]
    const operation = draws.weighted(WEIGHTS)
    const bot = this.#bot(scenario, operation)
    const known = this.#known.get(`${scenario} ${bot}`) ?? NOBODY
    const at = {
      draws,
      base: `/api/public/bot/${bot}`,
      agents: `/agentassist/api/v1/public/${bot}`,
      world: world.bots[0],
      span: (most, wholeDays) => this.#span(now, { most, wholeDays, isBusy: scenario === 'busy' }),
      known: { ...NOBODY, ...known },
    }
    const request = { ...operations[operation](at), scenario, bot, asked: scenario === 'flaky' }
    return this.#addressed(request, world, operation.startsWith('getUserEngagement') ? 'bot' : 'account')
  }

  /** Learns ids from an answer. */
  learn({ scenario, bot }, answer) {
    if (answer.status !== 200 || headerOf(answer, 'content-encoding') !== undefined) return
    const text = answer.body.toString('utf8', 0, 20_000)
    const key = `${scenario} ${bot}`
    const known = this.#known.get(key) ?? {}
    for (const [name, pattern] of Object.entries(PATTERNS)) {
      const found = [...text.matchAll(pattern)].map(([, id]) => id)
      if (found.length > 0) known[name] = [...new Set([...found, ...(known[name] ?? [])])].slice(0, MOST_KNOWN)
    }
    this.#known.delete(key)
    this.#known.set(key, known)
    if (this.#known.size > MOST_BOTS) this.#known.delete(this.#known.keys().next().value)
  }

  /** A bot that may be asked; the trend of `strict-credentials` is for an app of one bot. */
  #bot(scenario, operation) {
    const { draws } = this
    const { bots } = this.#worlds[scenario]
    if (scenario === 'strict-credentials') return bots[0].id
    const isUnnamed = !NAMED_ONLY.includes(scenario) && scenario !== 'busy' && draws.chance(0.2)
    // A few of them are asked often.
    if (isUnnamed) return `st-soak-${Math.floor(this.#unnamed * draws.next() ** 3)}`
    return operation === 'getAccountSessions' ? bots[0].id : draws.one(bots).id
  }

  /** A range of days or instants that ends before or a little after now; most are recent. */
  #span(now, { most, wholeDays = false, isBusy }) {
    const { draws } = this
    const back = isBusy ? 8 : 200
    const last = now + DAY - Math.floor(back * draws.next() ** 2) * DAY
    const days = draws.below(most)
    const first = last - days * DAY
    const day = ms => new Date(ms).toISOString().slice(0, 10)
    if (wholeDays || draws.chance(0.8)) return [day(first), day(last)]
    const at = ms => new Date(Math.floor(ms / DAY) * DAY + draws.below(86_400) * 1000).toISOString()
    const [from, to] = [at(first), at(last)].sort()
    return [from, to]
  }

  /** Adds who asks, whom, and under which test id. */
  #addressed(request, { account, tokens }, kind) {
    const { draws } = this
    const { scenario } = request
    const headers = { accountId: account.id, 'x-mock-scenario': scenario, auth: tokens?.[kind] ?? this.#token() }
    const ownId = BY_ORDER.includes(scenario) && draws.chance(0.5)
    if (ownId) headers['x-test-id'] = `own-${draws.below(2 ** 31)}`
    else if (draws.chance(0.05)) headers['x-test-id'] = `soak-${draws.below(this.#testIds)}`
    if (draws.chance(0.05)) headers['accept-encoding'] = 'gzip'
    if (draws.chance(0.03)) headers['x-soak'] = 'trouble'
    return { ...request, headers, comparable: ownId || !BY_ORDER.includes(scenario) }
  }

  #token() {
    const { draws } = this
    const part = fields => Buffer.from(JSON.stringify(fields)).toString('base64url')
    const app = draws.chance(0.5) ? 'cs-demo' : `cs-soak-${draws.below(this.#testIds)}`
    return `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ appId: app })}.bm8tc2VjcmV0`
  }
}
