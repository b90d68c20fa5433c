import { Refusal } from '../../contract/refusal.ts'
import type { Violation } from '../../contract/types.ts'
import { ALGORITHMS, type DecodedToken, hasSignatureOf, type ReadToken } from '../../control/verify-token.ts'
import type { AppSpec } from '../../scenario/types.ts'
import type { Call } from '../exchange.ts'
import { missingTokenHint, noTokenHint } from './token-hints.ts'

/** Clocks may differ by so much, ms (ruling R10). */
const LEEWAY = 60_000

/** Finds out who calls, and whether he may: rulings R10, R11; messages of facts 2.2. */
export function checkCredentials(call: Call): undefined | Promise<void> {
  const { mock, stage, headers } = call
  if (stage.auth === 'off') return
  const header = headers.auth
  if (Array.isArray(header) ? header.length > 1 : header?.includes(',')) throw manyHeaders(header!)
  if (typeof header !== 'string' || header.trim() === '') {
    throw unauthorized('Invalid SDK credentials', missingTokenHint(call))
  }
  const read = mock.tokens.read(header)
  // The equal text that was kept, so that the journal holds one text for a thousand requests with the same token.
  headers.auth = read.header
  const { token, claims } = read
  if (claims === undefined)
    throw unauthorized('Invalid JWT token', (read.fault ?? describeNoToken(token)) + noTokenHint(token))
  call.clientId = claims.clientId
  call.tokenScopes = claims.scopes
  if (!(ALGORITHMS as readonly string[]).includes(claims.algorithm)) {
    throw wrongToken(`is signed with "${claims.algorithm}"; accepted are ${ALGORITHMS.join(', ')}`)
  }
  // Before the app is looked for: the one who names it may be what is wrong.
  if (claims.wrongClaim !== undefined) throw wrongToken(claims.wrongClaim)
  call.app = claims.clientId === undefined ? undefined : stage.apps.get(claims.clientId)
  checkApp(call, read)
  checkTimes(call, claims)
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

/** A token is too old, or too young, when it is so by all clocks that count (ruling R21, decision D144). */
function checkTimes(call: Call, claims: DecodedToken): void {
  const { expires, notBefore, issued, byWorldClock } = claims
  const clocks = clocksOf(call, byWorldClock)
  if (expires !== undefined && expires + LEEWAY <= clocks.first) {
    throw wrongToken(`expired at ${shownInstant(expires)}; ${namesOfClocks(call, byWorldClock)}`)
  }
  if (notBefore !== undefined && notBefore - LEEWAY > clocks.last) {
    throw wrongToken(`is not valid before ${shownInstant(notBefore)}; ${namesOfClocks(call, byWorldClock)}`)
  }
  const latest = Math.max(call.now, call.receivedAt)
  if (issued !== undefined && !byWorldClock && issued - LEEWAY > latest) {
    throw wrongToken(`was issued at ${shownInstant(issued)}, which is still to come by the clock here and in real time`)
  }
}

/** What the clocks that a token goes by show, ms UTC: the one that is behind and the one that is ahead. */
function clocksOf({ stage, now, receivedAt }: Call, byWorldClock: boolean): { first: number; last: number } {
  const { clock } = stage.scenario.tokens
  if (clock === 'real') return { first: receivedAt, last: receivedAt }
  if (clock === 'world' || byWorldClock) return { first: now, last: now }
  return { first: Math.min(now, receivedAt), last: Math.max(now, receivedAt) }
}

/** How a refusal names these clocks: without real time, so that it is the same in every run. */
function namesOfClocks({ stage, now }: Call, byWorldClock: boolean): string {
  const { clock } = stage.scenario.tokens
  if (clock === 'real') return 'real time counts here'
  const world = `the clock here is ${shownInstant(now)}`
  return clock === 'world' || byWorldClock ? world : `${world}, and so says real time`
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

/** Node joins headers of one name with commas, which no token has. */
function manyHeaders(header: string | readonly string[]): Refusal {
  const count = [header].flat().join(',').split(',').length
  return unauthorized('Invalid JWT token', `was sent ${count} times, or is a list of ${count}; send one token`)
}

function describeNoToken(token: string): string {
  const parts = token.split('.').length
  if (parts === 5) return 'is an encrypted token (JWE), which the mock does not read; send a signed one'
  return parts === 3
    ? 'has three parts, but they are not the header and payload of a JWT'
    : // Not "JWT: three …", which the journal would blank as a token, nor "got", behind which it blanks what was sent.
      `is not a JWT, which has three parts divided by dots; it has ${parts}`
}

/** A claim beyond all dates was refused before. */
const shownInstant = (ms: number) => new Date(ms).toISOString()

const wrongToken = (message: string) => unauthorized('Invalid SDK credentials', message)

function unauthorized(msg: string, message: string): Refusal {
  const violations: Violation[] = [{ property: 'headers.auth', message }]
  return new Refusal(401, msg, { code: 4002, violations })
}
