import type { TroubleKind } from './schedule.ts'

/** A request as a client sent it. */
export interface ClientRequest {
  readonly method: string
  /** Path and query. */
  readonly url: string
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | undefined
}

/** What becomes of it on the wire. */
export type WireOutcome =
  | {
      readonly kind: 'answer'
      readonly status: number
      readonly headers: Readonly<Record<string, string>>
      readonly body: string
      /** ms until it begins. */
      readonly delay: number
      /** Share of the body after which the connection ends; undefined: all of it arrives. */
      readonly cut: number | undefined
      /** ms over which the body arrives. */
      readonly dribble: number
    }
  | { readonly kind: 'reset' }
  /** Nobody will ever answer: the client was killed, or has asked too much. */
  | { readonly kind: 'hang' }

/** A request and what came of it, as the judge keeps it. */
export interface JudgedExchange {
  readonly run: number
  /** Counted through all runs; a further one begins when the client was killed. */
  readonly attempt: number
  /** From 1, within the run. */
  readonly number: number
  /** The world's clock, ms. */
  readonly at: number
  /** ms by which waiting is measured: virtual, or real. */
  readonly cameAt: number
  leftAt: number
  readonly request: ClientRequest
  /** Undefined: no operation of the contract. */
  readonly operationId: string | undefined
  /** 0: the connection ended without an answer. */
  status: number
  headers: Readonly<Record<string, string>>
  body: string
  /** The body did not arrive as a whole. */
  isCut: boolean
  readonly troubles: TroubleKind[]
}

/** The same request again has the same mark. */
export const markOf = ({ method, url, body }: ClientRequest): string => `${method} ${url} ${body ?? ''}`
