import type { KoreMock } from '../embed/kore-mock.ts'
import { CLIENT_APP } from './judged-world.ts'
import type { Schedule } from './schedule.ts'

/** What a client is told, whatever it is. */
export interface ClientFacts {
  readonly baseUrl: string
  /** Good when the run begins; when it is refused with 401 another must be made. */
  readonly token: string
  readonly clientId: string
  readonly clientSecret: string
  readonly account: string
  readonly bot: string
  /** First and last UTC day, both included. */
  readonly from: string
  readonly to: string
  /** ISO duration: so long after it began a row may still come to light, or change. */
  readonly late: string
}

/** Sessions can last twelve hours: what began a day ago stays as it is. */
const LATE = 'P1D'
/** Seconds. */
const SECONDS_OF_DAY = 86_400
/** How old the token is that a client is given, seconds: older than any that it makes itself. */
const AGE = 600

/** What the client is told in a run. */
export function factsFor(mock: KoreMock, baseUrl: string, { bot, from, to }: Schedule): ClientFacts {
  return { baseUrl, token: newToken(mock, AGE), ...CLIENT_APP, account: mock.accountId, bot, from, to, late: LATE }
}

/** A token made so many seconds ago by real time, good for a day. */
export function newToken(mock: KoreMock, age = 0): string {
  const iat = Math.floor(Date.now() / 1000) - age
  return mock.token({
    app: CLIENT_APP.clientId,
    jti: true,
    claims: { iat, exp: iat + SECONDS_OF_DAY, mock_clock: undefined },
  })
}
