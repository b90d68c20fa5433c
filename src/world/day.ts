import { Belongings } from '../memory/belongings.ts'
import { keepingSteps } from '../memory/steps.ts'
import { makeAgents, partsAt } from './columns/agents.ts'
import { type Block, Blocks } from './columns/blocks.ts'
import { countColumns, fillCounts } from './columns/counts.ts'
import { AGENT, CONTAINMENT } from './columns/flags.ts'
import { fillKinds } from './columns/kinds.ts'
import { fillShape } from './columns/shape.ts'
import { makeStarts } from './columns/starts.ts'
import { stretchOf } from './columns/stretches.ts'
import type {
  AgentRows,
  CountColumns,
  ExactRows,
  HandedOver,
  KindColumns,
  RecordColumns,
  ShapeColumns,
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

/** Rows whose messages are counted without a break: those of a first day at once took up to 39 ms where nothing was compiled yet. */
const COUNTED_AT_ONCE = 256

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
  #shapes: Blocks<ShapeColumns> | undefined
  #agents: AgentRows | undefined
  /** What was made of them, until all is. */
  #agentSteps: unknown[] = []
  #records: RecordColumns | undefined
  #handed: HandedOver | undefined
  #handedRow = -1

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
      this.bot.world.kept()
    }
    return this.#language
  }

  languageOf(row: number): string {
    const pin = this.pins.size === 0 ? undefined : this.pins.get(row)?.spec
    const said = pin?.session_lang ?? stretchOf(this, row)?.language
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
    return this.#shapeBlocks().filled().span
  }

  get talk(): Uint32Array {
    return this.#shapeBlocks().filled().talk
  }

  get agents(): AgentRows {
    if (this.#agents === undefined) {
      // Who uses the break may ask for this very day.
      this.bot.world.pause()
      this.#agents ??= this.#makeAgents()
      this.bot.world.kept()
    }
    return this.#agents
  }

  #makeAgents(): AgentRows {
    const kinds = this.#kindBlocks().filled()
    const agents = makeAgents(
      this,
      kinds,
      keepingSteps(this.#agentSteps, () => this.bot.world.kept()),
    )
    this.#agentSteps = []
    const { later, ...columns } = agents
    this.#hold([...Object.values(columns), ...Object.values(later)])
    return agents
  }

  kinds(lo: number, hi: number): KindColumns {
    return this.#kindBlocks().filled(lo, hi)
  }

  columns(lo: number, hi: number): RecordColumns {
    const kinds = this.#kindBlocks().filled(lo, hi)
    const counts = this.#countBlocks().filled(lo, hi)
    const { span } = this.#shapeBlocks().filled(lo, hi)
    this.#records ??= { user: this.user, ...kinds, ...counts, span }
    return this.#records
  }

  talkOf(row: number): number {
    return this.#shapeBlocks().filled(row, row + 1).talk[row]!
  }

  spanOf(row: number): number {
    return this.#shapeBlocks().filled(row, row + 1).span[row]!
  }

  handoverOf(row: number): HandedOver | undefined {
    if ((this.#kindBlocks().filled(row, row + 1).flags[row]! & CONTAINMENT) !== AGENT) return undefined
    // Whoever looks into a session asks for it a dozen times.
    if (row !== this.#handedRow || this.#handed === undefined) {
      const { agents } = this
      this.#handed = handedOverAt(agents, indexIn(agents.rows, row))
      this.#handedRow = row
    }
    return this.#handed
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
      this.bot.world.kept()
    }
    return this.#users
  }

  #kindBlocks(): Blocks<KindColumns> {
    if (this.#kinds === undefined) {
      const columns: KindColumns = { flags: this.#userColumns().flags, channel: new Uint8Array(this.count) }
      this.#kinds = new Blocks(
        columns,
        this.#filling((columns, block) => fillKinds(this, columns, block)),
      )
      this.#hold([columns.channel])
    }
    return this.#kinds
  }

  #countBlocks(): Blocks<CountColumns> {
    // Before a block is begun, since others may use the break before it.
    const { agents } = this
    if (this.#counts === undefined) {
      const kinds = this.#kindBlocks()
      const columns = countColumns(this.count)
      const fill = (columns: CountColumns, block: Block) =>
        fillCounts(this, kinds.filled(block.lo, block.hi), { columns, agents }, block)
      this.#counts = new Blocks(columns, { ...this.#filling(fill), part: COUNTED_AT_ONCE })
      this.#hold(Object.values(columns))
    }
    return this.#counts
  }

  #shapeBlocks(): Blocks<ShapeColumns> {
    const { agents } = this
    if (this.#shapes === undefined) {
      const kinds = this.#kindBlocks()
      const columns: ShapeColumns = { talk: new Uint32Array(this.count), span: new Uint32Array(this.count) }
      this.#shapes = new Blocks(
        columns,
        this.#filling((columns, block) =>
          fillShape(this, { kinds: kinds.filled(block.lo, block.hi), agents, columns }, block),
        ),
      )
      this.#hold(Object.values(columns))
    }
    return this.#shapes
  }

  #filling<C>(fill: (columns: C, block: Block) => void) {
    return { rows: this.count, fill, kept: () => this.bot.world.kept() }
  }

  #hold(columns: readonly ArrayBufferView[]): void {
    for (const column of columns) this.bytes += column.byteLength + COLUMN_BYTES
    this.bot.days.resize(this.number, this, this.bytes)
  }
}

function handedOverAt(agents: AgentRows, place: number): HandedOver {
  return {
    at: agents.at[place]!,
    handover: agents.handover[place]!,
    answered: agents.answered[place]!,
    outcome: agents.outcome[place]!,
    parts: partsAt(agents, place),
    place,
  }
}
