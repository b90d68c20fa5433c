import { createHash } from 'node:crypto'
import { own } from '../contract/own.ts'
import type { Entry } from '../control/control.ts'
import type { Exchanged } from '../control/exchanged.ts'
import { entryId } from '../control/journal.ts'
import { bodyOf, exchangePath, statusOf } from '../control/read-exchange.ts'
import { blankPath, blankText } from '../control/redact/redact.ts'
import { type ShownBody, shownAnswerBody, shownHeaders, shownQuery, shownRequestBody } from '../control/redact/shown.ts'
import type { TakeStep } from '../memory/steps.ts'
import type { Stretches } from '../offload/stretches.ts'
import { withList } from './pieces.ts'

/** Headers of a request that are part of what client and provider agree on. */
const AGREED_HEADERS = ['accept', 'content-type', 'accountid', 'auth']

/** Who the contract is between. */
export interface PactSides {
  readonly consumer: string
  readonly provider: string
}

/**
 * The good exchanges among the entries as a Pact v4 file, in pieces: an answer of 200 to 299, no violation, no fault, nothing
 * asked for by `Prefer`. The same request appears once. Bodies match by type, the `auth` header by its form, since values are
 * the mock's own. The provider state says from which world an example is. An exchange that cannot be shown, or not
 * as a whole, is left out, and `metadata` says so.
 */
export function pactOf(
  entries: Iterable<Entry>,
  { consumer, provider }: PactSides,
  stretches: Stretches,
): AsyncIterable<string> {
  const examples = new Examples(stretches)
  const sides = `"consumer":${JSON.stringify({ name: consumer })},"provider":${JSON.stringify({ name: provider })}`
  return withList(`{${sides},"interactions":[`, entries, {
    text: entry => examples.textOf(entry),
    tail: () => `],"metadata":${JSON.stringify(examples.metadata)}}`,
  })
}

/** Tells what is an example, and numbers them. */
class Examples {
  /** Digests of what was asked: the requests themselves may be as large as the journal. */
  readonly #seen = new Set<string>()
  readonly #numbers = new Map<string, number>()
  readonly #stretches: Stretches
  readonly #leftOut: { readonly id: string; readonly why: string }[] = []

  constructor(stretches: Stretches) {
    this.#stretches = stretches
  }

  /** The interaction as JSON; undefined: it is none, or the same as one before. */
  async textOf({ number, exchange: x }: Entry): Promise<string | undefined> {
    try {
      if (!isExample(x) || !this.#isNew(x)) return undefined
      const operationId = x.op?.operationId ?? ''
      const count = (this.#numbers.get(operationId) ?? 0) + 1
      const description = `${operationId} ${count}`
      const text = await this.#stretches.inSteps(take => JSON.stringify(interaction(x, description, take)))
      this.#numbers.set(operationId, count)
      return text
    } catch (error) {
      this.#leftOut.push({ id: entryId(number), why: String(error) })
      return undefined
    }
  }

  get metadata(): object {
    const leftOut = this.#leftOut
    return { pactSpecification: { version: '4.0' }, ...(leftOut.length === 0 ? {} : { koreMock: { leftOut } }) }
  }

  #isNew(x: Exchanged): boolean {
    const digest = createHash('sha256').update(`${x.method} ${x.url}\n${x.stage.name}\n`)
    const key = digest.update(bodyOf(x) ?? '').digest('base64')
    if (this.#seen.has(key)) return false
    this.#seen.add(key)
    return true
  }
}

function isExample(x: Exchanged): boolean {
  const status = statusOf(x)
  return (
    x.op !== undefined &&
    status >= 200 &&
    status < 300 &&
    x.violations.length === 0 &&
    x.fault === undefined &&
    x.controlHeaders.preferCode === undefined
  )
}

function interaction(x: Exchanged, description: string, take: TakeStep): object {
  return {
    type: 'Synchronous/HTTP',
    description,
    pending: false,
    providerStates: [
      {
        name: x.botId === undefined ? 'the account has data' : 'the bot has data',
        params: {
          ...(x.botId === undefined ? {} : { botId: blankText(x.botId) }),
          scenario: x.stage.name,
          seed: x.stage.seed,
          now: new Date(x.now).toISOString(),
        },
      },
    ],
    request: request(x, take),
    response: {
      status: statusOf(x),
      headers: { 'content-type': ['application/json; charset=utf-8'] },
      body: json(shownAnswerBody(x, take)),
      matchingRules: {
        header: { 'content-type': rule({ match: 'regex', regex: 'application/json.*' }) },
        body: { $: rule({ match: 'type' }) },
      },
    },
  }
}

function request(x: Exchanged, take: TakeStep): object {
  const query = Object.fromEntries(Object.entries(shownQuery(x)).map(([name, value]) => [name, [value].flat()]))
  const sent = shownHeaders(x.headers)
  const headers = Object.fromEntries(
    Object.entries(sent).flatMap(([name, value]) => (AGREED_HEADERS.includes(name) ? [[name, [value]]] : [])),
  )
  // A body that the operation does not take is nothing that was agreed on.
  const hasBody = x.op?.hasBody && bodyOf(x) !== undefined
  return {
    method: x.method,
    path: blankPath(exchangePath(x)),
    ...(Object.keys(query).length === 0 ? {} : { query }),
    headers,
    ...(hasBody ? { body: json(shownRequestBody(x, take)) } : {}),
    ...(own(sent, 'auth') === undefined
      ? {}
      : { matchingRules: { header: { auth: rule({ match: 'regex', regex: '(Bearer )?[^.]+\\.[^.]+\\..+' }) } } }),
  }
}

function rule(matcher: object): object {
  return { combine: 'AND', matchers: [matcher] }
}

/** A body that is shown in part is no example of anything: the exchange is left out. */
function json({ body: content, bodyLength }: ShownBody): object {
  if (bodyLength !== undefined) throw new RangeError(`A body of ${bodyLength} bytes is too long for an example`)
  return { content, contentType: 'application/json', contentTypeHint: 'TEXT', encoded: false }
}
