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
