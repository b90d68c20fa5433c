import { Scrolls } from '../parts/scrolls.tsx'
import { type ChartData, written } from './data.ts'

/** What a chart shows, as a table: a row for each column, a column for each series. */
export function DataTable({ label, data }: { readonly label: string; readonly data: ChartData }) {
  const { columnsAre, columns, series, write = written } = data
  return (
    <Scrolls label={label}>
      <table>
        <thead>
          <tr>
            <th scope="col">{columnsAre}</th>
            {series.map(({ name }) => (
              <th scope="col" key={name}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {columns.map((column, i) => (
            <tr key={column}>
              <th scope="row">{column}</th>
              {series.map(({ name, values }) => (
                <td key={name}>{values[i] === null || values[i] === undefined ? '–' : write(values[i])}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolls>
  )
}
