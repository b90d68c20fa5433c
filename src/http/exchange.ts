import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import type { Answer } from '../apis/operation.ts'
import type { OperationId } from '../contract/contract.ts'
import type { OperationInfo, Violation } from '../contract/types.ts'
import type { TakenFault } from '../control/control.ts'
import type { ControlHeaders, Exchanged, WireAnswer } from '../control/exchanged.ts'
import type { Mock, Stage } from '../mock/mock.ts'
import type { AppSpec } from '../scenario/types.ts'
import type { Bot } from '../world/bot.ts'

/** An operation of the contract that the mock stands in for. */
export type KoreOperation = OperationInfo & { readonly operationId: OperationId }

/** Query or header values as they came: text, or texts when a name came more than once. */
export type RawQuery = Readonly<Record<string, string | string[]>>

/** The control of a request that asked nothing of the mock. */
export const NOTHING_ASKED: ControlHeaders = {}

/** The parts of a request after validation: coerced, defaults filled in. */
export interface ValidRequest {
  readonly path: Readonly<Record<string, string>>
  readonly query: object
  readonly headers: object
  readonly body: object
  /** ms UTC on the world's clock from which on the answer stays the same; Infinity: never. */
  readonly settles?: number
  /** The rule between its fields that it breaks. */
  readonly broken?: Violation | undefined
}

/**
 * One request and what became of it, from the first byte to the journal. Steps fill it in as they go; what a step needs
 * of an earlier one is there by the order of the list in `app.ts`.
 */
export class Exchange implements Exchanged {
  readonly mock: Mock
  readonly requestId: string
  /** Real time, ms since 1970: for the journal. */
  readonly receivedAt: number
  /** `performance.now()` at the start: for durations. */
  readonly startedAt: number
  readonly method: string
  /** As sent, with its query. */
  readonly url: string
  readonly params: Readonly<Record<string, string>>
  /** Of a call under way; the journal reads it off the URL. */
  query: RawQuery
  readonly headers: IncomingHttpHeaders
  /** Undefined: no body was sent. */
  body: Buffer | undefined
  /** More was sent than the mock reads: `body` is then undefined. */
  bodyTooLarge = false

  /** Undefined for a request that no operation of the contract takes. */
  readonly op: KoreOperation | undefined
  controlHeaders: ControlHeaders = NOTHING_ASKED
  stage: Stage
  /** The world's clock for this request, ms UTC; one value for all of its steps. */
  now = 0
  /** Client id of the token, known or not. */
  clientId: string | undefined
  /** The app, when the scenario knows it. */
  app: AppSpec | undefined
  /** Scopes that the token may use at most; undefined: those of its app. */
  tokenScopes: readonly unknown[] | undefined
  bot: Bot | undefined
  botId: string | undefined
  request: ValidRequest | undefined
  /** Everything that decides about the answer but the world and its clock, as one text; undefined: too long to remember. */
  key: string | undefined
  /** The same was asked before, as far as that is remembered. */
  isRepeated = false
  violations: readonly Violation[] = []
  fault: TakenFault | undefined
  /** What the operation gave, not yet text. */
  result: Answer | undefined

  answer: WireAnswer | undefined
  /** Set when the answer leaves. */
  status = 0
  durationMs = 0

  constructor(
    mock: Mock,
    op: KoreOperation | undefined,
    requestId: string,
    raw: IncomingMessage,
    params: Readonly<Record<string, string>>,
    query: RawQuery,
  ) {
    this.mock = mock
    this.stage = mock.main
    this.op = op
    this.requestId = requestId
    this.receivedAt = Date.now()
    this.startedAt = performance.now()
    this.method = raw.method ?? 'GET'
    this.url = raw.url ?? '/'
    this.params = params
    this.query = query
    this.headers = raw.headers
  }
}

/** An exchange that belongs to an operation: what the steps work on. */
export interface Call extends Exchange {
  readonly op: KoreOperation
}

/** One step of a request. It throws a `Refusal` to end it, and gives a promise only when it must wait. */
export type Step = (call: Call) => undefined | Promise<void>
