import type { Answer, ValidRequest } from '../apis/operation.ts'
import type { OperationId } from '../contract/contract.ts'
import type { OperationInfo, Violation } from '../contract/types.ts'
import type { ControlHeaders, Exchanged, TakenFault, WireAnswer } from '../control/exchanged.ts'
import type { Mock, Stage } from '../mock/mock.ts'
import type { AppSpec } from '../scenario/types.ts'
import type { Bot } from '../world/types.ts'

/** An operation of the contract that the mock stands in for. */
export type KoreOperation = OperationInfo & { readonly operationId: OperationId }

/** By name in lower case; texts when a name came more than once. */
export type RequestHeaders = Record<string, string | string[] | undefined>

/** The head of a request as it came. */
export interface RequestHead {
  /** In capital letters. */
  readonly method: string
  /** As sent, with its query. */
  readonly url: string
  readonly headers: RequestHeaders
}

/** The control of a request that asked nothing of the mock. */
export const NOTHING_ASKED: ControlHeaders = {}

/** Whoever waits for an answer. */
export interface Client {
  /** IP address of the client; undefined: not known. */
  readonly address: string | undefined
  /** Who ended the connection before the answer; undefined: nobody, as far as is known. */
  readonly goneBy: 'client' | 'mock' | undefined
  /** A signal that the client has left before it had its answer. */
  signal(): AbortSignal
}

/** The operation that takes a request, and the values of its path's parameters, decoded. */
export interface RouteMatch {
  readonly op: KoreOperation
  readonly params: Readonly<Record<string, string>>
}

const NO_PARAMS = {}

/**
 * One request and what became of it, from the first byte to the journal: plain values, whatever server it came through.
 * Steps fill it in as they go; what a step needs of an earlier one is there by the order of the lists in `corridor.ts`.
 */
export class Exchange implements RequestHead, Exchanged {
  readonly mock: Mock
  readonly requestId: string
  /** Real time, ms since 1970: for the journal. */
  readonly receivedAt: number
  /** `performance.now()` at the start: for durations. */
  readonly startedAt: number
  readonly method: string
  readonly url: string
  readonly headers: RequestHeaders
  readonly params: Readonly<Record<string, string>>
  /** Undefined: no body was sent. */
  body: Uint8Array | undefined
  /** More was sent than the mock reads: `body` is then undefined. */
  bodyTooLarge = false

  /** Who waits for the answer. Undefined: it came over no network, or it has left. */
  caller: Client | undefined
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
  violations: readonly Violation[] = []
  isUnearned = false
  fault: TakenFault | undefined
  /** What the operation gave, not yet text. */
  result: Answer | undefined
  /** A fault of the mock's own that ended it, for its log. */
  failure: unknown

  answer: WireAnswer | undefined
  /** Set when the answer leaves. */
  status = 0
  durationMs = 0

  constructor(mock: Mock, requestId: string, { method, url, headers }: RequestHead, taker: RouteMatch | undefined) {
    this.mock = mock
    this.stage = mock.main
    this.op = taker?.op
    this.params = taker?.params ?? NO_PARAMS
    this.requestId = requestId
    this.receivedAt = Date.now()
    this.startedAt = performance.now()
    this.method = method
    this.url = url
    this.headers = headers
  }
}

/** An exchange that belongs to an operation: what the steps work on. */
export interface Call extends Exchange {
  readonly op: KoreOperation
}

/** One step of a request. It throws a `Refusal` to end it, and gives a promise only when it must wait. */
export type Step = (call: Call) => undefined | Promise<void>
