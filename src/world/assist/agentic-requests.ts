import type { Agent } from '../dialogue/staff.ts'
import { uuidFor } from '../ids.ts'
import type { Handled } from './conversation.ts'
import type { Feedback } from './records.ts'
import { Scene } from './segment-context.ts'
import { feedback } from './suggestion-use.ts'

/** One exchange with the agentic assistant: by itself upon the customer's words, or a search the agent made by hand. */
export interface AgenticRequest {
  /** `aa-…`, `ua-…` for a search. */
  readonly requestId: string
  readonly search: boolean
  /** Index of the message that set it off; -1 for a search. */
  readonly message: number
  readonly query: string
  /** ms; `requested` <= `responded`. */
  readonly requested: number
  readonly responded: number
  readonly answer: string
  /** Words to send on, or something to know. */
  readonly kind: 'suggestion' | 'text'
  /** The agent on whose screen it appeared, and the segment. */
  readonly agent: Agent
  readonly part: number
  /** Absent: not used so far. */
  readonly used?: 'send' | 'copy'
  /** It was sent with the agent's own words in its place. */
  readonly overridden: boolean
  readonly feedback?: Feedback
  readonly runId: string
  readonly conversationState: 'AWAITING_INPUT' | 'COMPLETED'
  /** Name of the agentic agent that answered, e.g. `CheckBalanceAgent`. */
  readonly answeredBy: string
}

/** Who is who on the agentic platform; the same for all exchanges of a conversation. */
export interface AgenticPlatform {
  readonly assistSessionId: string
  readonly searchSessionId: string
  readonly userId: string
  readonly appId: string
  readonly envId: string
  readonly envName: string
}

const SHARE = 0.3
const MOST = 4
const SEARCHES = 0.25

/** Ids of a conversation on the agentic platform: facts 8.5. */
export function agenticPlatform(handled: Handled): AgenticPlatform {
  const { bot, address } = handled
  return {
    assistSessionId: uuidFor('s-', bot.key, address, 'agentic assist'),
    searchSessionId: uuidFor('s-', bot.key, address, 'agentic search'),
    userId: uuidFor('u-', bot.key, address, 'agentic user'),
    appId: uuidFor('aa-', bot.key, 'agentic app'),
    envId: uuidFor('env-', bot.key, 'agentic environment'),
    envName: 'demo',
  }
}

/** Exchanges of all segments whose answer was there at `now`, by the time of the request. */
export function agenticRequests(handled: Handled, now: number): AgenticRequest[] {
  const list = handled.parts.flatMap(part => agenticRequestsOf(new Scene(handled, part, now)))
  return list.sort((a, b) => a.requested - b.requested || (a.requestId < b.requestId ? -1 : 1))
}

/** Exchanges of one segment whose answer was there at `now`, by the time of the request. */
export function agenticRequestsOf(scene: Scene): AgenticRequest[] {
  const list: AgenticRequest[] = []
  addAssists(scene, list)
  addSearch(scene, list)
  return list.sort((a, b) => a.requested - b.requested || (a.requestId < b.requestId ? -1 : 1))
}

function addAssists(scene: Scene, list: AgenticRequest[]): void {
  const { bot, handled, part, timeline, now } = scene
  const draw = scene.draw('agentic')
  let made = 0
  for (let message = scene.first; message <= scene.last && made < MOST; message++) {
    if (timeline.sides[message] !== 1 || draw() >= SHARE || scene.isGoodbye(message)) continue
    made++
    const said = scene.at(message)
    const answeredNext = message < scene.last && timeline.sides[message + 1] === 2
    const until = answeredNext ? scene.at(message + 1) : part.end
    const requested = Math.min(said + 50 + Math.floor(draw() * 250), said + Math.floor((until - said) * 0.2))
    const responded = requested + Math.floor(Math.min(500 + draw() * 2200, (until - requested) * 0.7))
    const lot = draw()
    const use = answeredNext && lot < 0.45 ? 'send' : lot < 0.6 ? 'copy' : undefined
    const changed = use === 'send' && draw() < 0.2
    const rated = draw() < 0.35
    const opinion = feedback(draw)
    const state = draw() < 0.3 ? 'COMPLETED' : 'AWAITING_INPUT'
    const intent = scene.intent(message)
    const article = scene.knowledge.articles(intent.name, 'answer', draw)[0]
    const usedAt = Math.min(until, responded + Math.floor(Math.min(6000, (until - responded) * 0.9)))
    const at = answeredNext && use === 'send' ? until : usedAt
    if (responded > now) continue
    const told = use !== undefined && at <= now
    list.push({
      requestId: uuidFor('aa-', bot.key, handled.address, 'agentic request', message),
      search: false,
      message,
      query: scene.texts[message]!,
      requested,
      responded,
      answer: use === 'send' && !changed ? scene.texts[message + 1]! : (article?.text ?? intent.name),
      kind: state === 'COMPLETED' ? 'text' : 'suggestion',
      agent: handled.agentOf(part.index),
      part: part.index,
      ...(told ? { used: use } : {}),
      overridden: told && changed,
      ...(rated && at <= now ? { feedback: opinion } : {}),
      runId: uuidFor('r-', bot.key, handled.address, 'agentic run', message),
      conversationState: state,
      answeredBy: scene.knowledge.agentOn(intent.name),
    })
  }
}

function addSearch(scene: Scene, list: AgenticRequest[]): void {
  const { bot, handled, part, now } = scene
  const draw = scene.draw('agentic search')
  const wanted = draw() < SEARCHES
  const requested = part.start + Math.floor((part.end - part.start) * (0.1 + draw() * 0.7))
  const responded = requested + Math.floor(Math.min(700 + draw() * 2500, part.end - requested))
  const lot = draw()
  const used = Math.min(part.end, responded + Math.floor(2000 + draw() * 6000))
  const rated = draw() < 0.3
  const opinion = feedback(draw)
  if (!wanted || responded > now) return
  const intent = scene.intent(Math.max(scene.first, scene.last))
  const article = scene.knowledge.articles(intent.name, 'answer', draw)[0]
  list.push({
    requestId: uuidFor('ua-', bot.key, handled.address, 'agentic search', part.index),
    search: true,
    message: -1,
    query: `How do I help with ${intent.name.toLowerCase()}?`,
    requested,
    responded,
    answer: article?.text ?? intent.name,
    kind: 'text',
    agent: handled.agentOf(part.index),
    part: part.index,
    ...(lot < 0.4 && used <= now ? { used: lot < 0.2 ? ('send' as const) : ('copy' as const) } : {}),
    overridden: false,
    ...(rated && used <= now ? { feedback: opinion } : {}),
    runId: uuidFor('r-', bot.key, handled.address, 'agentic search run', part.index),
    conversationState: 'COMPLETED',
    answeredBy: 'KnowledgeAgent',
  })
}
