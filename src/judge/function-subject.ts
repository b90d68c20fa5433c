import { type ClientFacts, newToken } from './client-facts.ts'
import { judgedFetch } from './fetch-face.ts'
import { ROW_KINDS, type RowKind } from './schedule.ts'
import type { Attempt, AttemptEnd, ClientText, Stored, StoredRow, StoredRows, Subject } from './subject.ts'
import { VirtualTime } from './time-source.ts'
import type { Trial } from './trial.ts'

/** What a client that is a function is given. */
export interface ClientInput extends ClientFacts {
  /** As the global one, without a socket; `baseUrl` answers the global one too. */
  readonly fetch: typeof fetch
  /** Waits by the judge's own time, which passes at once. */
  readonly sleep: (ms: number) => Promise<void>
  /** ms since 1970 on the world's clock. */
  readonly now: () => number
  /** Another token, as by signing one. */
  readonly newToken: () => string
  /** What survives runs and kills, as files do. */
  readonly store: Map<string, unknown>
}

/** What it gives at the end of a run: all rows that it has stored by now. Rows alone are sessions. */
export type ClientOutput = readonly object[] | { readonly [Kind in RowKind]?: readonly object[] }

/** A client that is a function of this process. */
export type JudgedFunction = (input: ClientInput) => Promise<ClientOutput> | ClientOutput

/** Runs a function by a time of the judge's own. */
export class FunctionSubject implements Subject {
  readonly time = new VirtualTime()
  readonly timeout: number
  readonly #client: JudgedFunction
  #store = new Map<string, unknown>()
  #rows: StoredRows = new Map()

  constructor(client: JudgedFunction, timeout: number) {
    this.#client = client
    this.timeout = timeout
  }

  clear(): void {
    this.time.clear()
    this.#store = new Map()
    this.#rows = new Map()
  }

  start(trial: Trial, facts: ClientFacts): Attempt {
    const input: ClientInput = {
      ...facts,
      fetch: judgedFetch(trial, this.time),
      sleep: ms => this.time.sleep(ms),
      now: () => trial.worldNow,
      newToken: () => newToken(trial.mock),
      store: this.#store,
    }
    return { done: this.#run(input), kill: () => this.time.clear() }
  }

  logs(): readonly ClientText[] {
    return []
  }

  stored(): Stored {
    return { rows: this.#rows, notes: [] }
  }

  async #run(input: ClientInput): Promise<AttemptEnd> {
    const { store } = input
    try {
      const rows = await this.#client(input)
      // A function that was killed has no say any more.
      if (store === this.#store) this.#rows = storedOf(rows)
      return {}
    } catch (error) {
      return { failure: error instanceof Error ? error.message : String(error) }
    }
  }
}

/** @throws TypeError for what are no rows. */
function storedOf(output: ClientOutput): StoredRows {
  const given: Readonly<Record<string, unknown>> = Array.isArray(output) ? { sessions: output } : { ...output }
  const stored = new Map<RowKind, readonly StoredRow[]>()
  for (const [name, rows] of Object.entries(given)) {
    const kind = ROW_KINDS.find(known => known === name)
    if (kind === undefined || !Array.isArray(rows)) {
      throw new TypeError(
        `The client must give rows, or lists of rows by their kind (${ROW_KINDS.join(', ')}); it gave ${name}`,
      )
    }
    stored.set(kind, rows as StoredRow[])
  }
  return stored
}
