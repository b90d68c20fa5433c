import { hash3, indexOf } from '../random.ts'
import { type Script, scriptOf } from '../sessions/script.ts'
import { BOT_PLANS, type BotPlanKind, planBot } from '../talk/bot-plan.ts'
import { PlanDraft } from '../talk/draft.ts'
import { botShare, type Fixed, isSilent, planFittedBot } from '../talk/fit.ts'
import { questionsOf } from '../talk/matters.ts'
import { type BotTable, botTableOf, PLAN_NUMBERS } from '../talk/plan-tables.ts'
import { actBotPart } from '../talk/script-acts.ts'
import { hasLastWord, sumGaps } from '../talk/timing.ts'
import type { Bot, Day } from '../types.ts'
import { AGENT, CONTAINMENT, INTERACTIVE, SELF_SERVICE } from './flags.ts'
import { matterOf } from './matters.ts'
import { stretchOf } from './stretches.ts'
import type { KindColumns } from './types.ts'

const PLAN_DRAW = 0x91a7
const planCodeOf = (kind: BotPlanKind): number => BOT_PLANS.indexOf(kind)
const [NOTIFIED, IGNORED, PASSED_ON] = [planCodeOf('notified'), planCodeOf('ignored'), planCodeOf('passedOn')]
const [RESOLVED, FAILED, HANDOVER] = [planCodeOf('resolved'), planCodeOf('failed'), planCodeOf('handover')]
const LEFT = planCodeOf('left')
const IS_SILENT = BOT_PLANS.map(isSilent)
/** How who drops off does so: running sums, and what they are shares of. */
const DROP_OFFS: readonly number[] = [LEFT, FAILED, planCodeOf('notUnderstood'), planCodeOf('noAnswer')]
const DROP_OFF_SHARES = [0.3, 0.55, 0.8, 1]
/** Share of those who drop off without having said what they want. */
const WITHOUT_WISH = 0.3

/** 32 bits that decide between the plans of a row. */
function planLot({ salt }: Bot, day: number, row: number): number {
  return hash3(salt ^ PLAN_DRAW, day, row)
}

/** What a scenario fixed of how much is said in a row; undefined: nothing. */
function fixedOf(day: Day, row: number): { readonly messages?: number; readonly tasks?: number } | undefined {
  const pin = day.pins.get(row)?.spec
  if (pin !== undefined) {
    const { noOfMessagesExchanged: messages, noOfTasksExecuted: tasks } = pin
    if (messages === undefined && tasks === undefined) return undefined
    return { ...(messages === undefined ? {} : { messages }), ...(tasks === undefined ? {} : { tasks }) }
  }
  const messages = stretchOf(day, row)?.messages
  return messages === undefined ? undefined : { messages }
}

/** Which plan a row's bot part follows, and what it comes to. One object is moved along the rows of a day. */
export class BotPart {
  /** `channels.ts`. */
  medium = 0
  isInteractive = false
  /** What the customer came for; -1: he did not say. */
  intent = -1
  number = 0
  /** Messages of the whole session, where a scenario fixed them. */
  fixedMessages: number | undefined
  /** All that is said, where a scenario wrote it. */
  script: Script | undefined
  messages = 0
  customer = 0
  tasks = 0
  /** Questions of the last task that are answered. */
  known = 0
  /** ms at the middle. */
  customerGaps = 0
  otherGaps = 0
  hasLastWord = false
  readonly #day: Day
  readonly #kinds: KindColumns
  readonly #table: BotTable
  /** Which plan of the table: one object is filled again and again. */
  readonly #key = { medium: 0, kind: 0, intent: -1, number: 0 }
  readonly #isSpecial: boolean
  /** What brings the customer, said or not. */
  #matter = 0
  #fixed: Fixed | undefined
  /** Index into `BOT_PLANS`. */
  #kind = NOTIFIED

  /** @param kinds filled for the rows that are entered */
  constructor(day: Day, kinds: KindColumns) {
    this.#day = day
    this.#kinds = kinds
    this.#table = botTableOf(day.bot)
    this.#isSpecial = day.exact.length > 0 || day.pins.size > 0
  }

  enter(row: number): void {
    const { bot, number } = this.#day
    const flags = this.#kinds.flags[row]!
    const lot = planLot(bot, number, row)
    this.medium = bot.mediums[this.#kinds.channel[row]!]!
    this.isInteractive = (flags & INTERACTIVE) !== 0
    this.number = lot % PLAN_NUMBERS
    this.#matter = matterOf(this.#day, row)
    this.intent = this.#matter
    this.#chooseKind(flags, (lot >>> 8) / 0x1000000)
    this.#fixed = undefined
    this.script = undefined
    this.fixedMessages = undefined
    this.#look()
    if (this.#isSpecial) this.#fix(row)
  }

  get kind(): BotPlanKind {
    return BOT_PLANS[this.#kind]!
  }

  /**
   * Plans the bot's part.
   * @returns how many of the last task's questions are answered
   */
  draw(draft: PlanDraft): number {
    const { medium, kind, number } = this
    const { pack, intentShares: shares } = this.#day.bot
    const what = { medium, kind, intent: isSilent(kind) ? -1 : this.intent, questions: questionsOf(pack), shares }
    if (this.script !== undefined) return this.#drawScript(draft, this.script)
    if (this.#fixed === undefined) return planBot(draft, what, number)
    return planFittedBot(draft, what, this.#fixed, number)
  }

  #chooseKind(flags: number, x: number): void {
    const containment = flags & CONTAINMENT
    if (containment === AGENT) this.#kind = this.isInteractive ? HANDOVER : PASSED_ON
    else if (containment === SELF_SERVICE) this.#kind = this.isInteractive ? RESOLVED : NOTIFIED
    else this.#chooseDropOff(x)
    if (this.#kind === NOTIFIED || this.#kind === IGNORED) this.intent = -1
  }

  #chooseDropOff(x: number): void {
    if (!this.isInteractive) {
      this.#kind = IGNORED
      return
    }
    let i = 0
    while (x >= DROP_OFF_SHARES[i]!) i++
    this.#kind = DROP_OFFS[i]!
    const from = DROP_OFF_SHARES[i - 1] ?? 0
    const isWithout = (x - from) / (DROP_OFF_SHARES[i]! - from) < WITHOUT_WISH
    if (isWithout && this.#kind !== FAILED) this.intent = -1
  }

  /** Counts of a plan as it is. */
  #look(): void {
    const table = this.#table
    const key = this.#key
    key.medium = this.medium
    key.kind = this.#kind
    key.intent = IS_SILENT[this.#kind] ? -1 : this.intent
    key.number = this.number
    const place = table.place(key)
    this.messages = table.messages(place)
    this.customer = table.customer(place)
    this.tasks = table.tasks(place)
    this.known = table.known(place)
    this.customerGaps = table.customerGaps(place)
    this.otherGaps = table.otherGaps(place)
    this.hasLastWord = table.hasLastWord(place)
  }

  /** What a scenario fixed of a row. */
  #fix(row: number): void {
    const pin = this.#day.pins.get(row)
    this.script = pin && scriptOf(pin)
    if (this.script === undefined) this.#fit(row)
    else this.#follow(this.script)
  }

  /** A transcript says what is wanted, or the pin does; how it ends is to be read in it. */
  #follow(script: Script): void {
    if (this.isInteractive) this.intent = this.#matter
    if (DROP_OFFS.includes(this.#kind)) this.#kind = LEFT
    this.#measure(script.lines.length)
  }

  /** A plan that is cut or drawn out. */
  #fit(row: number): void {
    const given = fixedOf(this.#day, row)
    if (given === undefined) return
    const { tasks } = given
    if (this.intent < 0 && !IS_SILENT[this.#kind] && (tasks ?? 0) > 0)
      this.intent = indexOf(this.#day.bot.intentShares, 0)
    const isAgent = this.#kind === HANDOVER || this.#kind === PASSED_ON
    const natural = Math.max(this.messages, 2 * (tasks ?? 0) + 3)
    const messages = given.messages === undefined ? natural : isAgent ? botShare(given.messages) : given.messages
    this.#fixed = { messages, tasks }
    this.#measure(given.messages)
  }

  /** A transcript that the scenario wrote. */
  #drawScript(draft: PlanDraft, script: Script): number {
    const { bot } = this.#day
    const { intents } = bot.pack
    actBotPart(draft, script, {
      intent: this.intent,
      intentOf: ({ intent }) => (intent === undefined ? undefined : intents.findIndex(({ name }) => name === intent)),
      isServed: this.kind === 'resolved',
    })
    return 0
  }

  /** Counts of what is fixed. @param total messages of the whole session, where a scenario says how many */
  #measure(total: number | undefined): void {
    this.fixedMessages = total
    const draft = new PlanDraft()
    this.known = this.draw(draft)
    const { acts } = draft
    const { customer, others } = sumGaps(acts, 0, acts.length, this.medium)
    this.messages = draft.lines
    this.customer = draft.customerLines
    this.tasks = draft.tasks.length
    this.customerGaps = customer
    this.otherGaps = others
    this.hasLastWord = hasLastWord(acts)
  }
}
