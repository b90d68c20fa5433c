import { xmlText } from '../contract/xml-text.ts'
import type { JudgedExchange } from './exchange-log.ts'
import type { FoundMistake, Judgement } from './judgement.ts'
import { TROUBLE_KINDS } from './schedule.ts'
import type { FoundFailure, Searched } from './search.ts'
import { answerText, askedText } from './story.ts'
import { TROUBLE_WORDS } from './trouble-words.ts'

const PAGE_STYLE = `
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif }
body { max-width: 72rem; margin: 2rem auto; padding: 0 1rem }
h1 { font-size: 1.5rem } h2 { font-size: 1.15rem; margin-top: 2.5rem }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums }
th, td { text-align: left; padding: .2rem .6rem; border-bottom: 1px solid color-mix(in srgb, currentColor 18%, transparent); vertical-align: top }
pre { overflow: auto; padding: .8rem; background: color-mix(in srgb, currentColor 7%, transparent); border-radius: 6px }
.wrong { color: #b3261e } .right { color: #1b6e3c }
@media (prefers-color-scheme: dark) { .wrong { color: #ff8a80 } .right { color: #7ddba0 } }
.line { position: relative; height: 1.1rem; min-width: 14rem }
.line i { position: absolute; top: .3rem; height: .5rem; min-width: 4px; border-radius: 2px; background: #3b6fb6 }
.line i.trouble { background: #c75b12 }
`

/** The judgement as a page in one file: verdict, stories with a time line of requests and events, and what was seen. */
export function judgeHtml(judgement: Judgement, { failures }: Searched): string {
  const { ok, seed, schedules, failed, requests, took, met } = judgement
  const verdict = ok
    ? 'What it stored is right, as far as was seen'
    : `Something is wrong under ${failed} of ${schedules} schedules`
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>kore-mock judge: ${ok ? 'right' : 'wrong'}</title>
<style>${PAGE_STYLE}</style>
<h1 class="${ok ? 'right' : 'wrong'}">${xmlText(verdict)}</h1>
<p>Seed ${xmlText(seed)}, ${schedules} schedules, ${requests} requests, ${(took / 1000).toFixed(1)} s.</p>
${failures.map((failure, index) => mistakeHtml(failure, judgement.mistakes[index]!)).join('\n')}
<h2>What was seen</h2>
<table><tr><th>Trouble<th>Schedules
${TROUBLE_KINDS.map(kind => `<tr><td>${xmlText(TROUBLE_WORDS[kind])}<td>${met[kind] === 0 ? 'never met' : met[kind]}`).join('\n')}
</table>
<table><tr><th>Operation<th>Requests
${Object.entries(judgement.operations)
  .map(([name, times]) => `<tr><td>${xmlText(name)}<td>${times}`)
  .join('\n')}
</table>
</html>
`
}

function mistakeHtml({ executed: { log } }: FoundFailure, { name, story }: FoundMistake): string {
  const first = log[0]?.at ?? 0
  const span = Math.max(1, (log.at(-1)?.at ?? 0) - first)
  return `<h2 class="wrong">${xmlText(name)}</h2>
<pre>${xmlText(story)}</pre>
<table><tr><th>Run<th>Time<th>Request<th>Answer<th>Trouble<th>
${log.map(exchange => rowHtml(exchange, (exchange.at - first) / span)).join('\n')}
</table>`
}

function rowHtml(exchange: JudgedExchange, place: number): string {
  const { run, at, troubles } = exchange
  const said = troubles.map(kind => TROUBLE_WORDS[kind]).join(', ')
  const mark = `<i${said === '' ? '' : ' class="trouble"'} style="left:${(place * 97).toFixed(1)}%"></i>`
  const cells = [
    String(run + 1),
    new Date(at).toISOString().slice(0, 19),
    askedText(exchange),
    answerText(exchange),
    said,
  ]
  return `<tr>${cells.map(text => `<td>${xmlText(text)}`).join('')}<td class="line">${mark}`
}
