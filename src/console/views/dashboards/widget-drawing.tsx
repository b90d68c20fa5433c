import { type ChartData, written } from '../../charts/data.ts'
import { DataTable } from '../../charts/data-table.tsx'
import { Lines } from '../../charts/lines.tsx'
import { Pie } from '../../charts/pie.tsx'
import { RankedBars } from '../../charts/ranked-bars.tsx'
import { StackedBars } from '../../charts/stacked-bars.tsx'
import { Note } from '../../parts/notes.tsx'
import { Scrolls } from '../../parts/scrolls.tsx'
import type { ReadWidget } from './read-widget.ts'
import { textOf } from './widget-chart.ts'

interface WidgetDrawingProps {
  readonly read: ReadWidget
  readonly chart: ChartData | undefined
}

/** A widget by its type; what has nothing to count is a table, whatever it is called. */
export function WidgetDrawing({ read, chart }: WidgetDrawingProps) {
  const { name, type } = read.answer
  if (read.rows.length === 0) {
    return (
      <Note kind="empty" title="No rows">
        The query finds nothing in these days.
      </Note>
    )
  }
  if (chart === undefined) return <RowTable read={read} />
  switch (type) {
    case 'barchart':
      return <StackedBars label={name} data={chart} />
    case 'linechart':
      return <Lines label={name} data={chart} />
    case 'horizontalbarchart':
      return chart.series.length === 1 ? (
        <RankedBars label={name} data={chart} />
      ) : (
        <StackedBars label={name} data={chart} />
      )
    case 'piechart':
    case 'donutchart':
      return <Pie label={name} data={chart} isDonut={type === 'donutchart'} />
    case 'label':
      return <BigFigures read={read} />
    case 'pivot':
      return <DataTable label={`${name}, crossed`} data={chart} />
    default:
      return <RowTable read={read} />
  }
}

function RowTable({ read: { answer, rows } }: { readonly read: ReadWidget }) {
  const columns = Object.keys(answer.queryResponse.metaData)
  return (
    <Scrolls label={`${answer.name}, rows`}>
      <table>
        <thead>
          <tr>
            {columns.map(column => (
              <th scope="col" key={column}>
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, i) => (
            <tr key={i}>
              {columns.map(column => (
                <Cell key={column} text={textOf(row[column])} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolls>
  )
}

/** Characters up to which a cell is one line: days, names of few words. */
const ONE_LINE = 20

function Cell({ text }: { readonly text: string }) {
  return <td class={text.length <= ONE_LINE ? 'short' : undefined}>{text}</td>
}

function BigFigures({ read: { answer, rows } }: { readonly read: ReadWidget }) {
  return (
    <dl class="big-figures">
      {answer.metrics.map(({ displayName }) => (
        <div key={displayName}>
          <dt>{displayName}</dt>
          <dd>
            {typeof rows[0]?.[displayName] === 'number'
              ? written(rows[0][displayName])
              : textOf(rows[0]?.[displayName])}
          </dd>
        </div>
      ))}
    </dl>
  )
}
