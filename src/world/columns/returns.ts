import { hash3, quick, UNIT31 } from '../random.ts'
import { longestSpan } from '../settled.ts'
import { lowerBound } from '../sorted.ts'
import { LAST_BACK } from '../turns.ts'
import type { Bot, Day } from '../types.ts'
import { isOnEmail } from '../visits.ts'
import { EarlierContacts } from './earlier-contacts.ts'
import { fillSameDay } from './same-day.ts'
import { sortByTime, type Visitors } from './time-order.ts'
import type { UserColumns } from './types.ts'

/** How likely people come back by the days between, against each other. */
const RETURN_SHARES = [0, 0.36, 0.2, 0.15, 0.12, 0.1, 0.07]
const POOL = 0x9001

/** Rows whose users come back, ascending, and from which of them on a session of the day before is surely over: one that is no e-mail, any. */
interface Rows {
  readonly rows: Uint32Array
  readonly talkOver: number
  readonly emailOver: number
}

/**
 * Who comes back: first those whose contact was two days ago or more, then those of yesterday, at last those who wrote an e-mail then.
 * Where the second and the third begin is told.
 */
interface Pools extends Visitors {
  readonly yesterday: number
  readonly emails: number
}

/**
 * Gives their users to the rows whose users come back about an earlier contact. Nobody is in two sessions at once: who comes back on the same
 * or on the next day comes when the session before must be over, and who comes on a later day was not there the day before.
 * @param open rows whose users come back, ascending
 */
export function fillReturns(day: Day, columns: UserColumns, open: Uint32Array): void {
  const rest = rowsLeft(day, fillSameDay(day, columns, open))
  if (rest.rows.length === 0) return
  const pools = drawPools(day, rest)
  const { yesterday, emails, users } = pools
  const sorted = { ...pools, ...emptyVisitors(users.length) }
  sortByTime(pools, sorted, 0, yesterday)
  sortByTime(pools, sorted, yesterday, emails)
  sortByTime(pools, sorted, emails, users.length)
  fillRows(day, columns, rest, sorted)
}

/** A day on which a session may last as long as any, on whatever channel: pins and exact stretches say of their sessions what they want. */
function isFixed(bot: Bot, day: number): boolean {
  return bot.calendar.special(day) !== undefined
}

function rowsLeft({ bot, number, start }: Day, rows: Uint32Array): Rows {
  const after = (span: number) => lowerBound(rows, lowerBound(start, span))
  return { rows, talkOver: after(longestSpan(isFixed(bot, number - 1))), emailOver: after(longestSpan(true)) }
}

function emptyVisitors(count: number): Visitors {
  return { users: new Uint32Array(count), days: new Uint8Array(count) }
}

function drawPools({ bot, number }: Day, { rows, talkOver, emailOver }: Rows): Pools {
  const total = rows.length
  const contacts: EarlierContacts[] = []
  for (let back = 1; back <= LAST_BACK; back++) contacts.push(new EarlierContacts(bot, number - back))
  const wanted = wantedOf(contacts, total)
  const { users, days } = emptyVisitors(total)
  // Those of yesterday, as many as have a row that begins after their session: e-mails are put at the end.
  const drawn = new Uint32Array(Math.min(wanted[0]!, total - talkOver))
  contacts[0]!.draw(drawn.length, 1, drawn, 0)
  let emails = total
  let others = 0
  for (const user of drawn) {
    if (!isOnEmail(bot, user, number - 1)) drawn[others++] = user
    else if (emails > emailOver) users[--emails] = user
  }
  const yesterday = emails - others
  users.set(drawn.subarray(0, others), yesterday)
  days.fill(1, yesterday)
  let n = 0
  for (const [i, count] of countsOf(contacts, wanted, yesterday).entries()) {
    if (count === 0) continue
    contacts[i]!.draw(count, i + 1, users, n)
    days.fill(i + 1, n, n + count)
    n += count
  }
  return { users, days, yesterday, emails }
}

/** How many come back after each number of days, from 1 on. */
function wantedOf(contacts: readonly EarlierContacts[], total: number): number[] {
  const weights = contacts.map(({ count }, i) => count * RETURN_SHARES[i + 1]!)
  const sum = weights.reduce((a, b) => a + b, 0)
  return weights.map((weight, i) => Math.min(contacts[i]!.most, Math.round((total * weight) / sum)))
}

/** How many come back after two days and more, `total` together: about as many as are wanted. */
function countsOf(contacts: readonly EarlierContacts[], wanted: readonly number[], total: number): number[] {
  const counts = wanted.map((count, i) => (i === 0 ? 0 : count))
  let missing = total - counts.reduce((a, b) => a + b, 0)
  for (let i = 1; i < counts.length; i++) {
    const more = Math.max(-counts[i]!, Math.min(missing, contacts[i]!.most - counts[i]!))
    counts[i]! += more
    missing -= more
  }
  return counts
}

/** Each row gets the next of a pool that is open to it. */
function fillRows(day: Day, { user, back }: UserColumns, rest: Rows, pools: Pools): void {
  const { rows, talkOver, emailOver } = rest
  const { users, days, yesterday, emails } = pools
  const seed = hash3(day.bot.salt ^ POOL, day.number, 0) >>> 1
  let later = 0
  let talks = yesterday
  let letters = emails
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!
    const ofLater = yesterday - later
    const ofTalks = i < talkOver ? 0 : emails - talks
    const ofLetters = i < emailOver ? 0 : users.length - letters
    const place = quick(seed ^ row) * UNIT31 * (ofLater + ofTalks + ofLetters)
    const at = place < ofLater ? later++ : place < ofLater + ofTalks ? talks++ : letters++
    user[row] = users[at]!
    back[row] = days[at]! + 1
  }
}
