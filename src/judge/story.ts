import { own } from '../contract/own.ts'
import { askedPage, listedRowsIn, takerOf } from './client-page.ts'
import type { JudgedExchange } from './exchange-log.ts'
import type { Executed } from './execute.ts'
import { jsonIn } from './json-in.ts'
import { botTrait, RANGES } from './judged-world.ts'
import type { Schedule, TroubleEvent } from './schedule.ts'
import { type FoundFailure, verdictsOfFailure } from './search.ts'
import { happened } from './trouble-words.ts'
import type { Verdict } from './verdict.ts'

/** Requests of a run that are told in full, from its beginning. */
const MOST_TOLD = 25
/** Rows whose way is told. */
const MOST_ROWS_TOLD = 2

/** What happened under the smallest schedule of a mistake, for a person to read. */
export function storyOf(failure: FoundFailure): string {
  const { executed, name, found, count } = failure
  const { schedule } = executed
  const verdicts = verdictsOfFailure(failure)
  const shown = count === 1 ? '1 schedule shows it' : `${count} schedules show it`
  return [
    `${name} (${shown}; first found by schedule ${found.number}${smallerThan(found, schedule)})`,
    ...verdicts.map(({ text }) => `  ${text}`),
    '',
    `  Asked for: bot ${schedule.bot} (${botTrait(schedule.bot)}), ${schedule.from} to ${schedule.to} (${rangeTrait(schedule)})`,
    ...schedule.runs.flatMap((_, run) => tellRun(executed, run)),
    ...verdicts.flatMap(verdict => tellRows(executed, verdict)),
    '',
  ].join('\n')
}

function smallerThan(found: Schedule, least: Schedule): string {
  const events = (schedule: Schedule) =>
    `${schedule.events.length} ${schedule.events.length === 1 ? 'event' : 'events'}`
  return found === least ? '' : `, made smaller from ${events(found)} to ${events(least)}`
}

/** What is special about the days. */
export const rangeTrait = ({ from, to }: Schedule): string =>
  RANGES.find(range => range.from === from && range.to === to)?.trait ?? 'days'

function tellRun({ log, instants, fired }: Executed, run: number): string[] {
  const begins = instants[run]
  if (begins === undefined) return []
  const of = log.filter(exchange => exchange.run === run)
  const events = fired.filter(event => event.run === run)
  const known = new Set<TroubleEvent>()
  const told = of.slice(0, MOST_TOLD).flatMap(exchange => tellExchange(exchange, events, known))
  const rest = of.length > MOST_TOLD ? [`    ... and ${of.length - MOST_TOLD} further requests`] : []
  return [`  Run ${run + 1} begins at ${new Date(begins).toISOString()}`, ...told, ...rest]
}

/** @param known what has been told: a service that is down is so once */
function tellExchange(exchange: JudgedExchange, events: readonly TroubleEvent[], known: Set<TroubleEvent>): string[] {
  const { number, at, troubles } = exchange
  const line = `    ${clockText(at)}  request ${number}: ${askedText(exchange)} -> ${answerText(exchange)}`
  const said = troubles.flatMap(kind => events.find(event => event.kind === kind && event.request <= number) ?? [])
  const news = said.filter(event => !known.has(event))
  for (const event of news) known.add(event)
  return [line, ...news.map(event => `              ${happened(event)}`)]
}

const clockText = (ms: number) => new Date(ms).toISOString().slice(11, 19)

/** What was asked, without what every request has. */
export function askedText({ request, operationId }: JudgedExchange): string {
  const route = takerOf(request)
  const page = route === undefined ? undefined : askedPage(request, route)
  const name = operationId ?? `${request.method} ${request.url.split('?')[0]}`
  if (page === undefined) return name
  const dates = datesOf(request.body ?? '', request.url)
  return `${name}${dates}, rows ${page.begin + 1} to ${page.begin + page.size}`
}

function datesOf(body: string, url: string): string {
  const query = new URLSearchParams(url.split('?')[1] ?? '')
  const fields = { ...Object.fromEntries(query), ...(jsonIn(body) as object | undefined) }
  const found = ['dateFrom', 'from', 'dateTo', 'to'].map(name => own(fields as Record<string, unknown>, name))
  const dates = found.filter(value => value !== undefined)
  return dates.length === 0 ? '' : ` ${dates.join(' to ')}`
}

/** What came back. */
export function answerText(exchange: JudgedExchange): string {
  const { status, body, isCut, troubles } = exchange
  if (status === 0) return troubles.includes('kill') ? 'killed' : 'no answer'
  const route = takerOf(exchange.request)
  const rows = status === 200 && route?.op.page !== undefined ? listedRowsIn(body, route.op.page) : undefined
  if (rows === undefined) return String(status)
  const more = /"(?:moreAvailable|hasMore)":true/.test(body) ? ', more to come' : ''
  return `${status}, ${rows.length} ${rows.length === 1 ? 'row' : 'rows'}${more}${isCut ? ' (cut)' : ''}`
}

/** When a row came to light, and in which answers it was. */
function tellRows({ log, visible }: Executed, { ids, kind }: Verdict): string[] {
  return ids.slice(0, MOST_ROWS_TOLD).map(id => {
    const since = visible.get(id)
    const name = since === undefined ? id : `${id}, to be seen since ${since},`
    const answers = log.filter(exchange => exchange.body.includes(`"${id}"`))
    if (answers.length === 0) {
      return `  ${name} was in no answer${kind === 'invented' ? ' and is no row of the world' : ''}`
    }
    const named = answers.map(
      ({ run, number, isCut }) => `request ${number} of run ${run + 1}${isCut ? ' (which was cut)' : ''}`,
    )
    return `  ${name} was in the answer to ${named.join(', ')}`
  })
}
