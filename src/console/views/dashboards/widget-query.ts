import type { WidgetAnswer, WidgetTry } from '../../api/answers.ts'

/** A widget as a scenario has it. */
export type WidgetDraft = WidgetTry['widget']

/** Clauses of a query, in the order in which they are read. */
export const CLAUSES = ['select', 'filterBy', 'groupBy', 'having', 'sortBy'] as const
export type Clause = (typeof CLAUSES)[number]

export const WIDGET_TYPES = [
  'table',
  'pivot',
  'barchart',
  'horizontalbarchart',
  'linechart',
  'piechart',
  'donutchart',
  'label',
] as const
export const DATA_SETS = ['Analytics', 'Messages', 'Sessions'] as const

/** What a widget is, by its answer. */
export function draftOf({ name, type, sqlQuery, overlay, metrics, dimensions }: WidgetAnswer): WidgetDraft {
  const texts = CLAUSES.flatMap(clause => {
    const text = sqlQuery[clause]
    return text === undefined ? [] : [[clause, text] as const]
  })
  const names = (columns: WidgetAnswer['overlay']) => columns.map(({ displayName }) => displayName)
  // What has no aggregate is counted only where the widget says so.
  const isSaid = metrics.some(({ fieldName }) => !fieldName.includes('('))
  return {
    name,
    type,
    dataSet: sqlQuery.dataSet,
    select: '',
    ...Object.fromEntries(texts),
    ...(overlay.length > 0 && { overlay: names(overlay) }),
    ...(isSaid && { metrics: names(metrics), dimensions: names(dimensions) }),
  }
}

/** A draft without what is empty or names columns that its query no longer has. */
export function tidyDraft(draft: WidgetDraft): WidgetDraft {
  const { name, type, dataSet, select, ...rest } = draft
  const selected = select.toLowerCase()
  const kept: [string, string | string[]][] = []
  for (const [key, value] of Object.entries(rest)) {
    const left = Array.isArray(value) ? value.filter(column => selected.includes(column.toLowerCase())) : value.trim()
    if (left.length > 0) kept.push([key, left])
  }
  return { name, type, dataSet, select, ...Object.fromEntries(kept) }
}

/** A widget as part of a scenario, in YAML. JSON texts are YAML, so nothing in a query needs care. */
export function snippetOfWidget(dashboard: string, draft: WidgetDraft): string {
  const fields = Object.entries(tidyDraft(draft)).map(([key, value]) => `          ${key}: ${yamlValue(value)}`)
  return [
    'everyBot:',
    '  dashboards:',
    `    - name: ${yamlValue(dashboard)}`,
    '      widgets:',
    `        - ${fields.join('\n').trimStart()}`,
    '',
  ].join('\n')
}

const PLAIN = /^[A-Za-z][\w ]*$/
/** Words that YAML, or a reader of an older one, takes for something else. */
const NO_TEXTS = /^(?:true|false|null|yes|no|on|off|y|n)$/i

function yamlValue(value: string | readonly string[]): string {
  if (typeof value !== 'string') return `[${value.map(yamlValue).join(', ')}]`
  return PLAIN.test(value) && !NO_TEXTS.test(value) && value === value.trim() ? value : JSON.stringify(value)
}
