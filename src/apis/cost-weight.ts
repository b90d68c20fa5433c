/** What an operation costs, in microseconds of one core: `npm run bench:weights` measures it, `docs/architecture.md` says how. */
export interface CostWeight {
  /** For each session that begins in the window (and, as sessions last up to 4 h, on the day before its first hours). */
  readonly session: number
  /** For each row of the page. */
  readonly row: number
}
