import type { Body } from '../apis/page.ts'
import type { Violation } from '../contract/types.ts'
import type { Entry } from '../control/control.ts'
import type { Exchanged } from '../control/exchanged.ts'
import { entryId } from '../control/journal.ts'
import { bodyOf, parsedBody, pathOf, queryOf, statusOf, testIdOf } from '../control/read-exchange.ts'
import { blankHeader, blankJson, blankParameter, blankText } from '../control/redact.ts'
import { headersOf } from '../http/head.ts'

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
  readonly durationMs: number
  readonly violations: readonly Violation[]
  /** Id of the fault that befell it. */
  readonly fault: string | null
}

/** An exchange in full. Bodies are JSON values where they are JSON, else text; absent ones are null. */
export interface EntryDetails extends EntrySummary {
  readonly requestId: string
  readonly scenario: string
  /** The world's clock, ISO. */
  readonly now: string
  readonly request: {
    readonly url: string
    readonly query: Readonly<Record<string, string | readonly string[]>>
    readonly headers: Readonly<Record<string, string>>
    readonly body: unknown
  }
  readonly response: {
    readonly status: number
    readonly headers: Readonly<Record<string, string>>
    readonly body: unknown
  }
}

/** The line of an entry. */
export function summaryOf({ number, exchange: x }: Entry): EntrySummary {
  return {
    id: entryId(number),
    at: new Date(x.receivedAt).toISOString(),
    method: x.method,
    path: blankText(pathOf(x)),
    operationId: x.op?.operationId ?? null,
    botId: x.botId ?? null,
    clientId: x.clientId ?? null,
    testId: testIdOf(x) ?? null,
    status: statusOf(x),
    durationMs: Math.round(x.durationMs * 1000) / 1000,
    violations: x.violations,
    fault: x.fault?.id ?? null,
  }
}

/** The full exchange of an entry, its secrets blanked. */
export function detailsOf(entry: Entry): EntryDetails {
  const x = entry.exchange
  return {
    ...summaryOf(entry),
    requestId: x.requestId,
    scenario: x.stage.name,
    now: new Date(x.now).toISOString(),
    request: {
      url: shownUrl(x),
      query: shownQuery(x),
      headers: shownHeaders(x.headers),
      body: shownBody(bodyOf(x)),
    },
    response: {
      status: statusOf(x),
      headers: shownHeaders(headersOf(x)),
      body: statusOf(x) === 0 ? null : shownBody(x.answer?.body),
    },
  }
}

export function shownUrl(x: Exchanged): string {
  const query = shownQuery(x)
  const parts = Object.entries(query).flatMap(([name, value]) =>
    [value].flat().map(v => `${encodeURIComponent(name)}=${encodeURIComponent(v)}`),
  )
  return blankText(pathOf(x)) + (parts.length === 0 ? '' : `?${parts.join('&')}`)
}

export function shownQuery(x: Exchanged): Record<string, string | string[]> {
  return Object.fromEntries(
    Object.entries(queryOf(x)).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.map(v => blankParameter(name, v)) : blankParameter(name, value),
    ]),
  )
}

export function shownHeaders(
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
): Record<string, string> {
  const shown: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) shown[name] = blankHeader(name, typeof value === 'string' ? value : value.join(', '))
  }
  return shown
}

export function shownBody(body: Body | undefined): unknown {
  return body === undefined || body.length === 0 ? null : blankJson(parsedBody(body))
}
