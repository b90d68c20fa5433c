import type { Call, Step } from './exchange.ts'
import { botsToCount, refusalOf, toQuestion } from './question.ts'

/** A step that asks an operation; what would take long is left to another thread, which gives the body at once. */
export function offloading(operate: Step): Step {
  return call => {
    const { mock, op, request, now } = call
    const ms = mock.offload.takes({ op, request: request!, bots: botsToCount(call), now })
    if (ms === undefined) return operate(call)
    const asker = { client: clientOf(call), ms, signal: call.caller?.signal() }
    return mock.offload.answer(call.stage.world, toQuestion(call), asker).then(
      body => {
        call.answer = { status: 200, body }
      },
      (error: unknown) => {
        throw refusalOf(error)
      },
    )
  }
}

/**
 * Who takes turns with others: an app whose token was verified, and each test id of it by itself; all else by the address.
 * What anybody can invent (an app that the scenario does not know, a test id without an app) gives no turns of its own.
 */
function clientOf({ app, controlHeaders, caller }: Call): string {
  if (app === undefined) return `from ${caller?.address}`
  const who = `app ${app.clientId}`
  return controlHeaders.testId === undefined ? who : `${who}, test ${controlHeaders.testId}`
}
