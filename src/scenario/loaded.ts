import { say } from '../errors/catalogue.ts'
import { digestOf } from './digest.ts'
import { type Problem, ScenarioError } from './error.ts'
import { loadScenario } from './load.ts'
import type { StartClock } from './start-clock.ts'
import type { Scenario } from './types.ts'

/** What came of loading a scenario, as plain data, which one thread can hand to another. */
export interface LoadedScenario {
  /** Undefined: it cannot be used. */
  readonly scenario?: Scenario
  /** What is wrong with it, and in which file. */
  readonly wrong?: { readonly file: string; readonly problems: readonly Problem[] }
  /** All files that were looked at, there or not, each with its digest. */
  readonly files: readonly (readonly [file: string, digest: string])[]
}

/** Loads a scenario by name or file, by the clock that a mock started with; never throws. */
export function loadedScenario(given: string, clock?: StartClock): LoadedScenario {
  const looked = new Set<string>()
  try {
    const scenario = loadScenario(given, { looked, ...(clock && { clock }) })
    for (const file of scenario.files) looked.add(file)
    return { scenario, files: digestsOf(looked) }
  } catch (error) {
    const { file, problems } = asScenarioError(given, error)
    return { wrong: { file, problems }, files: digestsOf(looked) }
  }
}

const digestsOf = (files: Iterable<string>) => [...files].map(file => [file, digestOf(file)] as const)

/** The error itself, or one around another that no check has foreseen. */
export function asScenarioError(given: string, error: unknown): ScenarioError {
  if (error instanceof ScenarioError) return error
  const reason = error instanceof Error ? error.message : String(error)
  return new ScenarioError(given, [{ path: '', ...say('KM_SCENARIO_FAILED', { reason }) }])
}
