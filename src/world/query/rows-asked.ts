import type { Window } from '../sessions/types.ts'
import type { Value } from './fields.ts'
import type { FieldRef } from './query.ts'
import type { Visit } from './scan.ts'

/** A row of a widget: column key to value. */
export type WidgetRow = Record<string, Value>

/** Which rows of a query are asked for. */
export interface RowsAsked {
  /** Groups, or different values of one group, that may be told apart. Default 1,000,000. */
  readonly mostValues?: number
  readonly window: Window
  /** ms UTC; the query runs over the world as it stands then. */
  readonly now: number
  readonly skip: number
  /** -1: all rows. */
  readonly limit: number
  /** What records must have besides passing the query's own filter. */
  readonly filters?: readonly ValueFilter[]
}

/** A field and the values of which it must have one. */
export interface ValueFilter {
  readonly field: FieldRef
  readonly values: readonly string[]
}

/** Shows a visitor all records that count, until it gives `false`. */
export type Run = (visit: Visit) => void
