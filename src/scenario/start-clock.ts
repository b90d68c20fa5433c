/** The clock of a mock as it starts: what a scenario says by the clock is resolved by it, once. */
export interface StartClock {
  /** ms UTC at which a flag or a program has the clock stand; absent: the scenario may say it. */
  readonly set?: number | undefined
  /** Real time, ms UTC. */
  readonly real: number
}

/** The clock of a mock that starts now. @param set ISO instant at which it is to stand */
export function startClock(set?: string): StartClock {
  return { set: set === undefined ? undefined : Date.parse(set), real: Date.now() }
}
