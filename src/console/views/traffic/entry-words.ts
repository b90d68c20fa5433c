import type { JournalEntry } from '../../api/journal-calls.ts'

/** Longest part of a path that is shown whole, and what is shown of a longer one. */
const WHOLE_PART = 20
const BEGIN = 8
const END = 4

/** A path whose long parts (ids of bots) are shortened in their middle. */
export function shortPath(path: string): string {
  return path
    .split('/')
    .map(part => (part.length > WHOLE_PART ? `${part.slice(0, BEGIN)}…${part.slice(-END)}` : part))
    .join('/')
}

/** The time of day of an instant, in the zone of the browser. */
export function timeOfDay(instant: string): string {
  const date = new Date(instant)
  const two = (value: number) => String(value).padStart(2, '0')
  const ms = String(date.getMilliseconds()).padStart(3, '0')
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}.${ms}`
}

/** A size as people say it. */
export function writtenBytes(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`
  if (bytes < 1_000_000) return `${(bytes / 1_000).toFixed(bytes < 10_000 ? 1 : 0)} kB`
  return `${(bytes / 1_000_000).toFixed(1)} MB`
}

/** A duration as people say it. @param ms milliseconds */
export function writtenMs(ms: number): string {
  if (ms >= 1_000) return `${(ms / 1_000).toFixed(1)} s`
  return ms >= 10 ? `${Math.round(ms)} ms` : `${ms.toFixed(1)} ms`
}

/** Whether a status is good, refused, or that of a failure: what colour it has. */
export function kindOfStatus(status: number): 'good' | 'refused' | 'failed' {
  if (status >= 200 && status < 400) return 'good'
  return status >= 400 && status < 500 ? 'refused' : 'failed'
}

/** A status as it is shown: there is none where the connection was closed. */
export const statusText = (status: number) => (status === 0 ? '–' : String(status))

/** What the list is narrowed to; an empty text: to nothing. */
export interface TrafficFilter {
  readonly bot: string
  readonly client: string
  readonly test: string
  readonly status: string
  readonly text: string
}

/** The filter that an address asks for. */
export function filterIn(query: URLSearchParams): TrafficFilter {
  const value = (name: string) => query.get(name) ?? ''
  return {
    bot: value('only'),
    client: value('client'),
    test: value('test'),
    status: value('status'),
    text: value('text').trim().toLowerCase(),
  }
}

/** Whether an entry meets a filter. The text is looked for in its path, its operation, its id and what was wrong with it. */
export function meetsFilter(entry: JournalEntry, { bot, client, test, status, text }: TrafficFilter): boolean {
  if (bot !== '' && entry.botId !== bot) return false
  if (client !== '' && entry.clientId !== client) return false
  if (test !== '' && entry.testId !== test) return false
  if (status !== '' && !statusMeets(entry.status, status)) return false
  return text === '' || wordsOf(entry).includes(text)
}

function statusMeets(status: number, wanted: string): boolean {
  return wanted.endsWith('xx') ? Math.floor(status / 100) === Number(wanted[0]) : status === Number(wanted)
}

/** What is to be said of a request: the rules that it broke, and names in it that are not known. */
export function remarksOn({
  violations,
  unknown = [],
}: Pick<JournalEntry, 'violations' | 'unknown'>): JournalEntry['violations'] {
  return [...violations, ...unknown]
}

function wordsOf(entry: JournalEntry): string {
  const { id, method, path, operationId } = entry
  const wrong = remarksOn(entry).map(({ property, message }) => `${property} ${message}`)
  return [id, `${method} ${path}`, operationId ?? '', ...wrong].join('\n').toLowerCase()
}

/** Values that entries have, in the order of the alphabet, each with how many have it; the one that is chosen even if none does. */
export function valuesOf(
  entries: readonly JournalEntry[],
  read: (entry: JournalEntry) => string | null,
  chosen: string,
): (readonly [value: string, count: number])[] {
  const counts = new Map<string, number>(chosen === '' ? [] : [[chosen, 0]])
  for (const entry of entries) {
    const value = read(entry)
    if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1)
  }
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1))
}

/** Classes of statuses, then each one that there is. */
export function statusesOf(
  entries: readonly JournalEntry[],
  chosen: string,
): (readonly [value: string, count: number])[] {
  const single = valuesOf(entries, ({ status }) => String(status), chosen.endsWith('xx') ? '' : chosen)
  const classes = ['2xx', '4xx', '5xx'].map(
    wanted => [wanted, entries.filter(({ status }) => statusMeets(status, wanted)).length] as const,
  )
  return [...classes, ...single]
}
