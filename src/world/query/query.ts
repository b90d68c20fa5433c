import type { DataSet, Field } from './fields.ts'
import type { TagKind } from './record.ts'

/** A field of the data set, or a tag. */
export interface FieldRef {
  readonly kind: 'field'
  /** Of a tag: a text field made for it. */
  readonly field: Field
  readonly tag?: { readonly kind: TagKind; readonly name: string }
  /** As written. */
  readonly text: string
  /** The same for every spelling of the same thing. */
  readonly id: string
}

/** Functions that make one value of many. */
export const AGGREGATES = ['min', 'max', 'sum', 'count', 'avg'] as const

/** One value made of many records. */
export interface Aggregate {
  readonly kind: 'aggregate'
  readonly fn: (typeof AGGREGATES)[number]
  readonly distinct: boolean
  /** Absent: `count(*)`. */
  readonly of?: FieldRef
  readonly text: string
  readonly id: string
}

/** What can be selected and sorted by. */
export type Expression = FieldRef | Aggregate

/** What is selected. */
export interface Column {
  readonly expression: Expression
  /** Alias, else the text as written: the name of the property in a row (facts 11.31). */
  readonly key: string
}

/** Operators that compare with one value. */
export const COMPARISONS = ['=', '>=', '<=', '>', '<'] as const

/** Operators of conditions. */
export type Operator = (typeof COMPARISONS)[number] | 'in' | 'not in'

/** That something has, or has not, one of some values. */
export interface Condition<Left extends Expression = Expression> {
  readonly left: Left
  readonly operator: Operator
  /** One, but for `in` and `not in`. */
  readonly values: readonly string[]
}

/** Conditions joined all by `and` or all by `or` (facts 10.4). */
export interface Conditions<Left extends Expression = Expression> {
  readonly join: 'and' | 'or'
  readonly list: readonly Condition<Left>[]
}

/** A widget's query. */
export interface Query {
  readonly dataSet: DataSet
  readonly select: readonly Column[]
  readonly filter?: Conditions<FieldRef>
  readonly groupBy: readonly FieldRef[]
  readonly having?: Conditions<Aggregate>
  readonly sortBy: readonly { readonly expression: Expression; readonly descending: boolean }[]
  /** Rows are groups, not records. */
  readonly grouped: boolean
  /** Rows are sorted by time before all: then not all of them need be looked at for the best. */
  readonly timeOrder?: 'asc' | 'desc'
}
