import type { Entry } from '../control/control.ts'
import type { Exchanged } from '../control/exchanged.ts'
import { bodyOf, pathOf, statusOf } from '../control/read-exchange.ts'
import { shownBody, shownHeaders, shownQuery } from './shapes.ts'

/** Headers of a request that are part of what client and provider agree on. */
const AGREED_HEADERS = ['accept', 'content-type', 'accountid', 'auth']

/** Who the contract is between. */
export interface PactSides {
  readonly consumer: string
  readonly provider: string
}

/**
 * The good exchanges among the entries as a Pact v4 file: an answer of 200 to 299, no violation, no fault, nothing asked
 * for by `Prefer`. The same request appears once. Bodies match by type, the `auth` header by its form, since values are
 * the mock's own. The provider state says from which world an example is.
 */
export function pactOf(entries: Iterable<Entry>, { consumer, provider }: PactSides): object {
  const seen = new Set<string>()
  const numbers = new Map<string, number>()
  const interactions: object[] = []
  for (const { exchange: x } of entries) {
    const key = `${x.method} ${x.url}\n${x.stage.name}\n${bodyOf(x)?.toString('latin1') ?? ''}`
    if (!isExample(x) || seen.has(key)) continue
    seen.add(key)
    const operationId = x.op?.operationId ?? ''
    const number = (numbers.get(operationId) ?? 0) + 1
    numbers.set(operationId, number)
    interactions.push(interaction(x, `${operationId} ${number}`))
  }
  return {
    consumer: { name: consumer },
    provider: { name: provider },
    interactions,
    metadata: { pactSpecification: { version: '4.0' } },
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

function interaction(x: Exchanged, description: string): object {
  return {
    type: 'Synchronous/HTTP',
    description,
    pending: false,
    providerStates: [
      {
        name: x.botId === undefined ? 'the account has data' : 'the bot has data',
        params: {
          ...(x.botId === undefined ? {} : { botId: x.botId }),
          scenario: x.stage.name,
          seed: x.stage.seed,
          now: new Date(x.now).toISOString(),
        },
      },
    ],
    request: request(x),
    response: {
      status: statusOf(x),
      headers: { 'content-type': ['application/json; charset=utf-8'] },
      body: json(shownBody(x.answer?.body)),
      matchingRules: {
        header: { 'content-type': rule({ match: 'regex', regex: 'application/json.*' }) },
        body: { $: rule({ match: 'type' }) },
      },
    },
  }
}

function request(x: Exchanged): object {
  const query = Object.fromEntries(Object.entries(shownQuery(x)).map(([name, value]) => [name, [value].flat()]))
  const headers = Object.fromEntries(
    Object.entries(shownHeaders(x.headers))
      .filter(([name]) => AGREED_HEADERS.includes(name))
      .map(([name, value]) => [name, [value]]),
  )
  // A body that the operation does not take is nothing that was agreed on.
  const body = x.op?.hasBody ? bodyOf(x) : undefined
  return {
    method: x.method,
    path: pathOf(x),
    ...(Object.keys(query).length === 0 ? {} : { query }),
    headers,
    ...(body === undefined ? {} : { body: json(shownBody(body)) }),
    ...(headers.auth === undefined
      ? {}
      : { matchingRules: { header: { auth: rule({ match: 'regex', regex: '(Bearer )?[^.]+\\.[^.]+\\..+' }) } } }),
  }
}

function rule(matcher: object): object {
  return { combine: 'AND', matchers: [matcher] }
}

function json(content: unknown): object {
  return { content, contentType: 'application/json', contentTypeHint: 'TEXT', encoded: false }
}
