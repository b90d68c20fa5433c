import { DEEPEST_JSON, isWithinLimits, jsonOrText, MOST_JSON_PARTS } from '../contract/json-text.ts'
import { containsText } from './contains-text.ts'
import { firstPart, MOST_OF_REQUEST } from './redact/first-part.ts'
import { blankJson, blankText } from './redact/redact.ts'
import { containsJson, sameJson } from './same-json.ts'

/** What a body must be, or must have in it. */
export type BodyMatch = { readonly equals: unknown } | { readonly contains: unknown }

/**
 * Whether a body meets what is wanted of it, without its secrets, as the journal shows it (decision D227).
 * @throws RangeError where that is more than the mock compares or shows: what is no answer is not taken for a "no".
 */
export function bodyMeets(body: Buffer | undefined, wanted: BodyMatch | undefined): boolean {
  if (wanted === undefined) return true
  if (body === undefined) return false
  const { text, length } = firstPart(body, MOST_OF_REQUEST)
  if (length !== undefined) return longBodyMeets(text, length, wanted)
  // What is wanted is within the limits of JSON that is read, so it equals nothing beyond them.
  if ('equals' in wanted) return sameJson(blankJson(jsonOrText(text)), wanted.equals)
  if (typeof wanted.contains === 'string') return shownTextContains(text, wanted.contains)
  if (/^\s*[[{]/.test(text) && !isWithinLimits(text))
    throw new RangeError(
      `its body has more than ${DEEPEST_JSON} levels or ${MOST_JSON_PARTS} parts, and is not compared as JSON`,
    )
  return containsJson(blankJson(jsonOrText(text)), wanted.contains)
}

/** Of a long body only the first part is shown, and so compared. */
function longBodyMeets(part: string, length: number, wanted: BodyMatch): boolean {
  if ('contains' in wanted && typeof wanted.contains === 'string' && containsText(blankText(part), wanted.contains)) {
    return true
  }
  throw new RangeError(
    `its body has ${length} bytes, of which the first ${MOST_OF_REQUEST} are shown and searched, as text`,
  )
}

/**
 * Whether a text stands in a body as it was sent, but for its secrets. Those of JSON that only its structure shows
 * (a list below the name of a secret) are no part of it either.
 */
function shownTextContains(text: string, part: string): boolean {
  if (!containsText(blankText(text), part)) return false
  const value = jsonOrText(text)
  if (typeof value !== 'object' || value === null) return true
  const shown = JSON.stringify(blankJson(value))
  return shown === JSON.stringify(value) || containsText(withoutBlanks(shown), withoutBlanks(part))
}

const withoutBlanks = (text: string) => text.replace(/\s/g, '')
