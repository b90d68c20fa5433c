import type { Bot } from '../types.ts'
import { type Aggregator, compileAggregate, type Tally } from './aggregate.ts'
import { shownValue, type Value } from './fields.ts'
import { compare } from './filter.ts'
import { decimalIn } from './number-text.ts'
import { Order } from './order.ts'
import type { Aggregate, Condition, Expression, FieldRef, Query } from './query.ts'
import type { RecordCursor } from './record.ts'
import type { RowsAsked, Run, WidgetRow } from './rows-asked.ts'
import { MOST_VALUES, TooManyValues } from './too-many-values.ts'

/** Records that have the same values in the fields of `groupBy`. */
interface RowGroup {
  readonly values: readonly Value[]
  readonly tallies: readonly Tally[]
}

type ValueOf = (group: RowGroup) => Value
type GroupTest = (group: RowGroup) => boolean

/** Every group is a row, in the order of the sort, else of its first record. */
export function groupRows(
  query: Query,
  bot: Bot,
  { skip, limit, mostValues = MOST_VALUES }: RowsAsked,
  run: Run,
): WidgetRow[] {
  const grouping = new Grouping(query.groupBy, bot, mostValues)
  const columns = query.select.map(({ expression, key }) => ({ key, value: grouping.shown(expression) }))
  const having = query.having?.list.map(condition => testOf(condition, grouping.shown(condition.left)))
  const keys = query.sortBy.map(({ expression }) => grouping.sortKey(expression))
  const all = grouping.collect(run)
  const wanted = having === undefined ? all : all.filter(joined(query.having?.join, having))
  return sorted(query, wanted, keys)
    .slice(skip, limit < 0 ? undefined : skip + limit)
    .map(group => Object.fromEntries(columns.map(({ key, value }) => [key, value(group)])))
}

function joined(join: 'and' | 'or' | undefined, tests: readonly GroupTest[]): GroupTest {
  return join === 'and' ? group => tests.every(test => test(group)) : group => tests.some(test => test(group))
}

function testOf({ operator, values }: Condition<Aggregate>, value: ValueOf): GroupTest {
  const wanted: Value[] = values.map(text => decimalIn(text) ?? text)
  if (operator === 'in') return group => wanted.includes(value(group))
  if (operator === 'not in') return group => !wanted.includes(value(group))
  const limit = wanted[0]!
  return group => compare(value(group), operator, limit)
}

function sorted({ sortBy }: Query, groups: readonly RowGroup[], keys: readonly ValueOf[]): readonly RowGroup[] {
  if (keys.length === 0) return groups
  const order = new Order(sortBy.map(({ descending }) => descending))
  return order.sort(groups.map(group => ({ group, keys: keys.map(key => key(group)) }))).map(({ group }) => group)
}

/** A value of one field, below it the values of the next; at the end of the way the group. */
interface Branch {
  below?: Map<Value, Branch>
  group?: RowGroup
}

/** Sums records up by group. */
class Grouping {
  readonly #by: readonly FieldRef[]
  readonly #bot: Bot
  readonly #most: number
  /** By the id of their aggregate, in the order of a group's tallies. */
  readonly #aggregators = new Map<string, Aggregator>()
  readonly #root: Branch = {}
  readonly #groups: RowGroup[] = []

  constructor(by: readonly FieldRef[], bot: Bot, most: number) {
    this.#most = most
    this.#by = by
    this.#bot = bot
  }

  /** What an expression shows of a group. */
  shown(expression: Expression): ValueOf {
    if (expression.kind === 'aggregate') return this.#aggregated(expression)
    const index = this.#indexOf(expression)
    const { field } = this.#by[index]!
    return ({ values }) => shownValue(field, values[index]!, this.#bot)
  }

  /** What groups are sorted by; dates sort by time, not by their text. */
  sortKey(expression: Expression): ValueOf {
    if (expression.kind === 'aggregate' || expression.field.type !== 'date') return this.shown(expression)
    const index = this.#indexOf(expression)
    return ({ values }) => values[index]!
  }

  /** The groups of all records that `run` shows; those expressions count that were asked for before. */
  collect(run: Run): readonly RowGroup[] {
    const aggregators = [...this.#aggregators.values()]
    // Without fields there is one group, even of no records.
    if (this.#by.length === 0) this.#root.group = this.#start(aggregators, [])
    const values: Value[] = this.#by.map(() => null)
    run(record => {
      const branch = this.#branchOf(record, values)
      if (branch === undefined) return undefined
      branch.group ??= this.#start(aggregators, [...values])
      const { tallies } = branch.group
      for (let i = 0; i < aggregators.length; i++) aggregators[i]!.add(tallies[i]!, record)
      return undefined
    })
    return this.#groups
  }

  /** Where the record's group stands, its values written into `values`; undefined: it belongs to none. */
  #branchOf(record: RecordCursor, values: Value[]): Branch | undefined {
    let branch = this.#root
    for (let i = 0; i < this.#by.length; i++) {
      const { field, tag } = this.#by[i]!
      const value = field.read(record)
      // Records without the tag are in no group: theirs would be no value of the tag (decision D51).
      if (value === null && tag !== undefined) return undefined
      values[i] = value
      branch.below ??= new Map()
      let next = branch.below.get(value)
      if (next === undefined) {
        next = {}
        branch.below.set(value, next)
      }
      branch = next
    }
    return branch
  }

  /** @throws TooManyValues */
  #start(aggregators: readonly Aggregator[], values: readonly Value[]): RowGroup {
    if (this.#groups.length >= this.#most) throw new TooManyValues(this.#most)
    const group = { values, tallies: aggregators.map(aggregator => aggregator.start()) }
    this.#groups.push(group)
    return group
  }

  #aggregated(aggregate: Aggregate): ValueOf {
    const known = this.#aggregators.get(aggregate.id)
    const aggregator = known ?? compileAggregate(aggregate, this.#bot, this.#most)
    if (known === undefined) this.#aggregators.set(aggregate.id, aggregator)
    const index = [...this.#aggregators.keys()].indexOf(aggregate.id)
    return ({ tallies }) => aggregator.result(tallies[index]!)
  }

  #indexOf({ id }: FieldRef): number {
    return this.#by.findIndex(field => field.id === id)
  }
}
