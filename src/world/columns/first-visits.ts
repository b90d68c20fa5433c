import { rowStream } from '../random.ts'
import type { Day } from '../types.ts'
import { FIRST_EVER } from './flags.ts'
import { KnownUsers } from './known-users.ts'
import { turnoutOf } from './turnout.ts'
import type { UserColumns } from './types.ts'

const KIND = 0xf157
/** In `back`: the user comes back about an earlier contact, and is not drawn yet. */
const OPEN = 255

/**
 * Gives their users to the rows whose users come for a reason of their own, and marks the others but pinned ones as open: as many of each kind as the
 * day's turnout says, picked in one pass (selection sampling). New users are numbered in the order of their first sessions.
 * @returns the open rows, ascending
 */
export function fillFirstVisits(day: Day, { user, flags, back }: UserColumns): Uint32Array {
  const { bot, number, count, pins } = day
  const turnout = turnoutOf(bot, number)
  const known = new KnownUsers(bot, number, turnout).byTime()
  // One more, which is written to where there is none.
  const open = new Uint32Array(turnout.again + 1)
  const draw = rowStream(bot.salt, number, 0, KIND)
  const hasPins = pins.size > 0
  let { sessions, fresh, again } = turnout
  let seen = bot.calendar.usersBefore(number)
  let opened = 0
  let next = 0
  for (let row = 0; row < count; row++) {
    // Pinned rows draw nothing, so that a pin moves nobody else.
    if (hasPins && pins.has(row)) continue
    const x = draw()
    // What kind a row is cannot be foreseen by a processor, and a wrong guess costs more than all of this: so there are bits for branches.
    const place = (x * sessions--) | 0
    const isFresh = (place - fresh) >>> 31
    const isOpen = ((place - fresh - again) >>> 31) - isFresh
    const isKnown = 1 - isFresh - isOpen
    user[row] = (seen & -isFresh) | (known[next]! & -isKnown)
    flags[row] = FIRST_EVER * isFresh
    back[row] = OPEN * isOpen
    open[opened] = row
    fresh -= isFresh
    again -= isOpen
    seen += isFresh
    opened += isOpen
    next += isKnown
  }
  return open.subarray(0, opened)
}
