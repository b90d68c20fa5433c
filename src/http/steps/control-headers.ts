import { own } from '../../contract/own.ts'
import { shortText } from '../../contract/short-text.ts'
import { integerOf } from '../../contract/text-values.ts'
import { say } from '../../errors/catalogue.ts'
import { ownRefusal } from '../../errors/own-refusal.ts'
import type { Call, Exchange, KoreOperation, RequestHeaders } from '../exchange.ts'

/** Longest wait a client may ask for, ms. */
const MAX_ASKED_DELAY = 60_000

/** Reads what the request asks of the mock itself, and with it finds the scenario and the clock that answer it. */
export function readControlHeaders(call: Call): undefined {
  const { mock, op } = call
  if (op.botParam !== undefined) call.botId = own(call.params, op.botParam)
  call.stage = mock.stageOf(call.botId)
  call.now = mock.control.clock.now(undefined, call.stage.now)
  const { headers } = call
  if (!mock.readsControlHeaders || asksNothing(headers)) return
  const testId = sentTestId(headers)
  // The journal has it, whatever is wrong with the others.
  call.controlHeaders = { testId }
  if (testId !== undefined) call.now = mock.control.clock.now(testId, call.stage.now)
  const scenario = onlyText(headers['x-mock-scenario'])
  if (scenario !== undefined) {
    call.stage = mock.stage(scenario)
    call.now = mock.control.clock.now(testId, call.stage.now)
  }
  const delay = onlyText(headers['x-mock-delay'])
  const { prefer } = headers
  call.controlHeaders = {
    testId,
    scenario,
    delayMs: delay === undefined ? undefined : delayOf(delay),
    preferCode: prefer === undefined ? undefined : codeOf(String(prefer), op),
  }
}

function asksNothing(headers: RequestHeaders): boolean {
  return (
    headers['x-test-id'] === undefined &&
    headers['x-mock-scenario'] === undefined &&
    headers['x-mock-delay'] === undefined &&
    headers.prefer === undefined
  )
}

const onlyText = (header: string | string[] | undefined) => (typeof header === 'string' ? header : undefined)

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

function delayOf(text: string): number {
  const ms = integerOf(text)
  if (ms === undefined || ms < 0 || ms > MAX_ASKED_DELAY) {
    throw ownRefusal(400, say('KM_STEER_DELAY', { found: shortText(text, 40), most: MAX_ASKED_DELAY }), [
      { property: 'headers.x-mock-delay', message: `must be a whole number from 0 to ${MAX_ASKED_DELAY}` },
    ])
  }
  return ms
}

/** `code=429` among the preferences of RFC 7240; the others are none of ours. */
function codeOf(text: string, op: KoreOperation): number | undefined {
  const code = /(?:^|[\s,;])code\s*=\s*"?([^\s,;"]*)/i.exec(text)?.[1]
  if (code === undefined) return undefined
  const status = op.statuses.find(one => String(one) === code)
  if (status !== undefined) return status
  const violations = [{ property: 'headers.prefer', message: `code must be one of ${op.statuses.join(', ')}` }]
  throw ownRefusal(400, say('KM_STEER_CODE', { code: shortText(code, 40), operation: op.operationId }), violations)
}
