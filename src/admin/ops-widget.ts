import { operation } from '../contract/contract.ts'
import { say } from '../errors/catalogue.ts'
import { ownRefusal } from '../errors/own-refusal.ts'
import { calendarStep } from '../offload/estimate.ts'
import { checkWidget } from '../world/query/parse.ts'
import type { WidgetSpec } from '../world/spec.ts'
import { toldInside } from './asked-inside.ts'
import type { AdminCall, AdminTable } from './call.ts'
import { botIn } from './ops-desk.ts'

/** Queries that are tried before they stand in a scenario. It is loaded with its first call. */
export const widgetOperations: Pick<AdminTable, 'tryWidget'> = { tryWidget }

async function tryWidget(call: AdminCall<'tryWidget'>) {
  const { mock, path, body } = call
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
  const asked = { startDate, endDate, limit, skip: 0 }
  const request = { path: { botId: bot.id }, query: asked, headers: {}, body: {} }
  const effort = { op: operation('getWidgetData'), request, bots: [bot], now, step: calendarStep() }
  try {
    return { body: await toldInside(call, bot.world, { botId: bot.id, now, inside: { widget, asked } }, effort) }
  } catch (error) {
    // By name: it may come from another thread.
    if (!(error instanceof Error && error.name === 'TooManyValues')) throw error
    const said = say('KM_ADMIN_WIDGET_LARGE', { reason: error.message })
    throw ownRefusal(400, said, [{ property: 'body.startDate', message: 'ask for a shorter range' }])
  }
}
