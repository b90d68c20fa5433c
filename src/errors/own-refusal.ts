import { Refusal } from '../contract/refusal.ts'
import type { Violation } from '../contract/types.ts'
import type { Said } from './catalogue.ts'

/**
 * A refusal of the mock's own, in the vendor's envelope: beside the status stands its code in the catalogue, which no
 * answer of the vendor has.
 */
export function ownRefusal(status: number, { code, message }: Said, violations: readonly Violation[] = []): Refusal {
  return new Refusal(status, message, { violations, mockCode: code })
}
