import { queryTexts } from '../../contract/query-texts.ts'
import type { Call } from '../exchange.ts'

/** Headers that other APIs take tokens in. */
const OTHER_HEADERS = [
  'authorization',
  'proxy-authorization',
  'authentication',
  'x-auth',
  'x-auth-token',
  'x-access-token',
  'access-token',
  'x-api-key',
  'token',
  'jwt',
] as const

/** Parameters, in lower case, that others take tokens in. */
const OTHER_PARAMETERS: ReadonlySet<string> = new Set([
  'auth',
  'authorization',
  'token',
  'access_token',
  'accesstoken',
  'jwt',
])

/** Words that others put before a token. A word that is none of these may be a part of a secret, which no answer shows. */
const SCHEME_WORD = /^(jwt|token|basic|digest|apikey|sdk|auth|bearer)(?=[\s:=])/i

/** What to say where no token was sent: where one stands that is not read. */
export function missingTokenHint({ headers, url }: Pick<Call, 'headers' | 'url'>): string {
  const header = OTHER_HEADERS.find(name => typeof headers[name] === 'string' && headers[name] !== '')
  const parameter = Object.keys(queryTexts(url)).find(name => OTHER_PARAMETERS.has(name.toLowerCase()))
  const where = header === undefined ? parameter && `the query parameter ${parameter}` : `the header ${header}`
  const found = where === undefined ? '' : `; what stands in ${where} is not read`
  return `is missing; send the JWT of an app in it${found}`
}

/** What to say of what is no token: by what words it begins, or that it stands in quotes. */
export function noTokenHint(token: string): string {
  const word = SCHEME_WORD.exec(token)?.[1]
  if (word !== undefined) return `; send the token alone, or behind "Bearer ": here it stands behind "${word}"`
  return /^["'<{]/.test(token) ? '; send it without signs around it' : ''
}
