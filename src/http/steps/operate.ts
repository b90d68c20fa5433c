import { ask } from '../../apis/ask.ts'
import type { Call } from '../exchange.ts'
import { refusalOf, toQuestion } from '../question.ts'

/** Asks the operation: a view of the world at this request's `now`. */
export function operate(call: Call): undefined {
  try {
    call.result = ask(call.stage.world, toQuestion(call))
  } catch (error) {
    throw refusalOf(error)
  }
}
