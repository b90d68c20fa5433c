import { CHAT, EMAIL, VOICE } from '../channels.ts'
import { GAVE_UP, TAKEN_BY_HUMAN } from '../desk/types.ts'
import type { Pin } from '../sessions/pins.ts'
import { scriptOf } from '../sessions/script.ts'
import { longestSpan } from '../settled.ts'
import { lowerBound } from '../sorted.ts'
import { PlanDraft } from '../talk/draft.ts'
import { hasLastWord } from '../talk/timing.ts'
import { waitTimes } from '../talk/wait-times.ts'
import type { Day } from '../types.ts'
import type { Block } from './blocks.ts'
import { AGENT, CONTAINMENT } from './flags.ts'
import { HumanPart } from './human-part.ts'
import { customerPace, idleTime } from './paces.ts'
import { BotPart } from './plans.ts'
import type { AgentRows, KindColumns, ShapeColumns } from './types.ts'
import { drawWait, isSilentWait, waitOf } from './wait-part.ts'

/** Columns that are filled, and what they are filled from. */
export interface ShapeTarget {
  readonly kinds: KindColumns
  readonly agents: AgentRows
  readonly columns: ShapeColumns
}

/** How long it takes: the talk by what is said and by when humans have time, and how long the session stays open after it. */
export function fillShape(day: Day, { kinds, agents, columns }: ShapeTarget, block: Block): void {
  const { flags } = kinds
  const { talk, span } = columns
  const sizer = new Sizer(day, kinds, agents)
  let place = lowerBound(agents.rows, block.lo)
  for (let row = block.lo; row < block.hi; row++) {
    if ((flags[row]! & CONTAINMENT) === AGENT) sizer.handedOver(row, place++)
    else sizer.ofBot(row)
    talk[row] = sizer.talk
    span[row] = sizer.span
  }
  const fitter = new Fitter(day, kinds, columns)
  fitter.fitStretches(block)
  for (const [row, pin] of day.pins) if (row >= block.lo && row < block.hi) fitter.fitPin(row, pin)
}

/** Fits sessions to what a scenario says of how long they last. */
class Fitter {
  readonly #day: Day
  readonly #kinds: KindColumns
  readonly #columns: ShapeColumns

  constructor(day: Day, kinds: KindColumns, columns: ShapeColumns) {
    this.#day = day
    this.#kinds = kinds
    this.#columns = columns
  }

  /** The sessions of an exact stretch last as long as it says. */
  fitStretches(block: Block): void {
    for (const { spec, lo, hi } of this.#day.exact) {
      if (spec.duration === undefined) continue
      for (let row = Math.max(lo, block.lo); row < Math.min(hi, block.hi); row++) {
        if (!this.#day.pins.has(row)) this.fit(row, spec.duration)
      }
    }
  }

  /** A pin says when it ends, or, by its transcript, when the last word is said. */
  fitPin(row: number, pin: Pin): void {
    const { talk, span } = this.#columns
    const given = pin.end === undefined ? undefined : pin.end - pin.start
    const last = scriptOf(pin)?.times.at(-1)
    if (last !== undefined) {
      span[row] = given ?? last + span[row]! - talk[row]!
      talk[row] = last
    } else if (given !== undefined) this.fit(row, given)
  }

  /** The end is as given: the idle time stays what it was if there is room for it, the talk is shortened if need be. */
  fit(row: number, given: number): void {
    const { talk, span } = this.#columns
    const idle = span[row]! - talk[row]!
    span[row] = given
    // Of e-mails the humans' times are in the talk already.
    if (this.#isMailToHumans(row)) talk[row] = Math.min(talk[row]!, Math.max(0, given - 1))
    else talk[row] = Math.min(talk[row]!, given - idle > given / 4 ? given - idle : Math.floor(given * 0.9))
  }

  #isMailToHumans(row: number): boolean {
    const { flags, channel } = this.#kinds
    return (flags[row]! & CONTAINMENT) === AGENT && this.#day.bot.mediums[channel[row]!] === EMAIL
  }
}

/** ms for which a session stays open at least, where there is time for it. */
const LEAST_IDLE = 60_000

/** Finds how long the session of a row lasts. One object is moved along the rows of a day. */
class Sizer {
  talk = 0
  span = 0
  readonly #day: Day
  readonly #agents: AgentRows
  readonly #bot: BotPart
  readonly #human: HumanPart

  constructor(day: Day, kinds: KindColumns, agents: AgentRows) {
    this.#day = day
    this.#agents = agents
    this.#bot = new BotPart(day, kinds)
    this.#human = new HumanPart(day)
  }

  /** A session of the bot alone. */
  ofBot(row: number): void {
    const part = this.#bot
    const { bot, number } = this.#day
    part.enter(row)
    const talk = part.customerGaps * customerPace(bot, number, row, part.medium) + part.otherGaps
    this.#endAfter(row, Math.max(part.messages - 1, Math.round(talk)), part.hasLastWord)
  }

  /** @param place of its hand-over */
  handedOver(row: number, place: number): void {
    this.#bot.enter(row)
    if (this.#agents.outcome[place] === TAKEN_BY_HUMAN) this.#taken(row, place)
    else this.#notTaken(row, place)
  }

  #taken(row: number, place: number): void {
    const { answered, end, parts, handover } = this.#agents
    const human = this.#human
    human.enter(row, this.#bot, parts[place]!)
    const last = Math.max(end[place]! - human.close, Math.min(end[place]!, answered[place]! + human.messages))
    const { afterwards } = human
    if (this.#bot.medium === EMAIL) this.#endAfter(row, last + afterwards, false)
    else {
      this.talk = human.messages > 0 ? last : handover[place]!
      this.span = end[place]!
    }
  }

  #notTaken(row: number, place: number): void {
    const { medium } = this.#bot
    const { outcome, answered, handover } = this.#agents
    let last = handover[place]!
    // Who no longer waits closes the window.
    const isLeft = outcome[place] === GAVE_UP && medium === CHAT
    let isOver = isLeft
    if (!isSilentWait(this.#bot, this.#agents, place)) {
      const draft = new PlanDraft()
      // What is said in a wait looks back at the hand-over.
      draft.say(0, 'handover')
      drawWait(draft, this.#day, { bot: this.#bot, agents: this.#agents, place })
      const wait = waitOf(this.#agents, place)
      last += waitTimes(draft.acts, 1, draft.acts.length, { medium, wait, outcome: outcome[place]! }).at(-1) ?? 0
      isOver = isLeft || hasLastWord(draft.acts)
    }
    this.#endAfter(row, last, isOver)
    if (outcome[place] === GAVE_UP) this.#staysUntil(answered[place]!)
  }

  /** Who waits is there for as long as he waits; who has hung up is not. */
  #staysUntil(end: number): void {
    const { medium } = this.#bot
    const idle = this.span - this.talk
    if (medium === VOICE) this.span = Math.max(this.talk, end) + idle
    else this.span = Math.max(this.span, Math.min(end, longestSpan(medium === EMAIL)))
  }

  /** Nobody closes it: it is hung up, or closed for lying idle. */
  #endAfter(row: number, talk: number, isOver: boolean): void {
    const { bot, number } = this.#day
    const idle = idleTime(bot, number, row, { medium: this.#bot.medium, hasLastWord: isOver })
    // After a long talk there is less time to lie idle.
    const most = longestSpan(this.#bot.medium === EMAIL)
    this.talk = Math.min(talk, most - Math.min(idle, LEAST_IDLE))
    this.span = Math.min(this.talk + idle, most)
  }
}
