import { createServer, type RequestListener, type Server } from 'node:http'
import type { Corridor } from '../http/corridor.ts'
import type { Connections } from './connections.ts'
import { Door } from './door.ts'
import type { Front } from './front.ts'
import { HEADER_LIMIT } from './limits.ts'
import { lookEvery, type Patience } from './patience.ts'
import { Unreadable } from './unreadable.ts'

/** What a server is made with. */
interface ServerParts {
  readonly connections: Connections
  readonly corridor: Corridor
  readonly patience: Patience
  /** What takes the connections first: TLS, a proxy. */
  readonly front?: Front | undefined
}

/**
 * The HTTP server: it reads heads within bounds, and whatever it does not hand to `handler` it answers in the envelope of all
 * refusals.
 */
export function makeServer(handler: RequestListener, { connections, corridor, patience, front }: ServerParts): Server {
  const door = new Door(connections, corridor, front && (request => front.refusalOf(request)))
  const unreadable = new Unreadable(connections, corridor)
  const server = createServer(
    {
      maxHeaderSize: HEADER_LIMIT,
      // A request without one is to hear what is wrong.
      requireHostHeader: false,
      headersTimeout: patience.head,
      // Whole bodies may take their time; `Connections` sees to it that they go on.
      requestTimeout: 0,
      connectionsCheckingInterval: lookEvery(patience),
      keepAliveTimeout: patience.idle,
    },
    door.before(handler),
  )
  // Beyond a number Node would drop them without a word; `Door` counts them, and their bytes bound them.
  server.maxHeadersCount = 0
  // Who sends no more may still read: Node would end such a connection at once, and its answers with it.
  Object.assign(server, { httpAllowHalfOpen: true })
  server.on('checkExpectation', door.refuseExpectation)
  server.on('connect', unreadable.answerConnect)
  server.on('clientError', unreadable.answer)
  front?.stand({ server, connections, patience, door, handler, unreadable })
  connections.watch(server)
  // Node calls it as the server closes, and takes a connection for idle whose answer is still on its way to a slow reader.
  server.closeIdleConnections = () => {}
  return server
}
