import { rowStream } from '../random.ts'
import type { Pin } from '../sessions/pins.ts'
import type { Day } from '../types.ts'
import { FIRST_EVER } from './flags.ts'
import { KnownUsers } from './known-users.ts'
import { namesUser, turnoutOf } from './turnout.ts'
import type { UserColumns } from './types.ts'

const KIND = 0xf157
/** In `back`: the user comes back about an earlier contact, and is not drawn yet. */
const OPEN = 255

/**
 * Gives their users to the rows whose users come for a reason of their own, and marks the others as open: as many of each kind as the
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
    // Pinned rows draw too, so that a pin moves nobody else.
    const x = draw()
    const named = hasPins ? namedBy(pins.get(row)) : undefined
    if (named !== undefined) {
      if (!named.firstOfGuest) continue
      flags[row] = FIRST_EVER
      user[row] = seen++
      continue
    }
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

/** The number of the user whose first session a row is: what `fillFirstVisits` would give it, without all others. */
export function numberOfFirst({ bot, number, pins }: Day, before: number): number {
  const draw = rowStream(bot.salt, number, 0, KIND)
  let { sessions, fresh, again } = turnoutOf(bot, number)
  let seen = bot.calendar.usersBefore(number)
  for (let row = 0; row < before; row++) {
    const x = draw()
    const named = namedBy(pins.get(row))
    if (named !== undefined) {
      if (named.firstOfGuest) seen++
      continue
    }
    const place = (x * sessions--) | 0
    if (place < fresh) {
      fresh--
      seen++
    } else if (place < fresh + again) {
      again--
    }
  }
  return seen
}

function namedBy(pin: Pin | undefined): Pin | undefined {
  return pin !== undefined && namesUser(pin) ? pin : undefined
}
