import type { Step } from './exchange.ts'
import { botsToCount, refusalOfUnknownName, toQuestion } from './question.ts'

/** A step that asks an operation; what would take long is left to another thread, which gives the body at once. */
export function offloading(operate: Step): Step {
  return call => {
    const { mock, op, request, now } = call
    if (!mock.offload.takes({ op, request: request!, bots: botsToCount(call), now })) return operate(call)
    return mock.offload.answer(call.stage.world, toQuestion(call)).then(
      body => {
        call.answer = { status: 200, body }
      },
      (error: unknown) => {
        throw refusalOfUnknownName(error)
      },
    )
  }
}
