import { own } from '../contract/own.ts'
import type { PageRule } from '../contract/types.ts'
import type { RouteMatch } from '../http/exchange.ts'
import { routesAt } from '../http/routes.ts'
import type { ClientRequest } from './exchange-log.ts'
import { jsonIn } from './json-in.ts'

type JsonFields = Readonly<Record<string, unknown>>

/** The page that a request asks for. */
export interface AskedPage {
  /** The same for all pages of one list. */
  readonly list: string
  /** Rows before it. */
  readonly begin: number
  readonly size: number
  readonly rule: PageRule
}

/** The operation that takes a request; undefined: none. */
export function takerOf({ method, url }: ClientRequest): RouteMatch | undefined {
  return routesAt(url).find(({ op }) => op.method === method)
}

/** What page of which list is asked for; undefined: the operation does not page, or where it begins is not said as it should be. */
export function askedPage(request: ClientRequest, { op }: RouteMatch): AskedPage | undefined {
  const { page: rule } = op
  if (rule === undefined) return undefined
  const fields = askedFields(request)
  const size = wholeIn(fields, rule.size, 100)
  if (rule.page !== undefined) {
    const page = wholeIn(fields, rule.page, 1)
    return page === undefined || size === undefined
      ? undefined
      : { list: listOf(request, fields, rule), begin: (page - 1) * size, size, rule }
  }
  const begin = wholeIn(fields, rule.skip!, 0) ?? wholeIn(fields, 'offset', 0)
  return begin === undefined || size === undefined
    ? undefined
    : { list: listOf(request, fields, rule), begin, size, rule }
}

/** The same request for a page that begins so many rows earlier. */
export function earlierBy(request: ClientRequest, { rule, size }: AskedPage, rows: number): ClientRequest {
  const fields = askedFields(request)
  const name = rule.page ?? (Object.hasOwn(fields, 'offset') ? 'offset' : rule.skip!)
  const now = wholeIn(fields, name, 0) ?? 0
  const value = now - (rule.page === undefined ? rows : rows / size)
  const inBody = fieldsOfBody(request)
  if (Object.hasOwn(inBody, name)) return { ...request, body: JSON.stringify({ ...inBody, [name]: value }) }
  const [path, query] = request.url.split('?')
  const asked = new URLSearchParams(query)
  asked.set(name, String(value))
  return { ...request, url: `${path}?${asked}` }
}

/** The rows of an answer; undefined: it has no list. */
export function listedRowsIn(body: string, rule: PageRule): JsonFields[] | undefined {
  const answer = jsonIn(body)
  if (typeof answer !== 'object' || answer === null) return undefined
  const rows = own(answer as JsonFields, rule.list)
  return Array.isArray(rows) ? (rows as JsonFields[]) : undefined
}

const MORE = /^(has|is)?more/i
const TOTAL = /^total(count|records|results)?$/i

/** An answer without its rows, which says that there are more; totals are higher by those who hide there. */
export function emptied(body: string, rule: PageRule, hidden: number): string {
  const answer = JSON.parse(body) as JsonFields
  return JSON.stringify({ ...raised(answer, hidden), ...more(answer), [rule.list]: [], ...countedAs0(answer) })
}

/** An answer whose totals are higher by rows that nobody sees. */
export function withHidden(body: string, hidden: number): string {
  const answer = jsonIn(body)
  if (typeof answer !== 'object' || answer === null) return body
  return JSON.stringify({ ...(answer as JsonFields), ...raised(answer as JsonFields, hidden) })
}

const raised = (answer: JsonFields, hidden: number): JsonFields =>
  Object.fromEntries(
    Object.entries(answer).map(([name, value]) => [
      name,
      TOTAL.test(name) && typeof value === 'number' ? value + hidden : value,
    ]),
  )

const more = (answer: JsonFields): JsonFields =>
  Object.fromEntries(
    Object.keys(answer)
      .filter(name => MORE.test(name))
      .map(name => [name, true]),
  )

const countedAs0 = (answer: JsonFields): JsonFields => (Object.hasOwn(answer, 'numResults') ? { numResults: 0 } : {})

function askedFields(request: ClientRequest): JsonFields {
  const at = request.url.indexOf('?')
  const query = at < 0 ? {} : Object.fromEntries(new URLSearchParams(request.url.slice(at + 1)))
  return { ...query, ...fieldsOfBody(request) }
}

function fieldsOfBody({ body }: ClientRequest): JsonFields {
  const value = body === undefined || body === '' ? undefined : jsonIn(body)
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonFields) : {}
}

/** A whole number from 0 on, also as text; undefined: something else is said. */
function wholeIn(fields: JsonFields, name: string, otherwise: number): number | undefined {
  const value = own(fields, name)
  if (value === undefined) return otherwise
  const number = typeof value === 'string' && value !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 ? number : undefined
}

/** All that is asked but where it begins. */
function listOf({ method, url }: ClientRequest, fields: JsonFields, rule: PageRule): string {
  const at = url.indexOf('?')
  const others = Object.entries(fields).filter(([name]) => ![rule.page, rule.skip, 'offset'].includes(name))
  return `${method} ${at < 0 ? url : url.slice(0, at)} ${JSON.stringify(others)}`
}
