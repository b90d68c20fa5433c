import type { ComponentChildren } from 'preact'
import { useRef, useState } from 'preact/hooks'
import type { Call } from '../api/call.ts'
import { type SnippetKind, snippetOf } from '../api/snippets.ts'
import { Menu, type MenuItem } from '../parts/menu.tsx'
import { useMock } from '../state/mock.ts'
import { type ChartData, csvOf, csvOfRows, type TableRows } from './data.ts'
import { DataTable } from './data-table.tsx'
import { pngOf, saveFile, svgTextOf } from './picture.ts'

interface ChartCardProps {
  readonly title: string
  /** Undefined: it is a table already. */
  readonly data: ChartData | undefined
  /** What a file of values has, where that is not what the chart shows. */
  readonly rows?: TableRows | undefined
  /** The calls behind it. */
  readonly calls: readonly Call<unknown>[]
  /** What is to be known of it. */
  readonly note?: ComponentChildren
  /** Whether there is a drawing to be saved. */
  readonly hasPicture?: boolean
  /** Takes the whole row. */
  readonly isWide?: boolean
  /** What it shows is being made anew. */
  readonly isBusy?: boolean
  readonly children: ComponentChildren
}

const SNIPPETS: readonly (readonly [SnippetKind, string])[] = [
  ['curl', 'Copy as curl'],
  ['fetch', 'Copy as fetch'],
  ['python', 'Copy as Python'],
]

/** A chart with its title and what can be done with it: the calls behind it as code, files, the same as a table. */
export function ChartCard(props: ChartCardProps) {
  const { title, data, rows, calls, note, hasPicture = true, isWide = false, isBusy = false, children } = props
  const { client } = useMock()
  const card = useRef<HTMLElement>(null)
  const [isTable, setIsTable] = useState(false)
  const [said, setSaid] = useState('')
  const name = title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')
  const drawing = () => card.current?.querySelector('svg') ?? undefined
  const copy = async (kind: SnippetKind) => {
    const headers = await Promise.all(calls.map(call => client.headersOf(call)))
    await navigator.clipboard.writeText(snippetOf(kind, calls, headers, client.origin))
    setSaid(`${calls.length === 1 ? 'One call' : `${calls.length} calls`} copied as ${kind}`)
  }
  const savePicture = async (kind: 'png' | 'svg') => {
    const svg = drawing()
    if (svg === undefined) return
    const hasColours = card.current?.querySelector('.legend .swatch') !== null
    const picture = svgTextOf(svg, { title, series: hasColours && data !== undefined ? data.series : [] })
    saveFile(
      `${name}.${kind}`,
      kind === 'png' ? await pngOf(picture) : new Blob([picture.text], { type: 'image/svg+xml' }),
    )
  }
  const csv = rows !== undefined ? () => csvOfRows(rows) : data !== undefined ? () => csvOf(data) : undefined
  const items: readonly MenuItem[] = [
    ...SNIPPETS.map(([kind, text]) => ({ text, act: () => copy(kind) })),
    ...(isTable || !hasPicture || data === undefined
      ? []
      : [
          { text: 'Download PNG', act: () => savePicture('png') },
          { text: 'Download SVG', act: () => savePicture('svg') },
        ]),
    ...(csv === undefined
      ? []
      : [
          {
            text: 'Download CSV',
            act: () => saveFile(`${name}.csv`, new Blob([csv()], { type: 'text/csv;charset=utf-8' })),
          },
        ]),
    ...(data === undefined
      ? []
      : [{ text: isTable ? 'Show as chart' : 'Show as table', act: () => setIsTable(!isTable) }]),
  ]
  const isAdmin = calls.some(({ face }) => face === 'admin')
  return (
    <section class={isWide ? 'card chart wide' : 'card chart'} ref={card} aria-label={title} aria-busy={isBusy}>
      <header>
        <h2>{title}</h2>
        {isAdmin && (
          <span class="badge" title="No API of the vendor tells this: it comes from the mock's own admin API">
            admin API only
          </span>
        )}
        <Menu label={`Calls and files of ${title}`} items={items} onFailure={text => setSaid(text)} />
      </header>
      {isTable && data !== undefined ? <DataTable label={`${title} as a table`} data={data} /> : children}
      {note !== undefined && <p class="soft">{note}</p>}
      <p class="status-line" role="status">
        {said}
      </p>
    </section>
  )
}
