import type { Bot } from '../bot.ts'
import { hash3, hashText, type Stream } from '../random.ts'

const salts = new Map<string, number>()

/**
 * A sequence with an address of its own, like those of `stream`, for the many small things of a segment: every number is
 * hashed from the address and its place, so that there is nothing to set up.
 */
export function drawsOf(bot: Bot, day: number, row: number, part: number, attribute: string): Stream {
  let salt = salts.get(attribute)
  if (salt === undefined) {
    salt = hashText(attribute)
    salts.set(attribute, salt)
  }
  const a = hash3(bot.salt ^ salt, day, row)
  const b = hash3(bot.salt + salt, part, a)
  let place = 0
  return () => hash3(a, b, place++) / 4_294_967_296
}
