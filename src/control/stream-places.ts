/** Streams of events that one client may read at a time, and all together: each exchange is written for each of them. */
const MOST_STREAMS_OF_ONE = 32
const MOST_STREAMS = 100

/** A place for a stream, to be given back when it ends; or how many streams of whom stand in its way. */
export type StreamPlace = { readonly leave: () => void } | { readonly taken: number; readonly ofAll: boolean }

/** Who reads the events of one mock. */
export class StreamPlaces {
  readonly #taken = new Map<string, number>()
  #all = 0

  /** Takes a place for a client, if there is one. */
  take(client: string): StreamPlace {
    const own = this.#taken.get(client) ?? 0
    if (own >= MOST_STREAMS_OF_ONE) return { taken: own, ofAll: false }
    if (this.#all >= MOST_STREAMS) return { taken: this.#all, ofAll: true }
    this.#taken.set(client, own + 1)
    this.#all += 1
    let isLeft = false
    return {
      leave: () => {
        if (isLeft) return
        isLeft = true
        this.#leave(client)
      },
    }
  }

  #leave(client: string): void {
    const own = (this.#taken.get(client) ?? 1) - 1
    if (own === 0) this.#taken.delete(client)
    else this.#taken.set(client, own)
    this.#all -= 1
  }
}
