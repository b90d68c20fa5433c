import { hash2, hash3 } from '../random.ts'
import { longestSpan } from '../settled.ts'
import { LAST_BACK } from '../turns.ts'
import type { Bot, Day } from '../types.ts'
import { isOnEmail } from '../visits.ts'
import { EarlierContacts } from './earlier-contacts.ts'
import { fillSameDay } from './same-day.ts'
import { byTime, type Visitors } from './time-order.ts'
import type { UserColumns } from './types.ts'

/** How likely people come back by the days between, against each other. */
const SHARES = [0, 0.36, 0.2, 0.15, 0.12, 0.1, 0.07]
const POOL = 0x9001
const UNIT = 2 ** -32

/** Rows whose users come back, ascending, and from which of them on a session of the day before is surely over: one that is no e-mail, any. */
interface Rows {
  readonly rows: Uint32Array
  readonly talkOver: number
  readonly emailOver: number
}

/**
 * Gives their users to the rows whose users come back about an earlier contact. Nobody is in two sessions at once: who comes back on the same
 * or on the next day comes when the session before must be over, and who comes on a later day was not there the day before.
 */
export function fillReturns(day: Day, columns: UserColumns): void {
  const rest = rowsLeft(day, fillSameDay(day, columns))
  if (rest.rows.length === 0) return
  const contacts = Array.from({ length: LAST_BACK }, (_, i) => new EarlierContacts(day.bot, day.number - i - 1))
  const wanted = wantedOf(contacts, rest.rows.length)
  const { emails, others } = ofYesterday(day, contacts[0]!, rest, wanted[0]!)
  const later = laterOnes(contacts, wanted, rest.rows.length - emails.length - others.length)
  const pools = [later, oneDay(others), oneDay(emails)].map(byTime)
  fillRows(day, columns, rest, pools)
}

/** A day on which a session may last as long as any, on whatever channel: pins and exact stretches say of their sessions what they want. */
function isFixed(bot: Bot, day: number): boolean {
  return bot.calendar.special(day) !== undefined
}

function rowsLeft({ bot, number, start }: Day, rows: Uint32Array): Rows {
  const after = (span: number) => {
    const i = rows.findIndex(row => start[row]! >= span)
    return i < 0 ? rows.length : i
  }
  return { rows, talkOver: after(longestSpan(isFixed(bot, number - 1))), emailOver: after(longestSpan(true)) }
}

/** How many come back after each number of days, from 1 on. */
function wantedOf(contacts: readonly EarlierContacts[], total: number): number[] {
  const weights = contacts.map(({ count }, i) => count * SHARES[i + 1]!)
  const sum = weights.reduce((a, b) => a + b, 0)
  return weights.map((weight, i) => Math.min(contacts[i]!.most, Math.round((total * weight) / sum)))
}

/** Those who were there the day before, as many as have a row that begins after their session. */
function ofYesterday({ bot, number }: Day, contacts: EarlierContacts, rest: Rows, wanted: number) {
  const { rows, talkOver, emailOver } = rest
  const users = contacts.draw(Math.min(wanted, rows.length - talkOver), 1)
  const emails = new Uint32Array(Math.min(users.length, rows.length - emailOver))
  const others = new Uint32Array(users.length)
  let m = 0
  let n = 0
  for (const user of users) {
    if (!isOnEmail(bot, user, number - 1)) others[n++] = user
    else if (m < emails.length) emails[m++] = user
  }
  return { emails: emails.subarray(0, m), others: others.subarray(0, n) }
}

/** Those whose contact was two days ago or more: `total` of them, of each day about as many as are wanted. */
function laterOnes(contacts: readonly EarlierContacts[], wanted: readonly number[], total: number): Visitors {
  const counts = wanted.map((count, i) => (i === 0 ? 0 : count))
  let missing = total - counts.reduce((a, b) => a + b, 0)
  for (let i = 1; i < counts.length; i++) {
    const more = Math.max(-counts[i]!, Math.min(missing, contacts[i]!.most - counts[i]!))
    counts[i]! += more
    missing -= more
  }
  const pool = { users: new Uint32Array(total), days: new Uint8Array(total) }
  let n = 0
  for (const [i, count] of counts.entries()) {
    if (count === 0) continue
    pool.users.set(contacts[i]!.draw(count, i + 1), n)
    pool.days.fill(i + 1, n, n + count)
    n += count
  }
  return pool
}

function oneDay(users: Uint32Array): Visitors {
  return { users, days: new Uint8Array(users.length).fill(1) }
}

/**
 * Each row gets the next of a pool.
 * @param pools of two days ago and more, for any row; of yesterday; of e-mails of yesterday
 */
function fillRows(day: Day, { user, back }: UserColumns, rest: Rows, pools: readonly Visitors[]): void {
  const { rows, talkOver, emailOver } = rest
  const seed = hash3(day.bot.salt ^ POOL, day.number, 0)
  const left = pools.map(({ users }) => users.length)
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!
    const open = i < talkOver ? 1 : i < emailOver ? 2 : 3
    let total = 0
    for (let p = 0; p < open; p++) total += left[p]!
    let place = hash2(seed, row) * UNIT * total
    let chosen = 0
    while (place >= left[chosen]!) place -= left[chosen++]!
    const { users, days } = pools[chosen]!
    const at = users.length - left[chosen]!
    user[row] = users[at]!
    back[row] = days[at]! + 1
    left[chosen]! -= 1
  }
}
