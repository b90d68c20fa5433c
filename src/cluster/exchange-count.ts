import { randomUUID } from 'node:crypto'
import { closeSync, openSync, readSync, unlinkSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * How many exchanges a process has written into its journal, where the first process can read it when that one is gone: a file
 * without a name, which both have open, so that a kill at any instant leaves it right (D205).
 */
export class ExchangeCount {
  /** What the other process inherits. */
  readonly descriptor: number
  #isClosed = false

  private constructor(descriptor: number) {
    this.descriptor = descriptor
  }

  /** Undefined where no temporary file can be written. */
  static make(folder = tmpdir()): ExchangeCount | undefined {
    const path = join(folder, `kore-mock-${randomUUID()}`)
    try {
      const descriptor = openSync(path, 'wx+', 0o600)
      unlinkSync(path)
      return new ExchangeCount(descriptor)
    } catch {
      return undefined
    }
  }

  /** What was written last; 0 when nothing was. */
  read(): number {
    const count = new Float64Array(1)
    if (!this.#isClosed) readSync(this.descriptor, count, 0, count.byteLength, 0)
    return count[0] ?? 0
  }

  close(): void {
    if (!this.#isClosed) closeSync(this.descriptor)
    this.#isClosed = true
  }
}

/** Writes counts by a descriptor that was inherited; a count is with the other process when this returns. */
export function countWriter(descriptor: number): (count: number) => void {
  const place = new Float64Array(1)
  return count => {
    place[0] = count
    writeSync(descriptor, place, 0, place.byteLength, 0)
  }
}
