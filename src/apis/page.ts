const COMMA = 0x2c

/**
 * The body of an answer with a list, in pieces: what stands before the rows, the rows as they are kept, what stands after
 * them. The journal holds a thousand answers; pieces that other answers have too cost it next to nothing, while a thousand
 * joined pages would keep the garbage collector busy.
 */
export class Page {
  /** Bytes of the whole. */
  readonly length: number
  readonly #head: string
  readonly #rows: readonly Buffer[]
  readonly #tail: string

  constructor(head: string, rows: readonly Buffer[], tail: string) {
    this.#head = head
    this.#rows = rows
    this.#tail = tail
    let length = Buffer.byteLength(head) + Math.max(0, rows.length - 1) + Buffer.byteLength(tail)
    for (const row of rows) length += row.length
    this.length = length
  }

  /** Writes all of it to the beginning of a piece of memory that has room for it. */
  copyTo(target: Buffer): void {
    let at = target.write(this.#head)
    const rows = this.#rows
    for (let i = 0; i < rows.length; i++) {
      if (i > 0) target[at++] = COMMA
      const row = rows[i]!
      target.set(row, at)
      at += row.length
    }
    target.write(this.#tail, at)
  }

  /** The whole in memory of its own. */
  get bytes(): Buffer {
    const bytes = Buffer.allocUnsafeSlow(this.length)
    this.copyTo(bytes)
    return bytes
  }

  toString(): string {
    return this.bytes.toString()
  }
}

/** What is sent: text, bytes or a page. */
export type Body = string | Buffer | Page

/** A body as text or bytes. */
export function whole(body: Body): string | Buffer {
  return body instanceof Page ? body.bytes : body
}

/** A body as bytes. */
export function bytesOf(body: Body): Buffer {
  const made = whole(body)
  return typeof made === 'string' ? Buffer.from(made) : made
}
