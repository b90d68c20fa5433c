import type { TakeStep } from '../../memory/steps.ts'
import { isOneTimeCode, type NameKind } from './names.ts'
import { isOfLong, isOfToken, replaceRuns } from './runs.ts'

/** What stands where a secret stood. */
export const BLANK = '***'

/** `{"`, `{ `, `{` and a new line, in base64: what the head of a token begins with. */
const TOKEN_STARTS = /e(?:y[AJ]|w[0ok])/
const CREDENTIALS = /\b(bearer|basic)([ \t]+|\+)([^\s"'`,;<>&\\]*)/gi
const USER_INFO = /\/\/[^\s/:@"]+:[^\s/@"]+@/g
/** What stands behind "bearer" in a sentence. */
const BEARER_PROSE = /^(?:of|tokens?|auth|authentication|is|are|and|or|in|as|with|scheme)$/i
/** Keys of well-known services. */
const KNOWN_KEY = /\b(?:sk-|gh[oprsu]_|github_pat_|glpat-|xox[abprs]-|AKIA|AIza|npm_)[\w-]*/g
/** Fewest letters of a text with a secret of any shape. */
const FEWEST = 6
/** Letters that make a run a long one. */
const LONG = 32
/** Letters of a value that is looked at because of its name. */
const SHORT = 16
/** Fewest letters of such a value. */
const SHORTEST = 6
const MOST_OF_SECRET = 4096
/** The middle of a UUID. */
const UUID = /-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-/i
/** The id of a call (facts 1.2). */
const CALL_ID_SHAPE = /^C[AH][\da-f]{32}$/
/** Looked at whole, and once. */
const TOKEN_RUNS = { isOf: isOfToken, least: FEWEST, shown: blankTokenIn }
const DRAWN_RUNS = { isOf: isOfLong, least: LONG, shown: blankDrawn }
const PEM = '-----BEGIN'
const PEM_END = '-----END'

/** A text without what looks like a secret: tokens keep head and payload, which say who signed them; the rest goes. */
export function blankShapes(text: string, take: TakeStep): string {
  if (text.length < FEWEST) return text
  const untokened = take(() => (TOKEN_STARTS.test(text) ? replaceRuns(text, TOKEN_RUNS) : text))
  const unmarked = take(() => blankMarked(untokened))
  return unmarked.length < LONG ? unmarked : take(() => replaceRuns(unmarked, DRAWN_RUNS))
}

/** A text without the secrets that something marks: private keys, what stands behind "Bearer", passwords in addresses, known keys. */
export function blankMarked(text: string): string {
  if (text.length < FEWEST) return text
  let shown = text.includes(PEM) ? blankPem(text) : text
  shown = shown.replace(CREDENTIALS, blankCredentials)
  if (shown.includes('@')) shown = shown.replace(USER_INFO, `//${BLANK}@`)
  return shown.replace(KNOWN_KEY, key => (key.length < SHORT ? key : BLANK))
}

/** A token alone (JWS or JWE), fit to be shown; undefined: it is none. */
export function blankToken(text: string): string | undefined {
  const first = text.indexOf('.')
  const second = first < 0 ? -1 : text.indexOf('.', first + 1)
  if (second < 0) return undefined
  return text.slice(0, (text.includes('.', second + 1) ? first : second) + 1) + BLANK
}

function blankTokenIn(run: string): string {
  const at = run.search(TOKEN_STARTS)
  if (at < 0) return run
  // The end of a sentence is none of its token, nor are the dots that tell that a text was cut.
  let end = run.length
  while (run[end - 1] === '.') end -= 1
  const token = run.slice(at, end)
  const shown = blankToken(token)
  return shown === undefined ? run : run.slice(0, at) + shown + run.slice(end)
}

function blankCredentials(found: string, scheme: string, blanks: string, value: string): string {
  if (value === '' || value.endsWith(BLANK)) return found
  const isProse = scheme.toLowerCase() === 'basic' ? !isBase64Pair(value) : BEARER_PROSE.test(value)
  return isProse ? found : scheme + blanks + BLANK
}

/** Whether a word is name and password in base64, and not the word behind "basic" in a sentence. */
function isBase64Pair(word: string): boolean {
  return /^[\w+/-]{4,}={0,2}$/.test(word) && /[\d=+/]|[a-z][A-Z]/.test(word)
}

/** A long run without what was drawn by lot in it: of `sessionId=69a5...` the name says nothing about the value. */
function blankDrawn(run: string): string {
  let end = run.length
  while (run[end - 1] === '=') end -= 1
  const parts = run.slice(0, end).split('=')
  // What stands behind the last one is its padding.
  parts.push((parts.pop() ?? '') + run.slice(end))
  return parts.map(part => (part.length >= LONG && looksDrawn(part) ? BLANK : part)).join('=')
}

/** Whether a value is a secret by the kind of its name: as that says, or where it looks like one. */
export function isSecretOf(kind: NameKind, value: string): boolean {
  if (kind === undefined || kind === 'secret') return kind === 'secret'
  return looksSecret(value) || (kind === 'code' && isOneTimeCode(value))
}

/** Whether the value of a name that may be a secret is one: letters and digits by lot, and no id of the world. */
function looksSecret(value: string): boolean {
  // Every one has a digit, and most words of a hostile text have none.
  if (!/\d/.test(value)) return false
  if (value.length < SHORT) return isShortSecret(value)
  return value.length <= MOST_OF_SECRET && looksDrawn(value) && /^[\w+/=~.-]+$/.test(value)
}

/** Whether a short value was drawn: capital and small letters and digits in a mix, as in `aZ3k9x`; not `order2`, `E77`, `iPhone15`. */
function isShortSecret(value: string): boolean {
  if (value.length < SHORTEST || !/^[A-Za-z\d]+$/.test(value) || !/[a-z]/.test(value) || !/[A-Z]/.test(value))
    return false
  const digits = value.match(/\d+/g) ?? []
  return digits.length >= 2
}

/** Whether a long run of letters was drawn by lot: no id of the world, and no name that somebody thought of. */
function looksDrawn(run: string): boolean {
  if (/^[\da-f]+$/i.test(run)) return run.length >= 40 && /\d/.test(run) && /[a-f]/i.test(run)
  let changes = 0
  let digits = 0
  let before = -1
  for (let i = 0; i < run.length; i += 1) {
    const kind = characterKind(run.charCodeAt(i))
    if (kind === 0) digits += 1
    if (kind !== before) changes += 1
    before = kind
  }
  // The first letter is no change.
  return digits >= 2 && changes - 1 >= run.length / 4 && !UUID.test(run) && !CALL_ID_SHAPE.test(run)
}

/** 0: digit, 1: capital letter, 2: small letter, 3: anything else. */
function characterKind(code: number): number {
  if (code >= 0x30 && code <= 0x39) return 0
  if (code >= 0x41 && code <= 0x5a) return 1
  return code >= 0x61 && code <= 0x7a ? 2 : 3
}

/** Private keys: what stands between their lines, to the end of the text where the last is missing. */
function blankPem(text: string): string {
  let shown = ''
  let done = 0
  for (let at = text.indexOf(PEM); at >= 0; at = text.indexOf(PEM, done)) {
    const head = text.slice(at, at + 50)
    if (!head.includes('PRIVATE KEY')) {
      shown += text.slice(done, at + PEM.length)
      done = at + PEM.length
      continue
    }
    const end = text.indexOf(PEM_END, at)
    shown += text.slice(done, at) + BLANK
    done = end < 0 ? text.length : end
  }
  return shown + text.slice(done)
}
