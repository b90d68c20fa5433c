import type { Body } from '../../apis/page.ts'
import { jsonOrText } from '../../contract/json-text.ts'
import { type Bare, bare } from '../../contract/own.ts'
import { atOnce, type TakeStep } from '../../memory/steps.ts'
import type { Exchanged } from '../exchanged.ts'
import { bodyOf, exchangePath, queryOf, statusOf } from '../read-exchange.ts'
import { firstPart, MOST_OF_ANSWER, MOST_OF_REQUEST } from './first-part.ts'
import { blankHeader, blankJson, blankParameter, blankPath, blankText } from './redact.ts'

/* The parts of an exchange as they may be shown: without secrets. */

/** The URL of a request, as sent but for its secrets and for spellings of the same query. */
export function shownUrl(x: Exchanged): string {
  const query = shownQuery(x)
  const parts = Object.entries(query).flatMap(([name, value]) =>
    [value].flat().map(v => `${encodeURIComponent(name)}=${encodeURIComponent(v)}`),
  )
  return blankPath(exchangePath(x)) + (parts.length === 0 ? '' : `?${parts.join('&')}`)
}

/** The query of a request without secrets; a list where a name came more than once. */
export function shownQuery(x: Exchanged): Bare<string | string[]> {
  const shown = bare<string | string[]>()
  for (const [name, value] of Object.entries(queryOf(x))) {
    shown[blankText(name)] = Array.isArray(value)
      ? value.map(v => blankParameter(name, v))
      : blankParameter(name, value)
  }
  return shown
}

/** Headers without secrets. */
export function shownHeaders(headers: Readonly<Record<string, string | readonly string[] | undefined>>): Bare<string> {
  const shown = bare<string>()
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) shown[name] = blankHeader(name, typeof value === 'string' ? value : value.join(', '))
  }
  return shown
}

/** A body as it may be shown. */
export interface ShownBody {
  /** Its JSON value, else its text; null: there was none. */
  readonly body: unknown
  /** Bytes of all of it, where `body` is the text of its first part only. */
  readonly bodyLength?: number
}

/** The body of a request without secrets; of one of more than 64 kB the first part, as text (decision D155). */
export function shownRequestBody(x: Exchanged, take: TakeStep = atOnce): ShownBody {
  return shownBody(bodyOf(x), MOST_OF_REQUEST, take)
}

/** The body of the answer without secrets; of one of more than 256 kB the first part, as text (decision D155). */
export function shownAnswerBody(x: Exchanged, take: TakeStep = atOnce): ShownBody {
  return shownBody(statusOf(x) === 0 ? undefined : x.answer?.body, MOST_OF_ANSWER, take)
}

function shownBody(body: Body | undefined, most: number, take: TakeStep): ShownBody {
  if (body === undefined || body.length === 0) return { body: null }
  const { text, length } = firstPart(body, most)
  if (length !== undefined) return { body: blankText(text, take), bodyLength: length }
  return { body: blankJson(jsonOrText(text), take) }
}
