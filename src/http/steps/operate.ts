import { ask } from '../../apis/ask.ts'
import type { Answer } from '../../apis/operation.ts'
import type { Call } from '../exchange.ts'
import { refusalOf, toQuestion } from '../question.ts'

/** Asks the operation: a view of the world at this request's `now`. Where it has much to make, others have their turns. */
export function operate(call: Call): undefined | Promise<void> {
  const { world } = call.stage
  const question = toQuestion(call)
  let asked: Answer | Promise<Answer>
  try {
    asked = call.mock.stretches.run(() => ask(world, question))
  } catch (error) {
    throw refusalOf(error)
  }
  if (!(asked instanceof Promise)) {
    call.result = asked
    return
  }
  return asked.then(
    answer => {
      call.result = answer
    },
    (error: unknown) => {
      throw refusalOf(error)
    },
  )
}

/** Lets others have their turn, where the step before has taken long. */
export function takeTurns({ mock }: Call): undefined | Promise<void> {
  return mock.stretches.pass()
}
