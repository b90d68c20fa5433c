import { memoize } from '../../memory/memoize.ts'
import { MOST_CONTACT_PARTS } from '../desk/types.ts'
import type { Bot } from '../types.ts'
import { BOT_PLANS, planBot } from './bot-plan.ts'
import { PlanDraft } from './draft.ts'
import { type HumanPlanClass, planHuman } from './human-plan.ts'
import { questionsOf } from './matters.ts'
import { PlanMemo } from './plan-memo.ts'
import { gapsByPart, hasLastWord, sumGaps } from './timing.ts'

/*
 * What plans come to, counted once for each class and number when it is first met: a day of a million sessions looks its
 * counts up here, and a plan is made as lines only for who reads them.
 */

/** Plans of one class are told apart by a number below this. */
export const PLAN_NUMBERS = 64

/** Which plan of the bot's part. */
export interface BotPlanKey {
  readonly medium: number
  /** Index into `BOT_PLANS`. */
  readonly kind: number
  /** -1: none. */
  readonly intent: number
  readonly number: number
}

/** Of a plan of the bot's part: its counts, a byte each, then the customer's gaps and all others. */
const COUNTS = 0
const CUSTOMER_GAPS = 1
const OTHER_GAPS = 2
const BOT_RECORD = 3

/** What plans of the bot's part come to. Gaps are ms at the middle. */
export class BotTable {
  readonly #bot: Bot
  readonly #memo: PlanMemo

  constructor(bot: Bot) {
    this.#bot = bot
    this.#memo = new PlanMemo(BOT_RECORD, bytes => bot.hold(bytes))
  }

  /** Place of a plan's record. */
  place(key: BotPlanKey): number {
    const { medium, kind, intent, number } = key
    const place = this.#memo.place((((intent + 1) * 4 + medium) * BOT_PLANS.length + kind) * PLAN_NUMBERS + number + 1)
    if (place >= 0) return place
    this.#count(key, -1 - place)
    return -1 - place
  }

  messages(place: number): number {
    return this.#memo.records[place + COUNTS]! & 255
  }

  customer(place: number): number {
    return (this.#memo.records[place + COUNTS]! >>> 8) & 255
  }

  tasks(place: number): number {
    return (this.#memo.records[place + COUNTS]! >>> 16) & 255
  }

  /** Questions of the last task that are answered. */
  known(place: number): number {
    return (this.#memo.records[place + COUNTS]! >>> 24) & 127
  }

  /** The last line says that it is the last. */
  hasLastWord(place: number): boolean {
    return this.#memo.records[place + COUNTS]! >>> 31 === 1
  }

  customerGaps(place: number): number {
    return this.#memo.records[place + CUSTOMER_GAPS]!
  }

  otherGaps(place: number): number {
    return this.#memo.records[place + OTHER_GAPS]!
  }

  #count({ medium, kind, intent, number }: BotPlanKey, at: number): void {
    const { pack, intentShares: shares } = this.#bot
    const draft = new PlanDraft()
    const what = { medium, kind: BOT_PLANS[kind]!, intent, questions: questionsOf(pack), shares }
    const known = planBot(draft, what, number)
    const { customer, others } = sumGaps(draft.acts, 0, draft.acts.length, medium)
    const { records } = this.#memo
    const lastWord = hasLastWord(draft.acts) ? 1 << 31 : 0
    records[at + COUNTS] =
      draft.lines | (draft.customerLines << 8) | (draft.tasks.length << 16) | (known << 24) | lastWord
    records[at + CUSTOMER_GAPS] = customer
    records[at + OTHER_GAPS] = others
  }
}

/** Of a plan of the humans' part: messages, the customer's, parts; then of each part the customer's gaps and all others. */
const MESSAGES = 0
const CUSTOMER = 1
const PLAN_PARTS = 2
const FIRST_GAPS = 3
const HUMAN_RECORD = FIRST_GAPS + 2 * MOST_CONTACT_PARTS

/** What plans of the humans' part come to. Gaps are ms at the middle. */
export class HumanTable {
  readonly #memo: PlanMemo

  constructor(bot: Bot) {
    this.#memo = new PlanMemo(HUMAN_RECORD, bytes => bot.hold(bytes))
  }

  /** Place of a plan's record. */
  place(what: HumanPlanClass, number: number): number {
    const { medium, questions, known, isTold, isSettled, parts, isInteractive } = what
    const flags = (isTold ? 1 : 0) + (isSettled ? 2 : 0) + (isInteractive ? 4 : 0)
    const matter = (questions * 256 + known) * 8 + flags
    const place = this.#memo.place(((matter * MOST_CONTACT_PARTS + parts - 1) * 4 + medium) * PLAN_NUMBERS + number + 1)
    if (place >= 0) return place
    this.#count(what, number, -1 - place)
    return -1 - place
  }

  messages(place: number): number {
    return this.#memo.records[place + MESSAGES]!
  }

  customer(place: number): number {
    return this.#memo.records[place + CUSTOMER]!
  }

  /** Agents who have it one after the other. */
  parts(place: number): number {
    return this.#memo.records[place + PLAN_PARTS]!
  }

  customerGaps(place: number, part: number): number {
    return this.#memo.records[place + FIRST_GAPS + 2 * part]!
  }

  otherGaps(place: number, part: number): number {
    return this.#memo.records[place + FIRST_GAPS + 2 * part + 1]!
  }

  #count(what: HumanPlanClass, number: number, at: number): void {
    const draft = new PlanDraft()
    planHuman(draft, what, number)
    const { records } = this.#memo
    const parts = gapsByPart(draft.acts, what.medium)
    records[at + MESSAGES] = draft.lines
    records[at + CUSTOMER] = draft.customerLines
    records[at + PLAN_PARTS] = parts.length
    for (const [part, { customer, others }] of parts.entries()) {
      records[at + FIRST_GAPS + 2 * part] = customer
      records[at + FIRST_GAPS + 2 * part + 1] = others
    }
  }
}

/** What the plans of a bot come to. */
export const botTableOf = memoize((bot: Bot) => new BotTable(bot))
/** What the plans of humans come to. */
export const humanTableOf = memoize((bot: Bot) => new HumanTable(bot))
