import { unknownOperation } from '../admin/known-names.ts'
import { operations } from '../contract/contract.ts'
import { brokenFault } from '../scenario/fault-rules.ts'
import type { FaultSpec } from '../scenario/types.ts'
import type { AdminRules } from './admin-rules.ts'

/**
 * Sees to it that a fault is one, by the rules of the admin API.
 * @throws RangeError with everything that is wrong.
 */
export function checkFault(fault: FaultSpec, rules: AdminRules): void {
  rules.check('addFault', fault, 'fault')
  const problems = brokenRules(fault)
  if (problems.length > 0) throw new RangeError(`This is no fault: ${problems.join('; ')}`)
}

/** What a schema cannot say. */
function brokenRules(spec: FaultSpec): string[] {
  const problems = brokenFault(spec, operations).map(
    ({ path, must, found }) => `${path.join('.')} ${must}; found ${found}`,
  )
  const wrong = unknownOperation(spec.match?.operationId)
  if (wrong !== undefined) problems.push(`match.operationId ${wrong.asked} is no operation; known: ${wrong.known}`)
  return problems
}
