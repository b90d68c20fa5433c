import type { ContentPack } from './pack.ts'

/**
 * What a world is made from: the plain data that a scenario file comes down to once everything left out has been
 * filled in. It can be cloned to a worker thread; functions have no place in it.
 */
export interface WorldSpec {
  /** Any text; the same seed gives the same world on every machine. */
  readonly seed: string
  readonly account: AccountSpec
  /** Bots with a name of their own, in the order of the scenario. */
  readonly bots: readonly BotSpec[]
  /** What a bot looks like that is asked for by an id the scenario does not name; absent: there is none. */
  readonly unnamed?: BotTemplate
  /** Content packs by industry; those of the package and those a scenario brought. */
  readonly packs: Readonly<Record<string, ContentPack>>
  /** When rows become visible; absent: as soon as they have happened (ruling R31). */
  readonly lateness?: LatenessSpec
}

/** What may be late: the rows of a list, or what dashboards and trends count. */
export const LATE_KINDS = ['sessions', 'messages', 'conversations', 'segments', 'widgets', 'trend'] as const
/** One of these. */
export type LateKind = (typeof LATE_KINDS)[number]

/** How late each kind is; what is absent is not late. */
export type LatenessSpec = { readonly [Kind in LateKind]?: KindLateness }

/** How late the rows of a kind are. Times are ms. */
export interface KindLateness {
  /** From what happened until it is visible. */
  readonly lag?: DelaySpread
  /** What the lag is counted from: `start` when what the row tells of began, `end` the close of its session. Default `start`. */
  readonly after?: 'start' | 'end'
  /** A share, 0..1, that takes longer by that. */
  readonly late?: { readonly share: number; readonly by: DelaySpread }
  /** Rows become visible all at once, every so many ms since 1970. */
  readonly every?: number
  /** From the close of a session until its row shows it. */
  readonly revisions?: RevisionsSpec
}

/** What of a row is put right later, ms after the close of its session. */
export interface RevisionsSpec {
  /** That it is over, and all that follows from it. */
  readonly end?: DelaySpread
  /** How it ended; until then a row shows what it did while the session was under way. */
  readonly containment?: DelaySpread
  /** The final summary. */
  readonly summary?: DelaySpread
}

/** How long something takes (ms): one half no longer than the median, 99 of 100 no longer than `p99`, none longer than `max`. */
export interface DelaySpread {
  readonly median: number
  readonly p99: number
  readonly max: number
}

/** The account that the bots belong to. */
export interface AccountSpec {
  /** 24 hex digits. */
  readonly id: string
  /** `o-` + uuid. */
  readonly orgId: string
}

/** Everything about a bot but its id, so that bots nobody named can be made from it too. */
export interface BotTemplate {
  readonly name: string
  /** Key of `WorldSpec.packs`. */
  readonly industry: string
  /** IANA zone whose mornings and weekends the traffic follows. */
  readonly zone: string
  /** First day of the bot's life, `YYYY-MM-DD`, UTC. */
  readonly since: string
  readonly traffic: TrafficSpec
  /** Weights by channel name, e.g. `{rtm: 46, korevg: 21}`. `VOICE_CHANNELS` are voice; the others are chat. */
  readonly channels: Readonly<Record<string, number>>
  /** Weights by ISO 639-1 code. */
  readonly languages: Readonly<Record<string, number>>
  /** Weights by name of the pack's intents, in place of the pack's; who is left out has none. */
  readonly intents?: Readonly<Record<string, number>>
  /** Tags that its sessions have besides those of the world, or in their place. */
  readonly tags?: TrafficTags
  /** Weights; voice and chat, and the hour, shift them a little. */
  readonly containment: Readonly<Record<Containment, number>>
  /** Share of sessions that are non-interactive, 0..1. */
  readonly nonInteractive: number
  /** Share of developer sessions, 0..1 (ruling R16: about 0.01). */
  readonly developer: number
  /** Share of a day's sessions that are a user's first ever, 0..1, once the bot is some weeks old. */
  readonly newUsers: number
  readonly staff: StaffSpec
  readonly dashboards: readonly DashboardSpec[]
  /** Records given by the scenario, in full or in part. */
  readonly pins: readonly SessionPin[]
}

/** A bot with a name of its own. */
export interface BotSpec extends BotTemplate {
  /** `st-` + letters, digits, hyphens. */
  readonly id: string
}

/** How a session ended: the bot did all of it, the person left, or a human was called in. */
export type Containment = 'selfService' | 'dropOff' | 'agent'

/** How many sessions a bot has, and when. */
export interface TrafficSpec {
  /** Expected sessions on an average day of the present, before week, growth and events. */
  readonly perDay: number
  /** Seven weights, Monday first; their mean is 1. */
  readonly week: readonly number[]
  /** 24 weights by local hour; their mean is 1. */
  readonly hours: readonly number[]
  /** Yearly growth, 0.2 is 20 %: `perDay` holds on 2026-01-01 and grows or shrinks away from it. */
  readonly growth: number
  readonly events: readonly EventSpec[]
  /** Exact numbers for stretches of time: there are `count` sessions in it, no more and no fewer. */
  readonly exactly: readonly ExactSpec[]
}

/** Days or hours in which a bot behaves differently. */
export interface EventSpec {
  /** First and last day, `YYYY-MM-DD`, UTC, inclusive; or ISO instants, the second exclusive. */
  readonly from: string
  readonly to: string
  /** Factor on the sessions that begin then. */
  readonly times?: number
  /** Weights in place of the bot's. */
  readonly containment?: Readonly<Record<Containment, number>>
  /** Share of new users in place of the bot's. */
  readonly newUsers?: number
  /** Tags of the sessions that begin then. */
  readonly tags?: TrafficTags
}

/** Tags that traffic gets. */
export interface TrafficTags {
  readonly userTags?: readonly TagShare[]
  readonly sessionTags?: readonly TagShare[]
}

/** A tag, and how many have it: of users, or of sessions. Those of one name exclude each other. */
export interface TagShare {
  readonly name: string
  readonly value: string
  /** 0..1. */
  readonly share: number
}

/** A stretch of time with an exact number of sessions. */
export interface ExactSpec {
  readonly count: number
  /** ISO instants, inclusive, both on whole UTC days when the scenario gave dates. */
  readonly from: string
  readonly to: string
  /** All of them of this kind; for the paged Agent AI views this fixes the number of conversations and segments:
   * each such session is taken by a human and has exactly one segment. */
  readonly containment?: Containment
  /** Each of them has this many messages. With 1 they are non-interactive notifications. */
  readonly messages?: number
  /** All of them on this channel. */
  readonly channel?: string
  /** All of them in this language, ISO 639-1. */
  readonly language?: string
  /** ms from the start to the end of each. */
  readonly duration?: number
  /** Name of the human agent who has each; they are agent sessions then. */
  readonly agent?: string
  readonly tags?: TrafficTags
}

/** The humans who take over from a bot. */
export interface StaffSpec {
  /** How many there are, `people` among them; absent: as many as `people` has, else as many as the load wants. */
  readonly agents?: number
  /** Those whom the scenario names: agent 0, 1, ... Absent: nobody. */
  readonly people?: readonly PersonSpec[]
  /** Queue names; empty: the pack's. */
  readonly queues: readonly string[]
  /** False: no contact-centre desktop, so `queueInfo` is left out. */
  readonly desktop: boolean
}

/** An agent whom a scenario names; what is left out is drawn as for all others. */
export interface PersonSpec {
  /** First name and last name. */
  readonly name: string
  readonly email?: string
  /** ISO 639-1; of the bot's. */
  readonly languages?: readonly string[]
  /** Names of one or two queues, the one that is served first first. */
  readonly skills?: readonly string[]
  /** All the hours at which the agent works. */
  readonly shifts?: readonly ShiftSpec[]
}

/** Hours of work that come every week. */
export interface ShiftSpec {
  /** Days on which it begins: 0 Monday to 6 Sunday. */
  readonly days: readonly number[]
  /** Minutes from midnight of the bot's zone; `to` is later than `from`, and above 1,440 where it ends on the next day. */
  readonly from: number
  readonly to: number
}

/** A session fixed by the scenario; what is left out is filled in from the seed. Times are ISO. */
export interface SessionPin {
  readonly sessionId?: string
  readonly userId?: string
  readonly start_time: string
  readonly end_time?: string
  readonly channel?: string
  readonly session_lang?: string
  readonly containmentType?: Containment
  readonly sessionType?: 'interactive' | 'non-interactive'
  readonly isDeveloper?: boolean
  readonly noOfMessagesExchanged?: number
  readonly noOfTasksExecuted?: number
  /** Name of the intent that the customer comes for. */
  readonly intent?: string
  /** ms from the hand-over to the human who takes it. */
  readonly wait?: number
  /** All that is said; the other settings that it decides are left out. */
  readonly transcript?: readonly ScriptLine[]
  /** The final summary of its conversation. */
  readonly summary?: string
  readonly userTags?: readonly { readonly name: string; readonly value: string }[]
  readonly sessionTags?: readonly { readonly name: string; readonly value: string }[]
  /** Fields of its Agent AI conversation (`convId`, `_id` ...), for a session of kind `agent`. */
  readonly conversation?: ConversationPin
  /** Fields of its segments, in order of time (`segmentID`, `segmentStartTime`, `agent` ...). */
  readonly segments?: readonly SegmentPin[]
}

/** A message of a transcript that a scenario wrote. */
export interface ScriptLine {
  /** `sessions/sides.ts`. */
  readonly side: number
  readonly text: string
  /** ms from the session's start; absent: as it takes. */
  readonly at?: number
  /** Of a human agent: who speaks. */
  readonly name?: string
  /** Of the customer: name of the intent that he asks for. */
  readonly intent?: string
}

/** Fields of a conversation that a scenario fixed. The world itself looks at those named here; the others are shown as they are. */
export interface ConversationPin {
  /** 24 hex digits. */
  readonly _id?: string
  readonly convId?: string
  readonly startTime?: string
  readonly [field: string]: unknown
}

/** Fields of a segment that a scenario fixed; as with `ConversationPin`. */
export interface SegmentPin {
  readonly segmentID?: string
  readonly segmentStartTime?: string
  readonly segmentEndTime?: string
  readonly channel?: 'chat' | 'voice' | 'email'
  readonly agent?: {
    readonly agentId?: string
    readonly email?: string
    readonly name?: string
    readonly firstName?: string
    readonly lastName?: string
  }
  readonly [field: string]: unknown
}

/** A dashboard with its widgets. */
export interface DashboardSpec {
  readonly name: string
  readonly widgets: readonly WidgetSpec[]
}

/** A widget as an analyst defined it: facts 10.3, 10.4. */
export interface WidgetSpec {
  readonly name: string
  readonly type: string
  readonly dataSet: 'Analytics' | 'Messages' | 'Sessions'
  readonly select: string
  readonly filterBy?: string
  readonly groupBy?: string
  readonly having?: string
  readonly sortBy?: string
  /** Names of selected columns by role; what is not named here is a metric when it is an aggregate, else a dimension. */
  readonly dimensions?: readonly string[]
  readonly metrics?: readonly string[]
  readonly overlay?: readonly string[]
}

/** Channels on which people speak; on all others they write. */
export const VOICE_CHANNELS: readonly string[] = ['korevg', 'ivr', 'ivrVoice', 'twiliovoice', 'alexa', 'googleactions']
