import type { Socket } from 'node:net'

/** Calls `then` when the client of a connection has said that it sends no more, now if it has already (decision D197). */
export function whenNoMoreIsSent(socket: Socket, then: () => void): void {
  if (socket.readableEnded) then()
  else socket.once('end', then)
}
