import { gzipSync } from 'node:zlib'
import type { ListedKind } from '../apis/listed.ts'
import { utf8Into, writable } from '../memory/bytes.ts'
import { FLAT_COLUMNS, flatRows } from './columns.ts'
import { csvLine } from './csv.ts'
import { type ParquetLibrary, RowGroupWriter } from './parquet.ts'
import { type FilePiece, PIECE_BYTES } from './pieces.ts'
import type { ExportFormat } from './question.ts'

/** Rows of a row group. */
const GROUP_ROWS = 8_192

/** Writes rows down in one of the formats. */
export interface Encoder {
  /** @param bot of which the row is */
  add(row: string, bot: string): void
  /** Gives away what is begun. */
  flush(): void
}

/** Where pieces go to, and where memory comes from. */
export interface PieceDesk {
  give(piece: FilePiece): void
  /** Memory that was given and has come back, if there is any. */
  reuse(): ArrayBuffer | undefined
}

/** What decides how rows are written down. */
export interface Encoding {
  readonly kind: ListedKind
  readonly format: ExportFormat
  readonly gzip: boolean
}

/** The encoder of a format. @param library for Parquet */
export function encoderFor(encoding: Encoding, desk: PieceDesk, library: ParquetLibrary | undefined): Encoder {
  const { kind, format, gzip } = encoding
  const columns = FLAT_COLUMNS[kind]
  if (format === 'parquet') return new ParquetEncoder(kind, new RowGroupWriter(library!, columns), desk)
  const writer = new PieceWriter(desk, gzip)
  switch (format) {
    case 'ndjson':
      return { add: row => writer.add(row, '', '\n'), flush: () => writer.flush() }
    case 'json':
      // The first of all rows has no comma before it: `FileFrame` takes it away.
      return { add: row => writer.add(row, ',\n', ''), flush: () => writer.flush() }
    case 'csv':
      return {
        add: (row, bot) => {
          for (const flat of flatRows(kind, bot, parsed(row))) writer.add(csvLine(columns, flat), '', '')
        },
        flush: () => writer.flush(),
      }
  }
}

const NO_MEMORY = new Uint8Array(0)
const parsed = (row: string) => JSON.parse(row) as Readonly<Record<string, unknown>>
/** Bytes that a unit of a text has at most in UTF-8. */
const MOST_OF_UNIT = 3

/** Rows one after the other, in pieces. */
class PieceWriter {
  readonly #desk: PieceDesk
  readonly #gzip: boolean
  #bytes: Uint8Array = NO_MEMORY
  #at = 0
  #rows = 0

  constructor(desk: PieceDesk, gzip: boolean) {
    this.#desk = desk
    this.#gzip = gzip
  }

  add(row: string, before: string, after: string): void {
    const most = MOST_OF_UNIT * (row.length + before.length + after.length)
    if (this.#at + most > this.#bytes.length) this.#begin(most)
    this.#at += utf8Into(this.#bytes, before + row + after, this.#at)
    this.#rows += 1
  }

  #begin(most: number): void {
    this.flush()
    if (this.#bytes.length >= most) return
    const known = most > PIECE_BYTES ? undefined : this.#desk.reuse()
    this.#bytes = writable(known ?? new ArrayBuffer(Math.max(most, PIECE_BYTES)))
  }

  flush(): void {
    if (this.#at === 0) return
    const written = this.#bytes.subarray(0, this.#at)
    const [rows, unpacked] = [this.#rows, this.#at]
    this.#at = 0
    this.#rows = 0
    // What is packed is another memory; this one can be written again.
    const bytes = this.#gzip ? new Uint8Array(gzipSync(written)) : written
    if (!this.#gzip) this.#bytes = NO_MEMORY
    this.#desk.give({ bytes, rows, unpacked })
  }
}

/** Row groups, each a piece. */
class ParquetEncoder implements Encoder {
  readonly #kind: ListedKind
  readonly #group: RowGroupWriter
  readonly #desk: PieceDesk
  #unpacked = 0

  constructor(kind: ListedKind, group: RowGroupWriter, desk: PieceDesk) {
    this.#kind = kind
    this.#group = group
    this.#desk = desk
  }

  add(row: string, bot: string): void {
    for (const flat of flatRows(this.#kind, bot, parsed(row))) this.#group.add(flat)
    this.#unpacked += row.length
    if (this.#group.rows >= GROUP_ROWS) this.flush()
  }

  flush(): void {
    const { rows } = this.#group
    if (rows === 0) return
    const { bytes, group } = this.#group.take()
    this.#desk.give({ bytes, rows, unpacked: this.#unpacked, group })
    this.#unpacked = 0
  }
}
