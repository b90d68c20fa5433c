import { promises, type Stats } from 'node:fs'
import { digestLater, digestOf } from './digest.ts'
import { ScenarioError } from './error.ts'
import { loadBeside } from './load-beside.ts'
import { asScenarioError, type LoadedScenario } from './loaded.ts'
import type { Scenario } from './types.ts'

/** ms between two looks. What is the same in two of them in a row is taken as written to its end. */
const INTERVAL = 200
/** Bytes up to which a file is always read: its size and its times may be the same after a change. */
const SMALL = 64 * 1024

/** Who is told. What `changed` throws is told to `broken`. */
export interface Watching {
  readonly changed: (scenario: Scenario) => void | Promise<void>
  readonly broken: (error: ScenarioError) => void
  /** Loads a scenario by name or file, and never throws; a thread beside does where nothing is said. */
  readonly load?: (given: string) => Promise<LoadedScenario>
}

/** What a file was at one look. */
interface Look {
  readonly stats: Pick<Stats, 'ino' | 'size' | 'mtimeMs' | 'ctimeMs'> | undefined
  /** Of its bytes; or why it has none. */
  readonly digest: string
}

type Looks = ReadonlyMap<string, Look>

/**
 * Loads a scenario anew whenever one of its files holds something else. Files that no longer hold a scenario are reported and
 * change nothing: the last good world stays.
 *
 * The files are looked at again and again by their paths (D110): nothing else sees an editor's new file of the same name, a
 * link that points elsewhere, a folder that was away, and a network file system, alike.
 * @returns a function that ends the watch, which keeps no process alive.
 */
export function watchScenario(scenario: Scenario, given: string, on: Watching): () => void {
  const watch = new Watch(scenario.files, given, on)
  return () => watch.end()
}

class Watch {
  readonly #given: string
  readonly #on: Watching
  /** Files of the last good scenario. */
  #files: readonly string[]
  /** What was loaded last, good or not; it names the files that are looked at. */
  #loaded: Looks
  #last: Looks
  #timer: NodeJS.Timeout | undefined
  #isOver = false

  constructor(files: readonly string[], given: string, on: Watching) {
    this.#files = files
    this.#given = given
    this.#on = on
    this.#loaded = new Map(files.map(file => [file, firstLook(file)]))
    this.#last = this.#loaded
    this.#wait()
  }

  end(): void {
    this.#isOver = true
    clearTimeout(this.#timer)
  }

  #wait(): void {
    this.#timer = setTimeout(async () => {
      await this.#step()
      if (!this.#isOver) this.#wait()
    }, INTERVAL)
    this.#timer.unref()
  }

  async #step(): Promise<void> {
    const now = await lookAt(this.#loaded.keys(), this.#last)
    const settled = isSame(now, this.#last)
    this.#last = now
    if (!settled || isSame(now, this.#loaded) || this.#isOver) return
    const loaded = await (this.#on.load ?? loadBeside)(this.#given)
    if (this.#isOver) return
    if (loaded.scenario !== undefined) this.#files = loaded.scenario.files
    // As they were before they were read: what was written meanwhile is a change, perhaps one that is loaded already. Files that
    // nobody has looked at before are as the loader found them.
    const looks: [string, Look][] = [...now]
    for (const [file, digest] of loaded.files) if (!now.has(file)) looks.push([file, { stats: undefined, digest }])
    const wanted = new Set([...this.#files, ...loaded.files.map(([file]) => file)])
    this.#loaded = new Map(loaded.files.length === 0 ? now : looks.filter(([file]) => wanted.has(file)))
    this.#last = this.#loaded
    await this.#tell(loaded)
  }

  async #tell({ scenario, wrong }: LoadedScenario): Promise<void> {
    if (wrong !== undefined) this.#on.broken(new ScenarioError(wrong.file, wrong.problems))
    if (scenario === undefined) return
    try {
      await this.#on.changed(scenario)
    } catch (error) {
      this.#on.broken(asScenarioError(this.#given, error))
    }
  }
}

/** One file after the other: all of a file system that hangs would take all threads that read files, for others too. */
async function lookAt(files: Iterable<string>, before: Looks): Promise<Looks> {
  const looks = new Map<string, Look>()
  for (const file of files) looks.set(file, await look(file, before.get(file)))
  return looks
}

async function look(file: string, before: Look | undefined): Promise<Look> {
  const stats = await promises.stat(file).catch(() => undefined)
  const isKnown = before !== undefined && isSameFile(stats, before.stats)
  if (isKnown && (stats?.size ?? 0) > SMALL) return before
  return { stats, digest: await digestLater(file) }
}

const isSameFile = (one: Look['stats'], other: Look['stats']) =>
  one?.ino === other?.ino &&
  one?.size === other?.size &&
  one?.mtimeMs === other?.mtimeMs &&
  one?.ctimeMs === other?.ctimeMs

const isSame = (some: Looks, others: Looks) =>
  some.size === others.size && [...some].every(([file, { digest }]) => others.get(file)?.digest === digest)

/** At a file that was just read, at once: what is written later is a change. */
const firstLook = (file: string): Look => ({ stats: undefined, digest: digestOf(file) })
