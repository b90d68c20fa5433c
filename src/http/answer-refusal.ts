import type { Refusal } from '../contract/refusal.ts'
import type { Exchange } from './exchange.ts'

/** Makes a refusal the answer of an exchange. */
export function answerRefusal(exchange: Exchange, { violations, status, headers, text, isEarned }: Refusal): void {
  exchange.violations = violations
  exchange.isUnearned = !isEarned
  exchange.answer = { status, headers, body: text }
}
