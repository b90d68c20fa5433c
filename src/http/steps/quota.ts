import { Refusal } from '../../contract/refusal.ts'
import type { QuotaBreach } from '../../control/control.ts'
import type { Step } from '../exchange.ts'

/** Facts 3.3: the vendor's sentences. */
const SENTENCES = {
  minute: "You've exceeded the per-minute rate limit. Please wait for sometime before retrying.",
  hour: "You've exceeded the hourly rate limit. Please wait for sometime before retrying.",
} as const

/** Counts the call in its rolling windows; 429 with `Retry-After` when one is full (ruling R18). */
export const checkQuota: Step = call => {
  if (call.stage.scenario.quotas.length === 0) return undefined
  const breach = call.mock.control.takeQuota(call)
  return breach instanceof Promise ? breach.then(refuseBreach) : refuseBreach(breach)
}

function refuseBreach(breach: QuotaBreach | undefined): undefined {
  if (breach === undefined) return undefined
  throw new Refusal(429, SENTENCES[breach.window], { headers: { 'retry-after': String(breach.retryAfter) } })
}
