import type { Containment } from '../spec.ts'
import type { SpeechLine } from '../talk/acts.ts'
import type { SaidLine } from '../talk/said-line.ts'
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

/** What of a session its tags and those of its user hang on. */
export type TaggedSession = Pick<
  Session,
  'bot' | 'day' | 'row' | 'user' | 'firstEver' | 'containment' | 'interactive' | 'voice' | 'status'
>

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
 * The course of a session without its words: when which side says what, and about which task. It is the final truth of the
 * closed session; a session under way shows the messages whose time has come.
 */
export interface Timeline {
  /** ms UTC, strictly ascending; the first is the session's start. */
  readonly times: readonly number[]
  /** Who says each message: `sides.ts`. */
  readonly sides: Uint8Array
  /** What each message does. */
  readonly lines: readonly SpeechLine[]
  readonly tasks: readonly Task[]
  /** Index into the pack's intents of what the customer came for, also where no task came about; -1: he did not say. */
  readonly matter: number
  /** Index of the bot's hand-over message; -1: none. What follows belongs to the queue and to human agents. */
  readonly handover: number
  /** Messages with which another agent takes over, ascending. */
  readonly takeOvers: readonly number[]
  /** Why the session ended: decides the last words. */
  readonly ending:
    | 'resolved'
    | 'left'
    | 'failed'
    | 'notUnderstood'
    /** The customer was silent. */
    | 'noAnswer'
    /** With human agents: the matter is settled, or something is still to come. */
    | 'agentSettled'
    | 'agentUnsettled'
    /** The customer gave up waiting. */
    | 'queueAbandoned'
    /** Nobody was there who could take it. */
    | 'closed'
    | 'notified'
  /** What was put into words of it so far; kept with it. */
  readonly words: TimelineWords
}

/** The words of a timeline, by message, once somebody has asked for them. */
interface TimelineWords {
  said: readonly SaidLine[] | undefined
  /** The same without the texts before the hand-over. */
  saidLate: readonly SaidLine[] | undefined
  texts: readonly string[] | undefined
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
