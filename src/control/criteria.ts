import { bodyText } from '../apis/page.ts'
import { DEEPEST_JSON, isWithinLimits, jsonOrText, MOST_JSON_PARTS } from '../contract/json-text.ts'
import { withOneSlash } from '../contract/one-slash.ts'
import { own } from '../contract/own.ts'
import { containsText } from './contains-text.ts'
import type { Entry } from './control.ts'
import type { Exchanged } from './exchanged.ts'
import { bodyOf, exchangePath, parsedBody, queryOf, statusOf, testIdOf } from './read-exchange.ts'

/** What a list of the journal can be narrowed to; all that is given must hold. */
interface JournalFilter {
  readonly operationId?: string | undefined
  readonly botId?: string | undefined
  readonly clientId?: string | undefined
  readonly testId?: string | undefined
  /** `429`, or a class: `4xx`. */
  readonly status?: string | number | undefined
}

/** A text as it must be, or partly: */
type TextMatch = string | { readonly contains: string } | { readonly absent: true }

/** Criteria of find and count: the filter, and what the request must look like. */
export interface Criteria extends JournalFilter {
  readonly method?: string | undefined
  /** Without the query. */
  readonly path?: TextMatch | undefined
  readonly query?: Readonly<Record<string, TextMatch>> | undefined
  /** Names in any case. */
  readonly headers?: Readonly<Record<string, TextMatch>> | undefined
  /**
   * `equals`: the same JSON value. `contains`: a part of it: of objects the given properties, of lists the given items in
   * any order, of everything else the value; a text is looked for in the body as sent.
   */
  readonly body?: { readonly equals: unknown } | { readonly contains: unknown } | undefined
}

/**
 * Whether an entry meets the criteria.
 * @throws RangeError where that is more than the mock compares: what is no answer is not taken for a "no".
 */
export function meets({ exchange: x }: Entry, criteria: Criteria): boolean {
  if (criteria.operationId !== undefined && criteria.operationId !== x.op?.operationId) return false
  if (criteria.botId !== undefined && criteria.botId !== x.botId) return false
  if (criteria.clientId !== undefined && criteria.clientId !== x.clientId) return false
  if (criteria.testId !== undefined && criteria.testId !== testIdOf(x)) return false
  if (criteria.status !== undefined && !statusMeets(statusOf(x), String(criteria.status))) return false
  if (criteria.method !== undefined && criteria.method.toUpperCase() !== x.method) return false
  if (criteria.path !== undefined && !textMeets(exchangePath(x), pathMatch(criteria.path))) return false
  return queryMeets(x, criteria.query) && headersMeet(x, criteria.headers) && bodyMeets(x, criteria.body)
}

function statusMeets(status: number, wanted: string): boolean {
  return /^\dxx$/i.test(wanted) ? Math.floor(status / 100) === Number(wanted[0]) : status === Number(wanted)
}

function queryMeets(x: Exchanged, wanted: Criteria['query']): boolean {
  if (wanted === undefined) return true
  const query = queryOf(x)
  return Object.entries(wanted).every(([name, match]) => textMeets(query[name], match))
}

function headersMeet(x: Exchanged, wanted: Criteria['headers']): boolean {
  return Object.entries(wanted ?? {}).every(([name, match]) => textMeets(own(x.headers, name.toLowerCase()), match))
}

/** A path as the journal has it: whoever looks for what his client sent may have two slashes in it (ruling R30). */
function pathMatch(match: TextMatch): TextMatch {
  if (typeof match === 'string') return withOneSlash(match)
  return 'contains' in match ? { contains: withOneSlash(match.contains) } : match
}

/** Of several values one is enough. */
function textMeets(actual: string | readonly string[] | undefined, match: TextMatch): boolean {
  if (typeof match === 'object' && 'absent' in match) return actual === undefined
  return [actual ?? []]
    .flat()
    .some(text => (typeof match === 'object' ? containsText(text, match.contains) : text === match))
}

function bodyMeets(x: Exchanged, wanted: Criteria['body']): boolean {
  if (wanted === undefined) return true
  const body = bodyOf(x)
  if (body === undefined) return false
  // What is wanted is within the limits of JSON that is read, so it equals nothing beyond them.
  if ('equals' in wanted) return sameJson(parsedBody(body), wanted.equals)
  const text = bodyText(body)
  if (typeof wanted.contains === 'string') return containsText(text, wanted.contains)
  if (/^\s*[[{]/.test(text) && !isWithinLimits(text))
    throw new RangeError(
      `its body has more than ${DEEPEST_JSON} levels or ${MOST_JSON_PARTS} parts, and is not compared as JSON`,
    )
  return containsJson(jsonOrText(text), wanted.contains)
}

/** Whether two JSON values are the same; the order of properties does not count. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, i) => sameJson(item, b[i]))
  if (!isJsonObject(a) || !isJsonObject(b)) return a === b
  const names = Object.keys(a)
  return names.length === Object.keys(b).length && names.every(name => hasSame(b, name, a))
}

/**
 * Whether `part` is a part of `whole`.
 * @throws RangeError where many objects of a list would have to be compared with many (decision D156).
 */
export function containsJson(whole: unknown, part: unknown): boolean {
  return contains(whole, part, { left: MOST_STEPS })
}

/** Fields and items that are compared for one entry: some tens of ms. */
const MOST_STEPS = 300_000

interface Work {
  left: number
}

function contains(whole: unknown, part: unknown, work: Work): boolean {
  if (Array.isArray(part)) return Array.isArray(whole) && containsItems(whole, part, work)
  if (!isJsonObject(part)) return whole === part
  if (!isJsonObject(whole)) return false
  const names = Object.keys(part)
  spend(work, names.length)
  return names.every(name => Object.hasOwn(whole, name) && contains(own(whole, name), own(part, name), work))
}

/** Texts, numbers and the like are looked up; only objects and lists are compared one by one. */
function containsItems(whole: readonly unknown[], part: readonly unknown[], work: Work): boolean {
  spend(work, whole.length + part.length)
  const plain = new Set(whole.filter(isPlain))
  const others = whole.filter(item => !isPlain(item))
  return part.every(wanted => (isPlain(wanted) ? plain.has(wanted) : others.some(item => contains(item, wanted, work))))
}

/** Each comparison is a step, and each field and item in it. */
function spend(work: Work, steps: number): void {
  work.left -= 1 + steps
  if (work.left < 0)
    throw new RangeError(`to look for these lists in its body takes more than ${MOST_STEPS} steps; ask for fewer items`)
}

const isPlain = (value: unknown) => typeof value !== 'object' || value === null

const hasSame = (b: Record<string, unknown>, name: string, a: Record<string, unknown>) =>
  Object.hasOwn(b, name) && sameJson(own(a, name), own(b, name))

function isJsonObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
