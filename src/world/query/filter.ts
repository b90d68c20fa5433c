import type { Bot } from '../types.ts'
import { shownValue, type Value } from './fields.ts'
import { decimalIn } from './number-text.ts'
import type { Condition, Conditions, FieldRef, Operator } from './query.ts'
import type { RecordCursor } from './record.ts'

/** Whether a record is kept. */
export type Test = (record: RecordCursor) => boolean

/** A filter made ready for a bot. */
export function compileFilter({ join, list }: Conditions<FieldRef>, bot: Bot): Test {
  const tests = list.map(condition => compileCondition(condition, bot))
  if (tests.length === 1) return tests[0]!
  return join === 'and' ? record => tests.every(test => test(record)) : record => tests.some(test => test(record))
}

function compileCondition({ left, operator, values }: Condition<FieldRef>, bot: Bot): Test {
  const { field } = left
  const { read, parse } = field
  if (operator === '=' || operator === 'in' || operator === 'not in') {
    const wanted = new Set<Value>(
      values.map(text => (field.type === 'number' ? decimalIn(text)! : (parse?.(text, bot) ?? text))),
    )
    const isIn: Test = record => wanted.has(read(record))
    // Null is neither in a list nor out of it, as in SQL.
    return operator === 'not in' ? record => read(record) !== null && !isIn(record) : isIn
  }
  const text = values[0]!
  if (field.type === 'date') {
    const day = parse?.(text, bot) ?? text
    return record => compare(read(record), operator, day)
  }
  // Tags are texts; compared with a number they count as numbers.
  const number = field.type === 'number' || left.tag !== undefined ? decimalIn(text) : undefined
  const limit = number ?? text
  return record => compareLoosely(shownValue(field, read(record), bot), operator, limit)
}

function compareLoosely(value: Value, operator: Operator, limit: string | number): boolean {
  if (value === null) return false
  return compare(typeof limit === 'number' ? Number(value) : String(value), operator, limit)
}

/** Whether `value operator limit` holds; with null it never does. */
export function compare(value: Value, operator: Operator, limit: string | number): boolean {
  if (value === null) return false
  if (operator === '>') return value > limit
  if (operator === '<') return value < limit
  if (operator === '>=') return value >= limit
  if (operator === '<=') return value <= limit
  return value === limit
}
