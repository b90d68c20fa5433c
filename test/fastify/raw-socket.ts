import { once } from 'node:events'
import { type AddressInfo, connect, type Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'

/** One answer as it came over a bare socket. */
interface RawAnswer {
  readonly status: number
  /** By name in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  // biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of every shape
  readonly json: any
}

/** All that came until the connection ended, and how it ended. */
export interface Heard {
  readonly text: string
  readonly answers: RawAnswer[]
  /** `end`: in order; else the code of the error. */
  readonly ended: string
}

/** A client on a bare socket. */
export class RawClient {
  readonly socket: Socket
  readonly #heard: Promise<Heard>
  #text = ''

  constructor(port: number) {
    this.socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true })
    this.socket.setEncoding('latin1')
    let ended = 'closed'
    this.socket.on('data', chunk => {
      this.#text += chunk
    })
    this.socket.on('end', () => {
      ended = 'end'
      this.socket.end()
    })
    this.socket.on('error', (error: NodeJS.ErrnoException) => {
      ended = error.code ?? 'error'
    })
    this.#heard = new Promise(resolve =>
      this.socket.on('close', () => resolve({ text: this.#text, answers: answersOf(this.#text), ended })),
    )
  }

  /** What has come so far. */
  get text(): string {
    return this.#text
  }

  async send(text: string): Promise<void> {
    if (this.socket.connecting) await once(this.socket, 'connect')
    this.socket.write(text, 'latin1')
  }

  /** Is over when the connection is. */
  heard(): Promise<Heard> {
    return this.#heard
  }

  /** Is over when so much has come as the pattern asks for. */
  async until(pattern: RegExp): Promise<void> {
    while (!pattern.test(this.#text)) await once(this.socket, 'data')
  }
}

/** Port of an application; it listens when it does not yet. */
export async function portOf(app: FastifyInstance): Promise<number> {
  if (!app.server.listening) await app.listen({ port: 0, host: '127.0.0.1' })
  return (app.server.address() as AddressInfo).port
}

/** Sends bytes on a connection of their own, and hears what comes until it is closed. */
export async function say(app: FastifyInstance, text: string): Promise<Heard> {
  const client = new RawClient(await portOf(app))
  await client.send(text)
  return client.heard()
}

/** Reads answers one after the other; an answer to HEAD has no body and must be the last. */
function answersOf(text: string): RawAnswer[] {
  const answers: RawAnswer[] = []
  let rest = text
  while (rest.startsWith('HTTP/1.1 ')) {
    const at = rest.indexOf('\r\n\r\n')
    const [first = '', ...lines] = rest.slice(0, at).split('\r\n')
    const headers = Object.fromEntries(
      lines.map(line => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
    )
    const length = Number(headers['content-length'] ?? 0)
    const body = rest.slice(at + 4, at + 4 + length)
    rest = rest.slice(at + 4 + body.length)
    const status = Number(first.split(' ')[1])
    if (status >= 200) answers.push({ status, headers, body, json: jsonOf(body) })
  }
  return answers
}

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}
