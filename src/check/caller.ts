import { randomUUID } from 'node:crypto'
import { createRequire } from 'node:module'
import { objectIn } from './json.ts'
import type { CheckOptions, Fetch } from './types.ts'

/** What came back, its body read. Status 0: nothing came. */
export interface ReceivedAnswer {
  readonly status: number
  /** Media type without its parameters, in lower case; empty: none was named. */
  readonly mediaType: string
  /** Undefined: it is no JSON. */
  readonly body: unknown
  readonly isJson: boolean
  /** Why nothing came. */
  readonly why?: string
}

/** A request by its parts, ready to be sent. */
export interface SentRequest {
  readonly method: string
  /** Path and query. */
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  /** Absent: none. */
  readonly body?: string | undefined
}

const TIMEOUT = 30_000
/** Without a `Retry-After` a minute is waited: that is the shorter window of the vendor's quotas (facts 3.2). */
const UNTOLD_WAIT = 60_000
/** A limit of an hour is not waited for. */
const LONGEST_WAIT = 300_000
const MOST_TRIES = 6
const TOKEN_LIFE = 3600
/** Signs well enough for a forged token. */
const WRONG_SECRET = 'not the secret of any app'

/** Thrown when the server's quota stays used up: the rest of the run is left out. */
export class LimitedOut extends Error {
  override name = 'LimitedOut'
}

/** Sends one request after the other, with a pause between them, and waits when the server says so. */
export class Caller {
  calls = 0
  limited = 0
  waitedMs = 0
  readonly #base: string
  readonly #fetch: Fetch
  readonly #timeoutMs: number
  readonly #pauseMs: number
  readonly #sleep: (ms: number) => Promise<void>
  readonly #say: (line: string) => void
  readonly #clientId: string
  readonly #clientSecret: string
  /** ms by which the server's clock is ahead of ours. */
  #ahead = 0

  constructor(options: CheckOptions) {
    this.#base = withoutSlashes(options.baseUrl)
    this.#fetch = options.fetch ?? fetch
    this.#timeoutMs = options.timeoutMs ?? TIMEOUT
    this.#pauseMs = options.pauseMs ?? 0
    this.#sleep = options.sleep ?? (ms => new Promise(resolve => setTimeout(resolve, ms)))
    this.#say = options.say ?? (() => {})
    this.#clientId = options.clientId
    this.#clientSecret = options.clientSecret
  }

  /** ms since 1970 by the server's clock, as its latest answer told. */
  get now(): number {
    return Date.now() + this.#ahead
  }

  /** A token of the app, good for an hour; each has an id of its own, as some apps demand (facts 1.4). */
  token({ forged = false }: { forged?: boolean } = {}): string {
    const { createSigner }: typeof import('fast-jwt') = createRequire(import.meta.url)('fast-jwt')
    const issued = Math.floor(this.now / 1000)
    const claims = {
      sub: this.#clientId,
      appId: this.#clientId,
      iat: issued,
      exp: issued + TOKEN_LIFE,
      jti: randomUUID(),
    }
    return createSigner({ key: forged ? WRONG_SECRET : this.#clientSecret, algorithm: 'HS256' })(claims)
  }

  /**
   * Sends a request and waits for its answer; after a 429 for as long as `Retry-After` says, then again.
   * @throws LimitedOut when it is limited for longer than anybody wants to wait.
   */
  async send(sent: SentRequest): Promise<ReceivedAnswer> {
    for (let tries = 1; ; tries += 1) {
      if (this.calls > 0 && this.#pauseMs > 0) await this.#sleep(this.#pauseMs)
      this.calls += 1
      const { answer, retryAfter } = await this.#once(sent)
      if (answer.status !== 429) return answer
      this.limited += 1
      const wait = retryAfter ?? UNTOLD_WAIT
      const named = retryAfter === undefined ? 'without Retry-After' : 'Retry-After'
      if (wait > LONGEST_WAIT || tries === MOST_TRIES) {
        throw new LimitedOut(`429, ${named} ${Math.ceil(wait / 1000)} s, for the ${tries}. time`)
      }
      this.#say(`429: waiting ${Math.ceil(wait / 1000)} s (${named})`)
      this.waitedMs += wait
      await this.#sleep(wait)
    }
  }

  async #once({
    method,
    url,
    headers,
    body,
  }: SentRequest): Promise<{ answer: ReceivedAnswer; retryAfter?: number | undefined }> {
    try {
      const response = await this.#fetch(this.#base + url, {
        method,
        headers,
        // A redirect would carry the token to where nobody meant it to go.
        redirect: 'manual',
        signal: AbortSignal.timeout(this.#timeoutMs),
        ...(body === undefined ? {} : { body }),
      })
      const text = await response.text()
      this.#readClock(response.headers)
      const parsed = parseJson(text)
      const mediaType = (response.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
      return {
        answer: { status: response.status, mediaType, body: parsed, isJson: parsed !== undefined },
        retryAfter: secondsOf(response.headers.get('retry-after')),
      }
    } catch (error) {
      return {
        answer: { status: 0, mediaType: '', body: undefined, isJson: false, why: failureText(error, this.#timeoutMs) },
      }
    }
  }

  /** A mock says where its clock stands; others say the time in `Date`. */
  #readClock(headers: Headers): void {
    const told = Date.parse(headers.get('x-mock-now') ?? headers.get('date') ?? '')
    if (!Number.isNaN(told)) this.#ahead = told - Date.now()
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** `Retry-After` in ms: seconds, or a date. */
function secondsOf(text: string | null): number | undefined {
  if (text === null) return undefined
  if (/^\d+$/.test(text)) return Number(text) * 1000
  const date = Date.parse(text)
  return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now())
}

/** By the codes of the system: messages may quote addresses. */
function failureText(error: unknown, timeoutMs: number): string {
  if (!(error instanceof Error)) return 'no answer'
  if (error.name === 'TimeoutError') return `no answer within ${timeoutMs} ms`
  const { code } = objectIn(error.cause ?? error)
  return code === undefined ? 'no answer: the connection ended' : `no answer: ${String(code)}`
}

/** An address without the slashes at its end. */
function withoutSlashes(address: string): string {
  let end = address.length
  while (address[end - 1] === '/') end -= 1
  return address.slice(0, end)
}
