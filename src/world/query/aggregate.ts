import type { Bot } from '../bot.ts'
import { type Access, accessOf, type Value } from './access.ts'
import { shownValue } from './filter.ts'
import type { Aggregate } from './parse.ts'
import type { RecordCursor } from './record.ts'

/** What an aggregate has taken in so far. */
export interface Sum {
  count: number
  sum: number
  best: Value
  /** Values seen; only for `distinct`. */
  readonly seen: Set<Value> | undefined
}

/** An aggregate made ready for a bot. */
export interface Aggregator {
  readonly start: () => Sum
  readonly add: (sum: Sum, record: RecordCursor) => void
  readonly result: (sum: Sum) => Value
}

/** Makes an aggregate ready. */
export function compileAggregate(aggregate: Aggregate, bot: Bot): Aggregator {
  const { fn, of } = aggregate
  const access = of === undefined ? undefined : accessOf(of)
  // A set of values that are all different need not be kept to be counted.
  const distinct = aggregate.distinct && access?.unique !== true
  const start = (): Sum => ({ count: 0, sum: 0, best: null, seen: distinct ? new Set() : undefined })
  return {
    start,
    add: adder(fn, access, distinct, bot),
    result: sum => resultOf(fn, sum, of?.field.type === 'date', access, bot),
  }
}

function adder(fn: Aggregate['fn'], access: Access | undefined, distinct: boolean, bot: Bot): Aggregator['add'] {
  if (access === undefined || (fn === 'count' && access.unique)) {
    return (sum, record) => {
      sum.count += record.weight
    }
  }
  const { read } = access
  if (fn === 'count') {
    return (sum, record) => {
      const value = read(record)
      if (value === null) return
      if (sum.seen === undefined) sum.count += record.weight
      else sum.seen.add(value)
    }
  }
  if (fn === 'min' || fn === 'max') {
    const sign = fn === 'min' ? -1 : 1
    return (sum, record) => {
      const value = comparable(access, read(record), bot)
      if (value === null) return
      if (sum.best === null || (value > sum.best ? 1 : value < sum.best ? -1 : 0) === sign) sum.best = value
    }
  }
  return (sum, record) => {
    const value = read(record)
    const number = value === null || value === '' ? Number.NaN : Number(value)
    if (Number.isNaN(number)) return
    if (distinct) {
      if (sum.seen?.has(number)) return
      sum.seen?.add(number)
      sum.sum += number
      sum.count++
    } else {
      sum.sum += number * record.weight
      sum.count += record.weight
    }
  }
}

/** Dates keep the order of their codes; other codes are compared by what they stand for. */
function comparable(access: Access, value: Value, bot: Bot): Value {
  return access.show === undefined || isDate(access) ? value : shownValue(access, value, bot)
}

const DATE = accessOf({ kind: 'field', field: { name: 'date', type: 'date' }, text: 'date', id: 'date' })

function isDate(access: Access): boolean {
  return access === DATE
}

function resultOf(fn: Aggregate['fn'], sum: Sum, date: boolean, access: Access | undefined, bot: Bot): Value {
  if (fn === 'count') return sum.seen?.size ?? sum.count
  if (fn === 'sum') return sum.sum
  if (fn === 'avg') return sum.count === 0 ? null : sum.sum / sum.count
  return date && access !== undefined ? shownValue(access, sum.best, bot) : sum.best
}
