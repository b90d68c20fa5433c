import { Refusal } from '../contract/refusal.ts'
import { say } from '../errors/catalogue.ts'

/** Seconds. */
const STORE_RETRY_AFTER = '1'

/** 503 for what the store would have to be asked about, or has not said to be in force any more. */
export function storeRefusal(reason: string): Refusal {
  const { code, message } = say('KM_STORE_LOST', { reason })
  return new Refusal(503, 'Service Unavailable', {
    isEarned: false,
    mockCode: code,
    headers: { 'retry-after': STORE_RETRY_AFTER },
    violations: [{ property: 'store', message }],
  })
}
