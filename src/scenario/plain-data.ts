import { readField, whyClosed } from '../contract/read-field.ts'
import { shortText } from '../contract/short-text.ts'
import { say } from '../errors/catalogue.ts'
import type { Fault } from './error.ts'

/** Mappings and lists within each other; the deepest that a scenario needs is 9. */
export const MOST_LEVELS = 64
/** Values of a scenario given as an object; one that has the same part in many places is small and yet full of them. */
const MOST_DATA_VALUES = 1_000_000
/** Faults that are told; a file with more has the same one all over. */
const MOST_FAULTS = 100

/** A walk through data, and what it has found. */
interface DataWalk {
  readonly faults: Fault[]
  readonly written: Written | undefined
  values: number
}

/** What stands at a place of a file, as it was written; undefined: the value says it. */
type Written = (path: Fault['path']) => string | undefined

/**
 * What no file of JSON could hold, wherever it stands: halves of surrogate pairs, numbers that are not finite, functions,
 * dates and the like, circles. Such a text cannot be sent, logged or kept, so it is refused before anybody tries.
 */
export function checkPlain(data: unknown, written?: Written): Fault[] {
  const walk: DataWalk = { faults: [], written, values: 0 }
  visitValue(data, [], walk)
  if (walk.values > MOST_DATA_VALUES) {
    const must = `must have at most ${MOST_DATA_VALUES} values`
    walk.faults.push({ path: [], ...say('KM_SETTING_WRONG', { must, found: 'more' }) })
  }
  return walk.faults
}

function visitValue(value: unknown, path: Fault['path'], walk: DataWalk): void {
  if (walk.faults.length >= MOST_FAULTS || ++walk.values > MOST_DATA_VALUES) return
  if (typeof value === 'object' && value !== null) lookInto(value, path, walk)
  else {
    const said = isEndless(value)
      ? say('KM_NUMBER_NOT_FINITE', { found: shortText(walk.written?.(path) ?? String(value)) })
      : wrongWith(value)
    if (said !== undefined) walk.faults.push({ path, ...said })
  }
}

const isEndless = (value: unknown) => typeof value === 'number' && !Number.isFinite(value)

function lookInto(value: object, path: Fault['path'], walk: DataWalk): void {
  if (path.length >= MOST_LEVELS) {
    walk.faults.push({ path: path.slice(0, 3), ...say('KM_DATA_DEEP', { limit: MOST_LEVELS }) })
    return
  }
  const closed = whyClosed(value)
  if (closed !== undefined) {
    tellUnreadable(closed, path, walk)
    return
  }
  if (Array.isArray(value)) {
    const { value: length, unreadable } = readField(value, 'length')
    if (unreadable !== undefined) tellUnreadable(unreadable, path, walk)
    for (let i = 0; i < Number(length) && walk.values <= MOST_DATA_VALUES; i += 1) visitField(value, i, path, walk)
    return
  }
  if (!isPlainObject(value)) {
    const { value: made } = readField(value, 'constructor')
    const name = typeof made === 'function' ? made.name : 'class'
    walk.faults.push({ path, ...say('KM_DATA_NOT_PLAIN', { found: `a ${name}` }) })
    return
  }
  for (const name of Object.keys(value)) {
    const said = wrongWith(name)
    if (said !== undefined) walk.faults.push({ path: [...path, name], ...said })
    visitField(value, name, path, walk)
  }
}

function visitField(value: object, name: string | number, path: Fault['path'], walk: DataWalk): void {
  const { value: inner, unreadable } = readField(value, String(name))
  if (unreadable === undefined) visitValue(inner, [...path, name], walk)
  else tellUnreadable(unreadable, [...path, name], walk)
}

function tellUnreadable(why: string, path: Fault['path'], walk: DataWalk): void {
  walk.faults.push({ path, ...say('KM_DATA_NOT_PLAIN', { found: `what cannot be read: ${shortText(why)}` }) })
}

/**
 * A class has a prototype below that of all objects, which has none: compared with `Object.prototype` itself, an object of
 * another realm, such as that of a test in Jest, would be one of a class.
 */
function isPlainObject(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || Object.getPrototypeOf(prototype) === null
}

function wrongWith(value: unknown) {
  switch (typeof value) {
    case 'string':
      return /\p{Surrogate}/u.test(value) ? say('KM_TEXT_HALF_SURROGATE', { found: JSON.stringify(value) }) : undefined
    case 'number':
    case 'boolean':
    case 'object':
    case 'undefined':
      return undefined
    default:
      return say('KM_DATA_NOT_PLAIN', { found: `a ${typeof value}` })
  }
}
