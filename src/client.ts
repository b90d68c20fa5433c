import { createRequire } from 'node:module'
import type * as FastJwt from 'fast-jwt'
import createClient, { type Client } from 'openapi-fetch'
import type { paths } from './contract/generated/client-types.ts'

export type { components, operations, paths } from './contract/generated/client-types.ts'

/** A client of the five APIs: `client.POST(path, { params, body })`, everything typed by the contract. */
export type KoreClient = Client<paths>

/** How a client reaches the API and proves who it is. */
export interface KoreClientOptions {
  /** `https://platform.kore.ai`, or the mock's url. */
  baseUrl: string
  /** A token for the `auth` header, or what makes one for each call. */
  token?: string | (() => string | Promise<string>)
  /** Instead of `token`: a JWT app; a token of an hour is signed for each call. */
  app?: { clientId: string; clientSecret: string }
  /** For the `accountId` header, which the Agent AI APIs require. */
  accountId?: string
  /** In place of the global fetch. */
  fetch?: (request: Request) => Promise<Response>
}

/**
 * A thin typed client, for the mock and the live service alike.
 * @throws TypeError when neither `token` nor `app` is given.
 * @example
 * const kore = createKoreClient({ baseUrl: mock.url, token: mock.token(), accountId: mock.accountId })
 * const { data, error } = await kore.POST('/api/public/bot/{botId}/getSessions', {
 *   params: { path: { botId } }, body: { limit: 20 },
 * })
 */
export function createKoreClient({ baseUrl, token, app, accountId, fetch }: KoreClientOptions): KoreClient {
  if (token === undefined && app === undefined) {
    throw new TypeError('createKoreClient needs `token`, or `app` with clientId and clientSecret')
  }
  const makeToken = app === undefined ? undefined : signerOf(app)
  const client = createClient<paths>({
    baseUrl,
    querySerializer: writeQuery,
    ...(fetch === undefined ? {} : { fetch }),
  })
  client.use({
    async onRequest({ request }) {
      const auth = makeToken?.() ?? (typeof token === 'function' ? await token() : token)
      request.headers.set('auth', auth!)
      if (accountId !== undefined) request.headers.set('accountId', accountId)
      return request
    },
  })
  return client
}

/** A query as the contract has it: a list in one parameter, separated by commas; what is more than a text as JSON. */
function writeQuery(query: Readonly<Record<string, unknown>>): string {
  return Object.entries(query)
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([name, value]) => `${encodeURIComponent(name)}=${queryValue(value)}`)
    .join('&')
}

function queryValue(value: unknown): string {
  if (Array.isArray(value)) return value.map(item => encodeURIComponent(String(item))).join(',')
  return encodeURIComponent(typeof value === 'object' ? JSON.stringify(value) : String(value))
}

function signerOf({ clientId, clientSecret }: { clientId: string; clientSecret: string }): () => string {
  // Loaded here: who brings tokens of his own has no need of it.
  const { createSigner } = createRequire(import.meta.url)('fast-jwt') as typeof FastJwt
  const sign = createSigner({ key: clientSecret, algorithm: 'HS256', expiresIn: 3_600_000 })
  return () => sign({ appId: clientId, sub: clientId })
}
