/** What an operation costs, in microseconds of one core: `npm run bench:weights` measures it, `docs/architecture.md` says how. */
export interface CostWeight {
  /** For each session that begins in the window (and, as sessions last up to 12 h, on the day before its first hours). */
  readonly session: number
  /** For each row of the page. */
  readonly row: number
  /** For each row left out before the page, where they have to be found one by one. */
  readonly skipped?: number
  readonly search?: SearchWeight
}

/** What a search adds for each session of the window, where columns alone do not answer it. */
export interface SearchWeight {
  /** Fields of the request that ask for it. */
  readonly fields: readonly string[]
  readonly session: number
  /** For each condition of `tags`. */
  readonly condition: number
  /** Conditions on tags of the user are read off columns. */
  readonly userTagsInColumns: boolean
}
