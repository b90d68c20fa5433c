import { STATUS_CODES } from 'node:http'
import { bytesOf } from '../apis/page.ts'
import { type Bare, own } from '../contract/own.ts'
import type { Entry } from '../control/control.ts'
import type { Exchanged } from '../control/exchanged.ts'
import { bodyOf, statusOf } from '../control/read-exchange.ts'
import { blankText, blankViolation } from '../control/redact/redact.ts'
import {
  type ShownBody,
  shownAnswerBody,
  shownHeaders,
  shownQuery,
  shownRequestBody,
  shownUrl,
} from '../control/redact/shown.ts'
import { headersOf, JSON_TYPE } from '../http/head.ts'
import type { TakeStep } from '../memory/steps.ts'
import type { Stretches } from '../offload/stretches.ts'
import { jsonInSteps, withList } from './pieces.ts'
import { unknownSent } from './unknown-sent.ts'

/** What a HAR file needs beside its entries. */
interface HarMaking {
  readonly creator: { readonly name: string; readonly version: string }
  /** Where the mock was reached, when a request does not say so itself. */
  readonly base: string
  readonly stretches: Stretches
}

/**
 * Entries as a HAR 1.2 file, in the given order, for the network tab of a browser and the like, in pieces. Secrets are
 * blanked. A fault that closed the connection before any byte is status 0, as browsers write it. An entry that cannot be
 * shown says why in its `comment`.
 */
export function harOf(entries: Iterable<Entry>, { creator, base, stretches }: HarMaking): AsyncIterable<string> {
  const show = ({ exchange }: Entry, take: TakeStep) => harEntry(exchange, base, take)
  return withList(`{"log":{"version":"1.2","creator":${JSON.stringify(creator)},"entries":[`, entries, {
    text: entry => jsonInSteps(stretches, entry, show, unreadableEntry),
    tail: () => ']}}',
  })
}

function unreadableEntry({ exchange: x }: Entry, why: string): object {
  const status = statusOf(x)
  const message = { httpVersion: 'HTTP/1.1', cookies: [], headers: [], headersSize: -1, bodySize: -1 }
  return {
    startedDateTime: new Date(x.receivedAt).toISOString(),
    time: x.durationMs,
    request: { method: x.method, url: '', queryString: [], ...message },
    response: {
      status,
      statusText: STATUS_CODES[status] ?? '',
      content: { size: 0, mimeType: JSON_TYPE },
      redirectURL: '',
      ...message,
    },
    cache: {},
    timings: { send: 0, wait: x.durationMs, receive: 0 },
    comment: `This exchange cannot be shown: ${why}`,
  }
}

function harEntry(x: Exchanged, base: string, take: TakeStep): object {
  const host = own(x.headers, 'host')?.toString()
  const body = bodyOf(x)
  const unknown = unknownSent(x)
  return {
    startedDateTime: new Date(x.receivedAt).toISOString(),
    time: x.durationMs,
    request: {
      method: x.method,
      url: `${host === undefined ? base : `http://${blankText(host)}`}${shownUrl(x)}`,
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: pairs(shownHeaders(x.headers)),
      queryString: pairs(shownQuery(x)),
      ...(body === undefined
        ? {}
        : {
            postData: {
              mimeType: blankText(own(x.headers, 'content-type')?.toString() ?? ''),
              params: [],
              ...textOf(shownRequestBody(x, take)),
            },
          }),
      headersSize: -1,
      bodySize: body?.length ?? 0,
    },
    response: harResponse(x, take),
    cache: {},
    timings: { send: 0, wait: x.durationMs, receive: 0 },
    ...(x.op === undefined ? {} : { _operationId: x.op.operationId }),
    ...(x.violations.length === 0 ? {} : { _violations: x.violations.map(blankViolation) }),
    ...(unknown.length === 0 ? {} : { _unknown: unknown }),
    ...(x.fault === undefined ? {} : { _fault: x.fault.id }),
  }
}

function harResponse(x: Exchanged, take: TakeStep): object {
  const status = statusOf(x)
  const shown = textOf(shownAnswerBody(x, take))
  // The size of the text that is shown, which blanking may have changed; where only a part is shown, that of the whole body.
  const size = shown.comment === undefined ? Buffer.byteLength(shown.text) : bytesOf(x.answer?.body ?? '').length
  return {
    status,
    statusText: STATUS_CODES[status] ?? '',
    httpVersion: 'HTTP/1.1',
    cookies: [],
    headers: status === 0 ? [] : pairs(shownHeaders(headersOf(x))),
    content: { size, mimeType: JSON_TYPE, ...shown },
    redirectURL: '',
    headersSize: -1,
    bodySize: size,
  }
}

/** The text of a body as sent, unless something in it had to be blanked; `comment` says where only its first part is shown. */
function textOf({ body: shown, bodyLength }: ShownBody): { readonly text: string; readonly comment?: string } {
  const text = shown === null ? '' : typeof shown === 'string' ? shown : JSON.stringify(shown)
  return bodyLength === undefined ? { text } : { text, comment: `Only the first part of ${bodyLength} bytes is shown` }
}

function pairs(record: Bare<string> | Bare<string | string[]>): { name: string; value: string }[] {
  return Object.entries(record).flatMap(([name, value]) => [value].flat().map(v => ({ name, value: String(v) })))
}
