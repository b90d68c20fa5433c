import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { own } from '../contract/own.ts'
import { readCsv } from './csv-rows.ts'
import { jsonIn } from './json-in.ts'
import { type KindMapping, kindOfFile, type StoredMapping } from './mapping.ts'
import type { RowKind } from './schedule.ts'
import type { Stored, StoredRow } from './subject.ts'
import { KIND_FACTS } from './truth.ts'

/** Files that are logs by their names; of each so many bytes are looked at. */
const LOG = /\.(log|txt)$/i
const MOST_OF_LOG = 256 * 1024

/** What a client has written into logs of its own in its folder. */
export async function readLogs(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const logs = entries.filter(entry => entry.isFile() && LOG.test(entry.name))
  const texts = await Promise.all(logs.map(({ parentPath, name }) => readFile(join(parentPath, name))))
  return texts.map(bytes => bytes.subarray(0, MOST_OF_LOG).toString('utf8')).join('\n')
}

const FORMAT = /\.(ndjson|jsonl|json|csv|parquet)(\.gz)?$/i

/**
 * What a client has stored in a folder, as rows by kind: all files of a kind together. Files of other names and endings are the
 * client's own affair. A file that cannot be read counts as rows of its kind of which none has an id.
 */
export async function readStored(folder: string, mapping: StoredMapping): Promise<Stored> {
  const stored = new Map<RowKind, StoredRow[]>()
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const file = join(entry.parentPath, entry.name)
    const [, format, packed] = FORMAT.exec(entry.name) ?? []
    if (!entry.isFile() || format === undefined) continue
    const kind = kindOfFile(file.slice(folder.length + 1).replaceAll('\\', '/'), mapping)
    if (kind === undefined) continue
    const rows = await readableRows(file, format.toLowerCase(), packed !== undefined)
    stored.set(kind, [...(stored.get(kind) ?? []), ...rows.map(row => renamed(row, kind, mapping[kind]))])
  }
  return stored
}

async function readableRows(file: string, format: string, isPacked: boolean): Promise<StoredRow[]> {
  const bytes = await readFile(file)
  try {
    return await rowsOfFile(format, isPacked ? gunzipSync(bytes) : bytes)
  } catch {
    return [{}]
  }
}

async function rowsOfFile(format: string, bytes: Buffer): Promise<StoredRow[]> {
  if (format === 'parquet') return await parquetRows(bytes)
  const text = bytes.toString('utf8').replace(/^\uFEFF/, '')
  if (format === 'csv') return readCsv(text)
  return format === 'json' ? rowsOfJson(jsonIn(text)) : rowsOfLines(text)
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
