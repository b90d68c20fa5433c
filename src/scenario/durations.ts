import { exactDuration } from '../contract/duration.ts'
import { HOUR, MINUTE } from '../world/time.ts'

const DURATION_TEXT = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/

/** Whether a text is a duration. */
export const isDuration = (text: string): boolean => text !== '' && DURATION_TEXT.test(text)

/** ms of a duration as the schema has them: `90s`, `6m`, `1h30m`; where it may be long `P2D` and `PT15M` too. */
export function durationMs(text: string): number {
  const exact = exactDuration(text)
  if (exact !== undefined) return exact
  const [hours = 0, minutes = 0, seconds = 0] = (DURATION_TEXT.exec(text) ?? []).slice(1).map(part => Number(part ?? 0))
  return hours * HOUR + minutes * MINUTE + seconds * 1000
}
