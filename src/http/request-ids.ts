import type { RequestHead } from './exchange.ts'

/** A client's own id: what can be sent back as a header. */
const REQUEST_ID = /^[\x21-\x7e]{1,200}$/
/** Letters and digits of the part that tells apart who gives ids. */
const ORIGIN_LENGTH = 6

/** Ids of requests: the client's `X-Request-Id`, or one made, unlike any other of this mock and of those beside it. */
export class RequestIds {
  /** Several mocks may begin in the same ms. */
  readonly #origin = `${Date.now().toString(36)}${Math.random()
    .toString(36)
    .slice(2, 2 + ORIGIN_LENGTH)}`
  #made = 0

  of({ headers }: RequestHead): string {
    const sent = headers['x-request-id']
    if (typeof sent === 'string' && REQUEST_ID.test(sent)) return sent
    this.#made += 1
    return `${this.#origin}-${this.#made.toString(36)}`
  }
}
