import type { OperationInfo } from '../contract/types.ts'
import type { Dropped, Entry } from '../control/control.ts'
import type { Exchanged } from '../control/exchanged.ts'
import { entryId } from '../control/journal.ts'
import { bodyOf, parsedBody, queryOf, statusOf } from '../control/read-exchange.ts'
import { type UnreadPages, unreadPages } from './report-pages.ts'

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
  /** Refusals that the client earned; those that a fault or `Prefer` made are not among them. */
  readonly refusals: readonly RefusalCount[]
  /** Requests that no operation took. */
  readonly unmatched: number
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
  const matched = entries.filter(({ exchange }) => exchange.op !== undefined)
  const used = new Set<string | undefined>(matched.map(({ exchange }) => exchange.op?.operationId))
  return {
    calls: entries.length,
    dropped,
    operations: {
      used: operations.filter(op => used.has(op.operationId)).map(op => usedOperation(op, matched)),
      neverUsed: operations.filter(op => !used.has(op.operationId)).map(op => op.operationId),
    },
    unreadPages: unreadPages(matched),
    retryAfterIgnored: impatient(matched),
    rangesTooWide: rangesTooWide(matched),
    refusals: refusals(entries),
    unmatched: entries.length - matched.length,
  }
}

function usedOperation(op: OperationInfo, entries: readonly Entry[]): UsedOperation {
  const calls = entries.map(entry => entry.exchange).filter(x => x.op?.operationId === op.operationId)
  const sent = new Set(calls.flatMap(x => sentParameters(x)))
  const names = op.parameters.map(({ name, in: place }) => `${PLACES[place]}.${name}`)
  return {
    operationId: op.operationId,
    calls: calls.length,
    good: calls.filter(isGood).length,
    used: names.filter(name => sent.has(name.toLowerCase())),
    neverUsed: names.filter(name => !sent.has(name.toLowerCase())),
  }
}

const PLACES = { path: 'path', query: 'query', header: 'headers', body: 'body' } as const

/** In lower case: header names, and what clients spell otherwise. */
function sentParameters(x: Exchanged): string[] {
  const body = bodyOf(x)
  const fields = body === undefined ? undefined : parsedBody(body)
  return [
    ...Object.keys(x.params).map(name => `path.${name}`),
    ...Object.keys(queryOf(x)).map(name => `query.${name}`),
    ...Object.keys(x.headers).map(name => `headers.${name}`),
    ...(typeof fields === 'object' && fields !== null ? Object.keys(fields).map(name => `body.${name}`) : []),
  ].map(name => name.toLowerCase())
}

const isGood = (x: Exchanged) => statusOf(x) >= 200 && statusOf(x) < 300

/** A wait is counted on the world's clock or on the real one, whichever moved more: a test may have advanced the first. */
function impatient(entries: readonly Entry[]): Impatience[] {
  const told = new Map<string, { entry: Entry; asked: number }>()
  const found: Impatience[] = []
  for (const entry of entries) {
    const x = entry.exchange
    const key = `${x.op?.operationId}\n${x.botId ?? ''}\n${x.clientId ?? ''}\n${x.controlHeaders.testId ?? ''}`
    const before = told.get(key)
    if (before !== undefined) {
      const last = before.entry.exchange
      const waited = Math.max(x.now - last.now, x.receivedAt - last.receivedAt - last.durationMs)
      if (waited < before.asked) {
        const ids = { id: entryId(entry.number), after: entryId(before.entry.number) }
        found.push({
          ...ids,
          operationId: x.op?.operationId ?? '',
          asked: before.asked,
          waited: Math.max(0, Math.round(waited)),
        })
      }
    }
    const seconds = Number(x.answer?.headers?.['retry-after'] ?? 0)
    if (seconds > 0) told.set(key, { entry, asked: seconds * 1000 })
    else told.delete(key)
  }
  return found
}

/** 400 for a range is a rule of `x-date-range`; a limit in days is broken when its sentence names one. */
function rangesTooWide(entries: readonly Entry[]): Report['rangesTooWide'] {
  return entries.flatMap(({ number, exchange: x }) => {
    const rule = x.op?.dateRange
    if (rule?.maxDays === undefined || x.status !== 400 || !isEarned(x)) return []
    const violation = x.violations.find(
      ({ property, message }) => property === `${rule.in}.${rule.to}` && message.includes(`${rule.maxDays} days`),
    )
    if (violation === undefined) return []
    return [{ id: entryId(number), operationId: x.op?.operationId ?? '', message: violation.message }]
  })
}

function refusals(entries: readonly Entry[]): RefusalCount[] {
  const counts = new Map<string, RefusalCount>()
  for (const { number, exchange: x } of entries) {
    if (x.status < 400 || !isEarned(x)) continue
    const msg = msgOf(x)
    const places = x.violations.length === 0 ? [null] : x.violations.map(violation => violation.property)
    for (const property of places) {
      const key = `${x.status}\n${msg}\n${property}`
      const count = (counts.get(key)?.count ?? 0) + 1
      counts.set(key, { status: x.status, msg, property, count, id: entryId(number) })
    }
  }
  return [...counts.values()].sort((a, b) => b.count - a.count)
}

function isEarned(x: Exchanged): boolean {
  const byFault = x.fault !== undefined && ('status' in x.fault.action || 'connection' in x.fault.action)
  return !byFault && (x.controlHeaders.preferCode === undefined || x.controlHeaders.preferCode !== x.status)
}

function msgOf(x: Exchanged): string {
  const body = x.answer === undefined ? undefined : parsedBody(x.answer.body)
  const errors = typeof body === 'object' && body !== null && 'errors' in body ? body.errors : undefined
  const first: unknown = Array.isArray(errors) ? errors[0] : undefined
  return typeof first === 'object' && first !== null && 'msg' in first ? String(first.msg) : ''
}
