import type { Step } from './exchange.ts'
import { answer } from './steps/answer.ts'
import { checkBot } from './steps/bot.ts'
import { readControl } from './steps/control.ts'
import { checkCredentials } from './steps/credentials.ts'
import { applyFault } from './steps/fault.ts'
import { operate } from './steps/operate.ts'
import { checkQuota } from './steps/quota.ts'
import { checkRules } from './steps/rules.ts'
import { checkScope } from './steps/scope.ts'
import { validateRequest } from './steps/validate.ts'

/**
 * The way of a request, in the order of ruling R5; that the route (404) and the verb (405) are known was seen before.
 * Each step knows nothing of the others but what they left in the exchange.
 */
export const steps: readonly Step[] = [
  readControl,
  checkCredentials,
  checkScope,
  checkQuota,
  applyFault,
  checkBot,
  validateRequest,
  checkRules,
  operate,
  answer,
]
