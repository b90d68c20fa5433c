import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { ErrorObject, ValidateFunction } from 'ajv'
import type * as Ajv from 'ajv/dist/2020.js'
import { loadGenerated } from '#generated'
import { document } from '../contract/contract.ts'
import { createFormats } from '../contract/formats.ts'
import { howMany } from '../contract/how-many.ts'
import { didYouMean, nearestWord } from '../contract/nearest-word.ts'
import { type Said, say } from '../errors/catalogue.ts'
import type { Fault, Problem } from './error.ts'
import { scenarioDirectory } from './paths.ts'
import { readSource } from './read.ts'

const require = createRequire(import.meta.url)

/** Errors of a schema that are looked at: a file with more has the same one all over. */
const MOST_ERRORS = 500

let scenarioShape: ValidateFunction | undefined
let packShape: ValidateFunction | undefined
let wordsShape: ValidateFunction | undefined
let storyShape: ValidateFunction | undefined
let segmentShape: ValidateFunction | undefined

/** What is wrong with the shape of a scenario file or object, by `scenarios/scenario.schema.yaml`. */
export function checkScenarioShape(data: unknown): Fault[] {
  scenarioShape ??= loadGenerated('shape.scenario.cjs') as ValidateFunction
  return checkShape(data, scenarioShape)
}

/** What is wrong with the shape of a content pack, by `scenarios/packs/pack.schema.yaml`. */
export function checkPackShape(data: unknown): Fault[] {
  packShape ??= compile('packs/pack.schema.yaml', 'packs/words.schema.yaml')
  return checkShape(data, packShape)
}

/** What is wrong with the shape of a content pack's words, by `scenarios/packs/words.schema.yaml`. */
export function checkWordsShape(data: unknown): Fault[] {
  wordsShape ??= compile('packs/words.schema.yaml')
  return checkShape(data, wordsShape)
}

/** What is wrong with the shape of a story, by `scenarios/stories/story.schema.yaml`. */
export function checkStoryShape(data: unknown): Fault[] {
  storyShape ??= loadGenerated('shape.story.cjs') as ValidateFunction
  return checkShape(data, storyShape)
}

/** What is wrong with the fields of a pinned segment, by the contract: they are shown as they stand there. */
export function checkSegmentShape(pin: unknown): Fault[] {
  segmentShape ??= compileSegment()
  return checkShape(pin, segmentShape)
}

/** A fault with its path as text and its line in the file, when there is one. */
export function problemAt(fault: Fault, locate?: (path: Fault['path']) => { line: number; column: number }): Problem {
  return { ...fault, path: fault.path.join('.'), ...locate?.(fault.path) }
}

function checkShape(data: unknown, validate: ValidateFunction): Fault[] {
  if (validate(data)) return []
  const errors = (validate.errors ?? []).slice(0, MOST_ERRORS)
  return withoutNoise(errors).map(error => ({
    path: pathOfError(error),
    ...(saidOfForms(error, errors) ?? saidOf(error)),
  }))
}

/** @param others schemas that it refers to */
function compile(schemaFile: string, ...others: readonly string[]): ValidateFunction {
  const ajv = ajvOf()
  for (const other of others) ajv.addSchema(readSource(join(scenarioDirectory, other)).data)
  return ajv.compile(readSource(join(scenarioDirectory, schemaFile)).data)
}

/** Each field that is there, without asking for those that are not: a pin is a segment in part. */
function compileSegment(): ValidateFunction {
  const ajv = ajvOf()
  for (const [name, format] of Object.entries(createFormats())) ajv.addFormat(name, format)
  ajv.addSchema({ ...(document() as object), $id: 'kore://contract' })
  const { Segment } = (document() as { components: { schemas: { Segment: { properties: object } } } }).components
    .schemas
  const fields = Object.keys(Segment.properties).filter(name => !name.endsWith('Time'))
  const schemaOf = (name: string) => ({ $ref: `kore://contract#/components/schemas/Segment/properties/${name}` })
  return ajv.compile({ properties: Object.fromEntries(fields.map(name => [name, schemaOf(name)])) })
}

function ajvOf() {
  const { Ajv2020 } = require('ajv/dist/2020.js') as typeof Ajv
  // To make the code shorter takes longer than to run what is longer.
  return new Ajv2020({ allErrors: true, verbose: true, strict: false, code: { optimize: false } })
}

/**
 * A `oneOf` reports every branch that failed. What helps is the branch that came closest: the one that failed deepest,
 * and only when none went deeper than the `oneOf` itself, that no branch fits.
 */
function withoutNoise(errors: readonly ErrorObject[]): ErrorObject[] {
  const unions = errors.filter(error => error.keyword === 'oneOf')
  return errors.filter(error => {
    if (error.keyword === 'propertyNames' || error.keyword === 'if') return false
    const union = unions.find(one => one !== error && one.instancePath === error.instancePath)
    // Also one of a branch that stands elsewhere in the schema.
    if (union && (error.schemaPath.startsWith(union.schemaPath) || error.keyword === 'type')) return false
    if (error.keyword !== 'oneOf') return true
    return !errors.some(other => isNearer(other, error))
  })
}

/** Whether an error tells more than a `oneOf`: it lies deeper, or is about the fields of the one branch that is a mapping. */
function isNearer(other: ErrorObject, union: ErrorObject): boolean {
  const isDeeper =
    other.instancePath.length > union.instancePath.length && other.instancePath.startsWith(union.instancePath)
  const isOfFields =
    other.instancePath === union.instancePath &&
    ABOUT_FIELDS.has(other.keyword) &&
    !other.schemaPath.startsWith(union.schemaPath)
  return isDeeper || isOfFields
}

const ABOUT_FIELDS: ReadonlySet<string> = new Set(['additionalProperties', 'required', 'dependentRequired'])

/** What an `oneOf` allows, where each of its branches wants a value of another kind: `must be false or a mapping`. */
function saidOfForms(error: ErrorObject, errors: readonly ErrorObject[]): Said | undefined {
  if (error.keyword !== 'oneOf') return undefined
  const branches = errors.filter(other => other !== error && other.instancePath === error.instancePath)
  if (!branches.every(({ keyword }) => keyword === 'type' || keyword === 'const')) return undefined
  const forms = [...new Set(branches.map(branch => mustOf(branch).replace(/^must be /, '')))]
  return forms.length < 2
    ? undefined
    : say('KM_SETTING_WRONG', { must: `must be ${forms.join(' or ')}`, found: shortValue(error.data) })
}

function pathOfError(error: ErrorObject): (string | number)[] {
  const path: (string | number)[] = error.instancePath
    .split('/')
    .slice(1)
    .map(part => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map(part => (/^\d+$/.test(part) ? Number(part) : part))
  if (error.keyword === 'additionalProperties') path.push(String(error.params.additionalProperty))
  if (error.propertyName !== undefined) path.push(error.propertyName)
  return path
}

/** What was found and what is allowed, for a person. */
function saidOf(error: ErrorObject): Said {
  const found = error.propertyName ?? error.data
  const { params } = error
  const wrong = (must: string, shown = shortValue(found)) => say('KM_SETTING_WRONG', { must, found: shown })
  switch (error.keyword) {
    case 'additionalProperties':
      return unknownSetting(String(params.additionalProperty), Object.keys(error.parentSchema?.properties ?? {}))
    case 'required':
      return say('KM_SETTING_MISSING', { needed: `\`${String(params.missingProperty)}\`` })
    case 'dependentRequired':
      return say('KM_SETTING_MISSING', {
        needed: `\`${String(params.missingProperty)}\` beside \`${String(params.property)}\``,
      })
    case 'minItems':
    case 'maxItems':
      return wrong(
        `must have ${error.keyword === 'minItems' ? 'at least' : 'at most'} ${howMany(Number(params.limit), 'item')}`,
        String(Array.isArray(found) ? found.length : 0),
      )
    case 'minProperties':
      return say('KM_SETTING_EMPTY', {})
    case 'maxProperties':
      return wrong(
        `must have at most ${howMany(Number(params.limit), 'entry', 'entries')}`,
        String(typeof found === 'object' && found !== null ? Object.keys(found).length : 0),
      )
    case 'oneOf':
      return say('KM_SETTING_NO_FORM', { found: shortValue(found) })
    case 'enum': {
      const known = [params.allowedValues].flat().map(String)
      return wrong(mustOf(error), `${shortValue(found)}${didYouMean(nearestWord(String(found), known))}`)
    }
    default:
      return wrong(mustOf(error))
  }
}

function unknownSetting(name: string, known: readonly string[]): Said {
  return say('KM_SETTING_UNKNOWN', { hint: didYouMean(nearestWord(name, known)), allowed: known.join(', ') })
}

/** What a value of the right kind would be. */
function mustOf({ keyword, params, parentSchema, message }: ErrorObject): string {
  switch (keyword) {
    case 'type':
      return `must be ${[params.type]
        .flat()
        .map(type => article(String(type)))
        .join(' or ')}`
    case 'enum':
      return `must be one of ${[params.allowedValues].flat().join(', ')}`
    case 'const':
      return `must be ${shortValue(params.allowedValue)}`
    case 'pattern':
      return `must be ${String(parentSchema?.['x-allowed'] ?? `text like ${String(params.pattern)}`)}`
    case 'minLength':
      return Number(params.limit) === 1
        ? 'must not be empty'
        : `must have at least ${howMany(Number(params.limit), 'character')}`
    case 'maxLength':
      return `must have at most ${howMany(Number(params.limit), 'character')}`
    case 'minimum':
      return `must be at least ${String(params.limit)}`
    case 'exclusiveMinimum':
      return `must be more than ${String(params.limit)}`
    case 'maximum':
      return `must be at most ${String(params.limit)}`
    default:
      return message ?? 'is wrong'
  }
}

const article = (type: string) =>
  type === 'array' ? 'a list' : type === 'object' ? 'a mapping' : type === 'integer' ? 'a whole number' : `a ${type}`

function shortValue(value: unknown): string {
  const text = (typeof value === 'number' ? String(value) : JSON.stringify(value)) ?? 'nothing'
  return text.length > 60 ? `${text.slice(0, 57)}...` : text
}
