import { howMany } from '../contract/how-many.ts'
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
    ...[...new Set(verdicts.flatMap(({ notes = [] }) => notes))].map(note => `  ${note}`),
    '',
    `  Asked for: bot ${schedule.bot} (${botTrait(schedule.bot)}), ${schedule.from} to ${schedule.to} (${rangeTrait(schedule)})`,
    ...schedule.runs.flatMap((_, run) => tellRun(executed, run)),
    ...verdicts.flatMap(verdict => tellRows(executed, verdict)),
    '',
  ].join('\n')
}

function smallerThan(found: Schedule, least: Schedule): string {
  const events = (schedule: Schedule) => howMany(schedule.events.length, 'event')
  return events(found) === events(least) ? '' : `, made smaller from ${events(found)} to ${events(least)}`
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
  const groups = alike(of)
  const told = groups.slice(0, MOST_TOLD).flatMap(group => tellGroup(group, events, known))
  const left = groups.slice(MOST_TOLD).reduce((sum, group) => sum + group.length, 0)
  const rest = left > 0 ? [`    ... and ${left} further requests`] : []
  return [`  Run ${run + 1} begins at ${new Date(begins).toISOString()}`, ...told, ...rest]
}

/** Requests that follow each other, and are and get the same, together. */
function alike(of: readonly JudgedExchange[]): JudgedExchange[][] {
  const groups: JudgedExchange[][] = []
  let before: string | undefined
  for (const exchange of of) {
    const text = `${exchange.attempt} ${askedText(exchange)} ${answerText(exchange)} ${exchange.troubles.join()}`
    if (text === before) groups.at(-1)!.push(exchange)
    else groups.push([exchange])
    before = text
  }
  return groups
}

function tellGroup(
  group: readonly JudgedExchange[],
  events: readonly TroubleEvent[],
  known: Set<TroubleEvent>,
): string[] {
  const [first, ...others] = group
  const told = tellExchange(first!, events, known)
  if (others.length < 2) return [...told, ...others.flatMap(exchange => tellExchange(exchange, events, known))]
  const last = others.at(-1)!
  const numbers = `requests ${others[0]!.number} to ${last.number}`
  return [
    ...told,
    `    ${clockText(last.at)}  ${numbers}: the same, ${others.length} times more, the last at that time`,
  ]
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
  if (rows === undefined) return status >= 400 ? `${status}${refusalText(body, troubles)}` : String(status)
  const more = /"(?:moreAvailable|hasMore)":true/.test(body) ? ', more to come' : ''
  return `${status}, ${howMany(rows.length, 'row')}${more}${isCut ? ' (cut)' : ''}`
}

/** What a refusal says was wrong; of one that is the judge's own doing that is told as what happened. */
function refusalText(body: string, troubles: readonly string[]): string {
  if (troubles.length > 0) return ''
  const said = jsonIn(body) as { readonly errors?: readonly Refused[] } | undefined
  const [error] = said?.errors ?? []
  const [violation] = error?.error ?? []
  const words = violation === undefined ? error?.msg : `${violation.property} ${violation.message}`
  return words === undefined ? '' : `: ${words.slice(0, 160)}`
}

interface Refused {
  readonly msg?: string
  readonly error?: readonly { readonly property: string; readonly message: string }[]
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
