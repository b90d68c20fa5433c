/** How a check came out. `not seen`: it could not be made, say because there were no rows; it counts for nothing. */
type CheckResult = 'agrees' | 'differs' | 'not seen'

/** What a check is about; the columns of the table, in this order. */
export const KINDS = [
  'status',
  'header',
  'fields',
  'types',
  'enums',
  'format',
  'order',
  'paging',
  'sums',
  'filter',
  'limits',
  'inputs',
  'rules',
  'access',
  'errors',
] as const
/** One of `KINDS`. */
export type CheckKind = (typeof KINDS)[number]

/** One thing compared. All texts are shapes: types, names of the contract, counts; never a value of an answer. */
export interface Finding {
  readonly operationId: string
  readonly kind: CheckKind
  /** Such as `body.limit above 20`. */
  readonly check: string
  readonly result: CheckResult
  readonly expected: string
  /** Of a check that could not be made: why. */
  readonly found: string
}

/** The outcome of a run. */
export interface CheckReport {
  readonly findings: readonly Finding[]
  readonly agrees: number
  readonly differs: number
  readonly notSeen: number
  /** Requests sent, repetitions after a 429 included. */
  readonly calls: number
  /** Answers with 429, and ms waited because of them. */
  readonly limited: number
  readonly waitedMs: number
  /** Why the run was ended early. */
  readonly cut?: string
}

/** A function that sends a request, as the global `fetch` does. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>

/** Against what, as whom, and how gently. */
export interface CheckOptions {
  readonly baseUrl: string
  readonly bot: string
  readonly clientId: string
  readonly clientSecret: string
  /** For the `accountId` header; without it operations that require it are not asked for data. */
  readonly account?: string | undefined
  readonly dashboard?: string | undefined
  readonly widget?: string | undefined
  /** First of the seven days that are looked at, `YYYY-MM-DD`. Default: the week before the server's today. */
  readonly from?: string | undefined
  /** Operations to look at; default all. */
  readonly only?: readonly string[] | undefined
  /** ms that an answer may take. Default 30,000. */
  readonly timeoutMs?: number | undefined
  /** ms between two requests. Default 0. */
  readonly pauseMs?: number | undefined
  /** Told why nothing happens for a while, a line at a time. */
  readonly say?: ((line: string) => void) | undefined
  /** Told what is looked at now. */
  readonly began?: ((operationId: string) => void) | undefined
  /** In place of the global ones: for tests. */
  readonly fetch?: Fetch | undefined
  readonly sleep?: ((ms: number) => Promise<void>) | undefined
}

/** The check could not be made at all: the server is not there, or lets nobody in. */
export class CannotCheck extends Error {
  override name = 'CannotCheck'
}
