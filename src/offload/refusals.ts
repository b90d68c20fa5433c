import { Refusal } from '../contract/refusal.ts'

/**
 * Too many answers that take long are waited for: this one is not made (docs/limits.md).
 * @param seconds after which there may be room
 */
export function tooManyWait(waiting: number, seconds: number): Refusal {
  const message = `${waiting} requests that take long are waiting already; ask again in ${seconds} s, or for shorter ranges`
  const headers = { 'retry-after': String(seconds) }
  return new Refusal(503, 'Service Unavailable', { headers, violations: [{ property: 'server', message }] })
}
