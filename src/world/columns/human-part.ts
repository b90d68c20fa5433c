import { EMAIL, PROFILES } from '../channels.ts'
import { hash3 } from '../random.ts'
import type { Script } from '../sessions/script.ts'
import { AGENT_SIDE, BOT_SIDE } from '../sessions/sides.ts'
import { PlanDraft } from '../talk/draft.ts'
import { planFittedHuman } from '../talk/fit.ts'
import { type HumanPlanClass, planHuman } from '../talk/human-plan.ts'
import { questionsOf } from '../talk/matters.ts'
import { type HumanTable, humanTableOf, PLAN_NUMBERS } from '../talk/plan-tables.ts'
import { actHumanPart } from '../talk/script-acts.ts'
import { gapsByPart } from '../talk/timing.ts'
import { MINUTE } from '../time.ts'
import type { Day } from '../types.ts'
import { isSettled } from '../visits.ts'
import { agentClose, agentPace, customerPace } from './paces.ts'
import type { BotPart } from './plans.ts'

const PLAN = 0x4b1d
/** ms that an agent has a contact at most, however much a scenario has them say. */
const LONGEST_WORK = 50 * MINUTE

/** What humans and the customer say in a row after the hand-over, and what it comes to. One object is moved along the rows of a day. */
export class HumanPart {
  messages = 0
  customer = 0
  /** Agents who have it one after the other. */
  parts = 1
  readonly #day: Day
  readonly #table: HumanTable
  readonly #questions: readonly number[]
  /** Of each part: the customer's and all others, ms at the middle. */
  readonly #gaps: number[] = []
  readonly #what: { -readonly [K in keyof HumanPlanClass]: HumanPlanClass[K] }
  #row = 0
  #number = 0
  /** Messages, where a scenario fixed them. */
  #fixed: number | undefined
  /** All that is said, where a scenario wrote it. */
  #script: Script | undefined

  constructor(day: Day) {
    this.#day = day
    this.#table = humanTableOf(day.bot)
    this.#questions = questionsOf(day.bot.pack)
    this.#what = {
      medium: 0,
      questions: 0,
      known: 0,
      isTold: false,
      isSettled: false,
      parts: 1,
      isInteractive: true,
      isDivided: false,
    }
  }

  /**
   * @param bot the bot's part of the row
   * @param parts agents at most; just so many where a pin says who they are
   */
  enter(row: number, bot: BotPart, parts: number): void {
    const { bot: owner, number, user, back, pins } = this.#day
    const isDivided = pins.size > 0 && (pins.get(row)?.spec.segments?.length ?? 0) > 1
    const what = this.#what
    what.medium = bot.medium
    what.questions = this.#questions[bot.intent] ?? 0
    what.isTold = bot.tasks > 0
    what.known = what.isTold ? Math.min(bot.known, what.questions) : 0
    what.isSettled = isSettled(owner, user[row]!, number, back[row]!)
    what.parts = parts
    what.isDivided = isDivided
    what.isInteractive = bot.isInteractive
    this.#row = row
    this.#number = hash3(owner.salt ^ PLAN, number, row) % PLAN_NUMBERS
    this.#script = bot.script
    this.#fixed = bot.fixedMessages === undefined ? undefined : bot.fixedMessages - bot.messages
    if (this.#fixed === undefined && !isDivided) this.#look()
    else this.#measure()
  }

  /** Plans it; the draft holds what comes before. */
  draw(draft: PlanDraft): void {
    if (this.#script !== undefined) actHumanPart(draft, this.#script, draft.tasks.length - 1)
    else if (this.#fixed === undefined) planHuman(draft, this.#what, this.#number)
    else planFittedHuman(draft, this.#what, this.#fixed)
  }

  /** ms for which an agent has it, the last one until he closes it. */
  handling(part: number): number {
    const pace = agentPace(this.#day.bot, this.#day.number, this.#row)
    // An e-mail is written, then it is sent, and the customer's thanks are read by nobody.
    const talk = this.#isMail ? 0 : this.#gaps[2 * part]! * this.customerPace + this.#gaps[2 * part + 1]! * pace
    const close = part === this.parts - 1 ? this.close : 0
    return this.messages + Math.round(Math.min(LONGEST_WORK, this.#firstGap * pace + talk)) + close
  }

  /** ms from taking it to the first word, at the middle. */
  get #firstGap(): number {
    return PROFILES[this.#what.medium]!.gaps[BOT_SIDE]![AGENT_SIDE]!
  }

  /** ms from the last message to the agent's closing it. */
  get close(): number {
    return agentClose(this.#day.bot, this.#day.number, this.#row, this.#what.medium)
  }

  /** ms from the agent's e-mail to the customer's answer; 0: none. */
  get afterwards(): number {
    return this.#isMail && this.customer > 0 ? Math.round(this.#gaps[0]! * this.customerPace) : 0
  }

  /** One message of the agent's, and the thanks for it. */
  get #isMail(): boolean {
    return this.#what.medium === EMAIL && this.#fixed === undefined
  }

  get customerPace(): number {
    return customerPace(this.#day.bot, this.#day.number, this.#row, this.#what.medium)
  }

  #look(): void {
    const table = this.#table
    const place = table.place(this.#what, this.#number)
    this.messages = table.messages(place)
    this.customer = table.customer(place)
    this.parts = table.parts(place)
    for (let part = 0; part < this.parts; part++) {
      this.#gaps[2 * part] = table.customerGaps(place, part)
      this.#gaps[2 * part + 1] = table.otherGaps(place, part)
    }
  }

  #measure(): void {
    const draft = new PlanDraft()
    this.draw(draft)
    const parts = gapsByPart(draft.acts, this.#what.medium)
    this.messages = draft.lines
    this.customer = draft.customerLines
    this.parts = parts.length
    for (const [part, { customer, others }] of parts.entries()) {
      // Of e-mails by the dozen, as only a scenario has them, each is a minute's work.
      const isMail = this.#what.medium === EMAIL
      this.#gaps[2 * part] = isMail ? 0 : customer
      this.#gaps[2 * part + 1] = isMail ? MINUTE * draft.lines : others
    }
  }
}
