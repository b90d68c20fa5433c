import type { Problem } from '../scenario/error.ts'

/** What became of an edit to the files of the scenario, while they are watched. */
export interface ScenarioNews {
  readonly name: string
  /** False: it cannot be used, and the last good world stays. */
  readonly loaded: boolean
  readonly problems: readonly Problem[]
}

/** Tells who listens. */
export class News<Item> {
  readonly #listeners = new Set<(item: Item) => void>()

  tell(item: Item): void {
    for (const listener of this.#listeners) listener(item)
  }

  /** Calls `listener` for everything from now on; returns what ends it. */
  subscribe(listener: (item: Item) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
}
