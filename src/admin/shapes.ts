import type { Nearest } from '../contract/nearest-operation.ts'
import type { Violation } from '../contract/types.ts'
import type { Entry } from '../control/control.ts'
import type { Exchanged } from '../control/exchanged.ts'
import { entryId } from '../control/journal.ts'
import { exchangePath, statusOf, testIdOf } from '../control/read-exchange.ts'
import { blankPath, blankText, blankViolation } from '../control/redact/redact.ts'
import {
  type ShownBody,
  shownAnswerBody,
  shownHeaders,
  shownQuery,
  shownRequestBody,
  shownUrl,
} from '../control/redact/shown.ts'
import { headersOf } from '../http/head.ts'
import type { TakeStep } from '../memory/steps.ts'
import { unknownSent } from './unknown-sent.ts'

/** A line of the journal. */
export interface EntrySummary {
  readonly id: string
  /** Real time at which the request came, ISO. */
  readonly at: string
  readonly method: string
  readonly path: string
  readonly operationId: string | null
  readonly botId: string | null
  readonly clientId: string | null
  readonly testId: string | null
  /** What the client was answered; 0 when a fault closed the connection before any byte. */
  readonly status: number
  /** Of the body of the answer, before it was packed, or cut by a fault. */
  readonly bytes: number
  readonly durationMs: number
  readonly violations: readonly Violation[]
  /** What it named that its operation does not know, and ignores (ruling R14); absent: nothing. */
  readonly unknown?: readonly Violation[]
  /** Id of the fault that befell it. */
  readonly fault: string | null
  /** The replica that answered; absent: there are none. */
  readonly replica?: string
  /** Why the rest of the entry cannot be shown; absent: it can. */
  readonly unreadable?: string
}

/** An exchange in full. Bodies are JSON values where they are JSON, else text; absent ones are null, long ones cut (D155). */
export interface EntryDetails extends EntrySummary {
  readonly requestId: string
  readonly scenario: string
  /** The world's clock, ISO. */
  readonly now: string
  readonly request: ShownBody & {
    readonly url: string
    readonly query: Readonly<Record<string, string | readonly string[]>>
    readonly headers: Readonly<Record<string, string>>
  }
  readonly response: ShownBody & {
    readonly status: number
    readonly headers: Readonly<Record<string, string>>
  }
}

/** The line of an entry, its secrets blanked. */
export function summaryOf({ number, exchange: x, replica }: Entry): EntrySummary {
  const unknown = unknownSent(x)
  return {
    id: entryId(number),
    at: new Date(x.receivedAt).toISOString(),
    method: x.method,
    path: blankPath(exchangePath(x)),
    operationId: x.op?.operationId ?? null,
    botId: shownNameOrNull(x.botId),
    clientId: shownNameOrNull(x.clientId),
    testId: shownNameOrNull(testIdOf(x)),
    status: statusOf(x),
    bytes: answerBytes(x),
    durationMs: Math.round(x.durationMs * 1000) / 1000,
    violations: x.violations.map(blankViolation),
    ...(unknown.length === 0 ? {} : { unknown }),
    fault: x.fault?.id ?? null,
    ...(replica === undefined ? {} : { replica }),
  }
}

/** Without joining the pieces of a page. */
function answerBytes(x: Exchanged): number {
  const { body } = x.answer ?? {}
  if (body === undefined || statusOf(x) === 0) return 0
  return typeof body === 'string' ? Buffer.byteLength(body) : body.length
}

const shownNameOrNull = (name: string | undefined) => (name === undefined ? null : blankText(name))

/** The full exchange of an entry, its secrets blanked. */
export function detailsOf(entry: Entry, take?: TakeStep): EntryDetails {
  const x = entry.exchange
  return {
    ...summaryOf(entry),
    ...originOf(x),
    request: {
      url: shownUrl(x),
      query: shownQuery(x),
      headers: shownHeaders(x.headers),
      ...shownRequestBody(x, take),
    },
    response: {
      status: statusOf(x),
      headers: shownHeaders(headersOf(x)),
      ...shownAnswerBody(x, take),
    },
  }
}

function originOf(x: Exchanged): Pick<EntryDetails, 'requestId' | 'scenario' | 'now'> {
  return { requestId: blankText(x.requestId), scenario: x.stage.name, now: new Date(x.now).toISOString() }
}

/** The line of an entry that cannot be shown: what needs no reading, and the reason. */
export function unreadableSummary({ number, exchange: x }: Entry, why: string): EntrySummary {
  return {
    id: entryId(number),
    at: new Date(x.receivedAt).toISOString(),
    method: x.method,
    path: '',
    operationId: x.op?.operationId ?? null,
    botId: null,
    clientId: null,
    testId: null,
    status: statusOf(x),
    bytes: answerBytes(x),
    durationMs: x.durationMs,
    violations: [],
    fault: x.fault?.id ?? null,
    unreadable: why,
  }
}

/** An entry in full that cannot be shown. */
export function unreadableDetails(entry: Entry, why: string): EntryDetails {
  const x = entry.exchange
  return {
    ...unreadableSummary(entry, why),
    ...originOf(x),
    request: { url: '', query: {}, headers: {}, body: null },
    response: { status: statusOf(x), headers: {}, body: null },
  }
}

/** The operation that an entry came nearest to, which may be told what was sent: without secrets. */
export function shownNearest(nearest: Nearest | null): Nearest | null {
  return nearest && { ...nearest, why: nearest.why.map(line => blankText(line)) }
}
