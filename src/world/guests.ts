import type { Calendar } from './calendar.ts'
import type { Pin } from './sessions/pins.ts'

/** Whose guests they are: a bot. */
interface GuestsOwner {
  readonly pins: readonly Pin[]
  readonly calendar: Calendar
  day(number: number): { readonly pins: ReadonlyMap<number, Pin>; numberOfFirst(row: number): number }
}

const NOBODY: readonly number[] = []

/**
 * Users that pinned sessions brought with a name of their own. They are numbered as all users are, by first session: their
 * number is known when the starts of the day of that session are made.
 */
export class Guests {
  readonly #owner: GuestsOwner
  readonly #firstDays = new Map<string, number>()
  readonly #numbers = new Map<string, number>()
  readonly #texts = new Map<number, string>()
  /** Users whose ids are the world's own, whom pins name all the same; ascending. */
  readonly #named: readonly number[]

  constructor(owner: GuestsOwner) {
    this.#owner = owner
    for (const pin of owner.pins) if (pin.firstOfGuest) this.#firstDays.set(pin.guest!, pin.day)
    this.#named = [...new Set(owner.pins.flatMap(({ user }) => user ?? []))]
  }

  /** A guest's number; undefined for a text no pin has. */
  numberOf(text: string): number | undefined {
    const day = this.#firstDays.get(text)
    if (day === undefined) return undefined
    this.#resolve(day)
    return this.#numbers.get(text)
  }

  /** How the scenario calls a user; undefined for users it did not bring. */
  textOf(user: number): string | undefined {
    if (this.#firstDays.size === 0) return undefined
    for (const day of this.#firstDays.values()) {
      const { calendar } = this.#owner
      if (user >= calendar.usersBefore(day) && user < calendar.usersBefore(day + 1)) this.#resolve(day)
    }
    return this.#texts.get(user)
  }

  /** Numbers of the users that pins have for themselves, guests as far as they came before a day; ascending. */
  pinnedBefore(day: number): readonly number[] {
    if (this.#named.length === 0 && this.#firstDays.size === 0) return NOBODY
    const numbers = [...this.#named]
    for (const [text, first] of this.#firstDays) if (first < day) numbers.push(this.numberOf(text)!)
    return numbers.sort((a, b) => a - b)
  }

  #resolve(number: number): void {
    let missing = false
    for (const [text, day] of this.#firstDays) if (day === number && !this.#numbers.has(text)) missing = true
    if (!missing) return
    const day = this.#owner.day(number)
    for (const [row, pin] of day.pins) {
      if (!pin.firstOfGuest) continue
      const user = day.numberOfFirst(row)
      this.#numbers.set(pin.guest!, user)
      this.#texts.set(user, pin.guest!)
    }
  }
}
