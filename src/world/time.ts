/** ms of a day. */
export const DAY = 86_400_000

/** No session lasts longer (ms): what concerns an instant began at most this long before it. */
export const MAX_SPAN = 4 * 3_600_000

/** UTC day number of an instant. */
export function dayOf(ms: number): number {
  return Math.floor(ms / DAY)
}

/** UTC day number of a date `YYYY-MM-DD`, or of any ISO instant. */
export function dayOfDate(text: string): number {
  const ms = Date.parse(text)
  if (Number.isNaN(ms)) throw new WorldError(`"${text}" is not a date`)
  return dayOf(ms)
}

/** Something in a `WorldSpec` that no world can be made from; the message says what and where. */
export class WorldError extends Error {
  override name = 'WorldError'
}
