import type { SchemaError } from './compiled.ts'
import { formatPhrases } from './formats.ts'
import { howMany } from './how-many.ts'
import { SHOWN_OF_VALUE, shortText } from './short-text.ts'
import type { Violation } from './types.ts'

const TYPES: Readonly<Record<string, string>> = {
  integer: 'an integer',
  number: 'a number',
  boolean: 'true or false',
  string: 'text',
  array: 'an array',
  object: 'an object',
  null: 'null',
}

/** Nobody reads more, and a list of a million wrong items must not become an answer of a hundred megabytes. */
const MOST_VIOLATIONS = 200

/**
 * What a schema found wrong, said to a person (ruling R4): one violation for each fault, with the path of the value below
 * `place` (`query`, `headers`, `body`). `value` is what was checked.
 */
export function explain(place: string, value: unknown, errors: readonly SchemaError[]): Violation[] {
  const violations: Violation[] = []
  const faulty = new Set<string>()
  for (const error of [...errors].sort((a, b) => rank(a) - rank(b))) {
    // `if` only says that one of its branches, which is reported itself, was not met.
    if (error.keyword === 'if') continue
    const path = error.instancePath + fieldOfError(error)
    if (faulty.has(path)) continue
    faulty.add(path)
    if (faulty.size > MOST_VIOLATIONS) break
    const found = valueAt(value, error.instancePath)
    violations.push({
      property: place + propertyOf(path, value),
      message: sentTwice(place, error, found) ?? messageOf(error, found),
    })
  }
  // The search itself ended soon after (decision D9), so the number of all is not known.
  if (faulty.size > MOST_VIOLATIONS)
    violations.push({ property: place, message: `has more faults than these ${MOST_VIOLATIONS}` })
  return violations
}

/** Ajv tells of a missing or needless field at the object around it; here it is told at the field. */
function fieldOfError({ params }: SchemaError): string {
  const name = params.missingProperty ?? params.additionalProperty
  return name === undefined ? '' : `/${String(name).replaceAll('~', '~0').replaceAll('/', '~1')}`
}

/** Of several faults of one value the first is told: that it has the wrong type, before what else follows from that. */
function rank(error: SchemaError): number {
  return error.keyword === 'type' ? 0 : 1
}

function steps(path: string): string[] {
  return path
    .split('/')
    .slice(1)
    .map(step => step.replaceAll('~1', '/').replaceAll('~0', '~'))
}

function valueAt(value: unknown, path: string): unknown {
  return steps(path).reduce<unknown>((at, step) => (at as Record<string, unknown> | undefined)?.[step], value)
}

/** `/tags/and/0/name` as `.tags.and[0].name`. */
function propertyOf(path: string, value: unknown): string {
  let at: unknown = value
  let property = ''
  for (const step of steps(path)) {
    property += Array.isArray(at) ? `[${step}]` : `.${shortText(step)}`
    at = (at as Record<string, unknown> | undefined)?.[step]
  }
  return property
}

/** A query becomes a list where a name comes more than once, which is none that anybody sent. */
function sentTwice(place: string, { keyword, params }: SchemaError, value: unknown): string | undefined {
  if (place !== 'query' || keyword !== 'type' || !Array.isArray(value) || [params.type].flat().includes('array')) return
  return `must be sent once; it was sent ${value.length} times`
}

function messageOf({ keyword, params }: SchemaError, value: unknown): string {
  const limit = Number(params.limit)
  switch (keyword) {
    case 'required':
      return 'is required'
    case 'type':
      return mustBeOf([params.type].flat(), value)
    case 'enum':
      return `must be one of ${(params.allowedValues as unknown[]).map(text).join(', ')}; found ${shown(value)}`
    case 'const':
      return `must be ${text(params.allowedValue)}; found ${shown(value)}`
    case 'minimum':
      return `must be at least ${limit}; found ${shown(value)}`
    case 'maximum':
      return `must be at most ${limit}; found ${shown(value)}`
    case 'exclusiveMinimum':
      return `must be more than ${limit}; found ${shown(value)}`
    case 'exclusiveMaximum':
      return `must be less than ${limit}; found ${shown(value)}`
    case 'minLength':
      return limit === 1
        ? 'must not be empty'
        : `must have at least ${howMany(limit, 'character')}; found ${shown(value)}`
    case 'maxLength':
      return `must have at most ${howMany(limit, 'character')}; found ${String(value).length}`
    case 'minItems':
      return limit === 1
        ? 'must not be empty'
        : `must have at least ${howMany(limit, 'item')}; found ${partCount(value)}`
    case 'maxItems':
      return `must not have more than ${howMany(limit, 'item')}; found ${partCount(value)}`
    case 'minProperties':
      return `must have at least ${limit} of its fields; found ${partCount(value)}`
    case 'maxProperties':
      return `must have only ${limit} of its fields; found ${someNames(Object.keys(value as object))}`
    case 'format':
      return `must be ${formatPhrases[String(params.format)] ?? String(params.format)}; found ${shown(value)}`
    case 'pattern':
      return `must match ${String(params.pattern)}; found ${shown(value)}`
    case 'additionalProperties':
      return 'is not known'
    default:
      return `is not valid (${keyword})`
  }
}

function mustBeOf(types: readonly unknown[], value: unknown): string {
  const found = `must be ${types.map(type => TYPES[String(type)]).join(' or ')}; found ${shown(value)}`
  const isTooLarge = types.includes('integer') && typeof value === 'string' && /^-?[0-9]+$/.test(value)
  return isTooLarge && Math.abs(Number(value)) > Number.MAX_SAFE_INTEGER
    ? `${found}, which is beyond ${Number.MAX_SAFE_INTEGER}`
    : found
}

function text(value: unknown): string {
  return typeof value === 'string' && value !== '' ? value : JSON.stringify(value)
}

function partCount(value: unknown): number {
  return Array.isArray(value) ? value.length : Object.keys(value as object).length
}

const NAMES_SHOWN = 10

/** Names for a person to recognise, the first few of many. */
function someNames(names: readonly string[]): string {
  const first = names.slice(0, NAMES_SHOWN).map(name => shortText(name))
  return names.length > NAMES_SHOWN ? `${first.join(', ')} and ${names.length - NAMES_SHOWN} more` : first.join(', ')
}

/**
 * The value as JSON, cut when it is long; collections by their kind only. Of a number beyond the safe integers only about so
 * much is known: JSON's reader has rounded it.
 */
export function shown(value: unknown): string {
  if (Array.isArray(value)) return 'an array'
  if (typeof value === 'object' && value !== null) return 'an object'
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value)
  if (typeof value === 'number' && Math.abs(value) > Number.MAX_SAFE_INTEGER) return `about ${value}`
  // Of a long text the end is not even looked at.
  const json = JSON.stringify(typeof value === 'string' ? value.slice(0, SHOWN_OF_VALUE + 1) : value) ?? 'nothing'
  return shortText(json)
}
