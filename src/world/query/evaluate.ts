import type { Bot } from '../bot.ts'
import type { Window } from '../sessions/types.ts'
import { latestClose, latestCloseOfDay } from '../settled.ts'
import { type Access, accessOf, type Value } from './access.ts'
import { type Aggregator, compileAggregate, type Sum } from './aggregate.ts'
import { compare, compileFilter, shownValue, type Test } from './filter.ts'
import type { Aggregate, Column, Expression, FieldRef, Query } from './parse.ts'
import type { RecordCursor } from './record.ts'
import { type Needs, scan } from './scan.ts'

/** A row of a widget: column key to value. */
export type Row = Record<string, Value>

export interface Page {
  readonly skip: number
  /** -1: all rows. */
  readonly limit: number
}

/**
 * Runs a query over a window, as the world stands at `now`.
 * @param extra further tests that a record must pass
 */
export function evaluate(
  query: Query,
  bot: Bot,
  window: Window,
  now: number,
  page: Page,
  extra: readonly FilterOf[] = [],
): Row[] {
  const tests = extra.map(({ field, values }) =>
    compileFilter({ join: 'and', list: [{ left: field, operator: 'in', values }] }, bot),
  )
  if (query.filter !== undefined) tests.unshift(compileFilter(query.filter, bot))
  const needs = needsOf(
    query,
    extra.map(({ field }) => field),
  )
  const passes: Test = record => {
    for (const test of tests) if (!test(record)) return false
    return true
  }
  const run = (visit: (record: RecordCursor) => boolean | undefined) =>
    scan(bot, window, now, needs, record => (passes(record) ? visit(record) : undefined))
  return query.grouped ? groups(query, bot, page, run) : records(query, bot, page, run)
}

/** A field and the values of which it must have one. */
export interface FilterOf {
  readonly field: FieldRef
  readonly values: readonly string[]
}

type Run = (visit: (record: RecordCursor) => boolean | undefined) => void

const EVENT_FIELDS: readonly string[] = ['eventtype', 'nodename', 'nodetype']

function needsOf(query: Query, extra: readonly FieldRef[]): Needs {
  const aggregates = [
    ...query.select.map(({ expression }) => expression),
    ...query.sortBy.map(({ expression }) => expression),
    ...(query.having?.list.map(({ left }) => left) ?? []),
  ].filter(expression => expression.kind === 'aggregate')
  const plain: FieldRef[] = [
    ...query.select.map(({ expression }) => expression).filter(isField),
    ...query.sortBy.map(({ expression }) => expression).filter(isField),
    ...query.groupBy,
    ...(query.filter?.list.map(({ left }) => left) ?? []),
    ...extra,
  ]
  const counted = aggregates.flatMap(({ fn, of }) =>
    of === undefined || (fn === 'count' && accessOf(of).unique) ? [] : [of],
  )
  const read = [...plain, ...counted]
  return {
    dataSet: query.dataSet,
    developers: query.filter?.list.some(({ left }) => left.id === 'isDeveloper') ?? false,
    // A record of a table stands for itself.
    messages: !query.grouped || read.some(field => accessOf(field).ofMessage === true),
    events: read.some(({ id }) => EVENT_FIELDS.includes(id)),
    backwards: !query.grouped && byTime(query) === 'desc',
  }
}

/** Whether rows are sorted by time before all: then not all of them need be looked at for the best. */
function byTime({ sortBy }: Query): 'asc' | 'desc' | undefined {
  const first = sortBy[0]
  if (first === undefined || first.expression.id !== 'timestampvalue') return undefined
  return first.descending ? 'desc' : 'asc'
}

function isField(expression: Expression): expression is FieldRef {
  return expression.kind === 'field'
}

interface Sorted {
  readonly row: Row
  readonly keys: readonly Value[]
}

/** Every record is a row. Without an order the scan ends with the page; with one only the best rows are kept. */
function records(query: Query, bot: Bot, { skip, limit }: Page, run: Run): Row[] {
  const readers = query.select.map(({ expression, key }) => ({ key, access: accessOf(expression as FieldRef) }))
  const rowOf = (record: RecordCursor): Row =>
    Object.fromEntries(readers.map(({ key, access }) => [key, shownValue(access, access.read(record), bot)]))
  const end = limit < 0 ? Number.POSITIVE_INFINITY : skip + limit
  if (query.sortBy.length === 0) {
    const rows: Row[] = []
    let seen = 0
    run(record => {
      if (seen >= end) return false
      if (seen++ >= skip) rows.push(rowOf(record))
      return undefined
    })
    return rows
  }
  const order = query.sortBy.map(({ expression, descending }) => ({
    access: accessOf(expression as FieldRef),
    date: (expression as FieldRef).field.type === 'date',
    descending,
  }))
  const sorter = byKeys(order.map(({ descending }) => descending))
  let best: Sorted[] = []
  let worst: Sorted | undefined
  const time = byTime(query)
  run(record => {
    if (worst !== undefined && time !== undefined) {
      const { day, row } = record
      const limit = worst.keys[0] as number
      // Sessions overlap, so later days hold nothing better only a session's length away.
      if (time === 'asc' ? day.startOf(row) > limit : latestCloseOfDay(day.midnight) < limit) return false
      if (time === 'desc' && latestClose(day.startOf(row)) < limit) return undefined
    }
    const keys = order.map(({ access, date }) => sortKey(access, date, access.read(record), bot))
    if (worst !== undefined && sorter.compare(keys, worst.keys) >= 0) return undefined
    best.push({ row: rowOf(record), keys })
    if (best.length >= 2 * end + 1000) {
      best = sorter.sort(best).slice(0, end)
      worst = best.at(-1)
    }
    return undefined
  })
  return sorter
    .sort(best)
    .slice(skip, end)
    .map(({ row }) => row)
}

interface Group {
  readonly values: readonly Value[]
  readonly sums: readonly Sum[]
}

/** Every group is a row, in the order of the sort, else of its first record. */
function groups(query: Query, bot: Bot, { skip, limit }: Page, run: Run): Row[] {
  const by = query.groupBy.map(field => ({ id: field.id, tag: field.tag !== undefined, access: accessOf(field) }))
  const aggregates: { readonly id: string; readonly aggregator: Aggregator }[] = []
  const aggregateIndex = (aggregate: Aggregate): number => {
    const known = aggregates.findIndex(({ id }) => id === aggregate.id)
    if (known >= 0) return known
    aggregates.push({ id: aggregate.id, aggregator: compileAggregate(aggregate, bot) })
    return aggregates.length - 1
  }
  const shown = (expression: Expression, date = false): ((group: Group) => Value) => {
    if (expression.kind === 'aggregate') {
      const index = aggregateIndex(expression)
      return ({ sums }) => aggregates[index]?.aggregator.result(sums[index]!) ?? null
    }
    const index = by.findIndex(({ id }) => id === expression.id)
    const { access } = by[index]!
    return ({ values }) => (date ? (values[index] as Value) : shownValue(access, values[index] as Value, bot))
  }
  const columns = query.select.map(({ expression, key }: Column) => ({ key, value: shown(expression) }))
  const having = query.having?.list.map(({ left, operator, values }) => {
    const value = shown(left)
    const wanted = values.map(text => (Number.isNaN(Number(text)) ? text : Number(text)))
    if (operator === 'in') return (group: Group) => wanted.includes(value(group)!)
    if (operator === 'not in') return (group: Group) => !wanted.includes(value(group)!)
    return (group: Group) => compare(value(group), operator, wanted[0]!)
  })
  const order = query.sortBy.map(({ expression, descending }) => ({
    key: shown(expression, expression.kind === 'field' && expression.field.type === 'date'),
    descending,
  }))

  let found = collect(
    by,
    aggregates.map(({ aggregator }) => aggregator),
    run,
  )
  if (having !== undefined) {
    const all = query.having?.join === 'and'
    found = found.filter(group => (all ? having.every(test => test(group)) : having.some(test => test(group))))
  }
  const sorter = byKeys(order.map(({ descending }) => descending))
  const sorted =
    order.length === 0
      ? found
      : sorter.sort(found.map(group => ({ group, keys: order.map(({ key }) => key(group)) }))).map(({ group }) => group)
  return sorted
    .slice(skip, limit < 0 ? undefined : skip + limit)
    .map(group => Object.fromEntries(columns.map(({ key, value }) => [key, value(group)])))
}

/** Sums up the records by group: a tree of maps, one level for each field. */
function collect(
  by: readonly { readonly tag: boolean; readonly access: Access }[],
  aggregators: readonly Aggregator[],
  run: Run,
): Group[] {
  type Level = Map<Value, Level | Group>
  const found: Group[] = []
  const start = (values: readonly Value[]): Group => {
    const group = { values, sums: aggregators.map(aggregator => aggregator.start()) }
    found.push(group)
    return group
  }
  const root: Level = new Map()
  const whole = by.length === 0 ? start([]) : undefined
  const depth = by.length - 1
  const values: Value[] = by.map(() => null)
  run(record => {
    let group = whole
    if (group === undefined) {
      let level = root
      for (let i = 0; i <= depth; i++) {
        const { access, tag } = by[i]!
        const value = access.read(record)
        // A group of those without the tag would be no value of it.
        if (tag && value === null) return undefined
        values[i] = value
        let next = level.get(value)
        if (next === undefined) {
          next = i === depth ? start([...values]) : new Map()
          level.set(value, next)
        }
        if (i === depth) group = next as Group
        else level = next as Level
      }
    }
    const { sums } = group!
    for (let i = 0; i < aggregators.length; i++) aggregators[i]!.add(sums[i]!, record)
    return undefined
  })
  return found
}

/** Dates sort by time, not by their text. */
function sortKey(access: Access, date: boolean, value: Value, bot: Bot): Value {
  return date ? value : shownValue(access, value, bot)
}

/** Orders by several keys; what is equal stays in its order, nothing comes last. */
function byKeys(descending: readonly boolean[]) {
  const compareKeys = (a: readonly Value[], b: readonly Value[]): number => {
    for (let i = 0; i < descending.length; i++) {
      const x = a[i] as Value
      const y = b[i] as Value
      if (x === y) continue
      if (x === null) return 1
      if (y === null) return -1
      return (x < y ? -1 : 1) * (descending[i] ? -1 : 1)
    }
    return 0
  }
  return {
    compare: compareKeys,
    sort: <T extends { readonly keys: readonly Value[] }>(list: T[]): T[] =>
      list.sort((a, b) => compareKeys(a.keys, b.keys)),
  }
}
