import type { Day } from '../types.ts'
import { fillFirstVisits } from './first-visits.ts'
import { FIRST_EVER } from './flags.ts'
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
  fillPinned(day, columns)
  fillReturns(day, columns, open)
  return columns
}

/** The rows of pins, whose users have no others (ruling R28). */
function fillPinned({ pins }: Day, { user, flags }: UserColumns): void {
  for (const [row, pin] of pins) {
    user[row] = pin.user
    if (pin.isFirst) flags[row] = FIRST_EVER
  }
}
