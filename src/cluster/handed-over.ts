import type { Worker } from 'node:cluster'
import { machineNow } from '../control/sent-exchange.ts'

/**
 * ms that a worker has to take a connection. One that comes to it later it gives back; from then on a silent worker can be
 * passed over, and never will two processes answer on one connection.
 */
const TO_TAKE = 250
/** ms beyond that: between a worker's look at the clock and its taking. */
const MARGIN = 50

/** A message of `node:cluster` that hands a connection to a worker; the worker acknowledges its number. */
interface HandingOver {
  readonly seq: number
  /** Names the server in the worker that is to take it. */
  key?: unknown
  /** Instant until which it may be taken, ms on the machine's own clock; absent: whenever. */
  readonly takeBy?: number
}

/** A connection on its way to a worker. */
interface Handed {
  readonly message: HandingOver
  readonly handle: object
}

type Send = (message: unknown, handle?: unknown, ...rest: unknown[]) => boolean

/** What the workers of one crew have to know of each other. */
export interface HandingCrew {
  /** Who takes the connections of a worker; undefined: it does so itself, or there is nobody. */
  instead(of: HandedConnections): HandedConnections | undefined
  /** Connections that were given back once: nobody is asked to hurry with them again. */
  readonly givenBack: WeakSet<object>
}

/**
 * Connections that `node:cluster` has handed to a worker which has not said yet that it has taken them. Where it ends before, or
 * does not answer, they are handed to another by the same message, whose acknowledgement closes the first process's own end;
 * node:cluster itself would forget them without closing them, and their clients would wait for ever. What node:cluster says is
 * not documented; where it says it otherwise, nothing is noted here and nothing handed on.
 */
export class HandedConnections {
  readonly #waiting = new Map<number, Handed>()
  /** Numbers of what was handed on while the worker is still there: it may yet say that it has not taken them. */
  readonly #passedOver = new Set<number>()
  readonly #send: Send
  readonly #crew: HandingCrew

  constructor({ process }: Worker, crew: HandingCrew) {
    const send = process.send.bind(process) as Send
    this.#send = send
    this.#crew = crew
    process.send = ((message: unknown, handle?: unknown, ...rest: unknown[]) => {
      if (!isHandingOver(message) || typeof handle !== 'object' || handle === null)
        return send(message, handle, ...rest)
      return (crew.instead(this) ?? this).#hand({ message, handle })
    }) as typeof process.send
    // Before node:cluster hears it.
    process.prependListener('internalMessage' as 'message', (message: unknown) =>
      this.#heed(message as Acknowledgement),
    )
  }

  /**
   * Hands on to another worker what this one has not taken.
   * @param isGone this one has ended; else it keeps what it has still time to take
   */
  handOn(other: HandedConnections, isGone: boolean): void {
    const now = machineNow()
    for (const [seq, handed] of this.#waiting) {
      if (!isGone) {
        if ((handed.message.takeBy ?? Number.POSITIVE_INFINITY) > now - MARGIN) continue
        this.#passedOver.add(seq)
      }
      this.#waiting.delete(seq)
      other.#hand(handed)
    }
  }

  #hand({ message: { takeBy: _, ...message }, handle }: Handed): boolean {
    const isHurried = !this.#crew.givenBack.has(handle)
    const handed = { message: isHurried ? { ...message, takeBy: machineNow() + TO_TAKE } : message, handle }
    this.#waiting.set(message.seq, handed)
    return this.#send(handed.message, handle)
  }

  #heed(said: Acknowledgement): void {
    const { ack } = said
    if (ack === undefined) return
    // Another one has it by now; what that one says counts.
    if (this.#passedOver.delete(ack)) said.ack = undefined
    const handed = this.#waiting.get(ack)
    if (handed !== undefined && said.accepted === false) this.#crew.givenBack.add(handed.handle)
    this.#waiting.delete(ack)
  }
}

/** What a worker says of a connection, as node:cluster sends it. */
interface Acknowledgement {
  ack?: number | undefined
  readonly accepted?: boolean
}

/** Makes a worker give back, as node:cluster has it do for a server that it has closed, connections that come too late to it. */
export function giveBackLate(worker: NodeJS.Process): void {
  worker.prependListener('internalMessage' as 'message', (message: unknown) => {
    if (!isHandingOver(message) || message.takeBy === undefined || machineNow() < message.takeBy) return
    // The key names the server; none has this one.
    message.key = ''
  })
}

/** A message of node:cluster that hands a connection over. */
function isHandingOver(message: unknown): message is HandingOver {
  const told = message as { readonly cmd?: unknown; readonly act?: unknown; readonly seq?: unknown } | null
  return (
    typeof told === 'object' && told?.cmd === 'NODE_CLUSTER' && told.act === 'newconn' && typeof told.seq === 'number'
  )
}
