import { documentedAnswer } from '../../contract/contract.ts'
import { type Call, NOTHING_ASKED } from '../exchange.ts'

/** What the request itself asked for: to be kept waiting (`X-Mock-Delay`), to be given a documented answer (`Prefer`). */
export function heedPreferences(call: Call): undefined | Promise<void> {
  if (call.controlHeaders === NOTHING_ASKED) return
  const { delayMs = 0 } = call.controlHeaders
  if (delayMs === 0) return giveDocumented(call)
  return call.mock.delays.wait(delayMs).then(() => giveDocumented(call))
}

function giveDocumented(call: Call): undefined {
  const status = call.controlHeaders.preferCode
  if (status === undefined) return
  const headers: Record<string, string> = status === 429 ? { 'retry-after': '60' } : {}
  call.answer = { status, headers, body: JSON.stringify(documentedAnswer(call.op.operationId, status)) }
}
