import { calendarStep } from '../offload/estimate.ts'
import type { Call, Step } from './exchange.ts'
import { botsToCount, refusalOf, toQuestion } from './question.ts'

/** A step that asks an operation; what would take long is left to another thread, which gives the body at once. */
export function offloading(operate: Step): Step {
  return call => {
    const { mock, op, request, now } = call
    const effort = { op, request: request!, bots: botsToCount(call), now, step: calendarStep() }
    const ms = mock.stretches.run(() => mock.offload.takes(effort))
    const work = (ms: number | undefined) => (ms === undefined ? operate(call) : leaveToThread(call, ms))
    return ms instanceof Promise ? ms.then(work) : work(ms)
  }
}

/** @param ms that it takes, by estimate */
async function leaveToThread(call: Call, ms: number): Promise<void> {
  const asker = { client: clientOf(call), ms, signal: call.caller?.signal() }
  try {
    const body = await call.mock.offload.answer(call.stage.world, toQuestion(call), asker)
    call.answer = { status: 200, body }
  } catch (error) {
    throw refusalOf(error)
  }
}

/** Characters of a name or a token that tell a client from others: what waits has short keys. */
const MOST_OF_CLIENT = 128

/**
 * Who takes turns with others: the app that a token names, known or not, else the token, else the address; each test id
 * of it by itself (decision D225).
 */
export function clientOf(call: Call): string {
  const { testId } = call.controlHeaders
  return testId === undefined ? callerName(call) : `${callerName(call)}, test ${testId}`
}

function callerName({ clientId, headers, caller }: Call): string {
  if (clientId !== undefined) return `app ${clientId.slice(0, MOST_OF_CLIENT)}`
  const token = [headers.auth ?? ''].flat().join(',')
  // The end of a token is its signature; its head is the same in many.
  return token.trim() === '' ? `from ${caller?.address}` : `token ${token.slice(-MOST_OF_CLIENT)}`
}
