import { TIMES, timeOf } from '../turns.ts'

/** Users, and the days since the contact about which each of them comes. */
export interface Visitors {
  readonly users: Uint32Array
  readonly days: Uint8Array
}

/** The same visitors in the order of the times of the day that they like; those of one time are mixed. */
export function byTime({ users, days }: Visitors): Visitors {
  const count = users.length
  const counts = new Uint32Array(TIMES)
  for (let i = 0; i < count; i++) counts[timeOf(users[i]!)]! += 1
  const walks: Walk[] = []
  let from = 0
  for (const n of counts) {
    walks.push(new Walk(from, n))
    from += n
  }
  const sorted = { users: new Uint32Array(count), days: new Uint8Array(count) }
  for (let i = 0; i < count; i++) {
    const place = walks[timeOf(users[i]!)]!.next()
    sorted.users[place] = users[i]!
    sorted.days[place] = days[i]!
  }
  return sorted
}

/** Goes through `count` numbers from `from` on, each once, in a mixed order. */
export class Walk {
  readonly #from: number
  readonly count: number
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
  let [x, y] = [a, b]
  while (y > 0) [x, y] = [y, x % y]
  return x
}
