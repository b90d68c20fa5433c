import { lookup } from 'node:dns/promises'
import { createServer, type Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { listeningAt } from './listening-at.ts'

/** Where to listen. */
export interface Place {
  /** 0: a free one. */
  readonly port: number
  readonly host: string
}

/**
 * Lets an application listen. `localhost` is all the addresses of that name, 127.0.0.1 and ::1 mostly: clients differ in which
 * they take.
 * @throws the error of Node when the port cannot be had
 */
export async function listen(app: FastifyInstance, { port, host }: Place): Promise<void> {
  await app.listen({ port, host, listenTextResolver: address => `listening on ${address}` })
  if (host !== 'localhost') return
  const first = listeningAt(app.server)
  const all = await lookup(host, { all: true })
  const others = all.filter(({ address }) => address !== first.address)
  await Promise.all(others.map(({ address }) => openDoor(app, { port: first.port, host: address })))
}

/** Listens at one more address; where that cannot be had, the first is enough. */
function openDoor(app: FastifyInstance, place: Place): Promise<void> {
  const door = createServer({ allowHalfOpen: true, noDelay: true }, (socket: Socket) =>
    app.server.emit('connection', socket),
  )
  return new Promise(resolve => {
    door.once('error', () => resolve())
    door.listen(place, () => {
      app.connections.addDoor(door)
      resolve()
    })
  })
}
