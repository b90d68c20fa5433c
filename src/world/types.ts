import type { Belongings } from '../memory/belongings.ts'
import type { Cache } from '../memory/cache.ts'
import type { Memory } from '../memory/memory.ts'
import type { Calendar } from './calendar.ts'
import type { AgentRows, ExactRows, HandedOver, KindColumns, RecordColumns } from './columns/types.ts'
import type { Guests } from './guests.ts'
import type { ContentPack } from './pack.ts'
import type { RunningShares } from './random.ts'
import type { Pin } from './sessions/pins.ts'
import type { BotTemplate, WorldSpec } from './spec.ts'
import type { Sights } from './visible.ts'
import type { Zone } from './zones.ts'

// What a world, its bots and their days are to all who read them. They point at each other, so they stand in one file; how
// they are made is known to world.ts, which makes bots by bot.ts, which makes days by day.ts.

/** Where others may have their turn. */
export interface Breaks {
  /**
   * Is called between two pieces of long work, before a day or a block of messages is made: whoever made the world may
   * do something else there, also ask this world, or throw to end the work.
   */
  pause(): void
  /**
   * Is called when something was made and is kept, never while something kept is being filled: whoever throws here to end the work
   * finds it when he begins the work again, and so comes further each time.
   */
  kept(): void
}

/** The simulated contact centre of one scenario and seed: its bots, each made when it is first asked for. */
export interface World extends Breaks {
  readonly spec: WorldSpec
  /** The bots that have a name in the scenario, in its order. */
  readonly bots: readonly Bot[]
  /** ms by which anything may be seen later than it happened, or was over. */
  readonly latest: number
  /** Where it keeps what it made; other worlds may keep theirs there too. */
  readonly memory: Memory
  /** A named bot, else one after `spec.unnamed` for any id of the form `st-` + letters, digits, hyphens (ruling R12). */
  bot(id: string): Bot | undefined
  /** The time zone of an IANA name: the same for all bots and trends that have it, while there is room to keep it. */
  zone(name: string): Zone
  /** Counts what a bot holds, after it has begun to hold more. */
  count(bot: Bot, more: number): void
  /** Forgets all that was made, for good: nobody will ask this world any more. */
  clear(): void
}

/** One bot and its whole life. */
export interface Bot {
  readonly id: string
  readonly spec: BotTemplate
  readonly world: World
  /** In which it has its week and hours. */
  readonly zone: Zone
  /** First part of the address of everything drawn for it. */
  readonly key: string
  /** 32 bits out of the key, for check digits and draws without a sequence. */
  readonly salt: number
  readonly pack: ContentPack
  /** Names that `Day.channel` points into; a channel that only pins use stands last. */
  readonly channels: readonly string[]
  /** `channels.ts`; same index as `channels`. */
  readonly mediums: Uint8Array
  /** 1 for a channel on which people speak; same index as `channels`. */
  readonly voiceChannels: Uint8Array
  readonly channelShares: RunningShares
  /** ISO 639-1 codes that `Day.language` points into. */
  readonly languages: readonly string[]
  /** Running sums: what a draw is looked up in. */
  readonly intentShares: Float64Array
  readonly pins: readonly Pin[]
  readonly calendar: Calendar
  readonly guests: Guests
  /** When its APIs see what happens. */
  readonly sights: Sights
  /** What was made of it and may be forgotten: goes when the bot goes. */
  readonly belongings: Belongings
  /** Days of columns by their number. */
  readonly days: Cache<number, Day>
  /** What it holds itself, about; its belongings are counted apart. */
  readonly bytes: number
  /** First UTC day on which there can be a session. */
  readonly firstDay: number
  /** The columns of a day, from the cache or made anew. */
  day(number: number): Day
  /** Index into `languages` of what a user speaks. */
  languageOf(user: number): number
  /** The pinned session that has an id of its own; undefined for every other id. */
  pinById(sessionId: string): Pin | undefined
  /** Counts bytes of something that it holds from now on, for as long as it is there. */
  hold(bytes: number): void
}

/**
 * One UTC day of a bot's sessions as typed columns, rows ascending by start: the final truth of the whole day, whatever
 * "now" is. Columns are made on first use; most of them block by block, as rows are asked for. A column that is read here
 * is filled for all rows; `columns` fills those that are wanted. Do not hold on to a day: ask the bot again, its cache keeps
 * within its limit only what nobody else holds.
 */
export interface Day {
  readonly bot: Bot
  /** UTC day number. */
  readonly number: number
  /** ms UTC of its midnight. */
  readonly midnight: number
  /** Number of rows. */
  readonly count: number
  /** What was made of its rows and may be forgotten: goes when the day goes. */
  readonly belongings: Belongings
  /** Bytes of the columns made so far. */
  readonly bytes: number
  /** ms from midnight, ascending; equal only where pins share an instant. */
  readonly start: Uint32Array
  /** Rows the scenario fixed. */
  readonly pins: ReadonlyMap<number, Pin>
  /** Rows of stretches with an exact number. */
  readonly exact: readonly ExactRows[]
  /** Number of the user, counted by first session. */
  readonly user: Uint32Array
  /** What brings him: 0 a reason of his own, n an earlier contact of his, n - 1 days before. */
  readonly back: Uint8Array
  /** Bits of `columns/flags.ts`. */
  readonly flags: Uint8Array
  /** Index into `bot.channels`. */
  readonly channel: Uint8Array
  /** Index into `bot.languages`; a user keeps his. */
  readonly language: Uint8Array
  /** Messages of the whole session, of all sides. */
  readonly messages: Uint16Array
  readonly userMessages: Uint16Array
  readonly tasks: Uint8Array
  /** Index into the pack's intents of the first task; `NO_INTENT` without one. */
  readonly intent: Uint8Array
  /** ms from start to close. */
  readonly span: Uint32Array
  /** ms from the first message to the last. */
  readonly talk: Uint32Array
  /** The rows handed over to humans, and what became of them: the desk of the whole day stands behind it. */
  readonly agents: AgentRows
  /** Code of what a row's user speaks, without making the column. */
  languageOf(row: number): string
  /** The columns of kinds, filled from row `lo` to `hi` - 1 at least: for who needs few rows of a large day. */
  kinds(lo: number, hi: number): KindColumns
  /** The columns of records, filled from row `lo` to `hi` - 1 at least: for pages, which need few rows of a large day. */
  columns(lo: number, hi: number): RecordColumns
  /** ms from the first message of a row to its last. */
  talkOf(row: number): number
  /** ms from the start of a row to its close. */
  spanOf(row: number): number
  /** When and where a row is handed over to humans, and what became of it; undefined: it is not. */
  handoverOf(row: number): HandedOver | undefined
  /** First row that starts at or after an instant (ms UTC); `count` when there is none. */
  rowAt(ms: number): number
  /** ms UTC a row starts at. */
  startOf(row: number): number
}
