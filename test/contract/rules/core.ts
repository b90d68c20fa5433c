import { isDeepStrictEqual } from 'node:util'
import { Ajv2020 } from 'ajv/dist/2020.js'
import {
  bareSchema,
  type JsonObject,
  objectIn,
  operationsOf,
  parametersOf,
} from '../../../scripts/contract/document.ts'
import type { OperationId } from '../../../src/contract/contract.ts'
import type { Contract } from '../../../src/contract/open.ts'
import type { RawRequest } from '../../../src/contract/read.ts'
import type { OperationInfo } from '../../../src/contract/types.ts'
import { HEADER_LIMIT } from '../../../src/fastify/limits.ts'
import type { Row, Sent } from '../row.ts'
import { BASE, ROWS } from '../rows.ts'
import { ADMIN_CASES, ADMIN_DEFAULTS, ADMIN_RANGES } from './admin-cases.ts'
import { CASES, type Case, READINGS } from './cases.ts'
import { OPERATIONS, type OperationRules } from './operations.ts'
import { PATHS } from './paths.ts'

// What the tables beside this file expect, put to a contract: to the one that is served by tests, to one with a rule less by
// `npm run contract:mutants`. Each function gives what is not as expected, in sentences.

type AnyContract = Contract<string>
type Fields = Readonly<Record<string, unknown>>

/** What an operation of the vendor's APIs takes and refuses that it should not. */
export function requestFaults(contract: AnyContract, id: OperationId): string[] {
  const base = BASE[id] ?? {}
  return [
    ...parameterFaults(contract, id),
    ...ROWS[id].flatMap(row => rowFaults(contract, id, row)),
    ...caseFaults(contract, id, base, CASES[id] ?? []),
    ...readingFaults(contract, id, base),
    ...ruleFaults(contract.operation(id), id),
    ...rangeFaults(contract, id, OPERATIONS[id]),
  ]
}

/** The same of the admin API. */
export function adminFaults(contract: AnyContract, id: string): string[] {
  return [
    ...adminParameterFaults(contract, id),
    ...caseFaults(contract, id, {}, ADMIN_CASES[id] ?? []),
    ...rangeFaults(contract, id, { range: ADMIN_RANGES[id] }),
  ]
}

/** A parameter of which no case speaks, and defaults: facts of the first page. */
function adminParameterFaults(contract: AnyContract, id: string): string[] {
  const spoken = JSON.stringify(ADMIN_CASES[id] ?? []).toLowerCase()
  const silent = contract
    .operation(id)
    .parameters.filter(at => at.in !== 'path' && !spoken.includes(`"${at.name.toLowerCase()}"`))
  const { fields } = validated(contract, id, {}, {})
  const defaults = { ...fields('query'), ...fields('body') }
  return [
    ...silent.map(at => `${id}: no case speaks of ${at.in}.${at.name}`),
    ...(same(defaults, ADMIN_DEFAULTS[id] ?? {}) ? [] : [`${id}: the defaults are ${shown(defaults)}`]),
  ]
}

function parameterFaults(contract: AnyContract, id: OperationId): string[] {
  const expected = ROWS[id].map(row => `${row.place}.${row.name}`).sort()
  const found = contract
    .operation(id)
    .parameters.filter(at => at.in !== 'path')
    .map(at => (at.in === 'header' ? `headers.${at.name.toLowerCase()}` : `${at.in}.${at.name}`))
    .sort()
  return same(expected, found) ? [] : [`${id} has ${found.join(', ')}; the table has ${expected.join(', ')}`]
}

function rowFaults(contract: AnyContract, id: OperationId, row: Row): string[] {
  const { place, name } = row
  const property = `${place}.${name}`
  const faults: string[] = []
  const ask = (value: unknown) => validated(contract, id, BASE[id] ?? {}, { [place]: { [name]: value } })
  const expect = (isTrue: boolean, what: string) => {
    if (!isTrue) faults.push(`${id} ${property}: ${what}`)
  }

  const isNeeded = row.needed ?? Object.hasOwn(BASE[id]?.[place] ?? {}, name)
  const without = ask(undefined)
  const missing = isNeeded ? [`${property} is required`] : []
  expect(same(without.said, missing), `left out, ${shown(without.said)} is said`)
  expect(same(without.fields(place)[name], row.default), `the default is ${shown(without.fields(place)[name])}`)
  for (const [sent, read = sent] of row.good) {
    const { said, fields } = ask(sent)
    expect(said.length === 0, `${shown(sent)} is refused: ${shown(said)}`)
    expect(same(fields(place)[name], read), `${shown(sent)} is read as ${shown(fields(place)[name])}`)
  }
  for (const [sent, message] of row.bad) {
    const { said } = ask(sent)
    expect(same(said, [`${property} ${message}`]), `of ${shown(sent)} is said: ${shown(said)}`)
  }
  return faults
}

function caseFaults(contract: AnyContract, id: string, base: Sent, cases: readonly Case[]): string[] {
  return cases.flatMap(([sent, wrong = []]) => {
    const { said } = validated(contract, id, base, sent)
    return same([...said].sort(), [...wrong].sort())
      ? []
      : [`${id}: of ${shown(sent)} is said ${shown(said)}, not ${shown(wrong)}`]
  })
}

function readingFaults(contract: AnyContract, id: OperationId, base: Sent): string[] {
  return READINGS.filter(([of]) => of === id).flatMap(([, sent, place, name, read]) => {
    const found = validated(contract, id, base, sent).fields(place)[name]
    return same(found, read) ? [] : [`${id}: ${shown(sent)} gives ${place}.${name} ${shown(found)}`]
  })
}

/** Path, scope, quota, page. */
function ruleFaults(info: OperationInfo, id: OperationId): string[] {
  const rules = OPERATIONS[id]
  const found = {
    at: `${info.method} ${info.path}`,
    aliases: info.aliases ?? [],
    scope: info.scope,
    quota: info.quota,
    page: info.page,
  }
  return Object.entries(found).flatMap(([name, value]) => {
    const expected = rules[name as keyof typeof found]
    return same(value, expected) ? [] : [`${id}: ${name} is ${shown(value)}, not ${shown(expected)}`]
  })
}

const DAY = 86_400_000
const iso = (ms: number) => new Date(ms).toISOString()

interface RangeRules {
  readonly range?: OperationRules['range'] | undefined
  readonly notTogether?: OperationRules['notTogether']
}

/** How long a range may be, by asking (ruling R6), and which fields exclude each other. */
function rangeFaults(contract: AnyContract, id: string, { range, notTogether = [] }: RangeRules): string[] {
  const faults: string[] = []
  const ask = (place: 'query' | 'body', fields: Fields) =>
    contract.brokenRule(id, { query: {}, body: {}, [place]: fields })?.message ?? ''
  const expect = (message: string, pattern: RegExp, what: string) => {
    if (!pattern.test(message)) faults.push(`${id}: of ${what} is said "${message}"`)
  }
  for (const names of notTogether) {
    expect(
      ask('body', Object.fromEntries(names.map(name => [name, '2026-01-01']))),
      /must not be given together/,
      names.join(' and '),
    )
  }
  const begin = Date.UTC(2026, 0, 1, 10)
  const last = (days: number, more = 0) => iso(begin + days * DAY + more)
  const asked = (to: string) => (range === undefined ? '' : ask(range.in, { [range.from]: iso(begin), [range.to]: to }))
  if (range === undefined)
    return contract.operation(id).dateRange === undefined ? faults : [...faults, `${id} has a range`]
  expect(asked(last(-1)), /must not be after/, 'a range upside down')
  if (range.maxDays === undefined) {
    expect(asked(last(4_000)), /^$/, 'eleven years')
    return faults
  }
  expect(asked(last(range.maxDays, 999)), /^$/, `${range.maxDays} days`)
  const tooLong = new RegExp(`must not be longer than ${range.maxDays} days`)
  expect(asked(last(range.maxDays, 1_000)), tooLong, 'a second more')
  return faults
}

/** What the parts of paths, and whether a body must be there, say in the document that they should not. */
export function documentFaults(document: JsonObject): string[] {
  return operationsOf(document).flatMap(({ operation }) => {
    const id = operation.operationId
    const rules: { readonly body: string } | undefined = OPERATIONS[id as OperationId]
    const body = operation.requestBody as JsonObject | undefined
    const sent = body === undefined ? 'none' : body.required === true ? 'must be sent' : 'may be sent'
    const faults = parametersOf(document, operation).flatMap(at =>
      at.in === 'path' ? pathFaults(document, id, at) : jsonTextFaults(id, at),
    )
    const expected = rules?.body ?? (ADMIN_NEEDS_BODY.has(id) ? 'must be sent' : undefined)
    return expected === undefined || sent === expected ? faults : [...faults, `${id}: a body ${sent}, not ${expected}`]
  })
}

const ADMIN_NEEDS_BODY = new Set([
  'addFault',
  'findRequests',
  'countRequests',
  'setBotScenario',
  'setClock',
  'useScenario',
  'checkScenario',
  'tryWidget',
])

/** A text that holds JSON can be as long as the head of a request: what is longer is refused before it is read. */
function jsonTextFaults(id: string, { name, schema }: JsonObject): string[] {
  const { contentMediaType, maxLength } = (schema ?? {}) as JsonObject
  const isSo = contentMediaType === undefined || maxLength === HEADER_LIMIT
  return isSo ? [] : [`${id}: ${String(name)} takes ${String(maxLength)} characters, not ${HEADER_LIMIT}`]
}

const ajv = new Ajv2020({ strict: false })

function pathFaults(document: JsonObject, id: string, parameter: JsonObject): string[] {
  const name = String(parameter.name)
  const rules = Object.hasOwn(PATHS, name) ? PATHS[name] : undefined
  if (rules === undefined) return [`${id}: there is no table of ${name}`]
  const check = ajv.compile(bareSchema(document, parameter.schema ?? null) as JsonObject)
  return [
    ...(objectIn(parameter, 'schema').maxLength === rules.longest ? [] : [`${id}: ${name} has another length`]),
    ...(parameter.required === true ? [] : [`${id}: ${name} may be left out`]),
    ...rules.good.filter(text => !check(text)).map(text => `${id}: ${name} refuses ${shown(text)}`),
    ...rules.bad.filter(text => check(text)).map(text => `${id}: ${name} takes ${shown(text)}`),
  ]
}

/** A good request with some fields changed: all that is said of it, and its fields as read. */
function validated(contract: AnyContract, id: string, base: Sent, sent: Sent) {
  const place = (name: keyof Sent) =>
    isFields(sent[name]) ? merged(base[name], sent[name]) : (sent[name] ?? base[name])
  const request = { query: place('query'), headers: place('headers'), body: place('body') } as RawRequest
  const { value, violations } = contract.validate(id, request)
  return {
    said: violations.map(({ property, message }) => `${property} ${message}`),
    fields: (where: keyof Sent) => value[where] as Fields,
  }
}

/** Fields put into others; undefined takes one away. */
function merged(base: unknown, change: Fields): object {
  const all = Object.entries({ ...(base as Fields | undefined), ...change })
  return Object.fromEntries(all.filter(([, value]) => value !== undefined))
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Lists and objects by what is in them, whatever the order of the properties. */
const same = (a: unknown, b: unknown) => isDeepStrictEqual(plain(a), plain(b))
const plain = (value: unknown): unknown => (value === undefined ? undefined : JSON.parse(JSON.stringify(value)))

function shown(value: unknown): string {
  return (JSON.stringify(value) ?? 'nothing').slice(0, 300)
}
