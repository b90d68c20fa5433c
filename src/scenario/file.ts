import type { Containment, LateKind } from '../world/spec.ts'
import type { AuthMode, FaultSpec, QuotaSpec, TokensSpec } from './types.ts'

/** A scenario as people write it, in YAML or as an object: `scenarios/scenario.schema.yaml`. All of it is optional. */
export interface ScenarioFile {
  extends?: string
  seed?: string
  /** ISO instant at which the clock stands still. */
  now?: string
  auth?: AuthMode
  limits?: 'reject' | 'clamp'
  tokens?: TokensSpec
  account?: { id?: string; orgId?: string }
  /** By name. */
  apps?: Record<string, AppFile>
  everyBot?: BotFile
  /** By id, or by another key with `id` below it; `false` or null takes a bot away. */
  bots?: Record<string, BotFile | false | null>
  otherBots?: false | BotFile
  /** Industry to file. */
  packs?: Record<string, string>
  quotas?: QuotaSpec[]
  faults?: FaultSpec[]
  /** When rows become visible; false: as soon as they have happened. */
  lateness?: false | LatenessFile
}

/** How late each kind is. */
export type LatenessFile = { [Kind in LateKind]?: LateFile }

/** How late something is. */
export interface LateFile {
  lag?: DelayFile
  after?: 'start' | 'end'
  late?: { share: number; by: DelayFile }
  /** A duration. */
  every?: string
  revisions?: { end?: DelayFile; containment?: DelayFile; summary?: DelayFile }
}

/** A duration, or how durations are spread. */
export type DelayFile = string | { median: string; p99?: string; max?: string }

interface AppFile {
  clientId?: string
  clientSecret?: string
  kind?: 'account' | 'bot'
  bots?: string[]
  scopes?: 'all' | string[]
  requireJti?: boolean
}

/** What a file says of a bot, or of every bot. */
export interface BotFile {
  /** Of a bot whose key is none. */
  id?: string
  name?: string
  industry?: string
  zone?: string
  since?: string
  sessions?: SessionsFile
  channels?: Record<string, number>
  languages?: Record<string, number>
  /** By name of an intent of its pack. */
  intents?: Record<string, number>
  containment?: Partial<Record<Containment, number>>
  tags?: TrafficTagsFile
  nonInteractive?: number
  developer?: number
  newUsers?: number
  staff?: StaffFile
  dashboards?: DashboardFile[]
  pins?: PinsFile
}

/** The people who take over. */
interface StaffFile {
  agents?: number
  people?: PersonFile[]
  queues?: string[]
  desktop?: boolean
}

/** An agent by name. */
export interface PersonFile {
  name: string
  email?: string
  languages?: string[]
  skills?: string[]
  shifts?: ShiftFile[]
}

/** Hours of work. */
export interface ShiftFile {
  days?: ('mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun')[]
  from: string
  to: string
}

/** How many sessions a bot has, and when. */
export interface SessionsFile {
  perDay?: number
  week?: number[]
  hours?: number[]
  growth?: number
  events?: EventFile[]
  /** A number goes with `between`; a list has a stretch in each item. */
  exactly?: number | ExactFile[]
  between?: [string, string]
}

/** Days or hours in which a bot behaves differently. */
export interface EventFile {
  from: string
  /** Default: the end of the day on which it begins. */
  to?: string
  times?: number
  containment?: Partial<Record<Containment, number>>
  newUsers?: number
  tags?: TrafficTagsFile
}

/** Tags that traffic gets. */
export interface TrafficTagsFile {
  userTags?: TagShareFile[]
  sessionTags?: TagShareFile[]
}

interface TagShareFile {
  name: string
  value: string
  /** Default 1. */
  share?: number
}

/** A stretch of time with an exact number of sessions. */
export interface ExactFile {
  count: number
  between: [string, string]
  containment?: Containment
  messages?: number
  channel?: string
  language?: string
  /** `6m`. */
  duration?: string
  /** By name. */
  agent?: string
  tags?: TrafficTagsFile
}

/** A dashboard with its widgets. */
export interface DashboardFile {
  name: string
  widgets: WidgetFile[]
}

interface WidgetFile {
  name: string
  type: string
  dataSet: 'Analytics' | 'Messages' | 'Sessions'
  select: string
  filterBy?: string
  groupBy?: string
  having?: string
  sortBy?: string
  dimensions?: string[]
  metrics?: string[]
  overlay?: string[]
}

/** Records that the file gives itself. */
export interface PinsFile {
  sessions?: SessionPinFile[]
  conversations?: ConversationPinFile[]
  segments?: SegmentPinFile[]
}

/** A row as aaconversation shows it, in part. */
export interface ConversationPinFile extends Record<string, unknown> {
  startTime: string
  mbSessionId?: string
  mbUserId?: string
}

/** A row as the raw data show it, in part. */
export interface SegmentPinFile extends Record<string, unknown> {
  segmentStartTime: string
  segmentEndTime?: string
  botSessionID?: string
  conversationID?: string
}

/** One message of a transcript: what one of the three says. */
export interface ScriptLineFile {
  bot?: string
  customer?: string
  agent?: string
  /** A duration from the start of the session, or an instant. */
  at?: string
  /** Of the agent. */
  name?: string
  /** Of the customer: what he asks for. */
  intent?: string
}

/** A row as getSessions shows it, in part. */
export interface SessionPinFile {
  start_time: string
  sessionId?: string
  userId?: string
  end_time?: string
  /** In place of `end_time`: `6m`. */
  duration?: string
  /** From the hand-over to the human who takes it: `40s`. */
  wait?: string
  /** Name of an intent of the content pack. */
  intent?: string
  transcript?: ScriptLineFile[]
  /** The final summary of its conversation. */
  summary?: string
  channel?: string
  session_lang?: string | string[]
  containmentType?: Containment
  sessionType?: 'interactive' | 'non-interactive'
  isDeveloper?: boolean
  noOfMessagesExchanged?: number
  noOfTasksExecuted?: number
  tags?: { userTags?: { name: string; value: string }[]; sessionTags?: { name: string; value: string }[] }
}
