import alea, { type AleaState } from 'seedrandom/lib/alea.js'

/** Gives the next number of its sequence, in [0, 1). */
export type Stream = () => number

/**
 * A sequence of its own for an address such as (bot key, day, attribute): what one address draws never moves what
 * another draws (docs/architecture.md, "The world").
 */
export function stream(...address: readonly (string | number)[]): Stream {
  return alea('', { state: seeded(address.join('/')) })
}

/** The number from which the library begins to mash a text, and what it has become after each of the three blanks that it mashes before every seed. */
const MASH = 0xefc8249d
/** Makes a number in [0, 1) of 32 bits. */
export const UNIT32 = 2 ** -32
const blank1 = mash(' ', MASH)
const blank2 = mash(' ', blank1)
const blank3 = mash(' ', blank2)

/**
 * The state in which the library begins a seed. A calendar needs a sequence for each day of a bot's life and takes little
 * from it, so seeding is most of what it costs; here it takes 3 microseconds, in the library 5.
 */
function seeded(seed: string): AleaState {
  const n0 = mash(seed, blank3)
  const n1 = mash(seed, n0)
  const n2 = mash(seed, n1)
  return { c: 1, s0: minus(blank1, n0), s1: minus(blank2, n1), s2: minus(blank3, n2) }
}

/** Baagøe's mash of a text, going on from the number that the text before has left. */
function mash(text: string, from: number): number {
  let n = from
  for (let i = 0; i < text.length; i++) {
    n += text.charCodeAt(i)
    let h = 0.02519603282416938 * n
    n = h >>> 0
    h -= n
    h *= n
    n = h >>> 0
    h -= n
    n += h * 0x100000000
  }
  return n
}

/** The difference of two mashed numbers as parts of 1, from 0 on. */
function minus(a: number, b: number): number {
  const difference = (a >>> 0) * UNIT32 - (b >>> 0) * UNIT32
  return difference < 0 ? difference + 1 : difference
}

/**
 * A sequence of its own for a row of a day and an attribute (`hashText` of its name). Rows are many and each draws little:
 * seeding a `stream` from a text would cost more than all that is drawn from it, so this one (mulberry32) starts from a
 * hash of the address's numbers.
 */
export function rowStream(salt: number, day: number, row: number, attribute: number): Stream {
  let state = hash3(salt ^ attribute, day, row)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let x = Math.imul(state ^ (state >>> 15), state | 1)
    x ^= x + Math.imul(x ^ (x >>> 7), x | 61)
    return ((x ^ (x >>> 14)) >>> 0) / 4294967296
  }
}

/** One item of the list; all are equally likely. */
export function pick<T>(list: readonly T[], draw: Stream): T {
  if (list.length === 0) throw new RangeError('pick: the list is empty')
  return list[Math.floor(draw() * list.length)] as T
}

/** Running sums of weights, scaled to end at 1; all zero weights count as equal. */
export function cumulate(weights: readonly number[]): Float64Array {
  const sums = new Float64Array(weights.length)
  let total = 0
  for (const weight of weights) total += weight
  let sum = 0
  for (let i = 0; i < weights.length; i++) {
    sum += total > 0 ? weights[i]! / total : 1 / weights.length
    sums[i] = sum
  }
  // Rounding must not let the last one fall short; trailing zero weights stay impossible.
  for (let i = weights.length - 1; i >= 0; i--) {
    sums[i] = 1
    if (total <= 0 || weights[i]! > 0) break
  }
  return sums
}

/** Index into cumulated weights (`cumulate`). */
export function weighted(cumulative: Float64Array, draw: Stream): number {
  return indexOf(cumulative, draw())
}

/** First index whose running sum lies above `x`. */
export function indexOf(cumulative: Float64Array, x: number): number {
  let i = 0
  const last = cumulative.length - 1
  while (i < last && x >= cumulative[i]!) i++
  return i
}

/** The next index after one, round again, that a draw can come to; the same one where no other can. */
export function nextIndexOf(cumulative: Float64Array, i: number): number {
  let next = i
  do next = (next + 1) % cumulative.length
  while (next !== i && cumulative[next]! <= (cumulative[next - 1] ?? 0))
  return next
}

/** Steps of `RunningShares`: arrays of no more than 64 bytes cost little to make. */
const SHARE_STEPS = 64
const SEVERAL = 255

/** Weights in which a number of [0, 1) is looked up without a search, but where a step has several: for columns. */
export class RunningShares {
  readonly #sums: Float64Array
  readonly #steps = new Uint8Array(SHARE_STEPS)

  constructor(weights: readonly number[]) {
    this.#sums = cumulate(weights)
    for (let step = 0; step < SHARE_STEPS; step++) {
      const first = indexOf(this.#sums, step / SHARE_STEPS)
      const isAlone = first < SEVERAL && (this.#sums[first] ?? 1) >= (step + 1) / SHARE_STEPS
      this.#steps[step] = isAlone ? first : SEVERAL
    }
  }

  /** Index of the weight that a number falls into. */
  indexOf(x: number): number {
    const found = this.#steps[(x * SHARE_STEPS) | 0]!
    return found === SEVERAL ? indexOf(this.#sums, x) : found
  }
}

/** Whole number from `lo` to `hi`, both inclusive. */
export function between(lo: number, hi: number, draw: Stream): number {
  return lo + Math.floor(draw() * (hi - lo + 1))
}

/** Standard normal deviate; takes two draws. */
export function normal(draw: Stream): number {
  return Math.sqrt(-2 * Math.log(1 - draw())) * Math.cos(2 * Math.PI * draw())
}

/** Log-normal deviate; takes two draws. */
export function logNormal(median: number, sigma: number, draw: Stream): number {
  return median * Math.exp(sigma * normal(draw))
}

const QUANTILES = 4096
let quantiles: Float64Array<ArrayBuffer> | undefined

/** Standard normal deviate for a uniform `x` in [0, 1), from a table: for columns, where a logarithm for each row would cost too much. */
export function normalAt(x: number): number {
  quantiles ??= makeQuantiles()
  const place = x * QUANTILES
  const i = place | 0
  const low = quantiles[i]!
  return low + (place - i) * (quantiles[i + 1]! - low)
}

/** From here on a straight line between two points of the table is no good. */
const TAIL = 1 - 16 / QUANTILES
let logarithms: Float64Array<ArrayBuffer> | undefined

/** Exponential deviate of mean 1 for a uniform `x` in [0, 1), from a table but for the last few. */
export function exponentialAt(x: number): number {
  if (x >= TAIL) return -Math.log(1 - x)
  logarithms ??= Float64Array.from({ length: QUANTILES }, (_, i) => -Math.log(1 - i / QUANTILES))
  const place = x * QUANTILES
  const i = place | 0
  const low = logarithms[i]!
  return low + (place - i) * (logarithms[i + 1]! - low)
}

/** Log-normal deviates of median 1 in ascending order, as likely each: index it with `x * length | 0` for a uniform `x`. */
export function logNormals(sigma: number): Float64Array {
  const values = new Float64Array(QUANTILES)
  for (let i = 0; i < QUANTILES; i++) values[i] = Math.exp(sigma * normalAt((i + 0.5) / QUANTILES))
  return values
}

/** Acklam's rational approximation of the inverse normal, at the table's points; the ends are cut at 4.2 sigma. */
function makeQuantiles(): Float64Array<ArrayBuffer> {
  const points = new Float64Array(QUANTILES + 1)
  for (let i = 0; i <= QUANTILES; i++) points[i] = inverseNormal(Math.min(Math.max(i / QUANTILES, 1.3e-5), 1 - 1.3e-5))
  return points
}

function inverseNormal(p: number): number {
  if (p < 0.02425) return tail(Math.sqrt(-2 * Math.log(p)))
  if (p > 1 - 0.02425) return -tail(Math.sqrt(-2 * Math.log(1 - p)))
  const q = p - 0.5
  const r = q * q
  const above =
    ((((-39.69683028665376 * r + 220.9460984245205) * r - 275.9285104469687) * r + 138.357751867269) * r -
      30.66479806614716) *
      r +
    2.506628277459239
  const below =
    ((((-54.47609879822406 * r + 161.5858368580409) * r - 155.6989798598866) * r + 66.80131188771972) * r -
      13.28068155288572) *
      r +
    1
  return (above * q) / below
}

function tail(q: number): number {
  const above =
    ((((-0.007784894002430293 * q - 0.3223964580411365) * q - 2.400758277161838) * q - 2.549732539343734) * q +
      4.374664141464968) *
      q +
    2.938163982698783
  const below =
    (((0.007784695709041462 * q + 0.3224671290700398) * q + 2.445134137142996) * q + 3.754408661907416) * q + 1
  return above / below
}

/** Well-mixed 32 bits from 32-bit numbers (murmur3's rounds): check digits, and draws that need no sequence. */
export function hash32(...numbers: readonly number[]): number {
  let h = 0x9747b28c
  for (const number of numbers) h = mix(h, number)
  return finish(h)
}

/** `hash32` of two numbers, without an array. */
export function hash2(a: number, b: number): number {
  return finish(mix(mix(0x9747b28c, a), b))
}

/** `hash32` of three numbers, without an array. */
export function hash3(a: number, b: number, c: number): number {
  return finish(mix(mix(mix(0x9747b28c, a), b), c))
}

/**
 * The 31 bits that follow on 31 bits: a step of a sequence that is good enough to choose among a few, for loops in which `hash2` costs too
 * much. V8 keeps a number of 31 bits in a register, one of 32 it makes an object of until it has compiled the loop.
 */
export function quick(bits: number): number {
  const x = (Math.imul(bits ^ (bits >>> 15), 0x2c1b3c6d) + 0x6d2b79f5) | 0
  return (x ^ (x >>> 13)) >>> 1
}

/** A number of [0, 1) out of 31 bits is this times them. */
export const UNIT31 = 2 ** -31

function mix(h: number, number: number): number {
  return stirred(h, scrambled(number))
}

/** What a number adds to a hash, whatever that is. */
function scrambled(number: number): number {
  const k = Math.imul(number | 0, 0xcc9e2d51)
  return Math.imul((k << 15) | (k >>> 17), 0x1b873593)
}

function stirred(h: number, k: number): number {
  const x = h ^ k
  return (Math.imul((x << 13) | (x >>> 19), 5) + 0xe6546b64) | 0
}

function finish(hash: number): number {
  let h = hash
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

/** 32 bits from a text. */
export function hashText(text: string, seed = 0): number {
  return finish(through(text, mix(0x9747b28c, seed)) ^ text.length)
}

const SLASH = 47

/** `hashText` of `head/part/part…` for two seeds: each sign is read once, and no text is put together. */
export function hashPath(
  head: string,
  parts: readonly (string | number)[],
  seeds: readonly [number, number],
): readonly [number, number] {
  const slash = scrambled(SLASH)
  let one = mix(0x9747b28c, seeds[0])
  let two = mix(0x9747b28c, seeds[1])
  let length = head.length
  for (let i = -1; i < parts.length; i++) {
    const piece = i < 0 ? head : String(parts[i])
    if (i >= 0) {
      one = stirred(one, slash)
      two = stirred(two, slash)
      length += 1 + piece.length
    }
    for (let at = 0; at < piece.length; at++) {
      const sign = scrambled(piece.charCodeAt(at))
      one = stirred(one, sign)
      two = stirred(two, sign)
    }
  }
  return [finish(one ^ length), finish(two ^ length)]
}

function through(text: string, from: number): number {
  let h = from
  for (let i = 0; i < text.length; i++) h = mix(h, text.charCodeAt(i))
  return h
}
