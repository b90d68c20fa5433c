import { brokenRule } from '../../contract/contract.ts'
import { Refusal } from '../../contract/refusal.ts'
import type { Call } from '../exchange.ts'

/** Rules between fields that a schema cannot say, from the contract's extensions: 400 (rulings R3, R6). */
export function checkRules({ op, request }: Call): undefined {
  const broken = brokenRule(op.operationId, request!)
  if (broken !== undefined) throw new Refusal(400, broken.message, { violations: [broken] })
}
