import type { Pin } from '../sessions/pins.ts'
import { WorldError } from '../time.ts'
import type { Day } from '../types.ts'
import { fillFirstVisits } from './first-visits.ts'
import { fillReturns } from './returns.ts'
import type { UserColumns } from './types.ts'

/**
 * The users of a day's sessions. New users are numbered in the order of their first sessions. The others are known: some come often and for ever,
 * most of them soon after their first time, and some come back about a contact of the last days. What is drawn needs no look at the users
 * of other days (decision D297).
 */
export function makeUsers(day: Day): UserColumns {
  const { count } = day
  const columns = { user: new Uint32Array(count), flags: new Uint8Array(count), back: new Uint8Array(count) }
  const open = fillFirstVisits(day, columns)
  if (day.pins.size > 0) fillNamed(day, columns)
  fillReturns(day, columns, open)
  return columns
}

/** The rows whose pins say who their users are, and that these were there before. */
function fillNamed(day: Day, { user }: UserColumns): void {
  const guests = new Map<string, number>()
  for (const [row, pin] of day.pins) {
    if (pin.firstOfGuest) guests.set(pin.guest!, user[row]!)
    else if (pin.guest !== undefined) user[row] = guests.get(pin.guest) ?? day.bot.guests.numberOf(pin.guest) ?? 0
    else if (pin.user !== undefined) user[row] = knownUser(day, row, pin)
  }
}

/** The user a pin names, who must have been there before. */
function knownUser(day: Day, row: number, { user, spec }: Pin): number {
  if (user! < day.numberOfFirst(row)) return user!
  throw new WorldError(
    `${day.bot.id}: the pinned session of ${spec.start_time} names user ${spec.userId}, whose first session is later`,
  )
}
