import { Refusal } from '../contract/refusal.ts'
import type { Violation } from '../contract/types.ts'
import { tooManyBytes } from '../http/body-limit.ts'
import { REASON_PHRASES } from '../http/reason-phrases.ts'
import { decodedPart, pathOf } from '../http/url.ts'

/** An error as Fastify throws it. */
interface FrameworkError {
  readonly code?: string
  readonly statusCode?: number
  readonly message?: string
}

/** What the framework itself found wrong with a request, in our words; undefined: it is a fault of ours. */
export function frameworkRefusal(error: unknown, url: string): Refusal | undefined {
  const { code = '', statusCode = 500, message = '' } = error as FrameworkError
  if (statusCode >= 500) return undefined
  const violation = reasons.get(code)?.(url) ?? { property: 'request', message }
  return new Refusal(statusCode, REASON_PHRASES[statusCode] ?? 'Bad Request', { violations: [violation] })
}

const reasons: ReadonlyMap<string, (url: string) => Violation> = new Map([
  ['FST_ERR_BAD_URL', (url: string) => ({ property: 'path', message: badPath(url) })],
  ['FST_ERR_MAX_PARAM_LENGTH', (url: string) => ({ property: 'path', message: longPath(url) })],
  ['FST_ERR_CTP_BODY_TOO_LARGE', () => tooManyBytes()],
])

function badPath(url: string): string {
  const parts = partsOf(url)
  const at = parts.findIndex(part => decodedPart(part) === undefined)
  return at < 0
    ? `must begin with a slash; found ${shownPart(url)}`
    : `part ${at + 1} must be UTF-8 in percent encoding, a percent sign itself as %25; found ${shownPart(parts[at]!)}`
}

function longPath(url: string): string {
  const lengths = partsOf(url).map(part => (decodedPart(part) ?? part).length)
  const longest = Math.max(...lengths)
  return `part ${lengths.indexOf(longest) + 1} is too long: it has ${longest} characters`
}

const partsOf = (url: string) => pathOf(url).split('/').slice(1)

/** Characters of a text that a message shows. */
const SHOWN = 60

/** A text of a client in quotes: the beginning of a long one, and how long it is. */
const shownPart = (text: string) =>
  text.length <= SHOWN ? JSON.stringify(text) : `${JSON.stringify(text.slice(0, SHOWN))}… (${text.length} characters)`
