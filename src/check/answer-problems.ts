import { createRequire } from 'node:module'
import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020.js'
import { createFormats } from '../contract/formats.ts'
import { isObject, type Json, listIn, objectIn, typeName } from './json.ts'
import type { CheckKind } from './types.ts'

/** Something wrong with an answer, as a shape. */
export interface AnswerProblem {
  readonly kind: Extract<CheckKind, 'fields' | 'types' | 'enums' | 'format'>
  readonly expected: string
  readonly found: string
}

/** Says what is wrong with the body of an answer by the contract, fields that it does not name included. */
export type FindAnswerProblems = (
  operationPath: string,
  method: string,
  status: number,
  body: unknown,
) => AnswerProblem[]

/** What finds problems by a description. Schemas are compiled when they are first needed. */
export function answerProblemFinder(document: Json): FindAnswerProblems {
  const names = documentedNames(document)
  const checks = new Map<string, ValidateFunction>()
  const { Ajv2020 }: typeof import('ajv/dist/2020.js') = createRequire(import.meta.url)('ajv/dist/2020.js')
  // Ajv's reports carry the value that they are about; only its type is looked at, and nothing of it is kept.
  const fast = { inlineRefs: false, code: { optimize: false } }
  const ajv = new Ajv2020({ strict: false, allErrors: true, verbose: true, ...fast })
  for (const [name, test] of Object.entries(createFormats())) ajv.addFormat(name, test)
  ajv.addSchema({ ...objectIn(closed(document)), $id: 'kore://closed' })

  return (path, method, status, body) => {
    const key = `${path} ${method} ${status}`
    let check = checks.get(key)
    if (check === undefined) {
      const pointer =
        status === 200
          ? ['paths', path, method.toLowerCase(), 'responses', '200', 'content', 'application/json', 'schema']
          : ['components', 'schemas', 'Refusal']
      check = ajv.compile({ $ref: `kore://closed#/${pointer.map(pointerStep).join('/')}` })
      checks.set(key, check)
    }
    return check(body) ? [] : (check.errors ?? []).map(error => problemOf(error, names))
  }
}

const pointerStep = (step: string) => encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1'))

/** A copy in which objects take no other fields than those they name, unless they say otherwise. */
function closed(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(closed)
  if (!isObject(node)) return node
  const copy = Object.fromEntries(Object.entries(node).map(([name, inner]) => [name, closed(inner)]))
  const isRecord = node.type === 'object' && isObject(node.properties) && node.additionalProperties === undefined
  return isRecord ? { ...copy, additionalProperties: false } : copy
}

function documentedNames(node: unknown, names = new Set<string>()): ReadonlySet<string> {
  if (Array.isArray(node)) for (const inner of node) documentedNames(inner, names)
  else if (isObject(node)) {
    if (isObject(node.properties)) for (const name of Object.keys(node.properties)) names.add(name)
    for (const inner of Object.values(node)) documentedNames(inner, names)
  }
  return names
}

function problemOf(error: ErrorObject, names: ReadonlySet<string>): AnswerProblem {
  const { keyword, params, data } = error
  const at = fieldPath(error.instancePath, names)
  switch (keyword) {
    case 'required':
      return { kind: 'fields', expected: inside(at, String(params.missingProperty)), found: 'missing' }
    case 'additionalProperties':
      return {
        kind: 'fields',
        expected: `no other field in ${at === '' ? 'the answer' : at}`,
        found: `unknown field ${shownName(String(params.additionalProperty))}`,
      }
    case 'type':
      return { kind: 'types', expected: `${at}: ${[params.type].flat().join(' or ')}`, found: typeName(data) }
    case 'enum':
      return {
        kind: 'enums',
        expected: `${at}: ${listIn(params.allowedValues)
          .map(value => (value === '' ? '""' : value))
          .join(' | ')}`,
        found: `another ${typeName(data)}`,
      }
    case 'format':
      return { kind: 'format', expected: `${at}: ${params.format}`, found: `${typeName(data)} of another form` }
    case 'pattern':
      return { kind: 'format', expected: `${at}: ${params.pattern}`, found: `${typeName(data)} of another form` }
    default:
      return {
        kind: 'format',
        expected: `${at}: ${keyword} ${String(params.limit ?? '')}`.trim(),
        found: `${typeName(data)} beyond it`,
      }
  }
}

/** A path such as `sessions[].tags`; keys that are data and not names of the contract become `*`. */
function fieldPath(pointer: string, names: ReadonlySet<string>): string {
  return pointer
    .split('/')
    .slice(1)
    .map(step => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce((path, step) => (/^\d+$/.test(step) ? `${path}[]` : inside(path, names.has(step) ? step : '*')), '')
}

const inside = (path: string, name: string) => (path === '' ? name : `${path}.${name}`)

/** The name of a field that the contract does not know, unless it looks like data. */
function shownName(name: string): string {
  const digits = name.replaceAll(/\D/g, '').length
  return /^[A-Za-z_]\w{0,39}$/.test(name) && digits <= 2 ? name : '(a name that may be data)'
}
