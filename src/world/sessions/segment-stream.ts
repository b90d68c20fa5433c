import { hash3, type Stream, UNIT32 } from '../random.ts'
import type { RowAddress } from './types.ts'

/**
 * A sequence of draws with an address of its own, like those of `stream`, for the many small things of a segment: every
 * number is hashed from the address and its place in the sequence, so that there is nothing to set up.
 * @param attribute `hashText` of its name
 */
export function segmentStream({ bot, day, row }: RowAddress, segmentIndex: number, attribute: number): Stream {
  const a = hash3(bot.salt ^ attribute, day, row)
  const b = hash3(bot.salt + attribute, segmentIndex, a)
  let place = 0
  return () => hash3(a, b, place++) * UNIT32
}
