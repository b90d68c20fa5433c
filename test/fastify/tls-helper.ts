import { once } from 'node:events'
import { type ClientHttp2Session, connect as connectStreams, type OutgoingHttpHeaders } from 'node:http2'
import { request as requestTls } from 'node:https'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { connect as connectTls, type TLSSocket } from 'node:tls'
import type { FastifyInstance } from 'fastify'
import type { Test } from 'tap'
import { createApp } from '../../src/fastify/app.ts'
import type { AppOptions } from '../../src/fastify/app-options.ts'
import { TlsFront } from '../../src/fastify/tls-front.ts'
import { Authority } from '../../src/tls/authority.ts'
import { readyTls } from '../../src/tls/open-tls.ts'
import { BOT, HEADERS, NOW } from '../helper.ts'

/** Path of a call that every test may make. */
export const SESSIONS = `/api/public/bot/${BOT}/getSessions`
/** An authority for all tests of a file. */
export const AUTHORITY = Authority.make(['localhost', '127.0.0.1', '::1', 'kore.ai', 'korebots.com'])
const PAIR = AUTHORITY.issue(['localhost', '127.0.0.1', '::1'])

export const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms))

/** A mock that speaks TLS. */
export interface SecureMock {
  readonly app: FastifyInstance
  readonly port: number
}

/** Starts one; it is closed at the end of the test. */
export async function secureMock(t: Test, options: AppOptions = {}): Promise<SecureMock> {
  const app = createApp({ seed: 'test', now: NOW, ...options }, { front: new TlsFront({ pair: PAIR }) })
  t.teardown(() => app.close())
  await app.listen({ port: 0, host: '127.0.0.1' })
  return { app, port: (app.server.address() as AddressInfo).port }
}

/** A mock with a proxy; the mock itself speaks plain HTTP. */
export async function proxyMock(t: Test, options: AppOptions & { proxyHosts?: readonly string[] } = {}) {
  const { proxyHosts, ...rest } = options
  const ready = await readyTls({ host: '127.0.0.1', server: false, proxyPort: 0, proxyHosts })
  t.teardown(() => ready.ca?.remove())
  const front = new TlsFront(ready)
  const app = createApp({ seed: 'test', now: NOW, ...rest }, { front })
  t.teardown(() => app.close())
  await app.listen({ port: 0, host: '127.0.0.1' })
  await front.listen(app, '127.0.0.1')
  return { app, port: (app.server.address() as AddressInfo).port, proxyPort: front.proxyPort!, ca: ready.ca! }
}

/** An answer, or the error in its place. */
export interface SecureAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly text: string
  /** Code of the error; empty: there was none. */
  readonly error: string
}

/** A session of HTTP/2, closed at the end of the test. */
export async function session(t: Test, port: number): Promise<ClientHttp2Session> {
  const made = connectStreams(`https://localhost:${port}`, { ca: AUTHORITY.certificate })
  made.on('error', () => {})
  t.teardown(() => made.destroy())
  await once(made, 'connect')
  return made
}

/** Headers of a call with a body. */
export const CALL = { ':method': 'POST', ':path': SESSIONS, 'content-type': 'application/json', ...HEADERS }

/** One request on a session; a body of null leaves the request open. */
export function ask2(
  made: ClientHttp2Session,
  headers: OutgoingHttpHeaders = CALL,
  body: string | null = '{"limit":1}',
): Promise<SecureAnswer> {
  const stream = made.request(headers, { endStream: body === '' })
  if (body) stream.end(body)
  let answer = { status: 0, headers: {} as Record<string, unknown>, text: '', error: '' }
  stream.setEncoding('utf8')
  stream.on('response', found => {
    answer = { ...answer, status: Number(found[':status']), headers: found }
  })
  stream.on('data', (chunk: string) => {
    answer = { ...answer, text: answer.text + chunk }
  })
  stream.on('error', (error: NodeJS.ErrnoException) => {
    answer = { ...answer, error: error.message }
  })
  return new Promise(resolve =>
    stream.on('close', () =>
      resolve(
        stream.rstCode === 0 || answer.error !== '' ? answer : { ...answer, error: `reset with ${stream.rstCode}` },
      ),
    ),
  )
}

/** One request of HTTP/1.1 over TLS. */
export function ask1(
  port: number,
  { path = SESSIONS, method = 'POST', headers = {}, body = '{"limit":1}' } = {},
): Promise<SecureAnswer> {
  return new Promise(resolve => {
    let error = ''
    let head: { status: number; headers: Record<string, unknown> } = { status: 0, headers: {} }
    let text = ''
    const over = () => resolve({ ...head, text, error })
    const sent = requestTls(
      {
        host: 'localhost',
        port,
        path,
        method,
        agent: false,
        servername: 'localhost',
        ca: AUTHORITY.certificate,
        headers: { ...HEADERS, 'content-type': 'application/json', ...headers },
      },
      answer => {
        head = { status: answer.statusCode ?? 0, headers: answer.headers }
        answer.setEncoding('utf8')
        answer.on('data', (chunk: string) => {
          text += chunk
        })
        answer.on('error', (found: NodeJS.ErrnoException) => {
          error = found.code ?? found.message
        })
        answer.on('close', over)
      },
    )
    sent.on('error', (found: NodeJS.ErrnoException) => {
      error = found.code ?? found.message
      over()
    })
    sent.end(body)
  })
}

/** A connection that has agreed on TLS with HTTP/1.1. */
export async function plainTls(port: number): Promise<TLSSocket> {
  const socket = connectTls({ port, host: '127.0.0.1', servername: 'localhost', ca: AUTHORITY.certificate })
  await once(socket, 'secureConnect')
  return socket
}

/** One request of HTTP/1.1 on such a connection: what comes until it ends. */
export function sayOn(socket: TLSSocket, more = ''): Promise<string> {
  const body = '{"limit":1}'
  const head = [
    `POST ${SESSIONS} HTTP/1.1`,
    'Host: localhost',
    `auth: ${HEADERS.auth}`,
    'content-type: application/json',
  ]
  socket.write(`${head.join('\r\n')}\r\n${more}content-length: ${body.length}\r\n\r\n${body}`)
  let text = ''
  socket.setEncoding('utf8').on('data', chunk => {
    text += chunk
  })
  return new Promise(resolve => {
    socket.on('error', () => {})
    socket.on('close', () => resolve(text))
  })
}

/** A connection without TLS, and how it ends. */
export function bareTcp(port: number): { readonly socket: Socket; readonly ended: Promise<string> } {
  const socket = connect({ port, host: '127.0.0.1' })
  let text = ''
  socket.setEncoding('latin1').on('data', chunk => {
    text += chunk
  })
  const ended = new Promise<string>(resolve => {
    socket.on('error', () => {})
    socket.on('close', () => resolve(text))
  })
  return { socket, ended }
}
