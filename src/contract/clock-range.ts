/** Where the clock of a world stands, ms UTC, both ends included: so that a calendar has a bounded number of days to sum up (decision D108). */
export const CLOCK_RANGE = { first: Date.UTC(2000, 0, 1), last: Date.UTC(2100, 0, 1) } as const

/** The same for a person. */
export const CLOCK_RANGE_TEXT = 'between 2000-01-01 and 2100-01-01'

/** Whether the clock of a world may stand there. */
export const isInClockRange = (ms: number): boolean => ms >= CLOCK_RANGE.first && ms <= CLOCK_RANGE.last
