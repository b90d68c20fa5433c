import type { Compile, Compiled, Envelope, LoadGenerated, Validator } from './compiled.ts'
import { createFormats } from './formats.ts'
import { isJsonObject } from './json-object.ts'
import { own } from './own.ts'
import { aliasesSent, clampRequest, type Fields, fieldsOf, type RawRequest, readQuery, respell } from './read.ts'
import type { AnyRowTemplate, TemplateName } from './row-templates.ts'
import { brokenRule, type Checked } from './rules.ts'
import type { OperationInfo, Violation } from './types.ts'
import { explain } from './violations.ts'

/** A request after the schema: `value` is to be used when there are no violations. */
export interface Validated {
  readonly value: { readonly query: object; readonly headers: object; readonly body: object }
  readonly violations: readonly Violation[]
}

/** One OpenAPI description at run time. `Id` are its operation ids; the functions throw for an id it does not have. */
export interface Contract<Id extends string> {
  /** Operations in the order of the description. */
  readonly operations: readonly (OperationInfo & { readonly operationId: Id })[]
  /** The operation of that id. */
  operation(id: string): OperationInfo
  /** Query texts read as numbers and booleans, defaults filled in, everything that is wrong (rulings R3, R4, R13, R14). */
  validate(id: string, request: RawRequest): Validated
  /** The request with numbers and lists cut to the documented maximum (ruling R1): to be validated then. */
  clamp(id: string, request: RawRequest): RawRequest
  /** What a valid request breaks of the rules between fields (rulings R3 and R6): status 400, the message as `msg`. */
  brokenRule(id: string, request: Checked): Violation | undefined
  /** A body as JSON text, with the fields and the order that the contract has for the status. */
  serialize(id: string, status: number, body: object): string
  /** What stands around the rows of an answer: the body without its paged list, as JSON text. */
  envelope(id: string, body: object): Envelope
  /** One row of the operation's paged list as JSON text. */
  serializeRow(id: string, row: object): string
  /** Writes rows of which neighbours share most of their text. */
  rowTemplate(name: TemplateName): AnyRowTemplate
  /** The example body of a status; undefined when the operation does not document that status. */
  documentedAnswer(id: string, status: number): object | undefined
  /** The whole description; parsed once, not to be changed. */
  document(): object
}

/** An operation made ready for its first use. */
interface Prepared {
  readonly info: OperationInfo
  readonly parts: Compiled
  /** Names of its header parameters, in lower case. */
  readonly headers: readonly string[]
}

/** Opens a description by the name of its generated files; `load` gives these. */
export function openContract<Id extends string>(name: string, load: LoadGenerated): Contract<Id> {
  const operations = load(`${name}.operations.json`) as (OperationInfo & { readonly operationId: Id })[]
  const byId = new Map<string, OperationInfo>(operations.map(info => [info.operationId, info]))
  const formats = createFormats()
  const prepared = new Map<string, Prepared>()

  function operation(id: string): OperationInfo {
    const info = byId.get(id)
    if (info === undefined) throw new Error(`The contract has no operation ${id}`)
    return info
  }

  function compiled(part: string): Compiled {
    return (load(`${name}.${part}.cjs`) as Compile)(formats)
  }

  function prepare(id: string): Prepared {
    let found = prepared.get(id)
    if (found === undefined) {
      const info = operation(id)
      const parts = compiled(info.operationId)
      const headers = info.parameters.filter(at => at.in === 'header').map(at => at.name.toLowerCase())
      found = { info, parts, headers }
      prepared.set(id, found)
    }
    return found
  }

  const templates = new Map<string, AnyRowTemplate>()
  let ofRefusals: Compiled | undefined
  function refusal(): Compiled {
    ofRefusals ??= compiled('refusal')
    return ofRefusals
  }

  return {
    operations,
    operation,
    clamp: (id, request) => clampRequest(operation(id), request),
    brokenRule: (id, request) => brokenRule(operation(id), request),
    document: () => load(`${name}.json`) as object,
    documentedAnswer: (id, status) =>
      (load(`${name}.examples.json`) as Record<string, Record<string, object>>)[id]?.[String(status)],
    validate: (id, request) => checkRequest(prepare(id), request),

    serialize(id, status, body) {
      const write = status < 300 ? prepare(id).parts.answer : refusal().answer
      return write === undefined ? JSON.stringify(body) : write(body)
    },

    serializeRow(id, row) {
      const write = prepare(id).parts.row
      if (write === undefined) throw new Error(`${id} has no paged list`)
      return write(row)
    },

    envelope(id, body) {
      const write = prepare(id).parts.envelope
      if (write === undefined) throw new Error(`${id} has no paged list`)
      return write(body)
    },

    rowTemplate(name) {
      let template = templates.get(name)
      if (template === undefined) {
        template = compiled(`row.${name}`).template!
        templates.set(name, template)
      }
      return template
    },
  }
}

function checkRequest(prepared: Prepared, request: RawRequest): Validated {
  const { info, parts } = prepared
  const { ignored } = parts
  const name = info.reading.ignoresOthers
  if (name !== undefined && ignored !== undefined && isJsonObject(request.body)) {
    const list = own(request.body, name)
    if (Array.isArray(list) && list.length > 0) return checkAlone({ ...prepared, ignored }, request, { [name]: list })
  }
  const violations: Violation[] = []
  const query = readQuery(info, request.query, violations)
  // The check fills defaults into `query`. What was really sent is needed below only where the body takes fields from it.
  const sentQuery = info.reading.mergeQuery ? { ...query } : query
  violations.push(...checkFields(info, 'query', parts.query, query))

  const headers = checkHeaders(prepared, request, violations)
  if (parts.body === undefined) return { value: { query, headers, body: {} }, violations }
  const body = request.body === undefined ? {} : fieldsOf(request.body)
  if (body === undefined) {
    if (!parts.body(request.body)) violations.push(...explain('body', request.body, parts.body.errors ?? []))
    return { value: { query, headers, body: {} }, violations }
  }
  if (info.reading.mergeQuery) mergeQuery(body, query, sentQuery, violations)
  violations.push(...neededFields(info, body, sentQuery))
  respell(info, 'body', body)
  violations.push(...checkFields(info, 'body', parts.body, body))
  return { value: { query, headers, body }, violations }
}

function checkHeaders({ parts, headers: names }: Prepared, request: RawRequest, violations: Violation[]): Fields {
  const headers: Fields = {}
  for (const header of names) {
    const sent = request.headers?.[header]
    if (sent !== undefined) headers[header] = sent
  }
  if (!parts.headers(headers)) violations.push(...explain('headers', headers, parts.headers.errors ?? []))
  return headers
}

/**
 * A request with a field that makes the others ignored (ruling R27): of these the types are checked, and that is all that
 * becomes of them. What is used is `alone`, and the defaults of the rest, so nobody who reads it has to know of the rule.
 */
function checkAlone(
  prepared: Prepared & { readonly ignored: NonNullable<Compiled['ignored']> },
  request: RawRequest,
  alone: Fields,
): Validated {
  const { info, parts, ignored } = prepared
  const violations: Violation[] = []
  const asked = readQuery(info, request.query, violations)
  violations.push(...checkFields(info, 'query', ignored.query, asked))
  const headers = checkHeaders(prepared, request, violations)
  const sent = fieldsOf(request.body)!
  respell(info, 'body', sent)
  violations.push(...checkFields(info, 'body', ignored.body, sent))
  const query: Fields = {}
  parts.query(query)
  parts.body!(alone)
  return { value: { query, headers, body: alone }, violations }
}

/** Checks fields and fills their defaults in; an alias stands for its main name where only that was sent. */
function checkFields(
  info: OperationInfo,
  place: 'query' | 'body',
  validator: Validator,
  fields: Fields,
): readonly Violation[] {
  const led = aliasesSent(info, place, fields)
  const violations = validator(fields) ? [] : explain(place, fields, validator.errors ?? [])
  if (led !== undefined) for (const name of led) fields[info.reading.aliasOf[place][name]!] = fields[name]
  return violations
}

/** What stands neither in the body nor in the query. */
function neededFields({ reading }: OperationInfo, body: Fields, sent: Fields): Violation[] {
  const missing = reading.needed.filter(name => !Object.hasOwn(body, name) && !Object.hasOwn(sent, name))
  return missing.map(name => ({ property: `query.${name}`, message: 'is required' }))
}

/** Gives a body those fields of the query as read that were sent, without defaults, that are not faulty, and that it has not itself. */
function mergeQuery(body: Fields, query: Fields, sent: Fields, violations: readonly Violation[]): void {
  const faulty = new Set(violations.map(({ property }) => /^query\.(\w+)/.exec(property)?.[1]))
  for (const name in sent) {
    if (!faulty.has(name) && name in query && !Object.hasOwn(body, name)) body[name] = query[name]
  }
}
