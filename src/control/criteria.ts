import { withOneSlash } from '../contract/one-slash.ts'
import { own } from '../contract/own.ts'
import { type BodyMatch, bodyMeets } from './body-criteria.ts'
import { containsText } from './contains-text.ts'
import type { Entry } from './control.ts'
import type { Exchanged } from './exchanged.ts'
import { bodyOf, exchangePath, statusOf, testIdOf } from './read-exchange.ts'
import { blankHeader, blankPath } from './redact/redact.ts'
import { shownQuery } from './redact/shown.ts'

/** What a list of the journal can be narrowed to; all that is given must hold. */
interface JournalFilter {
  readonly operationId?: string | undefined
  readonly botId?: string | undefined
  readonly clientId?: string | undefined
  readonly testId?: string | undefined
  /** What has this one is left out. */
  readonly exceptTestId?: string | undefined
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
   * any order, of everything else the value; a text is looked for in the body as sent, but for its secrets.
   */
  readonly body?: BodyMatch | undefined
}

/**
 * Whether an entry meets the criteria, as it is shown: what is blanked there cannot be searched for, or it could be guessed
 * letter by letter (decision D227).
 * @throws RangeError where that is more than the mock compares: what is no answer is not taken for a "no".
 */
export function meets({ exchange: x }: Entry, criteria: Criteria): boolean {
  if (criteria.operationId !== undefined && criteria.operationId !== x.op?.operationId) return false
  if (criteria.botId !== undefined && criteria.botId !== x.botId) return false
  if (criteria.clientId !== undefined && criteria.clientId !== x.clientId) return false
  if (!testIdMeets(testIdOf(x), criteria)) return false
  if (criteria.status !== undefined && !statusMeets(statusOf(x), String(criteria.status))) return false
  if (criteria.method !== undefined && criteria.method.toUpperCase() !== x.method) return false
  if (criteria.path !== undefined && !textMeets(blankPath(exchangePath(x)), pathMatch(criteria.path))) return false
  return queryMeets(x, criteria.query) && headersMeet(x, criteria.headers) && bodyMeets(bodyOf(x), criteria.body)
}

function testIdMeets(sent: string | undefined, { testId, exceptTestId }: Criteria): boolean {
  return (testId === undefined || testId === sent) && (exceptTestId === undefined || exceptTestId !== sent)
}

function statusMeets(status: number, wanted: string): boolean {
  return /^\dxx$/i.test(wanted) ? Math.floor(status / 100) === Number(wanted[0]) : status === Number(wanted)
}

function queryMeets(x: Exchanged, wanted: Criteria['query']): boolean {
  if (wanted === undefined) return true
  const query = shownQuery(x)
  return Object.entries(wanted).every(([name, match]) => textMeets(query[name], match))
}

function headersMeet(x: Exchanged, wanted: Criteria['headers']): boolean {
  return Object.entries(wanted ?? {}).every(([name, match]) => {
    const sent = own(x.headers, name.toLowerCase())
    const shown = sent === undefined ? undefined : [sent].flat().map(value => blankHeader(name.toLowerCase(), value))
    return textMeets(shown, match)
  })
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
