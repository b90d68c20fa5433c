import { FIRST_GUEST, isGuest } from './guest-numbers.ts'
import { encodeUserId, type Issuer, userNumberIn } from './ids.ts'
import type { Pin } from './sessions/pins.ts'

/** From here on users are shown as whose numbers are in ids that the scenario gives to guests of its own. */
const FIRST_MOVED = 0xfe000000

/** A user of pinned sessions. */
interface Guest {
  /** What the scenario calls him; undefined: nothing. */
  readonly text: string | undefined
  /** His first session. */
  readonly first: Pin
  /** ISO 639-1, of the first of his sessions of which the scenario says one. */
  readonly language: string | undefined
}

/** The users of a bot's pinned sessions. */
export class Guests {
  readonly #issuer: Issuer
  readonly #guests: readonly Guest[]
  readonly #numbers: ReadonlyMap<string, number>
  /** Users whose ids the scenario has given to guests. */
  readonly #moved: readonly number[]

  constructor(issuer: Issuer, pins: readonly Pin[]) {
    const firsts = pins.filter(({ isFirst }) => isFirst)
    const languages = new Map<number, string>()
    for (const { user, spec } of pins) {
      if (spec.session_lang !== undefined && !languages.has(user)) languages.set(user, spec.session_lang)
    }
    this.#issuer = issuer
    this.#guests = firsts.map(first => ({ text: first.spec.userId, first, language: languages.get(first.user) }))
    const named = firsts.flatMap(({ spec: { userId }, user }) =>
      userId === undefined ? [] : [[userId, user] as const],
    )
    this.#numbers = new Map(named)
    const taken = named.flatMap(([text]) => userNumberIn(issuer, text) ?? [])
    this.#moved = [...new Set(taken)].filter(user => user < FIRST_MOVED)
  }

  /** How many there are. */
  get count(): number {
    return this.#guests.length
  }

  /** A guest's number; undefined for a text that the scenario calls nobody. */
  numberOf(text: string): number | undefined {
    return this.#numbers.get(text)
  }

  /** How the scenario calls a user; undefined for users it did not bring, or gave no name. */
  textOf(user: number): string | undefined {
    return this.#of(user)?.text
  }

  /** The pin of a guest's first session. */
  firstOf(user: number): Pin | undefined {
    return this.#of(user)?.first
  }

  /** What a guest speaks, where the scenario says it. */
  languageOf(user: number): string | undefined {
    return this.#of(user)?.language
  }

  /** The number in a user's ids: his own, but where the scenario has given these to somebody else. */
  shownNumber(user: number): number {
    const at = this.#moved.indexOf(user)
    return at < 0 ? user : FIRST_MOVED + at
  }

  /** The user that a number in an id stands for; undefined: nobody. */
  userShownAs(number: number): number | undefined {
    if (this.#moved.includes(number)) return undefined
    if (number < FIRST_MOVED || isGuest(number)) return number
    return this.#moved[number - FIRST_MOVED]
  }

  /** Kore id of a user: all that a session shows of him. */
  idOf(user: number): string {
    return this.textOf(user) ?? encodeUserId(this.#issuer, this.shownNumber(user))
  }

  #of(user: number): Guest | undefined {
    return isGuest(user) ? this.#guests[user - FIRST_GUEST] : undefined
  }
}
