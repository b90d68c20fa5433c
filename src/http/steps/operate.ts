import { ask } from '../../apis/ask.ts'
import type { Call } from '../exchange.ts'
import { questionOf, refusalOfUnknownName } from '../question.ts'

/** Asks the operation: a view of the world at this request's `now`. */
export function operate(call: Call): undefined {
  try {
    call.result = ask(call.stage.world, questionOf(call))
  } catch (error) {
    throw refusalOfUnknownName(error)
  }
}
