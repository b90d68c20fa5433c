import { type Call, Exchange, NOTHING_ASKED } from '../../src/http/exchange.ts'
import { routesAt } from '../../src/http/routes.ts'
import { Mock, type MockOptions } from '../../src/mock/mock.ts'
import { ACCOUNT, BOT, NOW, STRANGER } from '../helper.ts'

export const SESSIONS = `/api/public/bot/${BOT}/getSessions`
export const ALL_SESSIONS = '/api/public/getSessions'
export const TREND = `/api/public/bot/${BOT}/v2/userEngagementTrend`
export const CONVERSATIONS = `/agentassist/api/v1/public/${BOT}/aaconversation`
export const SEGMENTS = `/agentassist/api/v1/public/${BOT}/v2/agentassistinteractions`

/** A mock without a server. */
export const mockOf = (options: MockOptions = {}): Mock => new Mock({ seed: 'test', now: NOW, ...options })

export interface Sent {
  readonly method?: string
  readonly url?: string
  readonly headers?: Record<string, string | string[] | undefined>
  /** An object goes as JSON. */
  readonly body?: object | string | Uint8Array
}

/** A call as it stands when the corridor begins, with the values that a test puts into it. */
export function callOf(mock: Mock, sent: Sent = {}, more: Partial<Call> = {}): Call {
  const { method = 'POST', url = SESSIONS, body } = sent
  const type = typeof body === 'object' && !(body instanceof Uint8Array) ? { 'content-type': 'application/json' } : {}
  const headers = { auth: STRANGER, accountid: ACCOUNT, ...type, ...sent.headers }
  const taker = routesAt(url).find(({ op }) => op.method === method)
  const call = new Exchange(mock, 'a-request', { method, url, headers }, taker) as Call
  call.body = bytesOf(body)
  call.now = Date.parse(NOW)
  call.controlHeaders = NOTHING_ASKED
  call.botId = call.params.botId ?? call.params.streamId
  call.bot = call.botId === undefined ? undefined : mock.main.world.bot(call.botId)
  return Object.assign(call, more)
}

function bytesOf(body: Sent['body']): Uint8Array | undefined {
  if (body === undefined || body instanceof Uint8Array) return body
  return new TextEncoder().encode(typeof body === 'string' ? body : JSON.stringify(body))
}

/** What a step refuses with; undefined: it lets the call pass. */
export async function refusalOf(step: (call: Call) => undefined | Promise<void>, call: Call): Promise<unknown> {
  try {
    await step(call)
  } catch (error) {
    return error
  }
}
