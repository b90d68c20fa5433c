import type * as HyparquetWriter from 'hyparquet-writer'
import type { ColumnType, FlatColumn } from './columns.ts'

/** The library that writes Parquet: it is loaded when Parquet is asked for. */
export type ParquetLibrary = typeof HyparquetWriter

type ParquetWriter = InstanceType<ParquetLibrary['ParquetWriter']>
/** What the end of a file says of some of its rows. */
export type ParquetGroup = ParquetWriter['row_groups'][number]
type SchemaElement = ParquetWriter['schema'][number]

/** Loads the library. */
export const loadParquet = (): Promise<ParquetLibrary> => import('hyparquet-writer')

/** Bytes with which every file begins and ends: `PAR1`. */
const MAGIC_BYTES = 4

const UTF8 = { type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' } } as const

const ELEMENTS: Readonly<Record<Exclude<ColumnType, 'texts'>, Partial<SchemaElement>>> = {
  text: UTF8,
  json: UTF8,
  integer: { type: 'INT32' },
  number: { type: 'DOUBLE' },
  boolean: { type: 'BOOLEAN' },
  date: { type: 'INT32', converted_type: 'DATE', logical_type: { type: 'DATE' } },
  timestamp: {
    type: 'INT64',
    converted_type: 'TIMESTAMP_MILLIS',
    logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MILLIS' },
  },
}

/** The schema of a file: every column may be null, and texts are a list in three levels. */
function parquetSchema(columns: readonly FlatColumn[]): SchemaElement[] {
  const elements = columns.flatMap(({ name, type }): SchemaElement[] =>
    type === 'texts'
      ? [
          {
            name,
            repetition_type: 'OPTIONAL',
            num_children: 1,
            converted_type: 'LIST',
            logical_type: { type: 'LIST' },
          },
          { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
          { name: 'element', repetition_type: 'REQUIRED', ...UTF8 },
        ]
      : [{ name, repetition_type: 'OPTIONAL', ...ELEMENTS[type] }],
  )
  return [{ name: 'rows', num_children: columns.length }, ...elements]
}

/** Rows by columns, as many as one row group gets. */
export class RowGroupWriter {
  readonly #library: ParquetLibrary
  readonly #columns: readonly FlatColumn[]
  readonly #schema: SchemaElement[]
  #cells: unknown[][] = []
  #rows = 0

  constructor(library: ParquetLibrary, columns: readonly FlatColumn[]) {
    this.#library = library
    this.#columns = columns
    this.#schema = parquetSchema(columns)
    this.#cells = columns.map(() => [])
  }

  get rows(): number {
    return this.#rows
  }

  add(row: Readonly<Record<string, unknown>>): void {
    for (let i = 0; i < this.#columns.length; i++) {
      const { type, of } = this.#columns[i]!
      this.#cells[i]!.push(cellOf(type, of(row)))
    }
    this.#rows += 1
  }

  /** The bytes of the row group, and what the end of the file says of it: its places are counted from its own beginning. */
  take(): { readonly bytes: Uint8Array; readonly group: ParquetGroup } {
    const writer = new this.#library.ByteWriter()
    const parquet = new this.#library.ParquetWriter({ writer, schema: this.#schema })
    const columnData = this.#columns.map(({ name }, i) => ({ name, data: this.#cells[i]!, offsetIndex: false }))
    parquet.write({ columnData, rowGroupSize: this.#rows })
    this.#cells = this.#columns.map(() => [])
    this.#rows = 0
    return { bytes: writer.getBytes().slice(MAGIC_BYTES), group: movedGroup(parquet.row_groups[0]!, -MAGIC_BYTES) }
  }
}

function cellOf(type: ColumnType, value: unknown): unknown {
  if (value === null || value === undefined) return null
  if (type === 'timestamp' || type === 'date') return new Date(value as string)
  return type === 'json' ? JSON.stringify(value) : value
}

/** A row group at another place of a file. */
function movedGroup(group: ParquetGroup, by: number): ParquetGroup {
  const columns = group.columns.map(column => {
    const meta = column.meta_data!
    const { dictionary_page_offset: dictionary } = meta
    return {
      ...column,
      file_offset: column.file_offset + BigInt(by),
      meta_data: {
        ...meta,
        data_page_offset: meta.data_page_offset + BigInt(by),
        ...(dictionary === undefined ? {} : { dictionary_page_offset: dictionary + BigInt(by) }),
      },
    }
  })
  return { ...group, columns }
}

/** A file put together of row groups that were written elsewhere. */
export class ParquetFile {
  readonly #library: ParquetLibrary
  readonly #schema: SchemaElement[]
  readonly #groups: ParquetGroup[] = []
  #offset = MAGIC_BYTES

  constructor(library: ParquetLibrary, columns: readonly FlatColumn[]) {
    this.#library = library
    this.#schema = parquetSchema(columns)
  }

  get head(): Uint8Array {
    return new TextEncoder().encode('PAR1')
  }

  /** Counts a row group that is written next. */
  add(bytes: number, group: ParquetGroup): void {
    this.#groups.push(movedGroup(group, this.#offset))
    this.#offset += bytes
  }

  /** What stands behind the row groups. */
  tail(): Uint8Array {
    const writer = new this.#library.ByteWriter()
    const parquet = new this.#library.ParquetWriter({ writer, schema: this.#schema, createdBy: 'kore-mock' })
    parquet.row_groups = this.#groups
    parquet.num_rows = this.#groups.reduce((sum, { num_rows }) => sum + num_rows, 0n)
    parquet.finish()
    return writer.getBytes().slice(MAGIC_BYTES)
  }
}
