import { howMany } from '../contract/how-many.ts'
import { xmlText } from '../contract/xml-text.ts'
import type { JudgedExchange } from './exchange-log.ts'
import type { Executed } from './execute.ts'
import { type FoundMistake, folderOfMistake, type Judgement } from './judgement.ts'
import type { FoundFailure, Searched } from './search.ts'
import { answerText, askedText } from './story.ts'
import { TROUBLE_WORDS } from './trouble-words.ts'

const PAGE_STYLE = `
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; --line: color-mix(in srgb, currentColor 18%, transparent); --plain: #3b6fb6; --trouble: #c75b12; --bad: #b3261e; --good: #1b6e3c }
@media (prefers-color-scheme: dark) { :root { --plain: #8ab4f0; --trouble: #ffab70; --bad: #ff8a80; --good: #7ddba0 } }
body { max-width: 72rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: anywhere }
h1 { font-size: 1.5rem } h2 { font-size: 1.15rem; margin: 2.5rem 0 .5rem } h3 { font-size: 1rem; margin: 1.5rem 0 .5rem }
.wide { overflow-x: auto }
table { border-collapse: collapse; font-variant-numeric: tabular-nums }
th, td { text-align: left; padding: .2rem 1rem .2rem 0; border-bottom: 1px solid var(--line); vertical-align: top }
td.at, td.number { white-space: nowrap }
td.number, th.number { text-align: right }
pre { white-space: pre-wrap; padding: .8rem; background: color-mix(in srgb, currentColor 7%, transparent); border-radius: 6px }
.wrong { color: var(--bad) } .right { color: var(--good) }
svg { display: block; width: 100%; height: auto }
svg text { font: 11px system-ui, sans-serif; fill: currentColor }
svg .axis { stroke: currentColor; stroke-opacity: .35 }
svg .plain { fill: var(--plain) } svg .trouble { fill: var(--trouble) }
`

/** The judgement as a page in one file: verdict, stories with a time line of requests and events, and what was seen. */
export function judgeHtml(judgement: Judgement, { failures, columns, troubles }: Searched): string {
  const { ok, seed, schedules, failed, requests, took, met } = judgement
  const count = howMany(schedules, 'schedule')
  const verdict = ok ? 'What it stored is right, as far as was seen' : `Something is wrong under ${failed} of ${count}`
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>kore-mock judge: ${ok ? 'right' : 'wrong'}</title>
<style>${PAGE_STYLE}</style>
<h1 class="${ok ? 'right' : 'wrong'}">${xmlText(verdict)}</h1>
<p>Seed ${xmlText(seed)}, ${count}, ${requests} requests, ${(took / 1000).toFixed(1)} s. The same seed gives the same schedules.</p>
${failures.map((failure, index) => mistakeHtml(failure, judgement.mistakes[index]!)).join('\n')}
<h2>What was seen</h2>
<h3>Trouble</h3>
${tableHtml(
  [['Kind'], ['Schedules', 'number']],
  troubles.map(kind => [TROUBLE_WORDS[kind], met[kind] === 0 ? 'never met' : String(met[kind])]),
)}
<h3>Requests</h3>
${tableHtml(
  [['Operation'], ['Requests', 'number']],
  Object.entries(judgement.operations).map(([name, times]) => [name, String(times)]),
)}
<h3>Columns</h3>
${tableHtml(
  [['Rows'], ['Compared with the truth'], ["Not compared: lists, objects, no fields of the vendor's"]],
  [...columns].map(([kind, { compared, others }]) => [kind, compared.join(', '), others.join(', ')]),
)}
</html>
`
}

type Head = readonly [title: string, style?: string]

function tableHtml(heads: readonly Head[], rows: readonly (readonly string[])[]): string {
  const styled = (name: 'th' | 'td', text: string, style: string | undefined) =>
    `<${name}${style === undefined ? '' : ` class="${style}"`}>${xmlText(text)}`
  const head = heads.map(([title, style]) => styled('th', title, style)).join('')
  const body = rows.map(cells => `<tr>${cells.map((text, i) => styled('td', text, heads[i]![1])).join('')}`)
  return `<div class="wide"><table><tr>${head}\n${body.join('\n')}\n</table></div>`
}

function mistakeHtml({ executed }: FoundFailure, { name, story }: FoundMistake): string {
  const { log } = executed
  const rows = log.map(exchange => [
    String(exchange.run + 1),
    String(exchange.number),
    worldTime(exchange.at),
    askedText(exchange),
    answerText(exchange),
    exchange.troubles.map(kind => TROUBLE_WORDS[kind]).join(', '),
  ])
  const [title = '', ...lines] = story.split('\n')
  return `<h2 class="wrong">${xmlText(name)}</h2>
<p>${xmlText(title.slice(name.length + 2, -1))}</p>
<pre>${xmlText(lines.join('\n').trimEnd())}</pre>
${timeLines(executed)}
<details><summary>All requests of that schedule (${log.length})</summary>
${tableHtml([['Run'], ['Number'], ['World\u2019s time', 'at'], ['Request'], ['Answer'], ['Trouble']], rows)}
</details>
<p>Kept with <code>--save FOLDER</code>, it is tried again by <code>kore-mock judge --replay FOLDER/${xmlText(folderOfMistake(name))}/replay.json -- COMMAND</code>.</p>`
}

const worldTime = (ms: number) => new Date(ms).toISOString().slice(0, 19).replace('T', ' ')

/** Of the drawing. */
const [WIDTH, LEFT, ROW, BAR] = [1000, 60, 54, 14]
/** Requests of which one has room for its number. */
const MOST_NUMBERED = 40

/** A line for each run: its requests one after the other, and what befell them. */
function timeLines({ log, schedule, instants }: Executed): string {
  const runs = schedule.runs.flatMap((_, run) => {
    const of = log.filter(exchange => exchange.run === run)
    return instants[run] === undefined || of.length === 0 ? [] : [{ run, of }]
  })
  if (runs.length === 0) return ''
  const lines = runs.map(({ run, of }, index) => timeLine(of, run, index * ROW))
  const label = 'Requests of each run, one after the other'
  return `<div class="wide"><svg viewBox="0 0 ${WIDTH} ${runs.length * ROW}" role="img" aria-label="${label}" style="min-width:36rem">${lines.join('')}</svg></div>`
}

function timeLine(of: readonly JudgedExchange[], run: number, top: number): string {
  const step = (WIDTH - LEFT) / of.length
  const middle = top + ROW / 2 - 8
  const marks = of.map((exchange, place) => {
    const { number, troubles } = exchange
    const x = LEFT + place * step
    const said = troubles.map(kind => TROUBLE_WORDS[kind]).join(', ')
    const title = `${worldTime(exchange.at)}: request ${number}: ${askedText(exchange)} -> ${answerText(exchange)}${said === '' ? '' : ` (${said})`}`
    const bar = `<rect class="${said === '' ? 'plain' : 'trouble'}" x="${x.toFixed(1)}" y="${middle - BAR / 2}" width="${Math.max(2, Math.min(step - 2, 40)).toFixed(1)}" height="${BAR}" rx="2"><title>${xmlText(title)}</title></rect>`
    const under =
      of.length > MOST_NUMBERED
        ? ''
        : `<text x="${x.toFixed(1)}" y="${middle + 20}">${number}${troubles.length === 0 ? '' : ` ${xmlText(troubles.join(', '))}`}</text>`
    return bar + under
  })
  return `<text x="0" y="${middle + 4}">Run ${run + 1}</text><line class="axis" x1="${LEFT}" y1="${middle}" x2="${WIDTH}" y2="${middle}"/>${marks.join('')}`
}
