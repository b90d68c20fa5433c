import { type IncomingMessage, METHODS, type ServerResponse } from 'node:http'
import { closingRefusal } from '../contract/closing-refusal.ts'
import { Refusal } from '../contract/refusal.ts'
import type { Corridor } from '../http/corridor.ts'
import { servedUrl } from '../http/url.ts'
import { verbOf } from '../http/verb.ts'
import type { Connections } from './connections.ts'
import { gatherPieces } from './gather-pieces.ts'
import { headRefusal } from './head-rules.ts'
import { sendText } from './send-text.ts'

/** What answers requests. */
export type RawHandler = (request: IncomingMessage, response: ServerResponse<IncomingMessage>) => void

/** Why a request is not answered here; undefined: it is. */
type FurtherRule = (request: IncomingMessage) => Refusal | undefined

const NODE_VERBS: ReadonlySet<string> = new Set(METHODS)

/** What every request passes before anything else is looked at: whether it is a request of HTTP that may be answered now. */
export class Door {
  readonly #connections: Connections
  readonly #corridor: Corridor
  readonly #further: FurtherRule

  /** @param further what else may refuse a request */
  constructor(connections: Connections, corridor: Corridor, further: FurtherRule = () => undefined) {
    this.#connections = connections
    this.#corridor = corridor
    this.#further = further
  }

  /** Leads requests to a handler. @param isOfStream they come on streams of HTTP/2 */
  before(handler: RawHandler, isOfStream = false): RawHandler {
    return (request, response) => {
      if (request.headers['transfer-encoding'] !== undefined) {
        // A stream is bounded by what may come on it before somebody has read it.
        gatherPieces(request, isOfStream ? () => {} : () => this.#connections.holdUp(request))
      }
      const refusal = this.#connections.isEnding
        ? closingRefusal()
        : (headRefusal(request, isOfStream) ?? this.#further(request) ?? this.#verbRefusal(request))
      this.#inTurn(response, () => {
        if (refusal === undefined) handler(request, response)
        else this.#refuse(request, response, refusal)
      })
    }
  }

  /** For the event `checkExpectation`: `Expect` with anything but what Node itself meets. */
  readonly refuseExpectation = (
    request: IncomingMessage,
    response: ServerResponse<IncomingMessage>,
    isOfStream = false,
  ): void => {
    const message = `must be 100-continue, or be left out; found ${JSON.stringify(String(request.headers.expect).slice(0, 80))}`
    const refusal = new Refusal(417, 'Expectation Failed', { violations: [{ property: 'headers.expect', message }] })
    const first = this.#connections.isEnding ? closingRefusal() : headRefusal(request, isOfStream)
    const said = first ?? refusal
    this.#inTurn(response, () => this.#refuse(request, response, said))
  }

  /** For the verb CONNECT on a stream of HTTP/2: there are no tunnels in one. */
  refuseTunnel(request: IncomingMessage, response: ServerResponse<IncomingMessage>): void {
    this.#connections.begin(response)
    const { url = '/' } = request
    this.#refuse(request, response, this.#corridor.refusalOf({ method: 'CONNECT', url }))
  }

  /** Begins a request, at once or when earlier ones of its connection leave room. */
  #inTurn(response: ServerResponse<IncomingMessage>, start: () => void): void {
    if (this.#connections.begin(response)) start()
    else this.#connections.later(response, start)
  }

  /** The framework has no routes, and no misses either, for verbs that Node does not know: of RTSP, or of an override. */
  #verbRefusal(request: IncomingMessage): Refusal | undefined {
    const method = verbOf(request)
    return NODE_VERBS.has(method) ? undefined : this.#corridor.refusalOf({ method, url: request.url ?? '/' })
  }

  #refuse(request: IncomingMessage, response: ServerResponse<IncomingMessage>, refusal: Refusal): void {
    const { method = 'GET', url = '/', headers } = request
    const exchange = this.#corridor.begin({ method, url: servedUrl(url), headers })
    this.#corridor.refuse(exchange, refusal)
    // The connection closes after it: where this request ends and the next begins is not sure, or the mock ends.
    response.shouldKeepAlive = false
    sendText(exchange, refusal.text, this.#corridor.head, response)
  }
}
