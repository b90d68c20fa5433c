import { own } from '../contract/own.ts'
import { plainFieldsOf } from './mapping.ts'
import type { RowKind } from './schedule.ts'
import type { StoredRows } from './subject.ts'
import { KIND_FACTS } from './truth.ts'

/** Columns of stored rows by kind: those that are compared with the vendor's fields, and the others. */
export type StoredColumns = ReadonlyMap<
  RowKind,
  { readonly compared: readonly string[]; readonly others: readonly string[] }
>

/** Rows of a kind that are looked at: all have the same columns as a rule. */
const MOST_LOOKED_AT = 10

/** The columns of what a client has stored, of the kinds that it is judged by. */
export function storedColumnsOf(stored: StoredRows, kinds: readonly RowKind[]): StoredColumns {
  const columns = new Map<RowKind, { compared: string[]; others: string[] }>()
  for (const [kind, rows] of stored) {
    if (!kinds.includes(kind)) continue
    const names = [...new Set(rows.slice(0, MOST_LOOKED_AT).flatMap(row => Object.keys(row)))]
    const fields = new Set(plainFieldsOf(kind))
    const id = KIND_FACTS[kind].ids.find(([name]) => rows.some(row => own(row, name) !== undefined))?.[0]
    const isCompared = (name: string) => name === id || fields.has(name)
    columns.set(kind, { compared: names.filter(isCompared), others: names.filter(name => !isCompared(name)) })
  }
  return columns
}

/** The columns of both. */
export function allColumns(some: StoredColumns, more: StoredColumns): StoredColumns {
  const all = new Map(some)
  for (const [kind, { compared, others }] of more) {
    const known = all.get(kind)
    all.set(kind, {
      compared: [...new Set([...(known?.compared ?? []), ...compared])],
      others: [...new Set([...(known?.others ?? []), ...others])],
    })
  }
  return all
}
