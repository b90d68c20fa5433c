const SECOND_MS = 1000
const EXACT_UNITS = [7 * 86_400, 86_400, 3_600, 60, 1].map(seconds => seconds * SECOND_MS)
/** Weeks, days, hours, minutes and seconds; no months or years, which are not always as long. */
const EXACT_DURATION = /^P(?=.)(?:(\d{1,6})W)?(?:(\d{1,6})D)?(?:T(?=.)(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,6})S)?)?$/

/** ms of an ISO 8601 duration that is always as long, such as `PT15M` or `P2D`; undefined: it is none. */
export function exactDuration(text: string): number | undefined {
  const parts = EXACT_DURATION.exec(text)
  if (parts === null) return undefined
  return EXACT_UNITS.reduce((sum, unit, i) => sum + unit * Number(parts[i + 1] ?? 0), 0)
}

/** ms as an ISO 8601 duration of hours, minutes and seconds, up to the next whole second. */
export function exactDurationText(ms: number): string {
  const seconds = Math.ceil(ms / SECOND_MS)
  const parts = [
    { count: Math.floor(seconds / 3_600), unit: 'H' },
    { count: Math.floor(seconds / 60) % 60, unit: 'M' },
    { count: seconds % 60, unit: 'S' },
  ]
  const text = parts.map(({ count, unit }) => (count === 0 ? '' : `${count}${unit}`)).join('')
  return `PT${text === '' ? '0S' : text}`
}
