/** Bytes that may wait for whoever reads the log. */
const MOST_UNREAD = 1_000_000

/** A stream, and how much of what it was given it has not passed on. */
type Target = Pick<NodeJS.WritableStream, 'once'> & { readonly writableLength: number }

/**
 * Log lines for a reader that may stall: while it does not read, what has waited is kept up to a bound, and lines beyond it are
 * left out. When it has read what waited, one line says how many those were (decision D221).
 */
export class BoundedLog {
  readonly #target: Target
  readonly #sink: { write(line: string): unknown }
  #leftOut = 0

  /**
   * @param target where lines wait
   * @param sink what brings them there
   */
  constructor(target: Target, sink: { write(line: string): unknown }) {
    this.#target = target
    this.#sink = sink
  }

  /** Takes a line. */
  write(line: string): void {
    // Who waits for a drain is told of one, as so much is more than any stream takes without a word.
    if (this.#leftOut === 0 && this.#target.writableLength > MOST_UNREAD) this.#target.once('drain', () => this.#tell())
    else if (this.#leftOut === 0) {
      this.#sink.write(line)
      return
    }
    this.#leftOut += 1
  }

  #tell(): void {
    const lines = this.#leftOut === 1 ? '1 line of the log was' : `${this.#leftOut} lines of the log were`
    const msg = `${lines} left out: more than ${MOST_UNREAD} bytes waited for a reader that did not read`
    this.#leftOut = 0
    this.#sink.write(`${JSON.stringify({ level: 40, time: Date.now(), pid: process.pid, msg })}\n`)
  }
}
