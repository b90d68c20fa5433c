import type { WorldSpec } from '../world/spec.ts'

/** A scenario file with everything left out filled in: what a running mock needs to know. Plain data. */
export interface Scenario {
  /** File name without its ending, e.g. `default`. */
  readonly name: string
  /** First paragraph of the comment at the top of the file. */
  readonly description: string
  /** Absolute paths of the file and of those it extends or takes packs from; empty for a scenario given as an object. */
  readonly files: readonly string[]
  readonly world: Omit<WorldSpec, 'seed'>
  readonly apps: readonly AppSpec[]
  /** Empty: nothing is counted. */
  readonly quotas: readonly QuotaSpec[]
  readonly faults: readonly FaultSpec[]
  /** What a limit above the documented maximum gets: ruling R1. */
  readonly limits: 'reject' | 'clamp'
  readonly tokens: TokensSpec
  /** Days and times that were said by the clock, and what they came to. */
  readonly resolved: readonly ResolvedDate[]
  readonly seed?: string
  /** ISO instant at which the clock stands still until somebody moves it. */
  readonly now?: string
  readonly auth?: AuthMode
}

/** A day or a time that was said by the clock, and what it came to. */
export interface ResolvedDate {
  readonly path: readonly (string | number)[]
  readonly said: string
  /** A date, or an instant. */
  readonly value: string
  /** IANA name of the zone whose calendar counted. */
  readonly zone: string
}

/** Who may call: ruling R11. */
export type AuthMode = 'lenient' | 'strict' | 'off'

/** How tokens are judged: ruling R21. */
export interface TokensSpec {
  /** The one clock that counts; absent: a token is too old, or too young, when it is so by both. */
  readonly clock?: 'world' | 'real'
}

/** A JWT app: facts 1.4, 1.5. */
export interface AppSpec {
  readonly name: string
  /** `cs-` + uuid. */
  readonly clientId: string
  readonly clientSecret: string
  /** `account`: made in the Admin Console, sees every bot; `bot`: made in the App Builder, sees its own. */
  readonly kind: 'account' | 'bot'
  /** Bots of a bot-scoped app. */
  readonly bots: readonly string[]
  /** Scope names as the vendor prints them, or all of them. */
  readonly scopes: 'all' | readonly string[]
  /** A token without `jti` is refused, and so is a `jti` used before. */
  readonly requireJti: boolean
}

/** Calls allowed in a rolling window: facts chapter 3. */
export interface QuotaSpec {
  /** `x-quota` bucket of the contract; absent: every bucket. */
  readonly bucket?: string
  /** Bot the quota is for; absent: every bot. */
  readonly botId?: string
  readonly perMinute?: number
  readonly perHour?: number
}

/** A fault and the calls it befalls; the same shape as the admin API's. */
export interface FaultSpec {
  readonly match?: FaultMatch
  /** Matching calls that it lets pass first. */
  readonly after?: number
  /** How often at most. */
  readonly times?: number
  /** 0..1, drawn from the seed. */
  readonly probability?: number
  /** ms after which it ends by itself. */
  readonly ttlMs?: number
  readonly fault: FaultAction
}

/** Which calls a fault is for: all that is given must hold. */
export interface FaultMatch {
  readonly operationId?: string
  readonly botId?: string
  readonly clientId?: string
  readonly testId?: string
  /** Leaves out the calls with this one. */
  readonly exceptTestId?: string
  /** Header names and the values they must have. */
  readonly header?: Readonly<Record<string, string>>
}

/** What a fault does to a call. */
export type FaultAction =
  | { readonly status: number }
  | { readonly delay: DelaySpec }
  | { readonly connection: 'reset' | 'empty' }
  | { readonly body: { readonly truncateAt: number } | { readonly garbage: true } | { readonly dribbleMs: number } }
  | { readonly page: 'shift' | 'repeat-last' }

/** Times in ms. */
export type DelaySpec =
  | { readonly type: 'fixed'; readonly ms: number }
  | { readonly type: 'uniform'; readonly min: number; readonly max: number }
  | { readonly type: 'lognormal'; readonly median: number; readonly sigma: number }
