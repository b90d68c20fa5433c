import { room, utf8 } from '../memory/bytes.ts'

const COMMA_BYTE = 0x2c

/**
 * The body of an answer with a list, in pieces: what stands before the rows, the rows as they are kept, what stands after
 * them. The journal holds a thousand answers; pieces that other answers have too cost it next to nothing, while a thousand
 * joined pages would keep the garbage collector busy.
 */
export class Page {
  /** Bytes of the whole. */
  readonly length: number
  readonly #head: Uint8Array
  readonly #rows: readonly Uint8Array[]
  readonly #tail: Uint8Array

  constructor(head: string, rows: readonly Uint8Array[], tail: string) {
    this.#head = utf8(head)
    this.#rows = rows
    this.#tail = utf8(tail)
    let length = this.#head.length + Math.max(0, rows.length - 1) + this.#tail.length
    for (const row of rows) length += row.length
    this.length = length
  }

  /** What stands before the rows, and after them. */
  get around(): readonly [Uint8Array, Uint8Array] {
    return [this.#head, this.#tail]
  }

  /** Writes all of it to the beginning of a piece of memory that has room for it. */
  copyTo(target: Uint8Array): void {
    target.set(this.#head)
    let at = this.#head.length
    const rows = this.#rows
    for (let i = 0; i < rows.length; i++) {
      if (i > 0) target[at++] = COMMA_BYTE
      const row = rows[i]!
      target.set(row, at)
      at += row.length
    }
    target.set(this.#tail, at)
  }

  /** The whole in memory of its own. */
  get bytes(): Uint8Array {
    const bytes = room(this.length)
    this.copyTo(bytes)
    return bytes
  }

  toString(): string {
    return bodyText(this)
  }
}

/** What is sent: text, bytes or a page. */
export type Body = string | Uint8Array | Page

/** A body as text or bytes. */
export function whole(body: Body): string | Uint8Array {
  return body instanceof Page ? body.bytes : body
}

/** A body as text. */
export function bodyText(body: Body): string {
  const made = whole(body)
  return typeof made === 'string' ? made : new TextDecoder().decode(made)
}

/** A body as bytes. */
export function bytesOf(body: Body): Uint8Array {
  const made = whole(body)
  return typeof made === 'string' ? utf8(made) : made
}
