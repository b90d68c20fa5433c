import { type Answer, UnknownName, type View } from '../../apis/operation.ts'
import { shiftPage } from '../../apis/shift-page.ts'
import { table } from '../../apis/table.ts'
import { Refusal } from '../../contract/refusal.ts'
import type { Call, ValidRequest } from '../exchange.ts'

/** Any operation: that the request is of the type it expects was seen by its own validator. */
type AnyOperation = (view: View, request: ValidRequest) => Answer

const operations = table as unknown as Readonly<Record<string, AnyOperation>>

/** Asks the operation: a view of the world at this request's `now`. What would take long is left to another thread. */
export function operate(call: Call): undefined | Promise<void> {
  const { stage, now, app, op, mock } = call
  if (mock.offload.takes(call)) {
    return mock.offload.answer(call).catch((error: unknown) => {
      throw error instanceof UnknownName ? refusalOf(error) : error
    })
  }
  const operation = operations[op.operationId]!
  const view: View = {
    world: stage.world,
    now,
    accountId: stage.scenario.world.account.id,
    ...(app?.kind === 'bot' ? { appBots: app.bots } : undefined),
  }
  try {
    call.result = ask(call, operation, view)
  } catch (error) {
    throw error instanceof UnknownName ? refusalOf(error) : error
  }
}

/** One answer; with a fault of the page in force, the page as it would come from a list in motion. */
function ask({ fault, op, request }: Call, operation: AnyOperation, view: View): Answer {
  const asked = request!
  return fault !== undefined && 'page' in fault.action && op.page !== undefined
    ? shiftPage(fault.action.page, op.page, asked, other => operation(view, other))
    : operation(view, asked)
}

/** A dashboard or widget that is not there: 400 and the names there are (facts 2.2). */
const refusalOf = ({ message, kind, names, asked }: UnknownName) =>
  new Refusal(400, message, {
    violations: [
      {
        property: `path.${kind}Name`,
        message: `there is no ${kind} "${asked.slice(0, 80)}"; there are: ${names.join(', ')}`,
      },
    ],
  })
