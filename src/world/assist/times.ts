import { DAY } from '../time.ts'

const TWO = Array.from({ length: 60 }, (_, n) => String(n).padStart(2, '0'))
const THREE = Array.from({ length: 1000 }, (_, n) => String(n).padStart(3, '0'))
let lastDay = Number.NaN
let lastText = ''

/** ISO text of an instant, UTC, with milliseconds: as `toISOString`, whose way through the calendar is long for a page of them. */
export function iso(ms: number): string {
  const day = Math.floor(ms / DAY)
  if (day !== lastDay) {
    lastText = new Date(day * DAY).toISOString().slice(0, 11)
    lastDay = day
  }
  const rest = ms - day * DAY
  const seconds = Math.floor(rest / 1000)
  const minutes = Math.floor(seconds / 60)
  const hours = Math.floor(minutes / 60)
  return `${lastText}${TWO[hours]}:${TWO[minutes - hours * 60]}:${TWO[seconds - minutes * 60]}.${THREE[Math.floor(rest - seconds * 1000)]}Z`
}
