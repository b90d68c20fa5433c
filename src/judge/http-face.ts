import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { ClientRequest, WireOutcome } from './exchange-log.ts'

/** Pieces in which a slow body comes. */
const PIECES = 8

/** A server on a port of its own. */
export interface HttpFace {
  readonly url: string
  close(): Promise<void>
}

/** Answers HTTP by what a function makes of each request. It keeps no process alive. */
export async function openHttpFace(handle: (request: ClientRequest) => Promise<WireOutcome>): Promise<HttpFace> {
  const server = createServer((incoming, response) => {
    answerHttp(incoming, response, handle).catch(() => response.destroy())
  })
  // A client may keep its connections for as long as a slow answer takes.
  server.keepAliveTimeout = 65_000
  await new Promise<void>((done, failed) => server.once('error', failed).listen(0, '127.0.0.1', done))
  server.unref()
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, close: () => closedServer(server) }
}

const closedServer = (server: Server) =>
  new Promise<void>(done => {
    server.close(() => done())
    server.closeAllConnections()
  })

async function answerHttp(
  incoming: IncomingMessage,
  response: ServerResponse,
  handle: (request: ClientRequest) => Promise<WireOutcome>,
): Promise<void> {
  const { method = 'GET', url = '/' } = incoming
  const outcome = await handle({ method, url, headers: textsOf(incoming), body: await incomingBody(incoming) })
  if (outcome.kind === 'hang') return
  if (outcome.kind === 'reset') {
    incoming.socket.resetAndDestroy()
    return
  }
  const { status, headers, body, delay, cut, dribble } = outcome
  if (delay > 0) await pauseFor(delay)
  const bytes = Buffer.from(body)
  response.writeHead(status, { ...headers, 'content-length': bytes.length })
  if (cut !== undefined) {
    response.flushHeaders()
    response.write(bytes.subarray(0, Math.floor(bytes.length * cut)), () => response.destroy())
  } else if (dribble > 0) await dribbled(response, bytes, dribble)
  else response.end(method === 'HEAD' ? undefined : bytes)
}

async function dribbled(response: ServerResponse, bytes: Buffer, ms: number): Promise<void> {
  const size = Math.ceil(bytes.length / PIECES)
  for (let at = 0; at < bytes.length; at += size) {
    if (at > 0) await pauseFor(ms / PIECES)
    response.write(bytes.subarray(at, at + size))
  }
  response.end()
}

const pauseFor = (ms: number) => new Promise(done => setTimeout(done, ms))

const textsOf = ({ headers }: IncomingMessage): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value].flat().join(', ')]))

async function incomingBody(incoming: IncomingMessage): Promise<string | undefined> {
  const parts: Buffer[] = []
  for await (const part of incoming) parts.push(part as Buffer)
  return parts.length === 0 ? undefined : Buffer.concat(parts).toString()
}
