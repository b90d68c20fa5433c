import { TIMES, timeOf } from '../turns.ts'
import { stepThrough } from '../whole-numbers.ts'

/** Users, and the days since the contact about which each of them comes. */
export interface Visitors {
  readonly users: Uint32Array
  readonly days: Uint8Array
}

/** Puts visitors number `low` to `high` - 1 to the same places in the order of the times of the day that they like; those of one time are mixed. */
export function sortByTime({ users, days }: Visitors, sorted: Visitors, low: number, high: number): void {
  const counts: number[] = new Array<number>(TIMES).fill(0)
  for (let i = low; i < high; i++) counts[timeOf(users[i]!)]! += 1
  const from: number[] = []
  const steps = counts.map(stepOf)
  let sum = low
  for (const count of counts) {
    from.push(sum)
    sum += count
  }
  const next: number[] = new Array<number>(TIMES).fill(0)
  for (let i = low; i < high; i++) {
    const user = users[i]!
    const time = timeOf(user)
    const at = next[time]!
    const place = from[time]! + at
    const after = at + steps[time]!
    next[time] = after < counts[time]! ? after : after - counts[time]!
    sorted.users[place] = user
    sorted.days[place] = days[i]!
  }
}

/** Puts the first `count` numbers of a list into another from `from` on, in a mixed order. */
export function scatter(numbers: Uint32Array, count: number, into: Uint32Array, from: number): void {
  const step = stepOf(count)
  let at = 0
  for (let i = 0; i < count; i++) {
    into[from + at] = numbers[i]!
    at += step
    if (at >= count) at -= count
  }
}

const stepOf = (count: number): number => stepThrough(count, Math.round(count * 0.618))
