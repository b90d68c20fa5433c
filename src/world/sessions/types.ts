import type { Containment } from '../spec.ts'
import type { Bot } from '../types.ts'

/** Instants are ms since 1970, UTC; both bounds inclusive (ruling R7). */
export interface Window {
  readonly from: number
  readonly to: number
}

/** Where a session is: the address of everything drawn for it. */
export interface RowAddress {
  readonly bot: Bot
  /** UTC day number (ms / 86,400,000) of its start. */
  readonly day: number
  /** Position within the day. */
  readonly row: number
}

/** A session as it stands at an instant; made for the rows of a page, never for a scan. */
export interface Session extends RowAddress {
  readonly sessionId: string
  /** ms UTC. */
  readonly start: number
  /** ms UTC: the close, or for an active session the latest message so far (ruling R15). */
  readonly end: number
  readonly status: 'active' | 'closed'
  readonly containment: Containment
  readonly interactive: boolean
  readonly developer: boolean
  /** Number of the user within the bot, counted by first session. */
  readonly user: number
  readonly firstEver: boolean
  readonly channel: string
  readonly voice: boolean
  readonly language: string
  /** Messages so far. */
  readonly messages: number
  readonly userMessages: number
  readonly tasks: number
  /** A human took it (containment `agent` only): it has an Agent AI conversation. */
  readonly taken: boolean
}

/** What sessions must be in order to be found; what is absent does not matter. */
export interface SessionFilter {
  readonly containment?: Containment | undefined
  readonly interactive?: boolean | undefined
  readonly developer?: boolean | undefined
  readonly status?: 'active' | 'closed' | undefined
  /** As the client sent it: Kore id (`u-…`), e-mail or enterprise id. */
  readonly userId?: string | undefined
  readonly callId?: string | undefined
  readonly channels?: readonly string[] | undefined
  readonly tags?: TagFilter | undefined
}

/** Conditions on tags: all of `and` and one of `or` must hold. */
export interface TagFilter {
  readonly and?: readonly TagCondition[]
  readonly or?: readonly TagCondition[]
}

/** A tag of that name with one of the values. */
export interface TagCondition {
  readonly name: string
  readonly values: readonly string[]
  readonly type?: 'user' | 'session' | 'message' | undefined
}

/** What the bot noted of a user, a session or a message. */
export interface Tag {
  readonly name: string
  readonly value: string
}

/**
 * The course of a session without its words: when which side speaks, and about which task. It is the final truth of the
 * closed session; a session under way shows the messages whose time has come.
 */
export interface Timeline {
  /** ms UTC, strictly ascending; the first is the session's start. */
  readonly times: readonly number[]
  /** Who says each message: `sides.ts`. */
  readonly sides: Uint8Array
  readonly turns: readonly Turn[]
  readonly tasks: readonly Task[]
  /** Index of the bot's hand-over message; -1: none. What follows belongs to human agents. */
  readonly handover: number
  /** Why the session ended: decides the last words. */
  readonly ending:
    | 'resolved'
    | 'left'
    | 'failed'
    | 'notUnderstood'
    | 'noAnswer'
    | 'agentClosed'
    | 'queueAbandoned'
    | 'notified'
  /** The text of every message, once somebody has asked for it: see `writeDialogue`. */
  words?: readonly string[] | undefined
}

/** One user message (absent in the opening turn) and what answers it: messages `first` to `last`, inclusive. */
export interface Turn {
  readonly first: number
  readonly last: number
  readonly kind:
    | 'opening' // welcome, or a notification
    | 'ask' // the user states what he wants: starts a task
    | 'slot' // an answer to the bot's question
    | 'followUp' // one more detail of the same task
    | 'notUnderstood'
    | 'smallTalk'
    | 'close' // thanks and goodbye
    | 'handover' // asks for a human; the bot hands over
    | 'agent' // with a human agent
  /** Index into `tasks`, -1 for none. */
  readonly task: number
}

/** Something that the user wanted in a session. */
export interface Task {
  /** Index into the pack's intents. */
  readonly intent: number
  /** `open`: neither done nor failed when the session ended or was handed over. */
  readonly outcome: 'success' | 'failed' | 'open'
  /** Index of the message that ended it; of its last message when `open`. */
  readonly endedBy: number
}
