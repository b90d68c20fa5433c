import { useMemo } from 'preact/hooks'
import { type WidgetName, widgetCall } from '../../api/calls.ts'
import { ChartCard } from '../../charts/chart-card.tsx'
import { FailureNote, Skeleton } from '../../parts/notes.tsx'
import { useLoad } from '../../state/load.ts'
import { useMock } from '../../state/mock.ts'
import type { DayRange } from '../../state/range.ts'
import { linkWith, usePlace } from '../../state/router.ts'
import { readWidget } from './read-widget.ts'
import { chartOfWidget, isDrawn, isRows, rowsOf } from './widget-chart.ts'
import { WidgetDrawing } from './widget-drawing.tsx'
import { CLAUSES } from './widget-query.ts'

interface WidgetCardProps {
  readonly name: WidgetName
  readonly range: DayRange
}

/** One widget: drawn, with its query below. */
export function WidgetCard({ name, range }: WidgetCardProps) {
  const { client } = useMock()
  const place = usePlace()
  const key = JSON.stringify([name, range.first, range.last])
  const read = useLoad(key, signal => readWidget(client, name, range, signal))
  const { value } = read
  const data = useMemo(() => value && { chart: chartOfWidget(value.answer, value.rows), rows: rowsOf(value) }, [value])
  if (value === undefined || data === undefined) {
    return (
      <section class="card chart" aria-label={name.widget}>
        <header>
          <h2>{name.widget}</h2>
        </header>
        {read.failure ? (
          <FailureNote failure={read.failure} again={read.again} />
        ) : (
          <Skeleton label={`Loading ${name.widget}`} rows={4} />
        )}
      </section>
    )
  }
  return (
    <ChartCard
      title={name.widget}
      data={isRows(value) ? undefined : data.chart}
      rows={data.rows}
      calls={[widgetCall(name, { ...range, skip: 0 })]}
      hasPicture={isDrawn(value)}
      note={value.isCut ? `The first ${value.rows.length} rows` : undefined}
    >
      <WidgetDrawing read={value} chart={data.chart} />
      <details class="query">
        <summary aria-label={`Query of ${name.widget}`}>Query</summary>
        <dl>
          <div>
            <dt>type</dt>
            <dd>{value.answer.type}</dd>
          </div>
          <div>
            <dt>dataSet</dt>
            <dd>{value.answer.sqlQuery.dataSet}</dd>
          </div>
          {CLAUSES.map(clause =>
            value.answer.sqlQuery[clause] === undefined ? null : (
              <div key={clause}>
                <dt>{clause}</dt>
                <dd>
                  <code>{value.answer.sqlQuery[clause]}</code>
                </dd>
              </div>
            ),
          )}
        </dl>
        <a
          href={linkWith(place, { edit: name.widget, dashboard: name.dashboard })}
          aria-label={`Edit the query of ${name.widget}`}
        >
          Edit the query
        </a>
      </details>
    </ChartCard>
  )
}
