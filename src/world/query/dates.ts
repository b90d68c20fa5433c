import { DAY, iso } from '../time.ts'

/** A UTC day number as queries show it, `mm-dd-yyyy` (facts 10.5). */
export function showDate(day: number): string {
  const text = iso(day * DAY)
  return `${text.slice(5, 7)}-${text.slice(8, 10)}-${text.slice(0, 4)}`
}

/** Days since 1970 of `mm-dd-yyyy` (facts 10.5) or `yyyy-mm-dd`; undefined for another text. */
export function dayNumber(text: string): number | undefined {
  const american = /^(\d\d)-(\d\d)-(\d{4})$/.exec(text)
  const date = american === null ? text : `${american[3]}-${american[1]}-${american[2]}`
  if (!/^\d{4}-\d\d-\d\d$/.test(date)) return undefined
  const ms = Date.parse(date)
  // Date.parse lets 2026-02-30 through as 2 March.
  return Number.isNaN(ms) || iso(ms).slice(0, 10) !== date ? undefined : ms / DAY
}
