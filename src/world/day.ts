import type { Bot } from './bot.ts'
import { type CountColumns, makeCounts } from './columns/counts.ts'
import { makeKinds } from './columns/kinds.ts'
import { type AgentRows, makeShape, type ShapeColumns } from './columns/shape.ts'
import { type ExactRows, makeStarts, type Starts } from './columns/starts.ts'
import { makeUsers, type UserColumns } from './columns/users.ts'
import type { Pin } from './sessions/pins.ts'
import { DAY } from './time.ts'

// What a typed array costs beside its elements, roughly.
const OVERHEAD = 160

/**
 * One UTC day of a bot's sessions as typed columns, rows ascending by start: the final truth of the whole day, whatever
 * "now" is. Columns are made on first use, those that depend on each other in one pass. Do not hold on to a day: ask the
 * bot again, its cache keeps within its limit only what nobody else holds.
 */
export class Day {
  readonly bot: Bot
  /** UTC day number. */
  readonly number: number
  /** ms UTC of its midnight. */
  readonly midnight: number
  /** Number of rows. */
  readonly count: number
  /** Bytes of the columns made so far. */
  bytes = OVERHEAD
  readonly #starts: Starts
  #users: UserColumns | undefined
  #channel: Uint8Array | undefined
  #language: Uint8Array | undefined
  #counts: CountColumns | undefined
  #span: Uint32Array | undefined
  #shape: ShapeColumns | undefined

  constructor(bot: Bot, number: number) {
    this.bot = bot
    this.number = number
    this.midnight = number * DAY
    this.count = bot.calendar.count(number)
    this.#starts = makeStarts(bot, number)
    this.#hold(this.#starts.start)
  }

  /** ms from midnight, ascending; equal only where pins share an instant. */
  get start(): Uint32Array {
    return this.#starts.start
  }

  /** Rows the scenario fixed. */
  get pins(): ReadonlyMap<number, Pin> {
    return this.#starts.pins
  }

  /** Rows of stretches with an exact number. */
  get exact(): readonly ExactRows[] {
    return this.#starts.exact
  }

  /** Number of the user, counted by first session. */
  get user(): Uint32Array {
    return this.#whom().user
  }

  /** Bits of `columns/flags.ts`. */
  get flags(): Uint8Array {
    this.channel
    return this.#whom().flags
  }

  /** Index into `bot.channels`. */
  get channel(): Uint8Array {
    if (this.#channel === undefined) {
      this.#channel = makeKinds(this, this.#whom().flags)
      this.#hold(this.#channel)
    }
    return this.#channel
  }

  /** Index into `bot.languages`; a user keeps his. */
  get language(): Uint8Array {
    if (this.#language === undefined) {
      const { bot, user, count } = this
      const language = new Uint8Array(count)
      for (let row = 0; row < count; row++) language[row] = bot.languageOf(user[row] as number)
      for (const [row, { spec }] of this.pins) {
        if (spec.session_lang !== undefined) language[row] = bot.languages.indexOf(spec.session_lang)
      }
      this.#language = language
      this.#hold(language)
    }
    return this.#language
  }

  /** Code of what a row's user speaks, without making the column. */
  languageOf(row: number): string {
    const pinned = this.pins.size === 0 ? undefined : this.pins.get(row)?.spec.session_lang
    return pinned ?? (this.bot.languages[this.bot.languageOf(this.user[row] as number)] as string)
  }

  /** Messages of the whole session, of all sides. */
  get messages(): Uint16Array {
    return this.#said().messages
  }

  get userMessages(): Uint16Array {
    return this.#said().userMessages
  }

  get tasks(): Uint8Array {
    return this.#said().tasks
  }

  /** Index into the pack's intents of the first task; `NO_INTENT` without one. */
  get intent(): Uint8Array {
    return this.#said().intent
  }

  /** ms from the first message to the last. */
  get talk(): Uint32Array {
    return this.#lasts().talk
  }

  /** ms from start to close; at most `MAX_SPAN`. Searches need no more than this, so the rest of the shape is not kept for them. */
  get span(): Uint32Array {
    if (this.#span === undefined) {
      this.#span = makeShape(this, this.flags).span
      this.#hold(this.#span)
    }
    return this.#span
  }

  /** The rows handed over to humans, with the times of it. */
  get agents(): AgentRows {
    return this.#lasts().agents
  }

  /** First row that starts at or after an instant (ms UTC); `count` when there is none. */
  rowAt(ms: number): number {
    const offset = ms - this.midnight
    const { start } = this
    let low = 0
    let high = this.count
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((start[middle] as number) < offset) low = middle + 1
      else high = middle
    }
    return low
  }

  /** ms UTC a row starts at. */
  startOf(row: number): number {
    return this.midnight + (this.start[row] as number)
  }

  #whom(): UserColumns {
    if (this.#users === undefined) {
      this.#users = makeUsers(this)
      this.#hold(this.#users.user, this.#users.flags)
    }
    return this.#users
  }

  #said(): CountColumns {
    if (this.#counts === undefined) {
      this.#counts = makeCounts(this, this.flags)
      this.#hold(...Object.values(this.#counts))
    }
    return this.#counts
  }

  #lasts(): ShapeColumns {
    if (this.#shape === undefined) {
      const shape = makeShape(this, this.flags)
      this.#shape = { ...shape, span: this.#span ?? shape.span }
      this.#hold(shape.talk, ...Object.values(shape.agents))
      if (this.#span === undefined) this.#hold(shape.span)
      this.#span = this.#shape.span
    }
    return this.#shape
  }

  #hold(...columns: readonly ArrayBufferView[]): void {
    for (const column of columns) this.bytes += column.byteLength + OVERHEAD
    this.bot.world.cache.grown(this.bot.cacheKey(this.number), this)
  }
}
