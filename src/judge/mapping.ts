import { ROW_KINDS, type RowKind } from './schedule.ts'

/** Which files hold a kind of rows, and which columns have other names than the vendor's fields. */
export interface KindMapping {
  /** Paths within the folder; `*` stands for any characters. Default: names that hold that of the kind. */
  readonly files?: string
  /** The column that is the id. */
  readonly id?: string
  /** Name of a column to the vendor's field that it is. */
  readonly columns?: Readonly<Record<string, string>>
}

/** What is known of each kind; a kind that is missing is known by the names of files. */
export type StoredMapping = { readonly [Kind in RowKind]?: KindMapping }

const MAPPING_NAMES: readonly string[] = ['files', 'id', 'columns']

/** Reads a mapping. @throws RangeError for one that says something else. */
export function readMapping(value: unknown): StoredMapping {
  if (!isRecord(value)) throw wrongMapping('', 'a mapping of kinds of rows', value)
  for (const [kind, said] of Object.entries(value)) {
    if (!ROW_KINDS.some(known => known === kind)) throw wrongMapping('', `keys of ${ROW_KINDS.join(', ')}`, kind)
    if (!isRecord(said)) throw wrongMapping(kind, `a mapping with ${MAPPING_NAMES.join(', ')}`, said)
    for (const [name, one] of Object.entries(said)) checkSetting(kind, name, one)
  }
  return value as StoredMapping
}

function checkSetting(kind: string, name: string, value: unknown): void {
  if (!MAPPING_NAMES.includes(name)) throw wrongMapping(kind, `keys of ${MAPPING_NAMES.join(', ')}`, name)
  if (name !== 'columns') {
    if (typeof value !== 'string') throw wrongMapping(`${kind}.${name}`, 'text', value)
  } else if (!isRecord(value) || !Object.values(value).every(field => typeof field === 'string')) {
    throw wrongMapping(`${kind}.columns`, 'names of columns, each with a field', value)
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function wrongMapping(place: string, allowed: string, found: unknown): RangeError {
  return new RangeError(
    `the mapping${place === '' ? '' : `, ${place},`} must have ${allowed}; found ${JSON.stringify(found)}`,
  )
}

/** Words in the names of files and folders that tell a kind. */
const KIND_WORDS: readonly (readonly [RowKind, readonly string[]])[] = [
  ['sessions', ['session']],
  ['messages', ['message']],
  ['segments', ['segment', 'interaction']],
  ['conversations', ['conversation', 'aaconv']],
]

/** The kind of rows that a file holds; undefined: none that is judged. @param path within the folder, with slashes */
export function kindOfFile(path: string, mapping: StoredMapping): RowKind | undefined {
  const mapped = ROW_KINDS.find(kind => {
    const files = mapping[kind]?.files
    return files !== undefined && fitsPattern(path, files)
  })
  if (mapped !== undefined) return mapped
  const lower = path.toLowerCase()
  return KIND_WORDS.find(
    ([kind, words]) => mapping[kind]?.files === undefined && words.some(word => lower.includes(word)),
  )?.[0]
}

function fitsPattern(path: string, pattern: string): boolean {
  const [first = '', ...rest] = pattern.split('*')
  if (rest.length === 0) return path === pattern
  if (!path.startsWith(first)) return false
  let at = first.length
  for (const part of rest.slice(0, -1)) {
    const found = path.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  const last = rest.at(-1)!
  return path.length - last.length >= at && path.endsWith(last)
}
