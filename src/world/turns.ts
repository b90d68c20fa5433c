/**
 * Every user has his turn one day in eight: only then does he come for a reason of his own. About an earlier contact he comes back on the
 * six days after it. So whoever is drawn for one thing on a day cannot be drawn for another, which needs no look at other days.
 *
 * Users are told apart by their numbers: the turn of user n is that of n modulo 8, and n / 8 is his place among those of his turn. Every
 * 16th place is a regular's. What time of the day somebody likes goes by his place too.
 */

/** Days from one turn of a user to the next. */
const TURN = 8
/** Days after a contact on which a user may come back about it, and from his first contact to his first turn, at least. */
export const LAST_BACK = TURN - 2
export const BEFORE_TURN = TURN - 1
/** Share of those who have their turn that come, at most: where a day wants more, they are new users. */
const MOST_OF_TURN = 0.75
/** One in so many is a regular. */
const REGULAR = 16
const PER_OTHER = 1 / (REGULAR - 1)
/** Times of the day that users have: eighths of a day's arrivals, from midnight UTC on. */
export const TIMES = 8

/** How many of the users with numbers below `users` have their turn on a day. */
export function usersOfTurn(users: number, day: number): number {
  const first = day & (TURN - 1)
  return users > first ? Math.floor((users - first - 1) / TURN) + 1 : 0
}

/** The user at a place, from 0 on, among those who have their turn on a day. */
export function userOfTurn(place: number, day: number): number {
  return place * TURN + (day & (TURN - 1))
}

/** How many of so many places are regulars'. */
export function regularsOf(places: number): number {
  return Math.floor((places + REGULAR - 1) / REGULAR)
}

/** The place of the `i`-th regular, from 0 on; and of the `i`-th of the others. */
export function regularPlace(i: number): number {
  return i * REGULAR
}
export function otherPlace(i: number): number {
  return i + (((i + 0.5) * PER_OTHER) | 0) + 1
}

/** The time of the day that a user likes, 0 to `TIMES` - 1: that of the `i`-th regular or of the `i`-th of the others is `i` modulo `TIMES`. */
export function timeOf(user: number): number {
  const place = user >>> 3
  const regulars = place >>> 4
  return (place & (REGULAR - 1) ? place - regulars - 1 : regulars) & (TIMES - 1)
}

/**
 * Sessions of known users that a day can have.
 * @param users whose first contact was `BEFORE_TURN` days before, or earlier
 */
export function mostKnown(users: number, day: number): number {
  return Math.floor(MOST_OF_TURN * usersOfTurn(users, day))
}
