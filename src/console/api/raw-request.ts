import type { MockClient } from './client.ts'
import { CallFailure } from './failure.ts'
import { headersIn } from './header-lines.ts'
import type { CorrectionAnswer, EntryDetails } from './journal-calls.ts'
import { CONSOLE_TEST_ID } from './test-id.ts'

/** A request as somebody writes it: it may be wrong, which is what it is for. */
export interface RawRequest {
  readonly method: string
  /** Path and query. */
  readonly url: string
  /** A line for each, `name: value`. */
  readonly headers: string
  readonly body: string
}

/** What came of it. */
export interface AnswerAsSent {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly text: string
  readonly ms: number
}

/** Headers that a browser sets itself, or that speak of the connection of another client. */
const NOT_SENT_AGAIN = new Set([
  ...['host', 'connection', 'content-length', 'transfer-encoding', 'accept-encoding', 'origin', 'referer', 'cookie'],
  ...['user-agent', 'keep-alive', 'te', 'trailer', 'upgrade', 'expect', 'date', 'dnt', 'via', 'proxy-authorization'],
])

/** What a request of the journal is, to be sent again: its token is a secret, which the journal does not have. */
export function requestOfEntry({ method, request }: EntryDetails): RawRequest {
  return { method, url: request.url, headers: headerLines(request.headers), body: bodyAsText(request.body) }
}

/** What would be right, to be sent. */
export function requestOfCorrection({
  method,
  url,
  headers,
  body,
}: NonNullable<CorrectionAnswer['request']>): RawRequest {
  return { method, url, headers: headerLines(headers), body: bodyAsText(body) }
}

/** A body as one writes it: JSON with line breaks, a text as it is. */
export function bodyAsText(body: unknown): string {
  if (body === null || body === undefined) return ''
  return typeof body === 'string' ? body : JSON.stringify(body, null, 2)
}

function headerLines(headers: Readonly<Record<string, string>>): string {
  const kept = Object.entries(headers).filter(
    ([name]) => !NOT_SENT_AGAIN.has(name) && !name.startsWith('sec-') && name !== 'auth' && name !== 'x-test-id',
  )
  return [...kept, ['x-test-id', CONSOLE_TEST_ID]].map(([name, value]) => `${name}: ${value}`).join('\n')
}

/**
 * Sends a request to the mock as it is, and gives whatever it is answered with.
 * @throws CallFailure where it cannot be sent, or nobody answers
 */
export async function sendRaw(
  client: MockClient,
  { method, url, headers, body }: RawRequest,
  token: string | undefined,
): Promise<AnswerAsSent> {
  if (!url.startsWith('/')) throw new CallFailure('refused', 'The address must begin with a slash.')
  const all = headersIn(headers, token)
  const takesBody = method !== 'GET' && method !== 'HEAD' && body !== ''
  const begin = performance.now()
  let response: Response
  try {
    response = await client.sendAsIs(url, { method, headers: all, body: takesBody ? body : null })
  } catch {
    throw new CallFailure(
      'refused',
      'No answer: the connection was closed, or the browser does not send such a request.',
    )
  }
  const text = await response.text().catch(() => '(the body was cut off)')
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    text,
    ms: Math.round(performance.now() - begin),
  }
}
