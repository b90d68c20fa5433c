import { DAY, HOUR } from '../../src/world/time.ts'
import type { Zone } from '../../src/world/zones.ts'

export const WEEKDAYS: readonly string[] = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

/** ms since midnight of the zone's day. */
const sinceMidnight = (zone: Zone, ms: number) => (ms + zone.offsetAt(ms)) % DAY

/** 0 to 23, in the zone. */
export const hourOf = (zone: Zone, ms: number) => Math.floor(sinceMidnight(zone, ms) / HOUR)

/** 0 for Monday, in the zone; 1970-01-01 was a Thursday. */
export const weekdayOf = (zone: Zone, ms: number) => (zone.dayOf(ms) + 3) % 7

export const isWeekend = (zone: Zone, ms: number) => weekdayOf(zone, ms) >= 5

/** `YYYY-MM-DD` in the zone. */
export const dateOf = (zone: Zone, ms: number) => new Date(zone.dayOf(ms) * DAY).toISOString().slice(0, 10)

/** `0` to `23`. */
export const HOURS: readonly string[] = Array.from({ length: 24 }, (_, hour) => String(hour))
