/** How many bits of 32 are set. */
export function countBits(bits: number): number {
  let count = 0
  for (let rest = bits; rest !== 0; rest &= rest - 1) count++
  return count
}

/** The first step from `first` on, 1 at least, that comes to each of `places` places once when one goes on by it and round again. */
export function stepThrough(places: number, first: number): number {
  let step = Math.max(1, first)
  while (commonDivisor(step, places) > 1) step++
  return step
}

function commonDivisor(a: number, b: number): number {
  let x = a
  let y = b
  while (y > 0) {
    const rest = x % y
    x = y
    y = rest
  }
  return x
}
