import { documentedAnswer } from '../../contract/contract.ts'
import { drawDelay } from '../../control/delay.ts'
import type { TakenFault, WireAnswer } from '../../control/exchanged.ts'
import type { Call, Step } from '../exchange.ts'
import { REASON_PHRASES } from '../reason-phrases.ts'

/** Seconds: the shortest wait there is, so that a client that heeds it goes on at once. */
const RETRY_AFTER = '1'

/**
 * Lets the fault happen that was set for this call. A status ends the call with its documented body, a delay holds it
 * back; faults of page, body and connection are left in `call.fault` for those who answer.
 */
export const applyFault: Step = call => {
  const fault = call.mock.control.takeFault(call)
  if (fault === undefined) return
  return fault instanceof Promise ? fault.then(taken => befall(call, taken)) : befall(call, fault)
}

function befall(call: Call, fault: TakenFault | undefined): undefined | Promise<void> {
  if (fault === undefined) return undefined
  call.fault = fault
  if ('status' in fault.action) call.answer = statusAnswer(call, fault.action.status)
  return 'delay' in fault.action ? call.mock.delays.wait(drawDelay(fault.action.delay, fault.draw)) : undefined
}

/** The body that the contract documents for the status; for a status it does not know, the envelope with its name. */
function statusAnswer({ op }: Call, status: number): WireAnswer {
  const body = documentedAnswer(op.operationId, status) ?? {
    errors: [{ msg: REASON_PHRASES[status] ?? 'Unknown', code: status }],
  }
  const headers: Record<string, string> = status === 429 || status === 503 ? { 'retry-after': RETRY_AFTER } : {}
  return { status, headers, body: JSON.stringify(body) }
}
