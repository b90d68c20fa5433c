import type { Bot } from '../types.ts'
import { compileFilter } from './filter.ts'
import { groupRows } from './groups.ts'
import type { Expression, FieldRef, Query } from './query.ts'
import type { RecordCursor } from './record.ts'
import { recordRows } from './records.ts'
import type { RowsAsked, Run, WidgetRow } from './rows-asked.ts'
import { type Needs, scan } from './scan.ts'

/** Runs a query over a bot's records. */
export function evaluate(query: Query, bot: Bot, asked: RowsAsked): WidgetRow[] {
  const filters = asked.filters ?? []
  const tests = filters.map(({ field, values }) =>
    compileFilter({ join: 'and', list: [{ left: field, operator: 'in', values }] }, bot),
  )
  if (query.filter !== undefined) tests.unshift(compileFilter(query.filter, bot))
  const needs = needsOf(
    query,
    filters.map(({ field }) => field),
  )
  const passes = (record: RecordCursor) => {
    for (const test of tests) if (!test(record)) return false
    return true
  }
  const run: Run = visit => scan(bot, asked, needs, record => (passes(record) ? visit(record) : undefined))
  return query.grouped ? groupRows(query, bot, asked, run) : recordRows(query, bot, asked, run)
}

function needsOf(query: Query, filtered: readonly FieldRef[]): Needs {
  const filters = query.filter?.list.map(({ left }) => left) ?? []
  const expressions: Expression[] = [
    ...query.select.map(({ expression }) => expression),
    ...query.sortBy.map(({ expression }) => expression),
    ...(query.having?.list.map(({ left }) => left) ?? []),
    ...query.groupBy,
    ...filters,
    ...filtered,
  ]
  const fields = expressions.flatMap(readBy)
  return {
    dataSet: query.dataSet,
    developers: filters.some(({ field }) => field.showsDevelopers === true),
    // A record of a table stands for itself.
    messages: !query.grouped || fields.some(({ field }) => field.ofMessage === true),
    events: fields.some(({ field }) => field.ofEvent === true),
    backwards: !query.grouped && query.timeOrder === 'desc',
    all: query.grouped || (query.sortBy.length > 0 && query.timeOrder === undefined),
  }
}

/** The field that an expression reads; none where it only counts records. */
function readBy(expression: Expression): FieldRef[] {
  if (expression.kind === 'field') return [expression]
  const { fn, of } = expression
  return of === undefined || (fn === 'count' && of.field.unique) ? [] : [of]
}
