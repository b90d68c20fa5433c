import type { OperationInfo, Violation } from '../contract/types.ts'
import { CONSOLE_TEST_ID } from '../control/console-share.ts'
import type { Dropped, Entry } from '../control/control.ts'
import type { Exchanged } from '../control/exchanged.ts'
import { entryId } from '../control/journal.ts'
import { bodyOf, parsedBody, queryOf, statusOf } from '../control/read-exchange.ts'
import { blankText, blankViolation } from '../control/redact/redact.ts'
import { type UnreadPages, Walks } from './report-pages.ts'
import { unknownAmong } from './unknown-sent.ts'

/** What clients did: for the end of a test run. */
export interface Report {
  /** Calls that it is made from, and what the journal has no longer. */
  readonly calls: number
  readonly dropped: Dropped
  readonly operations: {
    readonly used: readonly UsedOperation[]
    readonly neverUsed: readonly string[]
  }
  /** Walks through pages that ended although the last answer said that there is more. */
  readonly unreadPages: readonly UnreadPages[]
  readonly retryAfterIgnored: readonly Impatience[]
  readonly rangesTooWide: readonly { readonly id: string; readonly operationId: string; readonly message: string }[]
  /** Refusals that the client earned; those that a fault, `Prefer` or the end of the mock made are not among them. */
  readonly refusals: readonly RefusalCount[]
  /** Names that operations did not know, and ignored (ruling R14), the most frequent first. */
  readonly unknown: readonly UnknownCount[]
  /** Requests that no operation took. */
  readonly unmatched: number
  /** Exchanges that could not be read, and why; absent: there was none. */
  readonly unreadable?: readonly UnreadableEntry[]
}

interface UnreadableEntry {
  readonly id: string
  readonly why: string
}

interface UsedOperation {
  readonly operationId: string
  readonly calls: number
  /** Answered with 200 to 299. */
  readonly good: number
  /** Parameters and fields of the body, as `query.from`, `body.limit`. */
  readonly used: readonly string[]
  readonly neverUsed: readonly string[]
}

/** A call that came before the time that `Retry-After` had named. */
interface Impatience {
  /** Of the call that came too early, and of the answer it did not heed. */
  readonly id: string
  readonly after: string
  readonly operationId: string
  /** ms. */
  readonly asked: number
  readonly waited: number
}

/** How often a name was sent that an operation does not know. */
interface UnknownCount {
  readonly operationId: string
  /** `body.tags.and[].nam`: places in lists are not told apart. */
  readonly property: string
  readonly message: string
  readonly count: number
  /** The latest entry that shows it. */
  readonly id: string
}

/** How often a rule was broken. */
interface RefusalCount {
  readonly status: number
  /** The vendor's sentence. */
  readonly msg: string
  /** Where: `body.limit`; null when the refusal names no place. */
  readonly property: string | null
  readonly count: number
  /** The latest entry that shows it. */
  readonly id: string
}

/**
 * Makes the report from entries, oldest first.
 * @param operations all there are, to tell which were never used.
 */
export function reportOf(
  entries: readonly Entry[],
  operations: readonly OperationInfo[],
  dropped: Dropped = { entries: 0, bytes: 0 },
): Report {
  const reporter = new Reporter(operations)
  for (const entry of entries) reporter.add(entry)
  return reporter.report(dropped)
}

/** Makes the report entry by entry: of each it keeps what is counted, not the exchange, and one that cannot be read spoils none. */
export class Reporter {
  readonly #operations: readonly OperationInfo[]
  readonly #uses = new Map<string, OperationUse>()
  readonly #walks = new Walks()
  readonly #waits = new Waits()
  readonly #refusals = new Map<string, RefusalCount>()
  readonly #unknown = new Map<string, UnknownCount>()
  readonly #tooWide: Report['rangesTooWide'][number][] = []
  readonly #unreadable: UnreadableEntry[] = []
  #calls = 0
  #unmatched = 0

  constructor(operations: readonly OperationInfo[]) {
    this.#operations = operations
  }

  /** Adds the next exchange; never throws. What the console asked is nobody's client's (decision D373). */
  add(entry: Entry): void {
    if (entry.exchange.controlHeaders.testId === CONSOLE_TEST_ID) return
    this.#calls += 1
    try {
      this.#add(entry)
    } catch (error) {
      this.#unreadable.push({ id: entryId(entry.number), why: String(error) })
    }
  }

  /** @param dropped what the journal has no longer. */
  report(dropped: Dropped): Report {
    const used = this.#operations.flatMap(op => this.#uses.get(op.operationId)?.shown ?? [])
    return {
      calls: this.#calls,
      dropped,
      operations: {
        used,
        neverUsed: this.#operations.filter(op => !this.#uses.has(op.operationId)).map(op => op.operationId),
      },
      unreadPages: this.#walks.unread,
      retryAfterIgnored: this.#waits.ignored,
      rangesTooWide: this.#tooWide,
      refusals: [...this.#refusals.values()].sort((a, b) => b.count - a.count),
      unknown: [...this.#unknown.values()].sort((a, b) => b.count - a.count),
      unmatched: this.#unmatched,
      ...(this.#unreadable.length === 0 ? {} : { unreadable: this.#unreadable }),
    }
  }

  #add(entry: Entry): void {
    const { op } = entry.exchange
    countRefusals(this.#refusals, entry)
    if (op === undefined) {
      this.#unmatched += 1
      return
    }
    let use = this.#uses.get(op.operationId)
    if (use === undefined) {
      use = new OperationUse(op)
      this.#uses.set(op.operationId, use)
    }
    this.#waits.add(entry)
    const tooWide = rangeTooWide(entry)
    if (tooWide !== undefined) this.#tooWide.push(tooWide)
    // Read once: bodies may be a megabyte each.
    const fields = sentFields(entry.exchange)
    use.add(entry.exchange, fields)
    countUnknown(this.#unknown, entry, { operationId: op.operationId, unknown: unknownAmong(entry.exchange, fields) })
    this.#walks.add(entry, fields)
  }
}

/** What was called of one operation. */
class OperationUse {
  readonly #op: OperationInfo
  readonly #places: readonly string[]
  /** Places of parameters and fields that were ever sent. */
  readonly #sent = new Set<string>()
  #calls = 0
  #good = 0

  constructor(op: OperationInfo) {
    this.#op = op
    this.#places = placesOf(op)
  }

  add(x: Exchanged, fields: unknown): void {
    this.#calls += 1
    if (statusOf(x) >= 200 && statusOf(x) < 300) this.#good += 1
    const sent = new Set(sentPlaces(x, fields))
    for (const place of this.#places) if (sent.has(asRead(place))) this.#sent.add(place)
  }

  get shown(): UsedOperation {
    const names = this.#places
    const wasSent = (place: string) => this.#sent.has(place)
    return {
      operationId: this.#op.operationId,
      calls: this.#calls,
      good: this.#good,
      used: names.filter(wasSent),
      neverUsed: names.filter(name => !wasSent(name)),
    }
  }
}

const placesOf = (op: OperationInfo) => op.parameters.map(({ name, in: place }) => `${PLACES[place]}.${name}`)

const PLACES = { path: 'path', query: 'query', header: 'headers', body: 'body' } as const

/** What the body says; undefined: there was none. */
function sentFields(x: Exchanged): unknown {
  const body = bodyOf(x)
  return body === undefined ? undefined : parsedBody(body)
}

/** Names of headers are the same in any case, all others as the contract writes them. */
const asRead = (place: string) => (place.startsWith('headers.') ? place.toLowerCase() : place)

/** What was sent, by its place: what stands in the query for a field that the body alone has is that field. */
function sentPlaces(x: Exchanged, fields: unknown): string[] {
  const named = new Set(x.op?.parameters.filter(at => at.in === 'query').map(({ name }) => name))
  const isOfBody = (name: string) => x.op?.reading.mergeQuery === true && !named.has(name)
  return [
    ...Object.keys(x.params).map(name => `path.${name}`),
    ...Object.keys(queryOf(x)).map(name => `${isOfBody(name) ? 'body' : 'query'}.${name}`),
    ...Object.keys(x.headers).map(name => `headers.${name}`),
    ...(typeof fields === 'object' && fields !== null ? Object.keys(fields).map(name => `body.${name}`) : []),
  ]
}

/** A wait is counted on the world's clock or on the real one, whichever moved more: a test may have advanced the first. */
class Waits {
  readonly ignored: Impatience[] = []
  readonly #told = new Map<string, AskedWait>()

  add(entry: Entry): void {
    const x = entry.exchange
    const key = `${x.op?.operationId}\n${x.botId ?? ''}\n${x.clientId ?? ''}\n${x.controlHeaders.testId ?? ''}`
    const before = this.#told.get(key)
    if (before !== undefined) {
      const waited = Math.max(x.now - before.now, x.receivedAt - before.leftAt)
      const ids = { id: entryId(entry.number), after: before.id, operationId: x.op?.operationId ?? '' }
      const { asked } = before
      if (waited < asked) this.ignored.push({ ...ids, asked, waited: Math.max(0, Math.round(waited)) })
    }
    const seconds = Number(x.answer?.headers?.['retry-after'] ?? 0)
    const { now, receivedAt, durationMs } = x
    if (!(seconds > 0)) this.#told.delete(key)
    else this.#told.set(key, { id: entryId(entry.number), now, leftAt: receivedAt + durationMs, asked: seconds * 1000 })
  }
}

/** An answer that asked for a wait. */
interface AskedWait {
  readonly id: string
  /** The world's clock, ms. */
  readonly now: number
  /** Real time, ms. */
  readonly leftAt: number
  /** ms. */
  readonly asked: number
}

/** 400 for a range is a rule of `x-date-range`; a limit in days is broken when its sentence names one. */
function rangeTooWide({ number, exchange: x }: Entry): Report['rangesTooWide'][number] | undefined {
  const rule = x.op?.dateRange
  if (rule?.maxDays === undefined || x.status !== 400 || !isEarned(x)) return undefined
  const violation = x.violations.find(
    ({ property, message }) => property === `${rule.in}.${rule.to}` && message.includes(`${rule.maxDays} days`),
  )
  if (violation === undefined) return undefined
  const { message } = blankViolation(violation)
  return { id: entryId(number), operationId: x.op?.operationId ?? '', message }
}

function countRefusals(counts: Map<string, RefusalCount>, { number, exchange: x }: Entry): void {
  if (x.status < 400 || !isEarned(x)) return
  const msg = blankText(msgOf(x))
  const places = x.violations.length === 0 ? [null] : x.violations.map(({ property }) => blankText(property))
  for (const property of places) {
    const key = `${x.status}\n${msg}\n${property}`
    const count = (counts.get(key)?.count ?? 0) + 1
    counts.set(key, { status: x.status, msg, property, count, id: entryId(number) })
  }
}

/** Names that were made up anew for each call would make a report as long as the journal. */
const MOST_UNKNOWN_COUNTED = 1_000

function countUnknown(
  counts: Map<string, UnknownCount>,
  { number }: Entry,
  { operationId, unknown }: { readonly operationId: string; readonly unknown: readonly Violation[] },
): void {
  for (const { property: place, message } of unknown) {
    const property = place.replace(/\[\d+\]/g, '[]')
    const key = `${operationId}\n${property}`
    const count = (counts.get(key)?.count ?? 0) + 1
    if (count === 1 && counts.size === MOST_UNKNOWN_COUNTED) continue
    counts.set(key, { operationId, property, message, count, id: entryId(number) })
  }
}

function isEarned(x: Exchanged): boolean {
  const byFault = x.fault !== undefined && ('status' in x.fault.action || 'connection' in x.fault.action)
  return (
    !byFault &&
    x.isUnearned !== true &&
    (x.controlHeaders.preferCode === undefined || x.controlHeaders.preferCode !== x.status)
  )
}

function msgOf(x: Exchanged): string {
  const body = x.answer === undefined ? undefined : parsedBody(x.answer.body)
  const errors = typeof body === 'object' && body !== null && 'errors' in body ? body.errors : undefined
  const first: unknown = Array.isArray(errors) ? errors[0] : undefined
  return typeof first === 'object' && first !== null && 'msg' in first ? String(first.msg) : ''
}
