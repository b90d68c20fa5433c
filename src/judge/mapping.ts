import { document } from '../contract/contract.ts'
import { didYouMean, nearestWord } from '../contract/nearest-word.ts'
import { own } from '../contract/own.ts'
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

/** A mapping says something else. */
export class MappingError extends RangeError {
  override name = 'MappingError'
  /** Where in it. */
  readonly path: readonly string[]

  constructor(path: readonly string[], allowed: string, found: unknown) {
    super(`must be ${allowed}; found ${JSON.stringify(found)}`)
    this.path = path
  }
}

/** Reads a mapping. @throws MappingError for one that says something else. */
export function readMapping(value: unknown): StoredMapping {
  if (!isRecord(value) || Object.keys(value).length === 0) {
    throw new MappingError([], `a mapping of kinds of rows (${ROW_KINDS.join(', ')})`, value)
  }
  for (const [kind, said] of Object.entries(value)) {
    const known = ROW_KINDS.find(one => one === kind)
    if (known === undefined) throw new MappingError([kind], `one of ${ROW_KINDS.join(', ')}`, kind)
    if (!isRecord(said)) throw new MappingError([kind], `a mapping with ${MAPPING_NAMES.join(', ')}`, said)
    for (const [name, one] of Object.entries(said)) checkSetting(known, name, one)
  }
  return value as StoredMapping
}

function checkSetting(kind: RowKind, name: string, value: unknown): void {
  const path = [kind, name]
  if (!MAPPING_NAMES.includes(name)) throw new MappingError(path, `one of ${MAPPING_NAMES.join(', ')}`, name)
  if (name !== 'columns') {
    if (typeof value !== 'string') throw new MappingError(path, 'text', value)
    return
  }
  if (!isRecord(value)) throw new MappingError(path, 'names of columns, each with a field', value)
  const fields = vendorFieldsOf(kind)
  for (const [column, field] of Object.entries(value)) {
    if (typeof field === 'string' && fields.includes(field)) continue
    const hint = typeof field === 'string' ? didYouMean(nearestWord(field, fields)) : ''
    throw new MappingError([...path, column], `a field of ${kind}${hint}`, field)
  }
}

const ROW_SCHEMAS: Readonly<Record<RowKind, string>> = {
  sessions: 'Session',
  messages: 'Message',
  conversations: 'Conversation',
  segments: 'Segment',
}

/** The vendor's fields of a kind. */
const vendorFieldsOf = (kind: RowKind): readonly string[] => Object.keys(propertiesOf(kind))

/** Those of them that are no lists and no objects. */
export const plainFieldsOf = (kind: RowKind): readonly string[] =>
  Object.entries(propertiesOf(kind)).flatMap(([name, { type, $ref }]) =>
    $ref !== undefined || type === 'array' || type === 'object' ? [] : [name],
  )

interface FieldSchema {
  readonly type?: unknown
  readonly $ref?: string
}

function propertiesOf(kind: RowKind): Readonly<Record<string, FieldSchema>> {
  const { components } = document() as {
    components: { schemas: Record<string, { properties: Record<string, FieldSchema> }> }
  }
  return own(components.schemas, ROW_SCHEMAS[kind])?.properties ?? {}
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

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
