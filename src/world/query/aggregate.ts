import type { Bot } from '../types.ts'
import { type Field, shownValue, type Value } from './fields.ts'
import type { Aggregate } from './query.ts'
import type { RecordCursor } from './record.ts'
import { TooManyValues } from './too-many-values.ts'

/** What an aggregate has taken in so far. */
export interface Tally {
  count: number
  sum: number
  /** The least or greatest value, as `min` and `max` compare them. */
  best: Value
  /** Values seen; only for `distinct`. */
  readonly seen: Set<Value> | undefined
}

/** An aggregate made ready for a bot. */
export interface Aggregator {
  readonly start: () => Tally
  readonly add: (tally: Tally, record: RecordCursor) => void
  readonly result: (tally: Tally) => Value
}

/**
 * Makes an aggregate ready.
 * @param most different values that it may tell apart in a group
 */
export function compileAggregate(aggregate: Aggregate, bot: Bot, most: number): Aggregator {
  const { fn } = aggregate
  const field = aggregate.of?.field
  // A set of values that are all different need not be kept to be counted.
  const distinct = aggregate.distinct && field?.unique !== true
  const start = (): Tally => ({ count: 0, sum: 0, best: null, seen: distinct ? new Set() : undefined })
  if (field === undefined) return { start, add: addRecord, result: counted }
  if (fn === 'count') return { start, add: field.unique ? addRecord : adderOfValues(field, most), result: counted }
  if (fn === 'min' || fn === 'max') {
    const result = (tally: Tally) => (field.type === 'date' ? shownValue(field, tally.best, bot) : tally.best)
    return { start, add: adderOfBest(field, fn, bot), result }
  }
  return { start, add: adderOfNumbers(field, most), result: fn === 'sum' ? summed : averaged }
}

const counted = ({ seen, count }: Tally): Value => seen?.size ?? count
const summed = ({ sum }: Tally): Value => sum
const averaged = ({ sum, count }: Tally): Value => (count === 0 ? null : sum / count)

function addRecord(tally: Tally, record: RecordCursor): void {
  tally.count += record.weight
}

function adderOfValues({ read }: Field, most: number): Aggregator['add'] {
  return (tally, record) => {
    const value = read(record)
    if (value === null) return
    if (tally.seen === undefined) tally.count += record.weight
    else addValue(tally.seen, value, most)
  }
}

/** @throws TooManyValues */
function addValue(seen: Set<Value>, value: Value, most: number): void {
  seen.add(value)
  if (seen.size > most) throw new TooManyValues(most)
}

function adderOfBest(field: Field, fn: 'min' | 'max', bot: Bot): Aggregator['add'] {
  const { read } = field
  // Dates keep the order of their numbers; what else is read as a number is compared by what it stands for.
  const comparable = (value: Value) => (field.type === 'date' ? value : shownValue(field, value, bot))
  const isBetter = fn === 'min' ? less : greater
  return (tally, record) => {
    const value = comparable(read(record))
    if (value !== null && (tally.best === null || isBetter(value, tally.best))) tally.best = value
  }
}

const less = (a: string | number, b: string | number) => a < b
const greater = (a: string | number, b: string | number) => a > b

function adderOfNumbers({ read }: Field, most: number): Aggregator['add'] {
  return (tally, record) => {
    const value = read(record)
    const number = value === null || value === '' ? Number.NaN : Number(value)
    if (Number.isNaN(number)) return
    if (tally.seen !== undefined) {
      if (tally.seen.has(number)) return
      addValue(tally.seen, number, most)
      tally.sum += number
      tally.count++
    } else {
      tally.sum += number * record.weight
      tally.count += record.weight
    }
  }
}
