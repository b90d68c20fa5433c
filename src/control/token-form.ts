import { own } from '../contract/own.ts'
import { shown } from '../contract/violations.ts'
import { CLOCK_CLAIM, SCOPES_CLAIM } from './make-token.ts'

/*
 * What a token may be made of, whether or not the mock needs it (decision D195): RFC 7515 for the header, RFC 7519 for the
 * claims.
 */

type TokenPart = Readonly<Record<string, unknown>>

/** What is wrong with a value; undefined: nothing. */
type Check = (value: unknown) => string | undefined

const ofText: Check = value => (typeof value === 'string' ? undefined : `is no text: ${shown(value)}`)
const ofTime: Check = value =>
  Number.isFinite(value) ? undefined : `is no number of seconds since 1970: ${shown(value)}`
/** Seconds since 1970 that the dates of the platform can hold, before and after. */
const MOST_SECONDS = 8.64e12

/** A time before which something does not hold: one so late that it never does cannot be shown as an instant. */
const ofBeginning: Check = value => ofTime(value) ?? (Number(value) > MOST_SECONDS ? beyondDates(value) : undefined)

/** A time at which something ends; one that is beyond all dates never comes. */
const ofEnd: Check = value => ofTime(value) ?? (Number(value) < -MOST_SECONDS ? beyondDates(value) : undefined)

const beyondDates = (value: unknown) => `is beyond what dates can hold, ${MOST_SECONDS} seconds: ${shown(value)}`

const ofWorld: Check = value => (value === 'world' ? undefined : `is not "world": ${shown(value)}`)

const ofTexts: Check = value => {
  if (!Array.isArray(value)) return `is no list of texts: ${shown(value)}`
  const at = value.findIndex(item => typeof item !== 'string')
  return at < 0 ? undefined : `is a list whose item ${at + 1} is no text: ${shown(value[at])}`
}

const ofTextOrTexts: Check = value => {
  if (typeof value === 'string') return undefined
  return Array.isArray(value) ? ofTexts(value) : `is neither text nor a list of texts: ${shown(value)}`
}

const CLAIMS: readonly (readonly [name: string, check: Check])[] = [
  ['exp', ofEnd],
  ['nbf', ofBeginning],
  ['iat', ofBeginning],
  ['appId', ofText],
  ['iss', ofText],
  ['clientId', ofText],
  ['sub', ofText],
  ['aud', ofTextOrTexts],
  ['jti', ofText],
  ['kore_jti', ofText],
  [SCOPES_CLAIM, ofTexts],
  [CLOCK_CLAIM, ofWorld],
]

/** Parameters of a header that are text where they are there; `alg` must be. */
const HEADER_TEXTS = ['typ', 'cty', 'kid'] as const

/** What is wrong with the first claim that has a form and is not of it, in words; undefined: nothing. */
export function wrongClaimOf(payload: TokenPart): string | undefined {
  for (const [name, check] of CLAIMS) {
    const value = own(payload, name)
    const fault = value === undefined ? undefined : check(value)
    if (fault !== undefined) return `has a claim ${name} that ${fault}`
  }
}

/** What is wrong with the header of a token, in words; undefined: nothing. */
export function wrongHeaderOf(header: TokenPart): string | undefined {
  if (typeof header.alg !== 'string') {
    const found = header.alg === undefined ? '' : `; found ${shown(header.alg)}`
    return `names no algorithm: alg of its header must be text${found}`
  }
  const wrong = HEADER_TEXTS.find(name => header[name] !== undefined && typeof header[name] !== 'string')
  if (wrong !== undefined) return `has a header whose ${wrong} is no text: ${shown(header[wrong])}`
  return header.crit === undefined ? undefined : `has a header whose crit ${criticalFault(header.crit)}`
}

/** Whoever does not know what is critical must refuse the token (RFC 7515, 4.1.11), and the mock knows no extension. */
function criticalFault(crit: unknown): string {
  const fault = ofTexts(crit)
  if (fault !== undefined) return fault
  const names = (crit as readonly string[]).map(name => shown(name))
  return names.length === 0
    ? 'is an empty list; it must name an extension, or be left out'
    : `names ${names.slice(0, 5).join(', ')}: the mock knows no extensions, and must not read a token that needs one`
}
