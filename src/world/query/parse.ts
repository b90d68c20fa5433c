import type { WidgetSpec } from '../spec.ts'
import { dayNumber } from './dates.ts'
import { type DataSet, FIELDS, fieldOf, fieldOfTag, TIME } from './fields.ts'
import { decimalIn } from './number-text.ts'
import {
  AGGREGATES,
  type Aggregate,
  COMPARISONS,
  type Column,
  type Condition,
  type Conditions,
  type Expression,
  type FieldRef,
  type Query,
} from './query.ts'
import type { TagKind } from './record.ts'
import { Cursor, QueryError } from './tokens.ts'

const TAG_KINDS: readonly TagKind[] = ['user', 'session', 'message']
const TAG = /^(user|session|message)tag\.(.+)$/i

/**
 * Reads the clauses of a widget.
 * @throws QueryError naming the first clause that cannot be read
 */
export function parseQuery(spec: WidgetSpec): Query {
  const { query, problems } = parseWidget(spec)
  if (problems.length > 0) throw new QueryError(problems[0])
  return query
}

/** What is wrong with a widget's query, one sentence for each clause; none: it can be run. */
export function checkWidget(spec: WidgetSpec): string[] {
  return parseWidget(spec).problems
}

function parseWidget(spec: WidgetSpec): { query: Query; problems: string[] } {
  const problems: string[] = []
  if (FIELDS[spec.dataSet] === undefined) {
    const names = Object.keys(FIELDS).join(', ')
    return { query: EMPTY, problems: [`dataSet: must be one of ${names}; found "${spec.dataSet}"`] }
  }
  const read = <T>(clause: string, text: string | undefined, how: (cursor: Cursor) => T): T | undefined => {
    if (text === undefined || text.trim() === '') return undefined
    try {
      const cursor = new Cursor(text)
      const value = how(cursor)
      if (!cursor.atEnd) throw new QueryError(`"${cursor.peek()?.value}" is not expected`)
      return value
    } catch (error) {
      if (!(error instanceof QueryError)) throw error
      problems.push(`${clause}: ${error.message}, in ${JSON.stringify(text)}`)
      return undefined
    }
  }
  const { dataSet } = spec
  const select = read('select', spec.select, cursor => list(cursor, () => column(cursor, dataSet)))
  const filter = read('filterBy', spec.filterBy, cursor => conditions(cursor, () => field(cursor, dataSet)))
  const groupBy = read('groupBy', spec.groupBy, cursor => list(cursor, () => field(cursor, dataSet)))
  const having = read('having', spec.having, cursor => conditions(cursor, () => aggregate(cursor, dataSet)))
  const sortBy = read('sortBy', spec.sortBy, cursor => list(cursor, () => order(cursor, dataSet)))
  if (select === undefined && problems.length === 0) problems.push('select: names no column')
  const query: Query = {
    dataSet,
    select: select ?? [],
    ...(filter === undefined ? {} : { filter }),
    groupBy: groupBy ?? [],
    ...(having === undefined ? {} : { having }),
    sortBy: sortBy ?? [],
    ...timeOrder(sortBy?.[0]),
    grouped: groupBy !== undefined || (select ?? []).some(({ expression }) => expression.kind === 'aggregate'),
  }
  if (problems.length === 0) problems.push(...queryProblems(query), ...roleProblems(spec, query))
  return { query, problems }
}

function timeOrder(first: Query['sortBy'][number] | undefined): Pick<Query, 'timeOrder'> {
  if (first?.expression.kind !== 'field' || first.expression.field !== TIME) return {}
  return { timeOrder: first.descending ? 'desc' : 'asc' }
}

const EMPTY: Query = { dataSet: 'Sessions', select: [], groupBy: [], sortBy: [], grouped: false }

/** What is wrong with a query that the grammar lets through, one sentence for each fault. */
function queryProblems(query: Query): string[] {
  const problems: string[] = []
  const keys = query.select.map(({ key }) => key)
  const twice = keys.find((key, index) => keys.indexOf(key) !== index)
  if (twice !== undefined) problems.push(`select: two columns are called "${twice}"; give one an alias`)
  if (query.having !== undefined && query.groupBy.length === 0) problems.push('having: needs groupBy')
  if (!query.grouped) {
    if (query.sortBy.some(({ expression }) => expression.kind === 'aggregate')) {
      problems.push('sortBy: an aggregate needs groupBy')
    }
    return problems
  }
  const groups = new Set(query.groupBy.map(({ id }) => id))
  for (const { expression } of query.select) {
    if (expression.kind === 'field' && !groups.has(expression.id)) {
      problems.push(`groupBy: must name ${expression.text}, which select takes beside an aggregate`)
    }
  }
  for (const { expression } of query.sortBy) {
    if (expression.kind === 'field' && !groups.has(expression.id)) {
      problems.push(`sortBy: ${expression.text} is not in groupBy`)
    }
  }
  return problems
}

function roleProblems(spec: WidgetSpec, query: Query): string[] {
  const problems: string[] = []
  for (const role of ['dimensions', 'metrics', 'overlay'] as const) {
    for (const name of spec[role] ?? []) {
      if (!query.select.some(one => isCalled(one, name))) {
        const names = query.select.map(({ key }) => key).join(', ')
        problems.push(`${role}: "${name}" is not selected; selected are ${names}`)
      }
    }
  }
  return problems
}

/** Whether a role's name means the column: its key, or its text in any case. */
export function isCalled({ key, expression }: Column, name: string): boolean {
  return key === name || expression.text.toLowerCase() === name.toLowerCase()
}

function list<T>(cursor: Cursor, item: () => T): T[] {
  const items = [item()]
  while (cursor.accept(',')) items.push(item())
  return items
}

function column(cursor: Cursor, dataSet: DataSet): Column {
  const expression = expressionAt(cursor, dataSet)
  return { expression, key: cursor.accept('as') ? cursor.take('an alias').value : expression.text }
}

function order(cursor: Cursor, dataSet: DataSet): Query['sortBy'][number] {
  const expression = expressionAt(cursor, dataSet)
  const descending = cursor.accept('desc')
  if (!descending) cursor.accept('asc')
  return { expression, descending }
}

function expressionAt(cursor: Cursor, dataSet: DataSet): Expression {
  return cursor.peek(1)?.value === '(' ? aggregate(cursor, dataSet) : field(cursor, dataSet)
}

function aggregate(cursor: Cursor, dataSet: DataSet): Aggregate {
  const start = cursor.take('an aggregate such as count(...)')
  const fn = AGGREGATES.find(name => name === start.value.toLowerCase())
  if (fn === undefined) {
    throw new QueryError(`"${start.value}" is no aggregate; there are ${AGGREGATES.join(', ')}`)
  }
  cursor.expect('(')
  const distinct = cursor.accept('distinct')
  // `distinct(field)` is written too.
  const nested = distinct && cursor.accept('(')
  const of = fn === 'count' && !distinct && cursor.accept('*') ? undefined : field(cursor, dataSet)
  if (nested) cursor.expect(')')
  cursor.expect(')')
  if (distinct && (fn === 'min' || fn === 'max')) throw new QueryError(`distinct is not allowed in ${fn}`)
  if ((fn === 'sum' || fn === 'avg') && of !== undefined && of.tag === undefined && of.field.type !== 'number') {
    throw new QueryError(`${fn} needs a number, and ${of.text} is none`)
  }
  return {
    kind: 'aggregate',
    fn,
    distinct,
    ...(of === undefined ? {} : { of }),
    text: cursor.textSince(start.from),
    id: `${fn}(${distinct ? 'distinct ' : ''}${of?.id ?? '*'})`,
  }
}

function field(cursor: Cursor, dataSet: DataSet): FieldRef {
  const { value, kind } = cursor.take('a field')
  if (kind !== 'word') throw new QueryError(`a field is expected, found ${JSON.stringify(value)}`)
  const tag = TAG.exec(value)
  const tagKind = TAG_KINDS.find(kind => kind === tag?.[1]?.toLowerCase())
  if (tag !== null && tagKind !== undefined) {
    if (tagKind === 'message' && dataSet !== 'Messages') {
      throw new QueryError(`${value} belongs to the data set Messages, this one is ${dataSet}`)
    }
    return tagField(tagKind, tag[2]!, value)
  }
  const found = fieldOf(dataSet, value)
  if (found === undefined) {
    const names = FIELDS[dataSet].map(({ name }) => name).join(', ')
    throw new QueryError(`"${value}" is no field of ${dataSet}; there are ${names}, userTag.X, sessionTag.X`)
  }
  return { kind: 'field', field: found, text: value, id: found.name }
}

/** A tag as a field. */
export function tagField(kind: TagKind, name: string, text?: string): FieldRef {
  const field = fieldOfTag(kind, name)
  return { kind: 'field', field, tag: { kind, name }, text: text ?? field.name, id: field.name }
}

function conditions<Left extends Expression>(cursor: Cursor, left: () => Left): Conditions<Left> {
  const found = [condition(cursor, left)]
  let join: 'and' | 'or' | undefined
  while (!cursor.atEnd) {
    const word = cursor.take('"and" or "or"').value.toLowerCase()
    if (word !== 'and' && word !== 'or') throw new QueryError(`"and" or "or" is expected, found "${word}"`)
    if (join !== undefined && word !== join) throw new QueryError('"and" and "or" cannot be mixed')
    join = word
    found.push(condition(cursor, left))
  }
  return { join: join ?? 'and', list: found }
}

function condition<Left extends Expression>(cursor: Cursor, side: () => Left): Condition<Left> {
  const left = side()
  const sign = cursor.take('an operator').value.toLowerCase()
  if (sign === 'in' || sign === 'not') {
    if (sign === 'not') cursor.expect('in')
    cursor.expect('(')
    const values = list(cursor, () => valueOfLeft(cursor, left))
    cursor.expect(')')
    return { left, operator: sign === 'in' ? 'in' : 'not in', values }
  }
  const operator = COMPARISONS.find(one => one === sign)
  if (operator === undefined) {
    throw new QueryError(`"${sign}" is no operator; there are ${COMPARISONS.join(' ')} in, not in`)
  }
  return { left, operator, values: [valueOfLeft(cursor, left)] }
}

function valueOfLeft(cursor: Cursor, left: Expression): string {
  const { value, kind } = cursor.take('a value')
  if (kind === 'mark') throw new QueryError(`a value is expected, found "${value}"`)
  return inSpellingOfField(value, left)
}

/**
 * A value of a condition as the field holds it: one of listed values in the spelling of the list.
 * @throws QueryError for a value that the field never has
 */
function inSpellingOfField(value: string, left: Expression): string {
  if (left.kind === 'aggregate' ? left.fn !== 'min' && left.fn !== 'max' : left.field.type === 'number') {
    if (decimalIn(value) === undefined) throw new QueryError(`${left.text} is compared with numbers, not "${value}"`)
    return value
  }
  if (left.kind === 'aggregate') return value
  if (left.field.type === 'date' && dayNumber(value) === undefined) {
    throw new QueryError(`${left.text} is compared with dates as mm-dd-yyyy, not "${value}"`)
  }
  const { values } = left.field
  if (values === undefined) return value
  const found = values.find(one => one.toLowerCase() === value.toLowerCase())
  if (found === undefined) throw new QueryError(`${left.text} is one of ${values.join(', ')}, never "${value}"`)
  return found
}
