import type { RequestOf, SchemaOf } from '../../contract/contract.ts'
import { own } from '../../contract/own.ts'
import { memoize } from '../../memory/memoize.ts'
import { uuidFor } from '../../world/ids.ts'
import { evaluate } from '../../world/query/evaluate.ts'
import { fieldOf } from '../../world/query/fields.ts'
import { isCalled, parseQuery, tagField } from '../../world/query/parse.ts'
import type { Column, Query } from '../../world/query/query.ts'
import type { TagKind } from '../../world/query/record.ts'
import type { ValueFilter } from '../../world/query/rows-asked.ts'
import type { WidgetSpec } from '../../world/spec.ts'
import type { Bot } from '../../world/types.ts'
import { windowOf } from '../dates.ts'
import { type AnswerOf, botOf, type Operation, UnknownName, type View } from '../operation.ts'

/** Data of a widget: facts 10. */
export const getWidgetData: Operation<'getWidgetData'> = (view, { path, query }) => widgetAnswer(view, path, query, [])

/** Data of a widget, filtered further: facts 10.6. */
export const queryWidgetData: Operation<'queryWidgetData'> = (view, { path, body }) =>
  widgetAnswer(view, path, body, body.customFilters ?? [])

type WidgetPath = RequestOf<'getWidgetData'>['path']
/** Range and page that are asked for. */
export type WidgetQuery = Pick<RequestOf<'getWidgetData'>['query'], 'startDate' | 'endDate' | 'limit' | 'skip'>
type WidgetFilter = SchemaOf<'WidgetFilter'>

function widgetAnswer(
  view: View,
  { botId, dashboardName, widgetName }: WidgetPath,
  asked: WidgetQuery,
  filters: readonly WidgetFilter[],
): AnswerOf<'getWidgetData'> {
  const bot = botOf(view, botId)
  const widget = widgetOf(bot.spec.dashboards, dashboardName, widgetName)
  return { body: widgetBody({ bot, now: view.now, dashboardName }, widget, asked, filters) }
}

/** Where a widget stands: its bot, seen at an instant (ms UTC), and the name of the dashboard. */
interface WidgetPlace {
  readonly bot: Bot
  readonly now: number
  readonly dashboardName: string
}

/**
 * What a widget shows, whether the bot has it or not.
 * @throws QueryError for a query that `checkWidget` finds wrong
 */
export function widgetBody(
  { bot, now, dashboardName }: WidgetPlace,
  widget: WidgetSpec,
  asked: WidgetQuery,
  filters: readonly WidgetFilter[] = [],
): AnswerOf<'getWidgetData'>['body'] {
  const query = parsedQuery(widget)
  const window = windowOf(asked.startDate, asked.endDate)
  const extra = filters.map(filter => fieldFilter(query, filter))
  const applied = extra.filter(filter => filter !== undefined)
  // One filter that cannot apply leaves no rows, whatever the others say.
  const rows =
    applied.length < extra.length
      ? []
      : evaluate(query, bot, { window, now, skip: asked.skip, limit: asked.limit, filters: applied })
  const { select, filterBy, groupBy, having, sortBy, dataSet } = widget
  return {
    _id: uuidFor('wg-', bot.key, 'widget', dashboardName, widget.name),
    ...columnsOf(widget, query),
    name: widget.name,
    type: widget.type,
    sqlQuery: {
      dataSet,
      select,
      filterBy,
      groupBy,
      having,
      sortBy,
      startDate: new Date(window.from).toISOString(),
      endDate: new Date(window.to).toISOString(),
      botId: bot.id,
    },
    row: [],
    properties: {},
    queryResponse: {
      metaData: Object.fromEntries(query.select.map(column => [column.key, typeOf(column)])),
      queryResponse: rows,
    },
  }
}

function widgetOf(
  dashboards: readonly { readonly name: string; readonly widgets: readonly WidgetSpec[] }[],
  dashboardName: string,
  widgetName: string,
): WidgetSpec {
  const dashboard = dashboards.find(({ name }) => name === dashboardName)
  if (dashboard === undefined)
    throw new UnknownName(
      'dashboard',
      dashboardName,
      dashboards.map(({ name }) => name),
    )
  const { widgets } = dashboard
  const widget = widgets.find(({ name }) => name === widgetName)
  if (widget === undefined)
    throw new UnknownName(
      'widget',
      widgetName,
      widgets.map(({ name }) => name),
    )
  return widget
}

const parsedQuery = memoize((widget: WidgetSpec) => parseQuery(widget))

const TAG_SOURCES: Readonly<Record<string, TagKind>> = {
  usertype: 'user',
  usertag: 'user',
  user: 'user',
  sessiontype: 'session',
  sessiontag: 'session',
  messagetype: 'message',
  messagetag: 'message',
}
const FIELD_SOURCES: readonly string[] = ['sessions', 'session', 'dataset']

/** A filter of the body; undefined for one that cannot apply to the widget, which then has no rows (facts 10.6). */
function fieldFilter({ dataSet }: Query, { filterSource, fieldName, values }: WidgetFilter): ValueFilter | undefined {
  const source = filterSource.toLowerCase()
  const texts = values.map(String)
  const tag = own(TAG_SOURCES, source)
  if (tag !== undefined) {
    return tag === 'message' && dataSet !== 'Messages' ? undefined : { field: tagField(tag, fieldName), values: texts }
  }
  if (!FIELD_SOURCES.includes(source) || dataSet !== 'Sessions') return undefined
  const field = fieldOf(dataSet, fieldName)
  return field && { field: { kind: 'field', field, text: fieldName, id: field.name }, values: texts }
}

function columnsOf(widget: WidgetSpec, { select }: Query) {
  const isIn = (names: readonly string[] | undefined, column: Column) =>
    names?.some(name => isCalled(column, name)) ?? false
  const overlay = select.filter(column => isIn(widget.overlay, column))
  const others = select.filter(column => !overlay.includes(column))
  const isMetric = (column: Column) =>
    isIn(widget.metrics, column) || (column.expression.kind === 'aggregate' && !isIn(widget.dimensions, column))
  return {
    overlay: overlay.map(columnOf),
    dimensions: others.filter(column => !isMetric(column)).map(columnOf),
    metrics: others.filter(isMetric).map(columnOf),
  }
}

function columnOf(column: Column): SchemaOf<'WidgetColumn'> {
  return { fieldName: column.expression.text, displayName: column.key, type: typeOf(column) }
}

/** `string`, `number` or `date`. */
function typeOf({ expression }: Column): string {
  if (expression.kind === 'field') return expression.field.type
  return expression.fn === 'min' || expression.fn === 'max' ? (expression.of?.field.type ?? 'number') : 'number'
}
