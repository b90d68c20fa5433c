import { latestClose, latestCloseOfDay } from '../settled.ts'
import type { Bot } from '../types.ts'
import { shownValue, type Value } from './fields.ts'
import { Order, type Sortable } from './order.ts'
import type { Expression, FieldRef, Query } from './query.ts'
import type { RecordCursor } from './record.ts'
import type { RowsAsked, Run, WidgetRow } from './rows-asked.ts'
import { QueryError } from './tokens.ts'

type MakeRow = (record: RecordCursor) => WidgetRow

/** Every record is a row. Without an order the scan ends with the page; with one only the best rows are kept. */
export function recordRows(query: Query, bot: Bot, { skip, limit }: RowsAsked, run: Run): WidgetRow[] {
  const readers = query.select.map(({ expression, key }) => ({ key, field: plainField(expression).field }))
  const rowOf: MakeRow = record =>
    Object.fromEntries(readers.map(({ key, field }) => [key, shownValue(field, field.read(record), bot)]))
  const end = limit < 0 ? Number.POSITIVE_INFINITY : skip + limit
  if (query.sortBy.length > 0) return new BestRows(query, bot, rowOf, end).of(run).slice(skip)
  const rows: WidgetRow[] = []
  let seen = 0
  run(record => {
    if (seen >= end) return false
    if (seen++ >= skip) rows.push(rowOf(record))
    return undefined
  })
  return rows
}

/** What is selected or sorted by where rows are records: a field, as an aggregate would have made groups of them. */
function plainField(expression: Expression): FieldRef {
  if (expression.kind === 'field') return expression
  throw new QueryError(`${expression.text} needs groupBy`)
}

interface SortedRow extends Sortable {
  readonly row: WidgetRow
}

/** The first rows of an order. Of those that were seen, about twice as many as are wanted are held. */
class BestRows {
  readonly #bot: Bot
  readonly #rowOf: MakeRow
  readonly #end: number
  readonly #fields: readonly FieldRef[]
  readonly #order: Order
  readonly #timeOrder: Query['timeOrder']
  #best: SortedRow[] = []
  /** The last row that is still wanted; undefined: as yet any is. */
  #worst: SortedRow | undefined

  /** @param end how many rows are wanted */
  constructor({ sortBy, timeOrder }: Query, bot: Bot, rowOf: MakeRow, end: number) {
    this.#bot = bot
    this.#rowOf = rowOf
    this.#end = end
    this.#fields = sortBy.map(({ expression }) => plainField(expression))
    this.#order = new Order(sortBy.map(({ descending }) => descending))
    this.#timeOrder = timeOrder
  }

  of(run: Run): WidgetRow[] {
    run(record => this.#take(record))
    return this.#sorted().map(({ row }) => row)
  }

  #sorted(): SortedRow[] {
    return this.#order.sort(this.#best).slice(0, this.#end)
  }

  /** False: no later record of the scan can be among the first. */
  #take(record: RecordCursor): false | undefined {
    const worst = this.#worst
    if (worst !== undefined) {
      if (this.#isPast(record, worst)) return false
      if (this.#isTooEarly(record, worst)) return undefined
    }
    const keys = this.#fields.map(({ field }) => this.#keyOf(field.read(record), field))
    if (worst !== undefined && this.#order.compare(keys, worst.keys) >= 0) return undefined
    this.#best.push({ row: this.#rowOf(record), keys })
    if (this.#best.length >= 2 * this.#end + 1000) {
      this.#best = this.#sorted()
      this.#worst = this.#best.at(-1)
    }
    return undefined
  }

  /** Dates sort by time, not by their text. */
  #keyOf(value: Value, field: FieldRef['field']): Value {
    return field.type === 'date' ? value : shownValue(field, value, this.#bot)
  }

  /** Whether the scan, which goes by time, can find no better row any more. Backwards, sessions of earlier days may reach into later ones. */
  #isPast({ day, row }: RecordCursor, { keys }: SortedRow): boolean {
    const limit = Number(keys[0])
    if (this.#timeOrder === 'asc') return day.startOf(row) > limit
    return this.#timeOrder === 'desc' && latestCloseOfDay(day.midnight) < limit
  }

  /** Whether, in a scan backwards, this session is too early to hold anything better: nothing of it is later than its longest possible end. */
  #isTooEarly({ day, row }: RecordCursor, { keys }: SortedRow): boolean {
    return this.#timeOrder === 'desc' && latestClose(day.startOf(row)) < Number(keys[0])
  }
}
