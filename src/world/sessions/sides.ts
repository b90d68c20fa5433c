/** Values of `Timeline.sides`: who says a message. */
export const BOT_SIDE = 0
export const USER_SIDE = 1
export const AGENT_SIDE = 2

/** How many of the messages `from` to `to` - 1 a side says. */
export function messagesOf(side: number, sides: Uint8Array, from: number, to: number): number {
  let count = 0
  for (let message = from; message < to; message++) if (sides[message] === side) count++
  return count
}
