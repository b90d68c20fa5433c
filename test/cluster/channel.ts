import { EventEmitter } from 'node:events'
import type { Peer } from '../../src/cluster/line.ts'

/** Two ends of a channel between processes. */
export function channel(): [Peer, Peer] {
  const [here, there] = [new EventEmitter(), new EventEmitter()]
  const end = (own: EventEmitter, other: EventEmitter): Peer => ({
    on: (event, listener) => own.on(event, listener),
    send: message => setImmediate(() => other.emit('message', structuredClone(message))),
  })
  return [end(here, there), end(there, here)]
}
