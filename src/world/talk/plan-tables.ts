import { memoize } from '../../memory/memoize.ts'
import type { Bot } from '../types.ts'
import { BOT_PLANS, type BotPlanClass, planBot } from './bot-plan.ts'
import { Draft } from './draft.ts'
import { type HumanPlanClass, MOST_PARTS, planHuman } from './human-plan.ts'
import { questionsOf } from './matters.ts'
import { hasLastWord, sumGaps, takeOversIn } from './timing.ts'

/*
 * What plans come to, counted once for each class and number when it is first met: a day of a million sessions looks its
 * counts up here, and a plan is made as lines only for who reads them.
 */

/** Plans of one class are told apart by a number below this. */
export const PLAN_NUMBERS = 64

/** Of a plan of the bot's part: its counts, a byte each, then the customer's gaps and all others. */
const COUNTS = 0
const CUSTOMER_GAPS = 1
const OTHER_GAPS = 2
const BOT_RECORD = 3

/** What plans of the bot's part come to, in a table of one class. Gaps are ms at the middle. */
export class BotTable {
  readonly #records = new Uint32Array(PLAN_NUMBERS * BOT_RECORD)
  readonly #what: BotPlanClass

  constructor(what: BotPlanClass) {
    this.#what = what
  }

  /** Place of a plan's record. */
  place(number: number): number {
    const at = number * BOT_RECORD
    if (this.#records[at] === 0) this.#count(number, at)
    return at
  }

  messages(place: number): number {
    return this.#records[place + COUNTS]! & 255
  }

  customer(place: number): number {
    return (this.#records[place + COUNTS]! >>> 8) & 255
  }

  tasks(place: number): number {
    return (this.#records[place + COUNTS]! >>> 16) & 255
  }

  /** Questions of the last task that are answered. */
  known(place: number): number {
    return (this.#records[place + COUNTS]! >>> 24) & 127
  }

  /** The last line says that it is the last. */
  hasLastWord(place: number): boolean {
    return this.#records[place + COUNTS]! >>> 31 === 1
  }

  customerGaps(place: number): number {
    return this.#records[place + CUSTOMER_GAPS]!
  }

  otherGaps(place: number): number {
    return this.#records[place + OTHER_GAPS]!
  }

  #count(number: number, at: number): void {
    const draft = new Draft()
    const known = planBot(draft, this.#what, number)
    const { customer, others } = sumGaps(draft.acts, 0, draft.acts.length, this.#what.medium)
    const lastWord = hasLastWord(draft.acts) ? 1 << 31 : 0
    this.#records[at + COUNTS] =
      draft.lines | (draft.customerLines << 8) | (draft.tasks.length << 16) | (known << 24) | lastWord
    this.#records[at + CUSTOMER_GAPS] = customer
    this.#records[at + OTHER_GAPS] = others
  }
}

/** Of a plan of the humans' part: messages, the customer's, parts; then of each part the customer's gaps and all others. */
const MESSAGES = 0
const CUSTOMER = 1
const PARTS = 2
const FIRST_GAPS = 3
const HUMAN_RECORD = FIRST_GAPS + 2 * MOST_PARTS

/** What plans of the humans' part come to, in a table of one class. */
export class HumanTable {
  readonly #records = new Uint32Array(PLAN_NUMBERS * HUMAN_RECORD)
  readonly #what: HumanPlanClass

  constructor(what: HumanPlanClass) {
    this.#what = what
  }

  /** Place of a plan's record. */
  place(number: number): number {
    const at = number * HUMAN_RECORD
    if (this.#records[at] === 0) countHuman(this.#what, number, this.#records.subarray(at, at + HUMAN_RECORD))
    return at
  }

  messages(place: number): number {
    return this.#records[place + MESSAGES]!
  }

  customer(place: number): number {
    return this.#records[place + CUSTOMER]!
  }

  /** Agents who have it one after the other. */
  parts(place: number): number {
    return this.#records[place + PARTS]!
  }

  customerGaps(place: number, part: number): number {
    return this.#records[place + FIRST_GAPS + 2 * part]!
  }

  otherGaps(place: number, part: number): number {
    return this.#records[place + FIRST_GAPS + 2 * part + 1]!
  }
}

/** Counts a plan of the humans' part into a record. */
function countHuman(what: HumanPlanClass, number: number, record: Uint32Array): void {
  const draft = new Draft()
  planHuman(draft, what, number)
  record[MESSAGES] = draft.lines
  record[CUSTOMER] = draft.customerLines
  fillParts(draft.acts, what.medium, record)
}

function fillParts(acts: readonly number[], medium: number, record: Uint32Array): void {
  const begins = [0, ...takeOversIn(acts, 0), acts.length]
  record[PARTS] = begins.length - 1
  for (let part = 0; part + 1 < begins.length; part++) {
    const { customer, others } = sumGaps(acts, begins[part]!, begins[part + 1]!, medium)
    record[FIRST_GAPS + 2 * part] = customer
    record[FIRST_GAPS + 2 * part + 1] = others
  }
}

/** Bytes of a table and its place in the list. */
const BOT_TABLE_BYTES = 4 * PLAN_NUMBERS * BOT_RECORD + 300
const HUMAN_TABLE_BYTES = 4 * PLAN_NUMBERS * HUMAN_RECORD + 300

/** The tables of a bot. */
export class PlanTables {
  readonly #bot: Bot
  readonly #questions: readonly number[]
  /** By class. */
  readonly #bots: (BotTable | undefined)[] = []
  readonly #humans = new Map<number, HumanTable>()

  constructor(bot: Bot) {
    this.#bot = bot
    this.#questions = questionsOf(bot.pack)
  }

  /** @param kind index into `BOT_PLANS`; @param intent -1: none */
  botTable(medium: number, kind: number, intent: number): BotTable {
    const key = ((intent + 1) * 4 + medium) * BOT_PLANS.length + kind
    let table = this.#bots[key]
    if (table === undefined) {
      const what = {
        medium,
        kind: BOT_PLANS[kind]!,
        intent,
        questions: this.#questions,
        shares: this.#bot.intentShares,
      }
      table = new BotTable(what)
      this.#bots[key] = table
      this.#bot.hold(BOT_TABLE_BYTES)
    }
    return table
  }

  humanTable(what: HumanPlanClass): HumanTable {
    const { medium, questions, known, isTold, isSettled, parts, isInteractive } = what
    const flags = (isTold ? 1 : 0) + (isSettled ? 2 : 0) + (isInteractive ? 4 : 0)
    const key = (((questions * 256 + known) * 8 + flags) * MOST_PARTS + parts - 1) * 4 + medium
    let table = this.#humans.get(key)
    if (table === undefined) {
      table = new HumanTable({ ...what })
      this.#humans.set(key, table)
      this.#bot.hold(HUMAN_TABLE_BYTES)
    }
    return table
  }
}

/** What the plans of a bot come to. */
export const planTablesOf = memoize((bot: Bot) => new PlanTables(bot))
