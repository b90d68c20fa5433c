import type { Agent } from '../desk/staff.ts'
import { uuidFor } from '../ids.ts'
import { hashText, pick, type Stream } from '../random.ts'
import { AGENT_SIDE } from '../sessions/sides.ts'
import type { Conversation } from './conversation.ts'
import { drawFeedback } from './feedback.ts'
import type { Feedback } from './records.ts'
import { SegmentContext } from './segment-context.ts'

/** One exchange with the agentic assistant: by itself upon the customer's words, or a search the agent made by hand. */
export interface AgenticRequest {
  /** `aa-…`, `ua-…` for a search. */
  readonly requestId: string
  readonly isSearch: boolean
  /** Index of the message that set it off; -1 for a search. */
  readonly message: number
  readonly query: string
  /** ms UTC; `requested` <= `responded`. */
  readonly requested: number
  readonly responded: number
  readonly answer: string
  /** The answer came bit by bit. */
  readonly isStreamed: boolean
  /** Words to send on, or something to know. */
  readonly kind: 'suggestion' | 'text'
  /** The agent on whose screen it appeared. */
  readonly agent: Agent
  /** Absent: not used so far. */
  readonly used?: 'send' | 'copy'
  /** It was sent with the agent's own words in its place. */
  readonly isOverridden: boolean
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

const ASSISTS = hashText('agentic')
const SEARCH = hashText('agentic search')
/** Share of the customer's utterances upon which the assistant speaks; at most so many in a segment. */
const ASSIST_SHARE = 0.9
const MOST_ASSISTS = 6
/** Share of segments in which the agent searches by hand. */
const HAND_SEARCH_SHARE = 0.25

/** Ids of a conversation on the agentic platform: facts 8.5. */
export function agenticPlatform({ bot, address }: Conversation): AgenticPlatform {
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
export function agenticRequests(conversation: Conversation, now: number): AgenticRequest[] {
  const contexts = conversation.segments.map(segment => new SegmentContext(conversation, segment, now))
  return byTime(contexts.flatMap(agenticRequestsOf))
}

/** Exchanges of one segment whose answer was there at `now`, by the time of the request. */
export function agenticRequestsOf(context: SegmentContext): AgenticRequest[] {
  const draw = context.draw(ASSISTS)
  const requests: AgenticRequest[] = []
  for (const message of context.utterances(draw, ASSIST_SHARE, MOST_ASSISTS)) {
    const request = assistUpon(context, message, draw)
    if (request !== undefined) requests.push(request)
  }
  const search = searchByHand(context)
  if (search !== undefined) requests.push(search)
  return byTime(requests)
}

function byTime(requests: AgenticRequest[]): AgenticRequest[] {
  return requests.sort((a, b) => a.requested - b.requested || (a.requestId < b.requestId ? -1 : 1))
}

/** What the assistant said by itself upon an utterance; undefined when it has not answered yet. */
function assistUpon(context: SegmentContext, message: number, draw: Stream): AgenticRequest | undefined {
  const { bot, conversation, segment, timeline, now, content } = context
  const said = context.timeOf(message)
  const isAnsweredNext = message < context.last && timeline.sides[message + 1] === AGENT_SIDE
  const until = isAnsweredNext ? context.timeOf(message + 1) : segment.end
  const requested = Math.min(said + 50 + Math.floor(draw() * 250), said + Math.floor((until - said) * 0.2))
  const responded = requested + Math.floor(Math.min(500 + draw() * 2200, (until - requested) * 0.7))
  const use = assistUse(isAnsweredNext, draw)
  const isRated = draw() < 0.35
  const opinion = drawFeedback(draw)
  const isCompleted = draw() < 0.3
  const isStreamed = draw() < 0.25
  const intent = context.intentAt(message)
  const text = articleOn(context, intent.name, draw)
  // What is sent on is the very message that follows.
  const usedAt =
    use.used === 'send' ? until : Math.min(until, responded + Math.floor(Math.min(6000, (until - responded) * 0.9)))
  if (responded > now) return undefined
  const isTold = usedAt <= now
  return {
    requestId: uuidFor('aa-', bot.key, conversation.address, 'agentic request', message),
    isSearch: false,
    message,
    query: context.textOf(message),
    requested,
    responded,
    answer: use.used === 'send' && !use.isOverridden ? context.textOf(message + 1) : text,
    isStreamed,
    kind: isCompleted ? 'text' : 'suggestion',
    agent: conversation.agentOf(segment.index),
    ...(isTold ? use : { isOverridden: false }),
    ...(isTold && isRated ? { feedback: opinion } : {}),
    runId: uuidFor('r-', bot.key, conversation.address, 'agentic run', message),
    conversationState: isCompleted ? 'COMPLETED' : 'AWAITING_INPUT',
    answeredBy: content.agenticAgentFor(intent.name),
  }
}

/** What the agent does with an answer in the end; he sends it on only where his next words follow at once. */
function assistUse(isAnsweredNext: boolean, draw: Stream): Pick<AgenticRequest, 'used' | 'isOverridden'> {
  const lot = draw()
  if (isAnsweredNext && lot < 0.45) return { used: 'send', isOverridden: draw() < 0.2 }
  return lot < 0.6 ? { used: 'copy', isOverridden: false } : { isOverridden: false }
}

/** A search the agent made by hand; undefined when there was none, or it has not been answered yet. */
function searchByHand(context: SegmentContext): AgenticRequest | undefined {
  const { bot, conversation, segment, now } = context
  const { start, end } = segment
  const draw = context.draw(SEARCH)
  const isWanted = draw() < HAND_SEARCH_SHARE
  const requested = start + Math.floor((end - start) * (0.1 + draw() * 0.7))
  const responded = requested + Math.floor(Math.min(700 + draw() * 2500, end - requested))
  const lot = draw()
  const usedAt = Math.min(end, responded + Math.floor(2000 + draw() * 6000))
  const isRated = draw() < 0.3
  const opinion = drawFeedback(draw)
  if (!isWanted || responded > now) return undefined
  const { name } = context.lastIntent
  const isTold = usedAt <= now
  return {
    requestId: uuidFor('ua-', bot.key, conversation.address, 'agentic search', segment.index),
    isSearch: true,
    message: -1,
    query: pick(context.content.searches(context.lastIntent), draw),
    requested,
    responded,
    answer: articleOn(context, name, draw),
    isStreamed: false,
    kind: 'text',
    agent: conversation.agentOf(segment.index),
    ...(isTold && lot < 0.4 ? { used: lot < 0.2 ? 'send' : 'copy' } : {}),
    isOverridden: false,
    ...(isTold && isRated ? { feedback: opinion } : {}),
    runId: uuidFor('r-', bot.key, conversation.address, 'agentic search run', segment.index),
    conversationState: 'COMPLETED',
    answeredBy: 'KnowledgeAgent',
  }
}

/** Text of an article on an intent, its name where there is none. */
function articleOn({ content }: SegmentContext, intentName: string, draw: Stream): string {
  return content.articles(intentName, 'answer', draw)[0]?.text ?? intentName
}
