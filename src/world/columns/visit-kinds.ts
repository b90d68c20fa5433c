import { stream } from '../random.ts'
import type { Day } from '../types.ts'
import { namesUser, turnoutOf } from './turnout.ts'

/** The user is there for the first time. */
export const FRESH = 0
/** A known user who has a reason of his own. */
export const KNOWN = 1
/** A known user, about an earlier contact. */
export const AGAIN = 2
/** A user whom the row's pin names, and who was there before. */
export const NAMED = 3

/** Why the users of a day's rows are there: as many of each kind as `turnoutOf` says, picked in one pass (selection sampling). */
export function kindsOfVisits(day: Day): Uint8Array {
  const { bot, number, count, pins } = day
  const kinds = new Uint8Array(count)
  const draw = stream(bot.key, number, 'first')
  const turnout = turnoutOf(bot, number)
  let { sessions, fresh, again } = turnout
  for (let row = 0; row < count; row++) {
    // Pinned rows draw too, so that a pin moves nobody else.
    const x = draw()
    const pin = pins.size === 0 ? undefined : pins.get(row)
    if (pin !== undefined && namesUser(pin)) {
      kinds[row] = pin.firstOfGuest ? FRESH : NAMED
      continue
    }
    const place = x * sessions--
    if (place < fresh) {
      fresh--
    } else if (place < fresh + again) {
      again--
      kinds[row] = AGAIN
    } else {
      kinds[row] = KNOWN
    }
  }
  return kinds
}

/** The number of the user whose first session a row is. */
export function numberOfFirst({ bot, number, visits }: Day, row: number): number {
  let user = bot.calendar.usersBefore(number)
  for (let i = 0; i < row; i++) if (visits[i] === FRESH) user++
  return user
}
