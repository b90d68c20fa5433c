import type { Control } from '../control/control.ts'
import { parseInstant } from '../control/duration.ts'
import { MemoryControl } from '../control/memory-control.ts'
import { say } from '../errors/catalogue.ts'
import { ownRefusal } from '../errors/own-refusal.ts'
import { Offload } from '../offload/offload.ts'
import { scenarioNames } from '../scenario/list.ts'
import { loadScenario } from '../scenario/load.ts'
import type { AppSpec, AuthMode, Scenario } from '../scenario/types.ts'
import { createWorld, type World } from '../world/world.ts'

/** What a mock is started with; everything may be left out. */
export interface MockOptions {
  /** Any text; the same seed gives the same answers. Default: the scenario's, else `kore-mock`. */
  readonly seed?: string | undefined
  /** ISO instant at which the clock stands until it is moved. Default: the scenario's, else real time. */
  readonly now?: string | undefined
  /** Name of a scenario, path of a file, or a scenario already loaded. Default: `default`. */
  readonly scenario?: string | Scenario | undefined
  /** Who may call (ruling R11). Default: the scenario's, else `lenient`. */
  readonly auth?: AuthMode | undefined
  /** False: `X-Mock-*`, `Prefer` and `X-Test-Id` are not looked at. Default true. */
  readonly control?: boolean | undefined
  /** False: no CORS headers. Default true. */
  readonly cors?: boolean | undefined
  /** Bounds of the journal. Default 1,000 exchanges, 32 MB. */
  readonly journal?: { readonly entries?: number | undefined; readonly bytes?: number | undefined } | undefined
  /** With it the admin API may be called from other machines, by who sends it. */
  readonly adminToken?: string | undefined
  /** Memory for made days, in bytes: one half for the main thread, one for the worker thread. Default 128 MB. */
  readonly cacheBytes?: number | undefined
  /** ms that an answer may take on the main thread, by estimate; longer ones are left to a worker thread. Default 40. */
  readonly maxBlockMs?: number | undefined
}

/** A scenario with its world made: what one request is answered from. */
export interface Stage {
  readonly name: string
  readonly seed: string
  readonly scenario: Scenario
  readonly world: World
  readonly auth: AuthMode
  /** ms UTC at which the scenario's clock stands. */
  readonly now: number | undefined
  /** Apps by client id. */
  readonly apps: ReadonlyMap<string, AppSpec>
  /** Name and seed as header texts. */
  readonly headers: { readonly name: string; readonly seed: string }
}

const DEFAULT_SEED = 'kore-mock'
export const DEFAULT_CACHE_BYTES = 128 * 1024 * 1024
/** The main thread and the worker thread. */
const THREADS = 2
/** A scenario named in a request is a name, never a path. */
const SCENARIO_NAME = /^[a-z0-9][a-z0-9-]{0,63}$/

/** The state of one running mock: nothing of it is global, so that several can live in one process. */
export class Mock {
  readonly options: MockOptions
  /** What changes: clock, faults, quotas, journal, switches. */
  readonly control: Control
  /** Whether `X-Mock-*`, `Prefer` and `X-Test-Id` are looked at. */
  readonly readsControlHeaders: boolean
  readonly cors: boolean
  /** Answers what takes long. */
  readonly offload: Offload
  readonly #stages = new Map<string, Stage>()
  #main: Stage

  /**
   * @param control where what changes is kept; absent: in this process.
   * @throws ScenarioError when the scenario cannot be loaded, RangeError for a `now` that is not an instant.
   */
  constructor(options: MockOptions = {}, control: Control = new MemoryControl(options)) {
    this.options = options
    this.control = control
    this.readsControlHeaders = options.control ?? true
    this.cors = options.cors ?? true
    const scenario = options.scenario ?? 'default'
    this.#main = this.#makeStage(typeof scenario === 'string' ? loadScenario(scenario) : scenario)
    this.#stages.set(this.#main.name, this.#main)
    this.offload = new Offload(options.maxBlockMs)
  }

  /** The scenario that answers when nobody asked for another. */
  get main(): Stage {
    return this.#main
  }

  /** Stage of a bot: the one it was switched to, else the main one. */
  stageOf(botId: string | undefined): Stage {
    const { switches } = this.control
    if (botId === undefined || switches.size === 0) return this.#main
    const name = switches.get(botId)
    return name === undefined ? this.#main : this.stage(name)
  }

  /**
   * Stage of a scenario by name, loaded on first use.
   * @throws Refusal 400 that lists the names there are.
   */
  stage(name: string): Stage {
    const known = this.#stages.get(name)
    if (known !== undefined) return known
    const names = this.scenarioNames()
    if (!SCENARIO_NAME.test(name) || !names.includes(name)) {
      throw ownRefusal(400, say('KM_STEER_SCENARIO', { asked: name.slice(0, 64), known: names.join(', ') }))
    }
    const stage = this.#makeStage(loadScenario(name))
    this.#stages.set(name, stage)
    return stage
  }

  /** Puts another version of a scenario in place: `--watch`. */
  replace(scenario: Scenario): void {
    const stage = this.#makeStage(scenario)
    this.#stages.set(stage.name, stage)
    if (stage.name === this.#main.name) this.#main = stage
  }

  /** Names a request may use, sorted. */
  scenarioNames(): string[] {
    return [...new Set([this.#main.name, ...scenarioNames()])].sort()
  }

  #makeStage(scenario: Scenario): Stage {
    const seed = this.options.seed ?? scenario.seed ?? DEFAULT_SEED
    const cacheBytes = Math.floor((this.options.cacheBytes ?? DEFAULT_CACHE_BYTES) / THREADS)
    return {
      name: scenario.name,
      seed,
      scenario,
      world: createWorld({ ...scenario.world, seed, cacheBytes }),
      auth: this.options.auth ?? scenario.auth ?? 'lenient',
      now: scenario.now === undefined ? undefined : parseInstant(scenario.now),
      apps: new Map(scenario.apps.map(app => [app.clientId, app])),
      headers: { name: headerText(scenario.name), seed: headerText(seed) },
    }
  }
}

/** Headers are plain ASCII; other texts travel percent-encoded. */
const headerText = (text: string) => (/^[\x20-\x7e]*$/.test(text) ? text : encodeURIComponent(text))
