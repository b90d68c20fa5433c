import { createRequire } from 'node:module'
import { readJson } from '../contract/json-text.ts'
import { type Budget, Cache } from '../memory/cache.ts'
import { CLOCK_CLAIM, SCOPES_CLAIM } from './make-token.ts'
import { wrongClaimOf, wrongHeaderOf } from './token-form.ts'

/** What a token says about itself; nothing in it is verified yet. */
export interface DecodedToken {
  readonly algorithm: string
  /** `appId`, else `iss`, else `clientId`: ruling R10. */
  readonly clientId: string | undefined
  /** ms UTC. */
  readonly expires: number | undefined
  /** ms UTC. */
  readonly notBefore: number | undefined
  /** ms UTC. */
  readonly issued: number | undefined
  /** What is wrong with the first claim that is not of its form, in words; the others may be of use all the same. */
  readonly wrongClaim: string | undefined
  /** The mock made it: it goes by the world's clock alone (ruling R21). */
  readonly byWorldClock: boolean
  /** `jti`, else `kore_jti`. */
  readonly jti: string | undefined
  /** Scopes that the token may use at most: a claim of this mock alone. */
  readonly scopes: readonly unknown[] | undefined
}

/** Algorithms by which tokens may be signed (ruling R10). */
export const ALGORITHMS = ['HS256', 'HS384', 'HS512'] as const
/** Longer tokens are none: a header of 16 kB is all that Node takes. */
const MAX_LENGTH = 8192
const SCHEME = /^bearer\s+/i

/** An `auth` header with its token and what that says; `claims` undefined: it is no signed JWT at all, and `fault` may say why. */
export interface ReadToken {
  /** The whole header, as it came first. */
  readonly header: string
  readonly token: string
  readonly claims: DecodedToken | undefined
  readonly fault: string | undefined
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
    const made = { header, token, ...decodeToken(token), tried: new Map() }
    this.#read.set(header, made, 2 * header.length + CLAIMS_BYTES)
    return made
  }
}

/** What a token says, or why it says nothing. */
function decodeToken(token: string): Pick<ReadToken, 'claims' | 'fault'> {
  if (token.length > MAX_LENGTH) {
    return { claims: undefined, fault: `has ${token.length} characters; ${MAX_LENGTH} at most are read` }
  }
  const parts = token.split('.')
  if (parts.length !== 3) return { claims: undefined, fault: undefined }
  const header = jsonObject('header', parts[0] ?? '')
  const payload = jsonObject('payload', parts[1] ?? '')
  const fault = header.fault ?? payload.fault
  if (header.object === undefined || payload.object === undefined) return { claims: undefined, fault }
  const wrongHeader = wrongHeaderOf(header.object)
  if (wrongHeader !== undefined) return { claims: undefined, fault: wrongHeader }
  return { claims: claimsOf(String(header.object.alg), payload.object), fault: undefined }
}

function claimsOf(algorithm: string, payload: Record<string, unknown>): DecodedToken {
  return {
    algorithm,
    clientId: textClaim(payload.appId) ?? textClaim(payload.iss) ?? textClaim(payload.clientId),
    expires: toMs(payload.exp),
    notBefore: toMs(payload.nbf),
    issued: toMs(payload.iat),
    wrongClaim: wrongClaimOf(payload),
    byWorldClock: payload[CLOCK_CLAIM] === 'world',
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

interface JsonPart {
  readonly object?: Record<string, unknown>
  readonly fault?: string
}

/** An object of a token; nothing where the part is no JSON, why where it is JSON that nobody reads. */
function jsonObject(name: 'header' | 'payload', part: string): JsonPart {
  if (!/^[\w-]+=*$/.test(part)) return {}
  const bytes = Buffer.from(part, 'base64url')
  const text = bytes.toString('utf8')
  const { value, fault } = readJson(text)
  if (fault !== undefined) return fault.path === '' ? {} : { fault: `has a ${name} that ${fault.message}` }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {}
  // The sign that stands for bytes which are none may also have been sent.
  if (text.includes('\ufffd') && !bytes.equals(Buffer.from(text))) return { fault: `has a ${name} that is no UTF-8` }
  return { object: value as Record<string, unknown> }
}

const textClaim = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined)

const toMs = (value: unknown) => (typeof value === 'number' ? value * 1000 : undefined)
