import { createRequire } from 'node:module'
import { type Budget, Cache } from '../memory/cache.ts'
import { SCOPES_CLAIM } from './make-token.ts'

/** What a token says about itself; nothing in it is verified yet. */
export interface DecodedToken {
  readonly algorithm: string
  /** `appId`, else `iss`, else `clientId`: ruling R10. */
  readonly clientId: string | undefined
  /** ms UTC. */
  readonly expires: number | undefined
  /** ms UTC. */
  readonly notBefore: number | undefined
  /** `jti`, else `kore_jti`. */
  readonly jti: string | undefined
  /** Scopes that the token may use at most: a claim of this mock alone. */
  readonly scopes: readonly unknown[] | undefined
}

export const ALGORITHMS = ['HS256', 'HS384', 'HS512'] as const
/** Longer tokens are none: a header of 16 kB is all that Node takes. */
const MAX_LENGTH = 8192
const SCHEME = /^bearer\s+/i

/** An `auth` header with its token and what that says; `claims` undefined: it is no signed JWT at all. */
export interface ReadToken {
  /** The whole header, as it came first. */
  readonly header: string
  readonly token: string
  readonly claims: DecodedToken | undefined
  /** Secrets that were tried on it. */
  readonly tried: Map<string, boolean>
}

/** Counted for a token beside its text: what was read off it, and its place. */
const CLAIMS_BYTES = 400

/** Reads the tokens of `auth` headers for one mock, and decodes the same bytes once. */
export class TokenReader {
  readonly #read: Cache<string, ReadToken>

  constructor(budget: Budget) {
    this.#read = new Cache(budget)
  }

  /** The token of a header, bare or after the word Bearer. */
  read(header: string): ReadToken {
    return this.#read.get(header) ?? this.#decode(header)
  }

  #decode(header: string): ReadToken {
    const token = header.trim().replace(SCHEME, '')
    const made = { header, token, claims: token.length > MAX_LENGTH ? undefined : decode(token), tried: new Map() }
    this.#read.set(header, made, 2 * header.length + CLAIMS_BYTES)
    return made
  }
}

function decode(token: string): DecodedToken | undefined {
  const parts = token.split('.')
  if (parts.length !== 3) return undefined
  const header = jsonObject(parts[0] ?? '')
  const payload = jsonObject(parts[1] ?? '')
  if (header === undefined || payload === undefined || typeof header.alg !== 'string') return undefined
  return {
    algorithm: header.alg,
    clientId: textClaim(payload.appId) ?? textClaim(payload.iss) ?? textClaim(payload.clientId),
    expires: seconds(payload.exp),
    notBefore: seconds(payload.nbf),
    jti: textClaim(payload.jti) ?? textClaim(payload.kore_jti),
    scopes: Array.isArray(payload[SCOPES_CLAIM]) ? payload[SCOPES_CLAIM] : undefined,
  }
}

/** Whether a token bears the signature of a secret (HS256, HS384 or HS512). Its times are not looked at. */
export function hasSignatureOf({ token, tried }: ReadToken, secret: string): boolean {
  const known = tried.get(secret)
  if (known !== undefined) return known
  const result = verify(token, secret)
  tried.set(secret, result)
  return result
}

/** Loaded on first use: most calls of a session bear a token that was seen before, or one of an app nobody knows. */
let jwt: typeof import('fast-jwt') | undefined

function verify(token: string, secret: string): boolean {
  jwt ??= createRequire(import.meta.url)('fast-jwt') as typeof import('fast-jwt')
  try {
    // Times are ours to judge, on the world's clock.
    jwt.createVerifier({
      key: secret,
      algorithms: [...ALGORITHMS],
      ignoreExpiration: true,
      ignoreNotBefore: true,
      cache: false,
    })(token)
    return true
  } catch {
    return false
  }
}

function jsonObject(part: string): Record<string, unknown> | undefined {
  if (!/^[\w-]+=*$/.test(part)) return undefined
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined
  } catch {
    return undefined
  }
}

const textClaim = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined)

const seconds = (value: unknown) => (typeof value === 'number' ? value * 1000 : undefined)
