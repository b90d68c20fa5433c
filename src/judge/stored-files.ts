import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { howMany } from '../contract/how-many.ts'
import { own } from '../contract/own.ts'
import { failureOf } from '../errors/failure.ts'
import { readCsv } from './csv-rows.ts'
import { jsonIn } from './json-in.ts'
import { type KindMapping, kindOfFile, type StoredMapping } from './mapping.ts'
import { ROW_KINDS, type RowKind } from './schedule.ts'
import type { ClientText, Stored, StoredRow } from './subject.ts'
import { KIND_FACTS } from './truth.ts'

/** Files that are logs by their names; of each so many bytes are looked at. */
const LOG = /\.(log|txt)$/i
const MOST_OF_LOG = 256 * 1024

/** What a client has written into logs of its own in its folder. */
export async function readLogs(folder: string): Promise<ClientText[]> {
  const logs = (await filesIn(folder)).filter(name => LOG.test(name))
  return await Promise.all(
    logs.map(async where => {
      const bytes = await readFile(join(folder, where))
      return { where, text: bytes.subarray(0, MOST_OF_LOG).toString('utf8') }
    }),
  )
}

const FORMAT = /\.(ndjson|jsonl|json|csv|parquet)(\.gz)?$/i

/** Files whose names are told where none is of a kind. */
const MOST_NAMED = 5

/**
 * What a client has stored in a folder, as rows by kind: all files of a kind together. Files of other names and endings are the
 * client's own affair. A file that cannot be read counts as rows of its kind of which none has an id.
 */
export async function readStored(folder: string, mapping: StoredMapping): Promise<Stored> {
  const rows = new Map<RowKind, StoredRow[]>()
  const notes: string[] = []
  const others: string[] = []
  for (const name of await filesIn(folder)) {
    const [, format, packed] = FORMAT.exec(name) ?? []
    const kind = format === undefined ? undefined : kindOfFile(name, mapping)
    if (kind === undefined || format === undefined) {
      others.push(name)
      continue
    }
    const read = await readableRows(join(folder, name), format.toLowerCase(), packed !== undefined)
    const named = read.rows.map(row => renamed(row, kind, mapping[kind]))
    if (read.why !== undefined) notes.push(`${name} was taken for ${kind}, and cannot be read: ${read.why}.`)
    else notes.push(...namelessIn(named, { name, kind }))
    rows.set(kind, [...(rows.get(kind) ?? []), ...named])
  }
  if (rows.size === 0) notes.push(noneOfAKind(others))
  return { rows, notes: [...notes, ...unfitted(mapping, rows)] }
}

/** Files of a folder and those within, by their paths in it with slashes. */
async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter(entry => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name))
  return files.map(file => file.slice(folder.length + 1).replaceAll('\\', '/')).sort()
}

/** What a mapping says of files that are not there. */
const unfitted = (mapping: StoredMapping, rows: ReadonlyMap<RowKind, unknown>): string[] =>
  ROW_KINDS.flatMap(kind => {
    const files = mapping[kind]?.files
    return files === undefined || rows.has(kind) ? [] : [`No file fits ${files}, which the mapping says of ${kind}.`]
  })

function noneOfAKind(others: readonly string[]): string {
  if (others.length === 0) return 'There is no file in KORE_OUT.'
  const more = others.length > MOST_NAMED ? `, and ${others.length - MOST_NAMED} more` : ''
  const words =
    'a name must hold session, message, conversation, segment or interaction, and end in .ndjson, .jsonl, .json, .csv or .parquet'
  return `KORE_OUT has ${others.slice(0, MOST_NAMED).join(', ')}${more}, of no kind by their names: ${words}, or --mapping says what is what.`
}

function namelessIn(
  rows: readonly StoredRow[],
  { name, kind }: { readonly name: string; readonly kind: RowKind },
): string[] {
  const ids = KIND_FACTS[kind].ids.map(([id]) => id)
  const count = rows.filter(row => ids.every(id => own(row, id) === undefined)).length
  if (count === 0) return []
  return [
    `${name} was taken for ${kind}; of its ${howMany(rows.length, 'row')} ${count} ${count === 1 ? 'has' : 'have'} no id (${ids[0]}). A file that holds no rows needs another name.`,
  ]
}

/** Rows of a file, or one that nobody can read, and why. */
async function readableRows(
  file: string,
  format: string,
  isPacked: boolean,
): Promise<{ readonly rows: StoredRow[]; readonly why?: string }> {
  const bytes = await readFile(file)
  try {
    return { rows: await rowsOfFile(format, isPacked ? gunzipSync(bytes) : bytes) }
  } catch (error) {
    return { rows: [{}], why: failureOf(error).message }
  }
}

async function rowsOfFile(format: string, bytes: Buffer): Promise<StoredRow[]> {
  if (format === 'parquet') return await parquetRows(bytes)
  const text = bytes.toString('utf8').replace(/^\uFEFF/, '')
  if (format === 'csv') return readCsv(text)
  return format === 'json' ? rowsOfJson(JSON.parse(text)) : rowsOfLines(text)
}

/** A line that is no JSON is a row too: one that nobody can read. */
const rowsOfLines = (text: string): StoredRow[] =>
  text
    .split('\n')
    .filter(line => line.trim() !== '')
    .map(line => asRow(jsonIn(line)))

function rowsOfJson(value: unknown): StoredRow[] {
  if (Array.isArray(value)) return value.map(asRow)
  if (typeof value !== 'object' || value === null) return [asRow(value)]
  const inside: unknown[] = Object.values(value)
  const list = inside.find(Array.isArray)
  if (list !== undefined) return (list as unknown[]).map(asRow)
  // Rows by their id.
  return inside.map(asRow)
}

const asRow = (value: unknown): StoredRow =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as StoredRow) : {}

/** The reader of Parquet is loaded when somebody stores such a file. */
async function parquetRows(bytes: Buffer): Promise<StoredRow[]> {
  const { parquetReadObjects } = await import('hyparquet')
  const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer
  return await parquetReadObjects({
    file,
    compressors: { GZIP: input => gunzipSync(input) },
  })
}

/** A row whose columns have the names of the vendor's fields. */
function renamed(row: StoredRow, kind: RowKind, mapping: KindMapping | undefined): StoredRow {
  if (mapping?.id === undefined && mapping?.columns === undefined) return row
  const names = new Map(Object.entries(mapping.columns ?? {}))
  if (mapping.id !== undefined && own(row, KIND_FACTS[kind].ids[0]![0]) === undefined) {
    names.set(mapping.id, KIND_FACTS[kind].ids[0]![0])
  }
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [names.get(name) ?? name, value]))
}
