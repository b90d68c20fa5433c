import type { WidgetAnswer } from '../../api/answers.ts'
import { type WidgetName, widgetCall } from '../../api/calls.ts'
import type { MockClient } from '../../api/client.ts'

/** A value for each column. */
export type WidgetRow = Readonly<Record<string, string | number | null>>

/** Rows of a page, and of all pages that are read. */
const WIDGET_PAGE = 50
const MOST_ROWS = 250

/** A widget with its rows, page by page. */
export interface ReadWidget {
  readonly answer: WidgetAnswer
  readonly rows: readonly WidgetRow[]
  /** There may be more. */
  readonly isCut: boolean
}

/** Reads a widget of a dashboard. @param days both of them part of the range */
export async function readWidget(
  client: MockClient,
  name: WidgetName,
  days: { readonly first: string; readonly last: string },
  signal: AbortSignal,
): Promise<ReadWidget> {
  const rows: WidgetRow[] = []
  for (;;) {
    const answer = await client.send(widgetCall(name, { ...days, skip: rows.length }), signal)
    const page = answer.queryResponse.queryResponse
    rows.push(...page)
    if (page.length < WIDGET_PAGE || rows.length >= MOST_ROWS)
      return { answer, rows, isCut: page.length === WIDGET_PAGE }
  }
}
