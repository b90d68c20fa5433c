import type { Stream } from '../random.ts'

const FIVE_DIGITS = 36 ** 5
const PAIRS = Array.from({ length: 36 * 36 }, (_, n) => n.toString(36).padStart(2, '0'))

/** Id of a place on the agent's screen: `dg-` and 9 to 11 base-36 digits (facts 1.2). */
export function drawPositionId(draw: Stream): string {
  const left = Math.floor(draw() * FIVE_DIGITS)
  const right = Math.floor(draw() * FIVE_DIGITS)
  const text = fiveDigits(left) + fiveDigits(right)
  const length = (left + right) % 3
  return length === 0 ? `dg-${text}` : length === 1 ? `dg-${text.slice(1)}` : `dg-${text}${(left % 36).toString(36)}`
}

/** A number below 36 ** 5 as five base-36 digits. */
function fiveDigits(number: number): string {
  const left = Math.floor(number / 1296)
  const middle = Math.floor(left / 36)
  return PAIRS[middle]! + (left - middle * 36).toString(36) + PAIRS[number - left * 1296]!
}
