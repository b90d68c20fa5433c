import type { Bot } from '../types.ts'
import { isSettledBy, OF_HIS_OWN, outcomeBits } from '../visits.ts'

/** How likely people come back after what, against each other: a notification, self-service, leaving, a human who settled it, one who did not. */
const AFTER = { notified: 0.3, served: 1, left: 3.6, settled: 1, unsettled: 4.4 }
/** Outcomes that are told apart here, by the highest bits of theirs. Arrays of no more than 64 bytes cost little to make. */
const STEPS = 32
const STEP_BITS = 26
const HIGHEST = 255
const chance = (weight: number) => Math.round((weight / AFTER.unsettled) * HIGHEST)

/** Who comes back after his contact of a day, by how it went. */
export class Aftermath {
  readonly #bot: Bot
  readonly #day: number
  /** By outcome, of what is not settled and then of what is: chances against the highest. */
  readonly #chances = new Uint8Array(2 * STEPS)

  constructor(bot: Bot, day: number) {
    const { selfService, dropOff, agent } = bot.calendar.containment(day)
    const scale = STEPS / (selfService + dropOff + agent || 1)
    const served = Math.round(selfService * scale)
    const left = Math.round((selfService + dropOff) * scale)
    this.#bot = bot
    this.#day = day
    for (const [from, agents] of [
      [0, AFTER.unsettled],
      [STEPS, AFTER.settled],
    ] as const) {
      this.#chances
        .fill(chance(AFTER.served), from, from + served)
        .fill(chance(AFTER.notified), from, from + Math.min(served, Math.round(bot.spec.nonInteractive * STEPS)))
        .fill(chance(AFTER.left), from + served, from + left)
        .fill(chance(agents), from + left, from + STEPS)
    }
  }

  /**
   * Whether a user comes back who had a contact for a reason of his own.
   * @param x a draw
   */
  comesBack(user: number, x: number): boolean {
    const bits = outcomeBits(this.#bot, user, this.#day, OF_HIS_OWN)
    return x * HIGHEST < this.#chances[(bits >>> STEP_BITS) + (isSettledBy(bits) ? STEPS : 0)]!
  }
}
