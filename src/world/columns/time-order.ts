import { TIMES, timeOf } from '../turns.ts'

/** Users, and the days since the contact about which each of them comes. */
export interface Visitors {
  readonly users: Uint32Array
  readonly days: Uint8Array
}

/** Puts visitors number `low` to `high` - 1 to the same places in the order of the times of the day that they like; those of one time are mixed. */
export function sortByTime({ users, days }: Visitors, sorted: Visitors, low: number, high: number): void {
  const counts: number[] = new Array<number>(TIMES).fill(0)
  for (let i = low; i < high; i++) counts[timeOf(users[i]!)]! += 1
  const walks: Walk[] = []
  let from = low
  for (const count of counts) {
    walks.push(new Walk(from, count))
    from += count
  }
  for (let i = low; i < high; i++) {
    const user = users[i]!
    const place = walks[timeOf(user)]!.next()
    sorted.users[place] = user
    sorted.days[place] = days[i]!
  }
}

/** Goes through `count` numbers from `from` on, each once, in a mixed order. */
export class Walk {
  readonly count: number
  readonly #from: number
  readonly #step: number
  #at = 0

  constructor(from: number, count: number) {
    this.#from = from
    this.count = count
    let step = Math.max(1, Math.round(count * 0.618))
    while (gcd(step, count) > 1) step++
    this.#step = step
  }

  next(): number {
    const at = this.#at
    this.#at = at + this.#step
    if (this.#at >= this.count) this.#at -= this.count
    return this.#from + at
  }
}

function gcd(a: number, b: number): number {
  let x = a
  let y = b
  while (y > 0) {
    const rest = x % y
    x = y
    y = rest
  }
  return x
}
