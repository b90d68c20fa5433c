/** Something that happened to a process of the mock and that a reader of its journal should know. */
export interface ProcessNotice {
  /** Its id. */
  readonly process: number
  /**
   * `lost`: it ended and took entries of the journal along. `silent`: it has not answered the first process in time.
   * `back`: it has, after all.
   */
  readonly what: 'lost' | 'silent' | 'back'
  /** Entries that are lost; absent where none can be. */
  readonly entries?: number
}

/** What happens to the processes of a mock, told to who listens. */
export class Notices {
  readonly #listeners = new Set<(notice: ProcessNotice) => void>()

  tell(notice: ProcessNotice): void {
    for (const listener of this.#listeners) listener(notice)
  }

  /** Calls `listener` for every notice from now on; returns what ends it. */
  subscribe(listener: (notice: ProcessNotice) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
}
