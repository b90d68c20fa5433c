import type { Bot } from '../types.ts'
import { isSettled, OF_HIS_OWN, outcomeLot } from '../visits.ts'

/** How likely people come back after what, against each other: a notification, self-service, leaving, a human who settled it, one who did not. */
const AFTER = { notified: 0.3, served: 1, left: 3.6, settled: 1, unsettled: 4.4 }

/** Who comes back after his contact of a day, by how it went. */
export class Aftermath {
  readonly #bot: Bot
  readonly #day: number
  /** Shares up to which an `outcomeLot` means a notification, self-service, leaving. */
  readonly #notified: number
  readonly #served: number
  readonly #left: number

  constructor(bot: Bot, day: number) {
    const { selfService, dropOff, agent } = bot.calendar.containment(day)
    const total = selfService + dropOff + agent || 1
    this.#bot = bot
    this.#day = day
    this.#notified = bot.spec.nonInteractive
    this.#served = selfService / total
    this.#left = (selfService + dropOff) / total
  }

  /**
   * Whether a user comes back who had a contact for a reason of his own.
   * @param x a draw
   */
  comesBack(user: number, x: number): boolean {
    return x * AFTER.unsettled < this.#weight(user)
  }

  #weight(user: number): number {
    const lot = outcomeLot(this.#bot, user, this.#day, OF_HIS_OWN)
    if (lot < this.#notified) return AFTER.notified
    if (lot < this.#served) return AFTER.served
    if (lot < this.#left) return AFTER.left
    return isSettled(this.#bot, user, this.#day, OF_HIS_OWN) ? AFTER.settled : AFTER.unsettled
  }
}
