import { cachePerOwner } from '../../memory/belongings.ts'
import { hash2 } from '../random.ts'
import type { Bot, Day } from '../types.ts'

/*
 * Who came on a large day, so that a search for one user need not make the columns of days on which he did not come: those of
 * a week of seven million sessions have more bytes than their budget, and are made again for each search. A Bloom filter of
 * six bits a session; one of twenty who did not come is taken for somebody who may have.
 */

const BITS_OF_SESSION = 6
/** Smaller days are made in less time than this saves. */
const LARGE_DAY = 50_000
const FILTER_BYTES = 200
const SALT = 0xb100
const visitorsOf = cachePerOwner<number, Uint32Array>('matches')

/** False when a user surely did not come on a day. */
export function mayHaveCome(bot: Bot, day: number, user: number): boolean {
  const bits = visitorsOf(bot).get(day)
  if (bits === undefined) return true
  const size = bits.length * 32
  const lot = spreadOf(user)
  return isSet(bits, lot % size) && isSet(bits, second(lot) % size)
}

/** Keeps who came on a day, if it is large and not kept yet. */
export function noteVisitors({ bot, number, count, user: users }: Day): void {
  const kept = visitorsOf(bot)
  if (count < LARGE_DAY || kept.get(number) !== undefined) return
  const bits = new Uint32Array(Math.ceil((count * BITS_OF_SESSION) / 32))
  const size = bits.length * 32
  for (let row = 0; row < count; row++) {
    const lot = spreadOf(users[row]!)
    set(bits, lot % size)
    set(bits, second(lot) % size)
  }
  kept.set(number, bits, FILTER_BYTES + bits.byteLength)
}

const spreadOf = (user: number): number => hash2(SALT, user)
const second = (lot: number): number => hash2(lot, 1)

function set(bits: Uint32Array, place: number): void {
  bits[place >>> 5]! |= 1 << (place & 31)
}

function isSet(bits: Uint32Array, place: number): boolean {
  return (bits[place >>> 5]! & (1 << (place & 31))) !== 0
}
