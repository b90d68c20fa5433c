import { Belongings } from '../memory/belongings.ts'
import { BLOCK_BITS, Blocks } from './columns/blocks.ts'
import { countColumns, fillCounts } from './columns/counts.ts'
import { fillKinds } from './columns/kinds.ts'
import { joinAgents, shapeOf } from './columns/shape.ts'
import { makeStarts } from './columns/starts.ts'
import type {
  AgentRows,
  CountColumns,
  ExactRows,
  KindColumns,
  RecordColumns,
  Starts,
  UserColumns,
} from './columns/types.ts'
import { makeUsers } from './columns/users.ts'
import type { Pin } from './sessions/pins.ts'
import { indexIn, lowerBound } from './sorted.ts'
import { DAY } from './time.ts'
import type { Bot, Day } from './types.ts'

// Bytes of a day without its columns, and of a column without its elements: 800 to 1,600, and 250 to 600, measured with days
// of 6, 120 and 1,200 sessions.
const DAY_BYTES = 1_000
const COLUMN_BYTES = 350

interface TalkColumns {
  readonly talk: Uint32Array
  /** By block. */
  readonly agents: AgentRows[]
}

/** How a day is made, for its bot alone; all others read it as `Day`, where its columns are explained. */
export class DayOfBot implements Day {
  readonly bot: Bot
  readonly number: number
  readonly midnight: number
  readonly count: number
  readonly belongings: Belongings
  bytes = DAY_BYTES
  readonly #starts: Starts
  #users: UserColumns | undefined
  #kinds: Blocks<KindColumns> | undefined
  #language: Uint8Array | undefined
  #counts: Blocks<CountColumns> | undefined
  #records: Blocks<RecordColumns> | undefined
  #talks: Blocks<TalkColumns> | undefined
  #agents: AgentRows | undefined

  constructor(bot: Bot, number: number) {
    this.bot = bot
    this.belongings = new Belongings(bot.world.memory)
    this.number = number
    this.midnight = number * DAY
    this.count = bot.calendar.count(number)
    this.#starts = makeStarts(bot, number)
    this.#hold([this.#starts.start])
  }

  get start(): Uint32Array {
    return this.#starts.start
  }

  get pins(): ReadonlyMap<number, Pin> {
    return this.#starts.pins
  }

  get exact(): readonly ExactRows[] {
    return this.#starts.exact
  }

  get user(): Uint32Array {
    return this.#userColumns().user
  }

  get back(): Uint8Array {
    return this.#userColumns().back
  }

  get flags(): Uint8Array {
    return this.#kindBlocks().filled().flags
  }

  get channel(): Uint8Array {
    return this.#kindBlocks().filled().channel
  }

  get language(): Uint8Array {
    if (this.#language === undefined) {
      const { bot, user, count } = this
      const language = new Uint8Array(count)
      for (let row = 0; row < count; row++) language[row] = bot.languageOf(user[row]!)
      for (const { spec, lo, hi } of this.exact) {
        if (spec.language !== undefined) language.fill(bot.languages.indexOf(spec.language), lo, hi)
      }
      for (const [row, { user, spec }] of this.pins) {
        language[row] = bot.languageOf(user)
        if (spec.session_lang !== undefined) language[row] = bot.languages.indexOf(spec.session_lang)
      }
      this.#language = language
      this.#hold([language])
    }
    return this.#language
  }

  languageOf(row: number): string {
    const pin = this.pins.size === 0 ? undefined : this.pins.get(row)?.spec
    const stretch = pin === undefined ? this.exact.find(({ lo, hi }) => row >= lo && row < hi)?.spec : undefined
    const said = pin?.session_lang ?? stretch?.language
    return said ?? this.bot.languages[this.bot.languageOf(this.user[row]!)]!
  }

  get messages(): Uint16Array {
    return this.#countBlocks().filled().messages
  }

  get userMessages(): Uint16Array {
    return this.#countBlocks().filled().userMessages
  }

  get tasks(): Uint8Array {
    return this.#countBlocks().filled().tasks
  }

  get intent(): Uint8Array {
    return this.#countBlocks().filled().intent
  }

  get span(): Uint32Array {
    return this.columns(0, this.count).span
  }

  get talk(): Uint32Array {
    return this.#talkBlocks().filled().talk
  }

  get agents(): AgentRows {
    if (this.#agents === undefined) {
      const { agents } = this.#talkBlocks().filled()
      this.#agents = joinAgents(agents)
      if (agents.length > 1) this.#hold(Object.values(this.#agents))
    }
    return this.#agents
  }

  columns(lo: number, hi: number): RecordColumns {
    this.#records ??= this.#makeRecords()
    return this.#records.filled(lo, hi)
  }

  talkOf(row: number): number {
    return this.#talkBlocks().filled(row, row + 1).talk[row]!
  }

  handoverOf(row: number): { readonly at: number; readonly handover: number; readonly answered: number } {
    const { agents } = this.#talkBlocks().filled(row, row + 1)
    const part = agents[row >>> BLOCK_BITS]!
    const i = indexIn(part.rows, row)
    if (i < 0) return NO_HANDOVER
    return {
      at: part.at[i]!,
      handover: part.handover[i]!,
      answered: part.answered[i]!,
    }
  }

  rowAt(ms: number): number {
    return lowerBound(this.start, ms - this.midnight)
  }

  startOf(row: number): number {
    return this.midnight + this.start[row]!
  }

  #userColumns(): UserColumns {
    if (this.#users === undefined) {
      this.#users = makeUsers(this)
      this.#hold(Object.values(this.#users))
    }
    return this.#users
  }

  #kindBlocks(): Blocks<KindColumns> {
    if (this.#kinds === undefined) {
      const columns: KindColumns = { flags: this.#userColumns().flags, channel: new Uint8Array(this.count) }
      this.#kinds = new Blocks(this.count, columns, (columns, block) => fillKinds(this, columns, block))
      this.#hold([columns.channel])
    }
    return this.#kinds
  }

  #countBlocks(): Blocks<CountColumns> {
    if (this.#counts === undefined) {
      const kinds = this.#kindBlocks()
      const columns = countColumns(this.count)
      this.#counts = new Blocks(this.count, columns, (columns, block) =>
        fillCounts(this, kinds.filled(block.lo, block.hi).flags, columns, block),
      )
      this.#hold(Object.values(columns))
    }
    return this.#counts
  }

  #makeRecords(): Blocks<RecordColumns> {
    const kinds = this.#kindBlocks()
    const counts = this.#countBlocks()
    const columns = {
      user: this.user,
      ...kinds.filled(0, 0),
      ...counts.filled(0, 0),
      span: new Uint32Array(this.count),
    }
    this.#hold([columns.span])
    return new Blocks<RecordColumns>(this.count, columns, (columns, block) => {
      counts.filled(block.lo, block.hi)
      columns.span.set(shapeOf(this, columns, block).span, block.lo)
    })
  }

  /**
   * Searches need the span alone, so `#makeRecords` keeps nothing else of the shapes. Here they are made once more, by the
   * same draws, for those who look into sessions.
   */
  #talkBlocks(): Blocks<TalkColumns> {
    if (this.#talks === undefined) {
      const kinds = this.#kindBlocks()
      const counts = this.#countBlocks()
      const columns: TalkColumns = { talk: new Uint32Array(this.count), agents: [] }
      this.#hold([columns.talk])
      this.#talks = new Blocks<TalkColumns>(this.count, columns, ({ talk, agents }, block) => {
        const { lo, hi } = block
        const shape = shapeOf(this, { ...kinds.filled(lo, hi), ...counts.filled(lo, hi) }, block)
        talk.set(shape.talk, lo)
        agents[block.index] = shape.agents
        this.#hold(Object.values(shape.agents))
      })
    }
    return this.#talks
  }

  #hold(columns: readonly ArrayBufferView[]): void {
    for (const column of columns) this.bytes += column.byteLength + COLUMN_BYTES
    this.bot.days.resize(this.number, this, this.bytes)
  }
}

const NO_HANDOVER = { at: -1, handover: -1, answered: -1 }
