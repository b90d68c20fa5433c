import type { Body } from '../apis/page.ts'
import type { OperationInfo, Violation } from '../contract/types.ts'
import type { AuthMode, FaultAction, FaultSpec, QuotaSpec } from '../scenario/types.ts'
import type { CorsRule } from './cors-rule.ts'

/*
 * What the parts of control look at in a call and in an exchange that has left. Exchanges have more; a part that needs
 * something else of them names it here first.
 */

/** What a request asked of the mock itself; all absent when control headers are not read. */
export interface ControlHeaders {
  readonly testId?: string | undefined
  readonly scenario?: string | undefined
  readonly delayMs?: number | undefined
  readonly preferCode?: number | undefined
}

/** Headers as they came: names in lower case. */
export type SentHeaders = Readonly<Record<string, string | string[] | undefined>>

/** What decides about quotas and faults of a call. */
export interface CallFacts {
  readonly op: Pick<OperationInfo, 'operationId' | 'botParam' | 'quota'>
  /** Values of the path's parameters. */
  readonly params: Readonly<Record<string, string>>
  readonly headers: SentHeaders
  readonly controlHeaders: ControlHeaders
  /** ms UTC on the world's clock. */
  readonly now: number
  readonly clientId: string | undefined
  readonly botId: string | undefined
  readonly stage: {
    readonly name: string
    readonly seed: string
    readonly scenario: {
      readonly name: string
      readonly quotas: readonly QuotaSpec[]
      readonly faults: readonly FaultSpec[]
    }
  }
}

/** An exchange that has left: what the journal keeps. */
export interface Exchanged {
  readonly mock: { readonly readsControlHeaders: boolean; readonly cors: CorsRule | undefined }
  readonly requestId: string
  /** Real time, ms since 1970. */
  readonly receivedAt: number
  /** `performance.now()` at the start. */
  readonly startedAt: number
  readonly durationMs: number
  readonly method: string
  /** As sent, with its query. */
  readonly url: string
  readonly params: Readonly<Record<string, string>>
  readonly headers: SentHeaders
  /** Undefined: none was sent, or more than the mock reads. */
  readonly body: Uint8Array | undefined
  readonly bodyTooLarge: boolean
  readonly controlHeaders: ControlHeaders
  /** The world's clock, ms UTC. */
  readonly now: number
  readonly clientId: string | undefined
  readonly botId: string | undefined
  /** Undefined for a request that no operation of the contract takes. */
  readonly op: OperationInfo | undefined
  /** The scenario that answered. */
  readonly stage: {
    readonly name: string
    readonly seed: string
    readonly auth: AuthMode
    readonly headers: { readonly name: string; readonly seed: string }
  }
  readonly violations: readonly Violation[]
  /** Its status tells of the end of the mock or of the connection, not of what the client did (decision D220). */
  readonly isUnearned?: boolean
  readonly fault: TakenFault | undefined
  readonly answer: WireAnswer | undefined
  /** Of the answer. */
  readonly status: number
}

/** What leaves. */
export interface WireAnswer {
  readonly status: number
  /** Those that not every answer has. */
  readonly headers?: Readonly<Record<string, string>>
  readonly body: Body
}

/** A fault that befalls a call. */
export interface TakenFault {
  readonly id: string
  readonly action: FaultAction
  /** Draws in [0, 1) made for this call from the seed, so that a delay repeats. */
  draw(): number
  /** Where `draw` stands: the address of its stream, and how many draws were made; another process can go on from there. */
  readonly from?: { readonly stream: readonly (string | number)[]; readonly drawn: number }
}
