import type { Worker } from 'node:cluster'

/** A connection on its way to a worker, as `node:cluster` sends it: the message has a number that the worker acknowledges. */
interface Handed {
  readonly message: object
  readonly handle: unknown
}

type Send = (message: unknown, handle?: unknown, ...rest: unknown[]) => boolean

/**
 * Connections that `node:cluster` has handed to a worker which has not said yet that it has taken them. Should the worker end
 * before, node:cluster forgets them without closing them, and their clients wait for ever: so they are handed to another, by the same
 * message, whose acknowledgement closes the first process's own end. What node:cluster says is not documented; where it says it
 * otherwise, nothing is noted here and nothing handed on.
 */
export class HandedConnections {
  readonly #waiting = new Map<number, Handed>()
  readonly #send: Send

  constructor({ process }: Worker) {
    const send = process.send.bind(process) as Send
    this.#send = send
    process.send = ((message: unknown, handle?: unknown, ...rest: unknown[]) => {
      const seq = numberOf(message, 'newconn')
      if (seq !== undefined && handle !== undefined) this.#waiting.set(seq, { message: message as object, handle })
      return send(message, handle, ...rest)
    }) as typeof process.send
    process.on('internalMessage' as 'message', (message: unknown) => {
      const { ack } = message as { ack?: unknown }
      if (typeof ack === 'number') this.#waiting.delete(ack)
    })
  }

  /** Hands on to another worker what this one has not taken. */
  handOn(other: HandedConnections): void {
    for (const [seq, handed] of this.#waiting) {
      other.#waiting.set(seq, handed)
      other.#send(handed.message, handed.handle)
    }
    this.#waiting.clear()
  }
}

/** The number of a message of node:cluster of some kind; undefined for all others. */
function numberOf(message: unknown, act: string): number | undefined {
  const told = message as { readonly cmd?: unknown; readonly act?: unknown; readonly seq?: unknown } | null
  if (typeof told !== 'object' || told?.cmd !== 'NODE_CLUSTER' || told.act !== act) return undefined
  return typeof told.seq === 'number' ? told.seq : undefined
}
