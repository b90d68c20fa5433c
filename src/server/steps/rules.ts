import { brokenRule } from '../../contract/contract.ts'
import type { Call, KoreOperation, ValidRequest } from '../exchange.ts'
import { Refusal } from '../refusal.ts'

/** Rules between fields that a schema cannot say, from the contract's extensions: 400 (rulings R3, R6). */
export function checkRules({ request }: Call): undefined {
  if (request?.refusal !== undefined) throw request.refusal
}

/** What `checkRules` has to say of a request; found once for all requests of the same bytes. */
export function refusalByRule(op: KoreOperation, valid: Pick<ValidRequest, 'query' | 'body'>): Refusal | undefined {
  const broken = brokenRule(op.operationId, valid)
  return broken === undefined ? undefined : new Refusal(400, broken.message, { violations: [broken] })
}
