import { own } from '../../contract/own.ts'
import { integerOf } from '../../contract/text-values.ts'
import type { ControlHeaders } from '../../control/exchanged.ts'
import { say } from '../../errors/catalogue.ts'
import { ownRefusal } from '../../errors/own-refusal.ts'
import { type Call, type Exchange, NOTHING_ASKED, type RequestHeaders } from '../exchange.ts'

/** Longest wait a client may ask for, ms. */
const MAX_ASKED_DELAY = 60_000

/** Reads what the request asks of the mock itself, and with it finds the scenario and the clock that answer it. */
export function readControlHeaders(call: Call): undefined {
  const { mock, op } = call
  if (op.botParam !== undefined) call.botId = own(call.params, op.botParam)
  call.stage = mock.stageOf(call.botId)
  call.now = mock.control.clock.now(undefined, call.stage.now)
  if (!mock.readsControlHeaders) return
  call.controlHeaders = controlHeadersOf(call.headers)
  if (call.controlHeaders === NOTHING_ASKED) return
  const { scenario, testId, preferCode } = call.controlHeaders
  if (testId !== undefined) call.now = mock.control.clock.now(testId, call.stage.now)
  if (scenario !== undefined) {
    call.stage = mock.stage(scenario)
    call.now = mock.control.clock.now(testId, call.stage.now)
  }
  if (preferCode !== undefined && !op.statuses.includes(preferCode)) {
    const message = `code must be one of ${op.statuses.join(', ')}`
    throw ownRefusal(400, say('KM_STEER_CODE', { code: preferCode, operation: op.operationId }), [
      { property: 'headers.prefer', message },
    ])
  }
}

/** The part of `readControlHeaders` that a request which no operation takes needs for the journal: test id and clock. */
export function readTestId(exchange: Exchange): void {
  const { mock, headers, stage } = exchange
  const testId = mock.readsControlHeaders ? sentTestId(headers) : undefined
  if (testId !== undefined) exchange.controlHeaders = { testId }
  exchange.now = mock.control.clock.now(testId, stage.now)
}

function sentTestId(headers: RequestHeaders): string | undefined {
  const sent = headers['x-test-id']
  return typeof sent === 'string' && sent !== '' ? sent : undefined
}

function controlHeadersOf(headers: RequestHeaders): ControlHeaders {
  const testId = headers['x-test-id']
  const scenario = headers['x-mock-scenario']
  const delay = headers['x-mock-delay']
  const { prefer } = headers
  if (testId === undefined && scenario === undefined && delay === undefined && prefer === undefined)
    return NOTHING_ASKED
  return {
    testId: sentTestId(headers),
    scenario: typeof scenario === 'string' ? scenario : undefined,
    delayMs: typeof delay === 'string' ? delayOf(delay) : undefined,
    preferCode: prefer === undefined ? undefined : codeOf(String(prefer)),
  }
}

function delayOf(text: string): number {
  const ms = integerOf(text)
  if (ms === undefined || ms < 0 || ms > MAX_ASKED_DELAY) {
    throw ownRefusal(400, say('KM_STEER_DELAY', { found: text.slice(0, 40) }), [
      { property: 'headers.x-mock-delay', message: `must be a whole number from 0 to ${MAX_ASKED_DELAY}` },
    ])
  }
  return ms
}

/** `code=429` among the preferences of RFC 7240; the others are none of ours. */
function codeOf(text: string): number | undefined {
  const code = /(?:^|[\s,;])code\s*=\s*"?([^\s,;"]*)/i.exec(text)?.[1]
  if (code === undefined) return undefined
  return /^\d{3}$/.test(code) ? Number(code) : Number.NaN
}
