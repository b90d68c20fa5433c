import { windowOf } from '../apis/dates.ts'
import { widgetBody } from '../apis/widgets/operation.ts'
import { say } from '../errors/catalogue.ts'
import { ownRefusal } from '../errors/own-refusal.ts'
import { checkWidget } from '../world/query/parse.ts'
import type { WidgetSpec } from '../world/spec.ts'
import { DAY } from '../world/time.ts'
import type { Bot } from '../world/types.ts'
import type { AdminCall, AdminTable } from './call.ts'
import { botIn } from './ops-desk.ts'

/** Queries that are tried before they stand in a scenario. It is loaded with its first call. */
export const widgetOperations: Pick<AdminTable, 'tryWidget'> = { tryWidget }

/** Sessions that a query may go over here: at 4 microseconds each the main thread has it done in half a second. */
const MOST_SESSIONS = 100_000

async function tryWidget({ mock, path, body }: AdminCall<'tryWidget'>) {
  const { bot, now } = botIn(mock, path.botId)
  const widget = body.widget as WidgetSpec
  const problems = checkWidget(widget)
  if (problems.length > 0) {
    const violations = problems.map(problem => {
      const [clause = '', ...rest] = problem.split(': ')
      return { property: `body.widget.${clause}`, message: rest.join(': ') }
    })
    throw ownRefusal(412, say('KM_ADMIN_INVALID', {}), violations)
  }
  const { startDate, endDate, limit } = body
  refuseLarge(bot, windowOf(startDate, endDate))
  const asked = { startDate, endDate, limit, skip: 0 }
  return { body: await mock.stretches.run(() => widgetBody({ bot, now, dashboardName: '' }, widget, asked)) }
}

/** @throws Refusal 400 for a range that has more sessions than the main thread should look at. */
function refuseLarge({ spec }: Bot, { from, to }: { readonly from: number; readonly to: number }): void {
  const found = Math.round(((to - from) / DAY) * spec.traffic.perDay)
  if (found <= MOST_SESSIONS) return
  const said = say('KM_ADMIN_WIDGET_LARGE', { most: MOST_SESSIONS, found })
  throw ownRefusal(400, said, [{ property: 'body.startDate', message: said.message }])
}
