import type { Problem } from '../scenario/error.ts'

/** What became of an edit to the files of the scenario, while they are watched. */
export interface ScenarioNews {
  readonly name: string
  /** False: it cannot be used, and the last good world stays. */
  readonly loaded: boolean
  readonly problems: readonly Problem[]
}
