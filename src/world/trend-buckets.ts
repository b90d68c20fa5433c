import { DAY, HOUR } from './time.ts'
import type { Zone } from './zones.ts'

/** ms UTC, `to` exclusive. */
export interface TimeSpan {
  readonly from: number
  readonly to: number
}

/** One point of a trend. */
export interface TrendBucket {
  /** Day of the range, or 24 x day + local hour. */
  readonly index: number
  /** Ascending; one, but where the clock goes back across an edge of the bucket. */
  readonly spans: readonly TimeSpan[]
}

/**
 * Cuts local days into days or hours of the zone's clock (ruling R17): an hour the clock leaves out is in no bucket, an
 * hour it shows twice is one.
 * @param since nothing happened before (ms UTC)
 * @param until nothing happens after (ms UTC)
 * @returns the buckets that have any time at all, ascending
 */
export function cutByClock(
  range: { readonly firstDay: number; readonly lastDay: number; readonly zone: Zone; readonly hourly: boolean },
  since: number,
  until: number,
): TrendBucket[] {
  const buckets = new Map<number, TimeSpan[]>()
  const start = range.firstDay * DAY
  const end = (range.lastDay + 1) * DAY
  // No clock is further from UTC than a day.
  const from = Math.max(start - DAY, since)
  const to = Math.min(end + DAY, until + 1)
  if (from >= to) return []
  const steps = range.zone.steps(from, to)
  const width = range.hourly ? HOUR : DAY
  steps.forEach(({ at, offset }, i) => {
    const localEnd = Math.min(end, (steps[i + 1]?.at ?? to) + offset, to + offset)
    for (let local = Math.max(start, at + offset); local < localEnd; ) {
      const next = Math.min(localEnd, (Math.floor(local / width) + 1) * width)
      addSpan(buckets, Math.floor((local - start) / width), local - offset, next - offset)
      local = next
    }
  })
  return [...buckets].map(([index, spans]) => ({ index, spans })).sort((a, b) => a.index - b.index)
}

function addSpan(buckets: Map<number, TimeSpan[]>, index: number, from: number, to: number): void {
  const spans = buckets.get(index)
  if (spans === undefined) {
    buckets.set(index, [{ from, to }])
    return
  }
  const last = spans.at(-1)!
  if (last.to === from) spans[spans.length - 1] = { from: last.from, to }
  else spans.push({ from, to })
}
