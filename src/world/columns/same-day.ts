import { hash3, quick, UNIT31 } from '../random.ts'
import type { Pin } from '../sessions/pins.ts'
import { longestSpan } from '../settled.ts'
import type { Bot, Day } from '../types.ts'
import { isOnEmail, OF_HIS_OWN } from '../visits.ts'
import { Aftermath } from './aftermath.ts'
import type { UserColumns } from './types.ts'

/** Of the rows for which there is a contact of the same day that is long over, so many are about one. */
const SAME_DAY_SHARE = 0.16
/** Contacts that are looked at for one who comes back, at most. */
const SAME_DAY_LOOKS = 4
const SAME_DAY = 0x5a4d

/**
 * Gives the users of earlier rows to some of the rows whose users come back: of sessions that must be over, each at most once.
 * @param columns filled for all rows but the open ones
 * @returns the rows that are left
 */
export function fillSameDay(day: Day, columns: UserColumns, open: Uint32Array): Uint32Array {
  const { bot, number, start } = day
  const { user, back } = columns
  const contacts = new ContactsOfDay(day, columns)
  const seed = hash3(bot.salt ^ SAME_DAY, number, 0) >>> 1
  const gap = longestSpan(bot.calendar.special(number) !== undefined)
  const left = new Uint32Array(open.length)
  let n = 0
  // Contacts about which nobody came back yet, and which are over.
  let low = 0
  let high = 0
  for (let i = 0; i < open.length; i++) {
    const row = open[i]!
    const lot = quick(seed ^ row)
    let contact = -1
    if (lot * UNIT31 < SAME_DAY_SHARE) {
      while (start[high]! + gap <= start[row]!) high++
      if (high > low) contact = contacts.find(low, high, lot)
    }
    if (contact < 0) {
      left[n++] = row
    } else {
      user[row] = user[contact]!
      back[row] = 1
      low = contact + 1
    }
  }
  return left.subarray(0, n)
}

/** The sessions of a day about which somebody may come back. */
class ContactsOfDay {
  readonly #bot: Bot
  readonly #number: number
  readonly #pins: ReadonlyMap<number, Pin>
  readonly #columns: UserColumns
  readonly #aftermath: Aftermath

  constructor({ bot, number, pins }: Day, columns: UserColumns) {
    this.#bot = bot
    this.#number = number
    this.#pins = pins
    this.#columns = columns
    this.#aftermath = new Aftermath(bot, number)
  }

  /** A row from `low` to `high` - 1 about which somebody comes back; -1 when none was found. */
  find(low: number, high: number, seed: number): number {
    let lot = seed
    for (let look = 0; look < SAME_DAY_LOOKS; look++) {
      lot = quick(lot)
      const row = low + ((lot * UNIT31 * (high - low)) | 0)
      lot = quick(lot)
      if (this.#isOne(row, lot * UNIT31)) return row
    }
    return -1
  }

  /** Those that came back themselves are none, nor are pinned ones; e-mails may not be over. */
  #isOne(row: number, x: number): boolean {
    const { user, back } = this.#columns
    if (back[row] !== OF_HIS_OWN || !this.#aftermath.comesBack(user[row]!, x)) return false
    return !(this.#pins.has(row) || isOnEmail(this.#bot, user[row]!, this.#number))
  }
}
