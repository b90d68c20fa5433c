import { brokenRule } from '../../contract/contract.ts'
import type { Call, ValidRequest } from '../exchange.ts'
import { Refusal } from '../refusal.ts'

/** Rules between fields that a schema cannot say, from the contract's extensions: 400 (rulings R3, R6). */
export function checkRules({ op, request }: Call): undefined {
  const sentence = brokenRule(op.operationId, request as ValidRequest)
  if (sentence !== undefined) throw new Refusal(400, sentence)
}
