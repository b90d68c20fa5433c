import { STATUS_CODES } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { documentedAnswer } from '../../contract/contract.ts'
import { drawDelay } from '../admin/delay.ts'
import type { Call, Step } from '../exchange.ts'
import { Refusal } from '../refusal.ts'

/** Seconds: the shortest wait there is, so that a client that heeds it goes on at once. */
const RETRY_AFTER = '1'

/**
 * Lets the fault happen that was set for this call. A status ends the call with its documented body, a delay holds it
 * back; faults of page, body and connection are left in `call.fault` for those who answer.
 */
export const applyFault: Step = call => {
  const fault = call.mock.faults.take(call)
  if (fault === undefined) return undefined
  call.fault = fault
  if ('status' in fault.action) throw statusFault(call, fault.action.status)
  return 'delay' in fault.action ? sleep(drawDelay(fault.action.delay, fault.draw)) : undefined
}

/** The body that the contract documents for the status; for a status it does not know, the envelope with its name. */
function statusFault(call: Call, status: number): Refusal {
  const { op } = call
  const headers: Record<string, string> = status === 429 || status === 503 ? { 'retry-after': RETRY_AFTER } : {}
  const error = op.statuses.includes(status) ? firstError(documentedAnswer(op.operationId, status)) : undefined
  if (error === undefined) return new Refusal(status, STATUS_CODES[status] ?? 'Unknown', { headers })
  return new Refusal(status, error.msg, { code: error.code, violations: error.error ?? [], headers })
}

function firstError(body: object): Refusal['body']['errors'][number] | undefined {
  return 'errors' in body ? (body as Refusal['body']).errors[0] : undefined
}
