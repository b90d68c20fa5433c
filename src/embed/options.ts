import type { AppOptions } from '../fastify/app-options.ts'
import type { ScenarioFile } from '../scenario/file.ts'
import type { AuthMode } from '../scenario/types.ts'

/** How a mock is started from a program; all of it may be left out. */
export interface KoreMockOptions extends Omit<AppOptions, 'scenario' | 'now'> {
  /** Name of a shipped scenario, path of a file, or a scenario as an object. Default `default`. */
  scenario?: string | ScenarioFile
  /** Instant at which the clock stands until it is moved: ISO text or Date. Default: the scenario's, else real time. */
  now?: string | Date
  /** 0 (default) picks a free one; false: no socket at all, for `inject`. */
  port?: number | false
  /** Address it listens on. Default 127.0.0.1. */
  host?: string
  /** Who may call (ruling R11). */
  auth?: AuthMode
}
