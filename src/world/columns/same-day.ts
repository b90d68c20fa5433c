import { hash2, hash3 } from '../random.ts'
import type { Pin } from '../sessions/pins.ts'
import { longestSpan } from '../settled.ts'
import type { Bot, Day } from '../types.ts'
import { isOnEmail } from '../visits.ts'
import { Aftermath } from './aftermath.ts'
import type { UserColumns } from './types.ts'
import { AGAIN, NAMED } from './visit-kinds.ts'

/** Of the rows for which there is a contact of the same day that is long over, so many are about one. */
const SHARE = 0.16
/** Contacts that are looked at for one who comes back, at most. */
const LOOKS = 3
const SAME_DAY = 0x5a4d
const UNIT = 2 ** -32

/**
 * Gives the users of earlier rows to some of the rows whose users come back: of sessions that must be over, each at most once.
 * @param columns filled for all rows but those whose users come back
 * @returns the rows that are left
 */
export function fillSameDay(day: Day, { user, back }: UserColumns): Uint32Array {
  const { bot, number, start, visits } = day
  const contacts = new ContactsOfDay(day, user)
  const seed = hash3(bot.salt ^ SAME_DAY, number, 0)
  const gap = longestSpan(bot.calendar.special(number) !== undefined)
  const left = new Uint32Array(visits.length)
  let n = 0
  // Contacts about which nobody came back yet, and which are over.
  let low = 0
  let high = 0
  for (let row = 0; row < visits.length; row++) {
    if (visits[row] !== AGAIN) continue
    while (start[high]! + gap <= start[row]!) high++
    const lot = hash2(seed, row)
    const contact = high > low && lot * UNIT < SHARE ? contacts.find(low, high, lot) : -1
    if (contact < 0) {
      left[n++] = row
    } else {
      user[row] = user[contact]!
      back[row] = 1
      low = contact + 1
    }
  }
  return left.slice(0, n)
}

/** The sessions of a day about which somebody may come back. */
class ContactsOfDay {
  readonly #bot: Bot
  readonly #number: number
  readonly #visits: Uint8Array
  readonly #pins: ReadonlyMap<number, Pin>
  readonly #user: Uint32Array
  readonly #aftermath: Aftermath

  constructor({ bot, number, visits, pins }: Day, user: Uint32Array) {
    this.#bot = bot
    this.#number = number
    this.#visits = visits
    this.#pins = pins
    this.#user = user
    this.#aftermath = new Aftermath(bot, number)
  }

  /** A row from `low` to `high` - 1 to whose user it could happen; -1 when none was found. */
  find(low: number, high: number, seed: number): number {
    let lot = seed
    let found = -1
    for (let look = 0; look < LOOKS; look++) {
      lot = hash2(lot, look)
      const row = low + Math.floor(lot * UNIT * (high - low))
      if (!this.#isOne(row)) continue
      found = row
      lot = hash2(lot, look)
      if (this.#aftermath.comesBack(this.#user[row]!, lot * UNIT)) break
    }
    return found
  }

  /** Those that came back themselves are none, nor are pinned ones; e-mails may not be over. */
  #isOne(row: number): boolean {
    const kind = this.#visits[row]
    if (kind === AGAIN || kind === NAMED || (this.#pins.size > 0 && this.#pins.has(row))) return false
    return !isOnEmail(this.#bot, this.#user[row]!, this.#number)
  }
}
