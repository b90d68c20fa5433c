import { createHash } from 'node:crypto'
import { createRequire } from 'node:module'
import type { LinkEvents, ScriptArgument, ScriptName, ScriptReply, StoreLink } from './link.ts'
import { scripts } from './scripts.ts'

/** As much of the client (`iovalkey`) as is used. */
interface StoreClient {
  readonly status: string
  connect(): Promise<void>
  disconnect(): void
  duplicate(): StoreClient
  callBuffer(command: string, ...args: (string | number | Uint8Array)[]): Promise<ScriptReply>
  subscribe(...channels: string[]): Promise<unknown>
  publish(channel: string, text: string): Promise<unknown>
  on(event: 'ready' | 'close', listener: () => void): unknown
  on(event: 'error', listener: (error: Error) => void): unknown
  on(event: 'message', listener: (channel: string, text: string) => void): unknown
}

type StoreClientClass = new (url: string, options: object) => StoreClient

/** ms between attempts to reach a store that is gone: the first, and at most. */
const RECONNECT = { first: 20, most: 500 }
/** ms that it has to take a connection. */
const TO_CONNECT = 2_000

const digests = new Map<ScriptName, string>(
  Object.entries(scripts).map(([name, text]) => [name as ScriptName, createHash('sha1').update(text).digest('hex')]),
)

/** What a link is to know. */
export interface RedisLinkOptions {
  readonly url: string
  /** Begins every key. */
  readonly prefix: string
  /** Channels that are listened to, beside the prefix. */
  readonly channels: readonly string[]
  readonly events: LinkEvents
}

/** The way to a Valkey or Redis server: one connection for scripts, one that listens. Both come back by themselves. */
export class RedisLink implements StoreLink {
  readonly #client: StoreClient
  readonly #listener: StoreClient
  readonly #prefix: string
  readonly #channels: readonly string[]
  readonly #events: LinkEvents
  readonly #waiting = new Set<(error: Error) => void>()
  #startedAt = 0
  #processName = ''
  #isOpen = false

  constructor({ url, prefix, channels, events }: RedisLinkOptions) {
    const { Redis } = createRequire(import.meta.url)('iovalkey') as { readonly Redis: StoreClientClass }
    this.#prefix = `{${prefix}}`
    this.#channels = channels.map(channel => `${this.#prefix}:${channel}`)
    this.#events = events
    this.#client = new Redis(url.replace(/^valkey/, 'redis'), {
      lazyConnect: true,
      // What cannot be asked at once is not asked later, and what got no answer is not asked twice: it may have been counted.
      enableOfflineQueue: false,
      autoResendUnfulfilledCommands: false,
      autoResubscribe: false,
      maxRetriesPerRequest: null,
      connectTimeout: TO_CONNECT,
      retryStrategy: (times: number) => Math.min(RECONNECT.most, RECONNECT.first * 2 ** Math.min(times, 10)),
    })
    this.#listener = this.#client.duplicate()
    let reason = 'it was not reached'
    for (const client of [this.#client, this.#listener]) {
      client.on('error', error => {
        reason = error.message
      })
    }
    this.#client.on('ready', () => void this.#opened().catch(() => this.#client.disconnect()))
    this.#client.on('close', () => {
      this.#isOpen = false
      events.closed(reason)
      // Whether it was done nobody gets to know.
      for (const give of [...this.#waiting]) give(new Error(`the connection to the store was closed (${reason})`))
    })
    this.#listener.on('ready', () => {
      // What was published before is found by the next beat.
      this.#listener
        .subscribe(...this.#channels)
        .then(() => this.#isOpen && events.opened())
        .catch(() => {})
    })
    this.#listener.on('message', (channel, text) => events.heard(channel.slice(this.#prefix.length + 1), text))
  }

  /** Begins; whether the store is there is told by events. */
  open(): void {
    for (const client of [this.#client, this.#listener]) client.connect().catch(() => {})
  }

  startedAt(): number {
    return this.#startedAt
  }

  processName(): string {
    return this.#processName
  }

  async run(script: ScriptName, args: readonly ScriptArgument[], patience: number): Promise<ScriptReply> {
    if (!this.#isOpen) throw new Error('there is no connection to the store')
    const digest = digests.get(script) ?? ''
    try {
      return await this.#soon(this.#call('EVALSHA', digest, args), patience)
    } catch (error) {
      if (!(error instanceof Error && error.message.startsWith('NOSCRIPT'))) throw error
      return await this.#soon(this.#call('EVAL', scripts[script], args), patience)
    }
  }

  publish(channel: string, text: string): void {
    if (this.#isOpen) this.#client.publish(`${this.#prefix}:${channel}`, text).catch(() => {})
  }

  async close(): Promise<void> {
    this.#client.disconnect()
    this.#listener.disconnect()
  }

  #call(command: 'EVAL' | 'EVALSHA', script: string, args: readonly ScriptArgument[]): Promise<ScriptReply> {
    const sent = args.map(arg =>
      arg instanceof Uint8Array ? Buffer.from(arg.buffer, arg.byteOffset, arg.length) : arg,
    )
    return this.#client.callBuffer(command, script, 1, this.#prefix, ...sent)
  }

  async #opened(): Promise<void> {
    const info = String(Buffer.from((await this.#client.callBuffer('INFO', 'server')) as Uint8Array))
    const [seconds] = (await this.#client.callBuffer('TIME')) as readonly Uint8Array[]
    const uptime = Number(/^uptime_in_seconds:(\d+)/m.exec(info)?.[1] ?? 0)
    this.#processName = /^run_id:(\w+)/m.exec(info)?.[1] ?? ''
    this.#startedAt = (Number(Buffer.from(seconds!).toString()) + 1 - uptime) * 1000
    this.#isOpen = true
    this.#events.opened()
  }

  /** @throws Error when there is no answer within so many ms. */
  #soon<Value>(promise: Promise<Value>, patience: number): Promise<Value> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('the store has not answered in time')), patience)
      this.#waiting.add(reject)
      promise.then(resolve, reject).finally(() => {
        clearTimeout(timer)
        this.#waiting.delete(reject)
      })
    })
  }
}
