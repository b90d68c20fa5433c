/**
 * The one rule of "over" (ruling R15): nothing exists after "now", and a session that has closed never changes as "now"
 * moves on. How long a session can last is known here alone; whoever asks whether something is over, or how far back to
 * look for what is not, asks here. All instants are ms UTC.
 */
import { DAY } from './time.ts'

/** No session on e-mail lasts longer (ms), and so none at all. */
const MAX_SPAN = 12 * 3_600_000
/** No other session lasts longer (ms). */
const MAX_SPAN_OF_TALK = 4 * 3_600_000

/** What of a day of sessions tells when they close: a `Day`. */
interface SpanSource {
  startOf(row: number): number
  spanOf(row: number): number
}

/** The longest that a session may last (ms), on e-mail or elsewhere. */
export function longestSpan(isEmail: boolean): number {
  return isEmail ? MAX_SPAN : MAX_SPAN_OF_TALK
}

/** Whether a session that is no e-mail would last longer than any may. */
export function isTooLong(span: number): boolean {
  return span > MAX_SPAN_OF_TALK
}

/** The instant from which on all is over that began at `start` or before. */
export function latestClose(start: number): number {
  return start + MAX_SPAN
}

/** The instant from which on all sessions are over that began on the UTC day of this midnight. */
export function latestCloseOfDay(midnight: number): number {
  return midnight + DAY + MAX_SPAN
}

/** What is under way at an instant, or says something at it, began at this instant or later. */
export function earliestStart(ms: number): number {
  return ms - MAX_SPAN
}

/** Whether all that began at `start` or before is over at `now`, however long it lasts. */
export function isSurelyOver(start: number, now: number): boolean {
  return start + MAX_SPAN <= now
}

/** Whether all sessions that began on the UTC day of this midnight are over at `now`. */
export function isDayOver(midnight: number, now: number): boolean {
  return midnight + DAY + MAX_SPAN <= now
}

/** The first row of a day that may not be over at `now`: those before it surely are. */
export function firstUnsettled(day: { rowAt(ms: number): number }, now: number): number {
  return day.rowAt(now - MAX_SPAN)
}

/** Whether what begins at `start` and lasts `span` ms is over at `now`; start and now count from the same instant. */
export function hasEnded(start: number, span: number, now: number): boolean {
  return start + span <= now
}

/** When a row's session closes. */
export function closesAt(day: SpanSource, row: number): number {
  return day.startOf(row) + day.spanOf(row)
}

/** Whether a row's session is closed at `now`. */
export function isClosed(day: SpanSource, row: number, now: number): boolean {
  return closesAt(day, row) <= now
}
