import type { Window } from '../world/sessions/types.ts'
import type { WidgetSpec } from '../world/spec.ts'
import type { World } from '../world/types.ts'
import { Desk } from './desk.ts'
import { labelsOf } from './labels.ts'
import { lossesIn, type Poller } from './predict.ts'
import { type TruthQuestion, truthLinesIn } from './truth.ts'
import { type WidgetQuery, widgetBody } from './widgets/operation.ts'

/** What no API of the vendor tells of a bot, and the mock does. Plain data, so that it can go to another thread. */
export interface InsideQuestion {
  readonly botId: string
  /** ms UTC; nothing later exists. */
  readonly now: number
  /**
   * A query that is tried, the labels of a session by its id, the desk in a stretch of time (ms UTC, its end is no part of it), the truth of a part of the time, or what a
   * client loses of it.
   */
  readonly inside:
    | { readonly widget: WidgetSpec; readonly asked: WidgetQuery }
    | { readonly labels: string }
    | { readonly desk: { readonly from: number; readonly to: number } }
    | { readonly truth: TruthQuestion; readonly part: Window }
    | { readonly losses: Poller; readonly part: Window }
}

/**
 * The answer as JSON, of no session null; the truth as lines of JSON.
 * @throws Error for a bot that there is not; QueryError for a query that `checkWidget` finds wrong
 */
export function tellInside(world: World, { botId, now, inside }: InsideQuestion): string {
  const bot = world.bot(botId)
  if (bot === undefined) throw new Error(`there is no bot ${botId}`)
  if ('widget' in inside) {
    return JSON.stringify(widgetBody({ bot, now, dashboardName: '' }, inside.widget, inside.asked))
  }
  // JSON knows no undefined.
  if ('labels' in inside) return JSON.stringify(labelsOf(bot, inside.labels, now) ?? null)
  if ('truth' in inside) return truthLinesIn(bot, inside.truth, inside.part)
  if ('losses' in inside) return JSON.stringify(lossesIn(bot, inside.losses, inside.part))
  const desk = new Desk(bot, { ...inside.desk, now })
  for (const day of desk.days) desk.add(day)
  return JSON.stringify(desk.figures())
}
