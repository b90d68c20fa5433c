import type { IncomingMessage, Server } from 'node:http'
import type { FastifyInstance } from 'fastify'
import type { Refusal } from '../contract/refusal.ts'
import type { Connections } from './connections.ts'
import type { Door, RawHandler } from './door.ts'
import type { Patience } from './patience.ts'
import type { Unreadable } from './unreadable.ts'

/** A server of HTTP/1 and its parts, for what stands before it. */
export interface FrontedServer {
  readonly server: Server
  readonly connections: Connections
  readonly patience: Patience
  readonly door: Door
  /** What answers requests behind the door. */
  readonly handler: RawHandler
  readonly unreadable: Unreadable
}

/** What takes the connections of a server before it does: TLS, a proxy. It is loaded only where it is asked for. */
export interface Front {
  /** Takes its place. */
  stand(behind: FrontedServer): void
  /** Why a request is not answered here; undefined: it is. */
  refusalOf(request: IncomingMessage): Refusal | undefined
  /**
   * Listens where else it has to, when the server does.
   * @throws the error of Node when the port cannot be had
   */
  listen(app: FastifyInstance, host: string): Promise<void>
}
