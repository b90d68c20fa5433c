import type { Control } from '../control/control.ts'
import { CorsRule } from '../control/cors-rule.ts'
import { parseInstant } from '../control/duration.ts'
import { MemoryControl } from '../control/memory-control.ts'
import { News } from '../control/news.ts'
import { StreamPlaces } from '../control/stream-places.ts'
import { TokenReader } from '../control/verify-token.ts'
import { say } from '../errors/catalogue.ts'
import { ownRefusal } from '../errors/own-refusal.ts'
import { Belongings, type Owner } from '../memory/belongings.ts'
import { DEFAULT_MEMORY_BYTES, Memory } from '../memory/memory.ts'
import { allAtOnce } from '../memory/steps.ts'
import { Offload } from '../offload/offload.ts'
import { Stretches } from '../offload/stretches.ts'
import { contradiction, DEFAULT_SEED } from '../scenario/check-world.ts'
import { ScenarioError } from '../scenario/error.ts'
import { MOST_OF_NAME } from '../scenario/limits.ts'
import { scenarioNames } from '../scenario/list.ts'
import { loadScenario } from '../scenario/load.ts'
import { type StartClock, startClock } from '../scenario/start-clock.ts'
import type { Story } from '../scenario/story.ts'
import type { AppSpec, AuthMode, Scenario } from '../scenario/types.ts'
import { WorldError } from '../world/time.ts'
import type { World } from '../world/types.ts'
import { worldByBots } from '../world/world.ts'
import { Delays } from './delays.ts'
import type { ScenarioNews } from './scenario-news.ts'

/** What a mock is started with; everything may be left out. */
export interface MockOptions {
  /** Any text; the same seed gives the same answers. Default: the scenario's, else `kore-mock`. */
  readonly seed?: string | undefined
  /** ISO instant at which the clock stands until it is moved. Default: the scenario's, else real time. */
  readonly now?: string | undefined
  /** The clock as it started, where another process or the program has looked at it. Default: it is looked at now. */
  readonly startClock?: StartClock | undefined
  /** Name of a scenario, path of a file, or a scenario already loaded. Default: `default`. */
  readonly scenario?: string | Scenario | undefined
  /** Who may call (ruling R11). Default: the scenario's, else `lenient`. */
  readonly auth?: AuthMode | undefined
  /** False: `X-Mock-*`, `Prefer` and `X-Test-Id` are not looked at. Default true. */
  readonly control?: boolean | undefined
  /** False: no CORS headers. Default true. */
  readonly cors?: boolean | undefined
  /** Origins whose pages may read the answers, such as `https://app.example.org`. Default: every one. */
  readonly corsOrigins?: readonly string[] | undefined
  /** Whether the console is served, a page to look at the mock, at `/console`; `/` leads to it. Default: it is. */
  readonly console?: boolean | undefined
  /** Bounds of the journal. Default 1,000 exchanges, 32 MB. */
  readonly journal?: { readonly entries?: number | undefined; readonly bytes?: number | undefined } | undefined
  /** Address it listens on. From one that other machines reach, callers may name it by its addresses too. Default 127.0.0.1. */
  readonly host?: string | undefined
  /** Names by which admin API and pages may be called beside localhost, such as that of a container. */
  readonly allowHosts?: readonly string[] | undefined
  /** With it the admin API may be called from other machines, by who sends it. */
  readonly adminToken?: string | undefined
  /** Bytes of memory for all that the mock keeps but its journal, its worker thread included. Default 192 MB. */
  readonly memoryBytes?: number | undefined
  /** Another name of `memoryBytes`, which wins where both are given. */
  readonly cacheBytes?: number | undefined
  /** ms that an answer may take on the main thread, by estimate; longer ones are left to a worker thread. Default 40. */
  readonly maxBlockMs?: number | undefined
  /**
   * Worker threads at most for what takes long; they share the memory for it. Default: one less than there are cores, at least one,
   * as far as each has 16 MB (two of the 192 MB that are usual).
   */
  readonly threads?: number | undefined
  /**
   * False: no page is made before it is asked for. Default: where there is a core for it, who asks for pages one after
   * the other has the next one made in idle time.
   */
  readonly readsAhead?: boolean | undefined
}

/** What a mock is put together from; each is its own where it is absent. */
export interface MockParts {
  /** Where what changes is kept: in this process, with the same memory. */
  readonly control?: Control | undefined
  /** What is kept: as much as the options say. */
  readonly memory?: Memory | undefined
  /** The story that it is started for. */
  readonly story?: Story | undefined
}

/** A scenario with its world made: what one request is answered from. */
export interface Stage extends Owner {
  readonly name: string
  readonly seed: string
  readonly scenario: Scenario
  /** What the scenario takes in memory, about; its world is counted apart. */
  readonly bytes: number
  readonly world: World
  readonly auth: AuthMode
  /** ms UTC at which the scenario's clock stands. */
  readonly now: number | undefined
  /** Apps by client id. */
  readonly apps: ReadonlyMap<string, AppSpec>
  /** Name and seed as header texts. */
  readonly headers: { readonly name: string; readonly seed: string }
}

/** Bytes that a character of JSON takes once it is read: 1 to 4.8 in the shipped scenarios, mostly 3. */
const OBJECTS_TO_TEXT = 3
/** A scenario named in a request is a name, never a path. */
const SCENARIO_NAME = /^[a-z0-9][a-z0-9-]{0,63}$/

/** The memory that a mock may take by its options. */
export function memoryOf({ memoryBytes, cacheBytes }: Pick<MockOptions, 'memoryBytes' | 'cacheBytes'>): Memory {
  return new Memory(memoryBytes ?? cacheBytes ?? DEFAULT_MEMORY_BYTES)
}

/** The state of one running mock: nothing of it is global, so that several can live in one process. */
export class Mock {
  readonly options: MockOptions
  /** What changes: clock, faults, quotas, journal, switches. */
  readonly control: Control
  /** Whether `X-Mock-*`, `Prefer` and `X-Test-Id` are looked at. */
  readonly readsControlHeaders: boolean
  /** Who may read answers from a page of another origin. Undefined: nobody, and nothing is said of it. */
  readonly cors: CorsRule | undefined
  /** All that it keeps, the journal apart. */
  readonly memory: Memory
  /** What was read off tokens. */
  readonly tokens: TokenReader
  /** What became of edits to the scenario's files: `--watch`. */
  readonly news = new News<ScenarioNews>()
  /** Who reads the events of its journal. */
  readonly streamPlaces = new StreamPlaces()
  /** Answers what takes long. */
  readonly offload: Offload
  /** Work of the main thread, in turns. */
  readonly stretches = new Stretches()
  /** Answers that wait, as a fault or the request itself wants it. */
  readonly delays = new Delays()
  /** By which scenarios resolve what they say by the clock, those too that are asked for later. */
  readonly startClock: StartClock
  readonly #stages = new Map<string, Stage>()
  /** Name of the scenario that it was started with. */
  readonly startedWith: string
  /** The story that it was started for: it is listed before those that are shipped. */
  readonly story: Story | undefined
  /** Text of the scenario that answers, where it was sent as one or is that of a story. */
  usedText: string | undefined
  #main: Stage
  #lastChange: Promise<void> = Promise.resolve()

  /**
   * @throws ScenarioError when the scenario cannot be loaded, RangeError for a `now` that is not an instant, a seed that
   * is half a surrogate pair, an origin that is none.
   */
  constructor(options: MockOptions = {}, { control, memory, story }: MockParts = {}) {
    this.options = options
    this.story = story
    this.startClock = options.startClock ?? startClock(options.now)
    this.memory = memory ?? memoryOf(options)
    this.tokens = new TokenReader(this.memory.budget('tokens'))
    this.control = control ?? new MemoryControl({ ...options, memory: this.memory })
    this.readsControlHeaders = options.control ?? true
    const cors = new CorsRule(options.corsOrigins)
    this.cors = options.cors === false ? undefined : cors
    const scenario = options.scenario ?? 'default'
    this.#main = this.#makeStage(
      typeof scenario === 'string' ? loadScenario(scenario, { clock: this.startClock }) : scenario,
    )
    this.startedWith = this.#main.name
    this.#stages.set(this.#main.name, this.#main)
    this.offload = new Offload(this.memory.budget('offload'), {
      maxBlock: options.maxBlockMs,
      threads: options.threads,
      readsAhead: options.readsAhead,
    })
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
    const stage = this.#makeStage(loadScenario(name, { clock: this.startClock }))
    this.#stages.set(name, stage)
    return stage
  }

  /**
   * Puts another version of a scenario in place, `--watch`: the old one answers until it is made, and stays where nothing can be made of it.
   * @throws ScenarioError
   */
  replace(scenario: Scenario): Promise<void> {
    return this.#inOrder(() => this.#put(scenario))
  }

  async #put(scenario: Scenario): Promise<void> {
    const stage = await this.stretches.byYields(this.#stageInSteps(scenario))
    const old = this.#stages.get(scenario.name)
    if (old !== undefined) this.#letGo(old)
    this.#stages.set(stage.name, stage)
    if (stage.name === this.#main.name) this.#main = stage
  }

  /**
   * Answers from another scenario from now on, wherever nobody asked for one: by name, or one that was made.
   * @param text what it was made of
   * @throws Refusal 400 that lists the names there are; ScenarioError
   */
  use(scenario: Scenario | string, text?: string): Promise<void> {
    return this.#inOrder(async () => {
      const name = typeof scenario === 'string' ? scenario : scenario.name
      if (typeof scenario !== 'string') await this.#put(scenario)
      this.#main = this.stage(name)
      this.usedText = text
    })
  }

  /** What takes the place of a scenario is made one after the other, so that every process ends with the same. */
  #inOrder(change: () => Promise<void>): Promise<void> {
    const done = this.#lastChange.then(change)
    this.#lastChange = done.catch(() => {})
    return done
  }

  /** Refuses what is still to be answered, and lets go of the worker thread. */
  async close(): Promise<void> {
    this.delays.close()
    await this.offload.close()
  }

  /** Names a request may use, sorted. */
  scenarioNames(): string[] {
    return [...new Set([this.#main.name, this.startedWith, ...scenarioNames()])].sort()
  }

  /** Forgets a stage that another one takes the place of. */
  #letGo({ world, bytes, belongings }: Stage): void {
    world.clear()
    belongings.clear()
    this.memory.budget('scenarios').hold(-bytes, -1)
  }

  #makeStage(scenario: Scenario): Stage {
    return allAtOnce(this.#stageInSteps(scenario))
  }

  *#stageInSteps(scenario: Scenario): Generator<undefined, Stage> {
    const seed = this.options.seed ?? scenario.seed ?? DEFAULT_SEED
    const headers = { name: headerText(scenario.name), seed: headerText(seed) }
    const bytes = yield* scenarioBytes(scenario)
    const world = yield* this.#worldOf(scenario, seed)
    this.memory.budget('scenarios').hold(bytes, 1)
    return {
      name: scenario.name,
      seed,
      scenario,
      bytes,
      belongings: new Belongings(this.memory),
      world,
      auth: this.options.auth ?? scenario.auth ?? 'lenient',
      now: scenario.now === undefined ? undefined : parseInstant(scenario.now),
      apps: new Map(scenario.apps.map(app => [app.clientId, app])),
      headers,
    }
  }

  /**
   * The world of a scenario. Whether it contradicts itself may depend on the seed, by the users that pins name.
   * @throws ScenarioError
   */
  *#worldOf(scenario: Scenario, seed: string): Generator<undefined, World> {
    try {
      return yield* worldByBots({ ...scenario.world, seed }, this.memory, this.stretches)
    } catch (error) {
      if (!(error instanceof WorldError)) throw error
      throw new ScenarioError(scenario.name, [{ path: '', ...contradiction(error.message) }])
    }
  }
}

/** Bytes of a scenario as objects: some times its text. Packs are not counted: each is read once a process. */
function* scenarioBytes({ world, ...rest }: Scenario): Generator<undefined, number> {
  let characters = JSON.stringify([rest, { ...world, bots: undefined, packs: undefined }]).length
  const counted = new Set<unknown>()
  for (const bot of world.bots) {
    // What bots share is there once.
    const own = Object.fromEntries(Object.entries(bot).filter(([, part]) => !counted.has(part)))
    for (const part of Object.values(own)) if (typeof part === 'object') counted.add(part)
    characters += JSON.stringify(own).length
    yield
  }
  return OBJECTS_TO_TEXT * characters
}

/** Headers are plain ASCII; other texts travel percent-encoded. */
function headerText(text: string): string {
  if (/\p{Surrogate}/u.test(text))
    throw new RangeError(say('KM_TEXT_HALF_SURROGATE', { found: JSON.stringify(text) }).message)
  if (text.length > MOST_OF_NAME)
    throw new RangeError(`a seed must have at most ${MOST_OF_NAME} characters; found ${text.length}`)
  return /^[\x20-\x7e]*$/.test(text) ? text : encodeURIComponent(text)
}
