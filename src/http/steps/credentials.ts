import { Refusal } from '../../contract/refusal.ts'
import type { Violation } from '../../contract/types.ts'
import { ALGORITHMS, type DecodedToken, hasSignatureOf, type ReadToken } from '../../control/verify-token.ts'
import type { AppSpec } from '../../scenario/types.ts'
import type { Call } from '../exchange.ts'

/** Clocks may differ by so much, ms (ruling R10). */
const LEEWAY = 60_000

/** Who calls, and may he: rulings R10, R11; messages of facts 2.2. */
export function checkCredentials(call: Call): undefined | Promise<void> {
  const { mock, stage, headers, now } = call
  if (stage.auth === 'off') return
  const header = headers.auth
  if (typeof header !== 'string' || header.trim() === '') {
    throw unauthorized('Invalid SDK credentials', 'is missing; send the JWT of an app in it')
  }
  const read = mock.tokens.read(header)
  // The same text as before, so that a journal of a thousand requests holds it once.
  headers.auth = read.header
  const { token, claims } = read
  if (claims === undefined) throw unauthorized('Invalid JWT token', describeNoToken(token))
  call.clientId = claims.clientId
  call.tokenScopes = claims.scopes
  if (!(ALGORITHMS as readonly string[]).includes(claims.algorithm)) {
    throw wrongToken(`is signed with "${claims.algorithm}"; accepted are ${ALGORITHMS.join(', ')}`)
  }
  call.app = claims.clientId === undefined ? undefined : stage.apps.get(claims.clientId)
  checkApp(call, read)
  checkTimes(claims, now)
  if (stage.auth === 'strict') checkAccount(call)
  return call.app?.requireJti ? useTokenId(call, call.app, claims) : undefined
}

/** A known app must have signed the token; an unknown app has no place in `strict`. */
function checkApp({ app, stage, clientId }: Call, token: ReadToken): void {
  if (app === undefined) {
    if (stage.auth !== 'strict') return
    throw wrongToken(
      clientId === undefined
        ? 'names no client id in appId, iss or clientId'
        : `names a client id this scenario has no app for: ${clientId.slice(0, 80)}`,
    )
  }
  if (!hasSignatureOf(token, app.clientSecret)) throw wrongToken('is not signed with the secret of its app')
}

/** Last of all, so that a token refused for another reason does not use up its `jti`. */
function useTokenId({ mock }: Call, app: AppSpec, claims: DecodedToken): undefined | Promise<void> {
  if (claims.jti === undefined) throw wrongToken('has no jti, which its app requires')
  const isNew = mock.control.useTokenId(app.clientId, claims.jti)
  return isNew instanceof Promise ? isNew.then(refuseUsed) : refuseUsed(isNew)
}

function refuseUsed(isNew: boolean): undefined {
  if (!isNew) throw wrongToken('has a jti that was used before')
}

/** On the world's clock, so that a test can let a token expire without waiting. */
function checkTimes({ expires, notBefore }: DecodedToken, now: number): void {
  if (expires !== undefined && expires + LEEWAY <= now) {
    throw wrongToken(`expired at ${instantOf(expires)}; the clock here is ${instantOf(now)}`)
  }
  if (notBefore !== undefined && notBefore - LEEWAY > now) {
    throw wrongToken(`is not valid before ${instantOf(notBefore)}; the clock here is ${instantOf(now)}`)
  }
}

/** In `strict`, the account of the header is the app's (facts 13.34); whether it is there at all is for the schema. */
function checkAccount({ stage, op, headers }: Call): void {
  if (typeof headers.accountid !== 'string' || headers.accountid === '') return
  if (!op.parameters.some(({ name, in: place }) => place === 'header' && name.toLowerCase() === 'accountid')) return
  if (headers.accountid === stage.scenario.world.account.id) return
  throw new Refusal(401, 'Invalid SDK credentials', {
    code: 4002,
    violations: [{ property: 'headers.accountid', message: 'is not the account of this app' }],
  })
}

function describeNoToken(token: string): string {
  const parts = token.split('.').length
  if (parts === 5) return 'is an encrypted token (JWE), which the mock does not read; send a signed one'
  return parts === 3
    ? 'has three parts, but they are not the header and payload of a JWT'
    : `is not a JWT: three parts divided by dots, got ${parts}`
}

const instantOf = (ms: number) => (Math.abs(ms) <= 8.64e15 ? new Date(ms).toISOString() : String(ms))

const wrongToken = (message: string) => unauthorized('Invalid SDK credentials', message)

function unauthorized(msg: string, message: string): Refusal {
  const violations: Violation[] = [{ property: 'headers.auth', message }]
  return new Refusal(401, msg, { code: 4002, violations })
}
