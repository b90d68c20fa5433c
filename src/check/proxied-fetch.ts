import { request as httpRequest, type RequestOptions } from 'node:http'
import { request as httpsRequest } from 'node:https'
import type { Duplex } from 'node:stream'
import { connect as connectTls } from 'node:tls'
import type { Fetch } from './types.ts'

/** Variables by name; those in lower case win, as with other programs. */
type Variables = Readonly<Record<string, string | undefined>>

/**
 * The proxy for an address, as `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` say; undefined: there is none.
 * @throws RangeError for a proxy that is no address of HTTP, without what may be secret in it
 */
export function proxyFor(url: URL, environment: Variables): URL | undefined {
  const name = url.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY'
  const value = variable(environment, name)
  if (value === '' || goesPast(url, variable(environment, 'NO_PROXY'))) return undefined
  const address = value.includes('://') ? value : `http://${value}`
  const proxy = URL.canParse(address) ? new URL(address) : undefined
  if (proxy === undefined || !['http:', 'https:'].includes(proxy.protocol)) {
    throw new RangeError(`${name} must be an address such as http://127.0.0.1:8080`)
  }
  return proxy
}

function variable(environment: Variables, name: string): string {
  for (const key of [name.toLowerCase(), name]) if (Object.hasOwn(environment, key)) return environment[key] ?? ''
  return ''
}

/** Whether a list of hosts, each with what lies under it, and with or without a port, has this one; `*` has all. */
function goesPast({ hostname, port, protocol }: URL, list: string): boolean {
  const host = hostname.replace(/^\[(.*)\]$/, '$1')
  const own = port === '' ? (protocol === 'https:' ? '443' : '80') : port
  return list
    .toLowerCase()
    .split(/[\s,]+/)
    .some(entry => {
      if (entry === '' || entry === '*') return entry === '*'
      const [, name = entry, asked = own] = /^(.*[^:]):(\d+)$/.exec(entry) ?? []
      const bare = name.replace(/^\*?\./, '').replace(/^\[(.*)\]$/, '$1')
      return asked === own && (host === bare || host.endsWith(`.${bare}`))
    })
}

/** A `fetch` that asks through a proxy, as much of it as the check needs. */
export function proxiedFetch(proxy: URL): Fetch {
  return async (address, { method = 'GET', headers, body, signal }: Parameters<Fetch>[1] = {}) => {
    try {
      const url = new URL(address)
      const sent = { method, headers: Object.fromEntries(new Headers(headers)), signal: signal ?? undefined }
      const answer = url.protocol === 'https:' ? tunnelled(proxy, url, sent) : forwarded(proxy, url, sent)
      return await answered(await answer, body)
    } catch (error) {
      throw signal?.aborted ? signal.reason : error
    }
  }
}

/** How a request is sent. */
interface Sent {
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly signal: AbortSignal | undefined
}

type Request = ReturnType<typeof httpRequest>

const askProxy = (proxy: URL, options: RequestOptions): Request =>
  (proxy.protocol === 'https:' ? httpsRequest : httpRequest)({
    host: proxy.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: proxy.port || (proxy.protocol === 'https:' ? 443 : 80),
    agent: false,
    ...options,
  })

/** Who asks, to the proxy. */
function credentials({ username, password }: URL): Record<string, string> {
  if (username === '') return {}
  const text = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`
  return { 'proxy-authorization': `Basic ${Buffer.from(text).toString('base64')}` }
}

function forwarded(proxy: URL, url: URL, { method, headers, signal }: Sent): Request {
  const path = `${url.origin}${url.pathname}${url.search}`
  return askProxy(proxy, { method, path, headers: { ...headers, host: url.host, ...credentials(proxy) }, signal })
}

async function tunnelled(proxy: URL, url: URL, { method, headers, signal }: Sent): Promise<Request> {
  const target = `${url.hostname}:${url.port || 443}`
  const socket = await new Promise<Duplex>((resolve, reject) => {
    askProxy(proxy, { method: 'CONNECT', path: target, headers: { host: target, ...credentials(proxy) }, signal })
      .on('connect', ({ statusCode }, tunnel) => {
        if (statusCode === 200) resolve(tunnel)
        else {
          tunnel.destroy()
          reject(Object.assign(new Error('no tunnel'), { code: `the proxy refused with ${statusCode}` }))
        }
      })
      .on('response', ({ statusCode }) =>
        reject(Object.assign(new Error('no tunnel'), { code: `the proxy refused with ${statusCode}` })),
      )
      .on('error', reject)
      .end()
  })
  return httpsRequest({
    method,
    path: `${url.pathname}${url.search}`,
    headers: { ...headers, host: url.host },
    signal,
    createConnection: () => connectTls({ socket, servername: url.hostname.replace(/^\[(.*)\]$/, '$1') }),
  })
}

/** Statuses of answers without a body. */
const BODILESS: readonly number[] = [204, 205, 304]

function answered(request: Request, body: unknown): Promise<Response> {
  return new Promise((resolve, reject) => {
    request.on('error', reject)
    request.on('response', answer => {
      const pieces: Buffer[] = []
      answer.on('data', (piece: Buffer) => pieces.push(piece))
      answer.on('error', reject)
      answer.on('end', () => {
        const headers = new Headers()
        for (const [name, value] of Object.entries(answer.headers)) headers.set(name, String(value))
        const { statusCode: status = 0 } = answer
        resolve(new Response(BODILESS.includes(status) ? null : Buffer.concat(pieces), { status, headers }))
      })
    })
    request.end(typeof body === 'string' ? body : undefined)
  })
}
