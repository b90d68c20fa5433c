import { createHmac, randomUUID } from 'node:crypto'
import type { AppSpec, Scenario } from '../scenario/types.ts'

type TokenAlgorithm = 'HS256' | 'HS384' | 'HS512' | 'none'

/** What is to be right or wrong about a token; left out: it is good for an hour. */
export interface TokenOptions {
  /** Seconds until it expires; 0 or less: it has. null: no `exp` at all, as the vendor's own samples. Default 3,600. */
  readonly expiresIn?: number | null | undefined
  /** Expired an hour ago. */
  readonly expired?: boolean | undefined
  /** Valid in an hour. */
  readonly notYetValid?: boolean | undefined
  /** Signed with another secret than the app's. */
  readonly wrongSecret?: boolean | undefined
  /** Default HS256. */
  readonly algorithm?: TokenAlgorithm | undefined
  /** Scopes that the token may use at most, by their names; those of the app still bound them. */
  readonly scopes?: readonly string[] | undefined
  /** The token may use no scope: whatever needs one is refused. */
  readonly missingScope?: boolean | undefined
  /** `jti`; true: a new one. Default: a new one when the app requires it. */
  readonly jti?: string | boolean | undefined
  /** More claims, which win over those made here. */
  readonly claims?: Readonly<Record<string, unknown>> | undefined
}

/** Claim of this mock alone by which a token narrows its app's scopes; the vendor keeps scopes with the app. */
export const SCOPES_CLAIM = 'mock_scopes'

/** Claim of this mock alone: `world` says that the token goes by the world's clock alone, as those that the mock makes do (ruling R21). */
export const CLOCK_CLAIM = 'mock_clock'

const HOUR_SECONDS = 3_600

/**
 * The instant from which the times of a new token count, ms UTC: the clock that it is judged by.
 * @param world ms UTC on the world's clock
 */
export function tokenNow({ tokens }: Pick<Scenario, 'tokens'>, world: number): number {
  return tokens.clock === 'real' ? Date.now() : world
}

/**
 * A signed token for an app, as the vendor's clients make theirs (facts 1.3): `appId`, `sub`, `iat`, `exp`, `jti`.
 * @param now ms UTC, of `tokenNow`
 */
export function signToken(app: AppSpec, options: TokenOptions, now: number): string {
  const { algorithm = 'HS256', wrongSecret = false } = options
  const payload = claimsFor(app, options, Math.floor(now / 1000))
  const key = wrongSecret ? createHmac('sha256', 'wrong').update(app.clientSecret).digest('hex') : app.clientSecret
  const signed = `${part({ alg: algorithm, typ: 'JWT' })}.${part(payload)}`
  // A part of some text, so that it is three parts, which clients send.
  if (algorithm === 'none') return `${signed}.none`
  return `${signed}.${createHmac(algorithm.replace('HS', 'sha'), key).update(signed).digest('base64url')}`
}

/** By hand: a library refuses to sign what is wrong, such as an `exp` that is no number, and tests want that too. */
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

function claimsFor(app: AppSpec, options: TokenOptions, now: number): Record<string, unknown> {
  const { expiresIn = HOUR_SECONDS, expired = false, notYetValid = false, missingScope = false } = options
  const exp = expired
    ? now - HOUR_SECONDS
    : expiresIn === null
      ? undefined
      : now + (notYetValid ? HOUR_SECONDS : 0) + expiresIn
  const scopes = missingScope ? [] : options.scopes
  return Object.fromEntries(
    Object.entries({
      sub: app.name,
      appId: app.clientId,
      iat: expired ? now - 2 * HOUR_SECONDS : now,
      exp,
      nbf: notYetValid ? now + HOUR_SECONDS : undefined,
      jti: jtiOf(options.jti, app.requireJti),
      [SCOPES_CLAIM]: scopes,
      [CLOCK_CLAIM]: 'world',
      ...options.claims,
    }).filter(([, value]) => value !== undefined),
  )
}

function jtiOf(jti: TokenOptions['jti'], required: boolean): string | undefined {
  if (typeof jti === 'string') return jti
  return (jti ?? required) ? randomUUID() : undefined
}
