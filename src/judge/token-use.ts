import { own } from '../contract/own.ts'
import type { ClientRequest } from './exchange-log.ts'
import { jsonIn } from './json-in.ts'

/** The token of a request, bare; undefined: it has none. */
export function tokenIn({ headers }: ClientRequest): string | undefined {
  const sent = own(headers, 'auth')
    ?.trim()
    .replace(/^bearer\s+/i, '')
  return sent === '' ? undefined : sent
}

/** Whether a token was made in the second of an instant (ms, real time) or later, by its own word. */
export function isRenewed(token: string, since: number): boolean {
  const payload = jsonIn(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
  if (typeof payload !== 'object' || payload === null) return false
  const issued = own(payload as Readonly<Record<string, unknown>>, 'iat')
  return typeof issued === 'number' && issued >= Math.floor(since / 1000)
}
