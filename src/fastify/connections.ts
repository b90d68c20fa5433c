import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Server, Socket } from 'node:net'
import { Refusal } from '../contract/refusal.ts'
import { lookEvery, type Patience } from './patience.ts'
import { rawAnswer } from './raw-answer.ts'

/** An answer that belongs to a request, as Node makes it. */
type Response = ServerResponse<IncomingMessage>

/** One client's connection. */
class OpenConnection {
  readonly socket: Socket
  /** Ends one that several requests share at a time (HTTP/2), when there is none under way; undefined: there is one at a time. */
  readonly leave: (() => void) | undefined
  /** Requests that are not answered to the end, oldest first. */
  readonly open = new Set<Response>()
  /** What begins those of them that have to wait for earlier ones, in order. */
  readonly waiting: (() => void)[] = []
  /** Some of them begin in the next turn. */
  isNext = false
  /** The last words are said, or wait for earlier answers: what still comes is not looked at. */
  isOver = false
  /** Says the last words, when what comes before them has been answered. */
  farewell: (() => void) | undefined
  /** The latest request that was answered before its body had come to an end. */
  half: IncomingMessage | undefined
  /** Bytes that had come when it was looked at last, and since when there are no more. */
  bytes = 0
  since = 0

  constructor(socket: Socket, leave?: () => void) {
    this.socket = socket
    this.leave = leave
    this.since = performance.now()
  }

  /** The request whose body is still to come; undefined: there is none, or an earlier answer may be what is waited for. */
  get receiving(): IncomingMessage | undefined {
    if (this.isOver || this.open.size > 1) return undefined
    const [response] = this.open
    const request = response === undefined ? this.half : response.req
    return request === undefined || request.complete ? undefined : request
  }

  /** Whether a request before the latest, or the latest itself, is still to be answered; one that never came whole is not. */
  get owes(): boolean {
    for (const { req, headersSent } of this.open) if (req.complete || headersSent) return true
    return false
  }
}

/**
 * The connections of a server: what is under way on each, how long its client may keep silent, and how all of them end.
 * Node knows them too, but calls one idle that is sending a request, and busy one that never sent a byte.
 */
export class Connections {
  readonly #patience: Patience
  readonly #all = new Map<Socket, OpenConnection>()
  /** Sockets that listen beside the server. */
  readonly #doors = new Set<Server>()
  #deadline: NodeJS.Timeout | undefined
  #deadlineAt = Number.POSITIVE_INFINITY
  #isEnding = false
  #cut = 0
  readonly #cutOff = new WeakSet<Socket>()
  #empty: (() => void)[] = []

  constructor(patience: Patience) {
    this.#patience = patience
  }

  /** From now on new requests are refused. */
  get isEnding(): boolean {
    return this.#isEnding
  }

  /** Requests that had no whole answer when the deadline came. */
  get cut(): number {
    return this.#cut
  }

  /** Whether the deadline broke this connection off while something was to be answered on it. */
  hasCut(socket: Socket): boolean {
    return this.#cutOff.has(socket)
  }

  /** Takes the connections of a server in, from its first one on. */
  watch(server: Server): void {
    let looking: NodeJS.Timeout | undefined
    server.on('connection', (socket: Socket) => this.#add(socket))
    server.on('listening', () => {
      looking = setInterval(() => this.#look(), lookEvery(this.#patience))
      looking.unref()
    })
    server.on('close', () => clearInterval(looking))
  }

  /**
   * A connection that lies in another one, as TLS does, and takes its place.
   * @param leave for one that several requests share at a time: ends it when there is none under way
   */
  wrap(outer: Socket, inner: Socket, leave?: () => void): void {
    this.#all.delete(outer)
    this.#add(inner, leave)
  }

  /** Whether a request on a connection is still to be answered. */
  owesOn(socket: Socket): boolean {
    return this.#all.get(socket)?.owes ?? false
  }

  /** A socket that listens beside the server and hands it its connections; it is closed with it. */
  addDoor(door: Server): void {
    this.#doors.add(door)
  }

  /**
   * A request has come.
   * @returns false: its client has sent many before it without waiting for answers, so that it has to wait, too: see `later`
   */
  begin(response: Response): boolean {
    const connection = this.#all.get(response.req.socket)
    if (connection === undefined) return true
    connection.open.add(response)
    connection.half = undefined
    // `once` would cost each request a wrapper and its removal; it comes once anyway.
    response.on('close', () => this.#answered(connection, response))
    // How many streams there are at a time has been agreed on.
    if (connection.leave !== undefined) return true
    return connection.open.size <= MOST_AT_ONCE && connection.waiting.length === 0
  }

  /** Begins a request when earlier ones of its connection have been answered; not at all when its client has left by then. */
  later(response: Response, start: () => void): void {
    const { socket } = response.req
    this.#all.get(socket)?.waiting.push(() => response.destroyed || start())
    // What it still sends is read when those that wait have begun.
    socket.pause()
  }

  /** Begins what waits, in a turn of its own, as far as what is under way leaves room. */
  #goOn(connection: OpenConnection): void {
    if (connection.isNext || connection.waiting.length === 0) return
    connection.isNext = true
    setImmediate(() => {
      connection.isNext = false
      const { open, waiting, socket, isOver } = connection
      const room = MOST_AT_ONCE - (open.size - waiting.length)
      for (const start of waiting.splice(0, room)) start()
      if (waiting.length === 0 && !isOver) socket.resume()
    })
  }

  /** Begins all that waits: what comes to the framework when it ends it answers as the last of its connection. */
  #beginWaiting(): void {
    for (const { waiting, socket, isOver } of this.#all.values()) {
      if (waiting.length === 0) continue
      for (const start of waiting.splice(0)) start()
      if (!isOver) socket.resume()
    }
  }

  /** Reads no more of a request until others have had their turn. */
  holdUp(request: IncomingMessage): void {
    const { socket } = request
    socket.pause()
    setImmediate(() => {
      // Last words that wait hold it up longer, and so does a body that nobody takes.
      const isTaken = request.readableLength < request.readableHighWaterMark
      const connection = this.#all.get(socket)
      if (isTaken && connection?.isOver === false && connection.waiting.length === 0) socket.resume()
    })
  }

  /**
   * Writes the last words on a connection, when the requests that came whole have been answered, and closes it; what its
   * client still sends is not looked at. A client that does not close its side has a second for it.
   */
  farewell(socket: Socket, words: string): void {
    const connection = this.#all.get(socket) ?? new OpenConnection(socket)
    if (connection.isOver) return
    connection.isOver = true
    const say = () => {
      if (socket.writable) socket.end(words)
      socket.resume()
      setTimeout(() => socket.destroy(), this.#patience.farewell).unref()
    }
    if (!connection.owes) {
      say()
      return
    }
    connection.farewell = say
    // If it were heard that its client sends no more, Node would end the connection before the last words.
    socket.pause()
  }

  /**
   * Ends them: those without a request now, the others with their answers, and after so many ms what is left is reset, so
   * that no client takes half an answer for a whole one. Called again it can only be sooner.
   */
  end(ms: number): void {
    if (!this.#isEnding) {
      this.#isEnding = true
      for (const door of this.#doors) door.close()
      this.#beginWaiting()
      // What has already come is read first: a request among it gets an answer.
      setImmediate(() => this.#endQuiet())
    }
    const at = performance.now() + ms
    if (at >= this.#deadlineAt) return
    this.#deadlineAt = at
    clearTimeout(this.#deadline)
    this.#deadline = setTimeout(() => this.#reset(), ms)
  }

  /** Is over when there is no connection; not before `end` has been called. */
  async gone(): Promise<void> {
    if (this.#all.size > 0) await new Promise<void>(resolve => this.#empty.push(resolve))
    clearTimeout(this.#deadline)
  }

  #add(socket: Socket, leave?: () => void): void {
    const connection = new OpenConnection(socket, leave)
    this.#all.set(socket, connection)
    socket.once('close', () => {
      this.#all.delete(socket)
      if (this.#all.size > 0) return
      for (const tell of this.#empty) tell()
      this.#empty = []
    })
    socket.once('end', () => {
      const latest = [...connection.open].at(-1)
      if (latest !== undefined && !latest.headersSent && !connection.isOver) latest.shouldKeepAlive = false
      sayThatItGoesOn(connection, FIRST_SIGN)
    })
    if (this.#isEnding) socket.destroy()
  }

  #answered(connection: OpenConnection, response: Response): void {
    const { open, farewell } = connection
    open.delete(response)
    this.#goOn(connection)
    if (!response.req.complete) connection.half = response.req
    if (farewell !== undefined && !connection.owes) {
      connection.farewell = undefined
      farewell()
    } else if (open.size === 0) {
      if (connection.leave !== undefined) connection.since = performance.now()
      if (this.#isEnding && !connection.isOver) endSoon(connection)
    }
  }

  #endQuiet(): void {
    for (const connection of this.#all.values()) {
      if (connection.isOver && !connection.owes) connection.socket.destroySoon()
      else if (connection.open.size === 0) (connection.leave ?? (() => connection.socket.destroy()))()
    }
  }

  #reset(): void {
    for (const { open, socket } of this.#all.values()) {
      this.#cut += open.size
      if (open.size > 0) {
        this.#cutOff.add(socket)
        resetSocket(socket)
      } else socket.destroy()
    }
  }

  /**
   * Looks for bodies that do not go on, of requests that have been answered too. While an earlier request is unanswered it
   * may be the server that does not read.
   */
  #look(): void {
    const now = performance.now()
    for (const connection of this.#all.values()) {
      const { socket, open, bytes, since, receiving, leave } = connection
      // Each of its streams has a time of its own.
      if (leave !== undefined) leaveIdle(connection, now - this.#patience.idle)
      else if (receiving === undefined || socket.bytesRead !== bytes) {
        connection.bytes = socket.bytesRead
        connection.since = now
      } else if (now - since >= this.#patience.body) {
        connection.since = now
        const [response] = open
        // One that has been answered gets no second answer.
        if (response === undefined) socket.destroySoon()
        else this.giveUp(response)
      }
    }
  }

  /** Waits no longer for the body of a request. */
  giveUp(response: Response): void {
    const { req } = response
    response.shouldKeepAlive = false
    // Half an answer cannot be taken back.
    if (response.headersSent) breakOff(response)
    else if (req.emit(STALLED, stalled(this.#patience))) return
    else if (isOfStream(response)) breakOff(response)
    else this.farewell(req.socket, rawAnswer(stalled(this.#patience)))
  }
}

/** Requests of one connection that are under way at once; who sends more without waiting for answers waits for these. */
const MOST_AT_ONCE = 10

/** Ends a shared connection on which there has been no request since then. */
function leaveIdle({ leave, open, since }: OpenConnection, then: number): void {
  if (open.size === 0 && since <= then) leave?.()
}

/** Ends a connection behind the last of what was written. */
function endSoon({ socket, leave }: OpenConnection): void {
  if (leave === undefined) socket.destroySoon()
  else leave()
}

/** ms after a client has said that it sends no more, and between signs of life at most. */
const FIRST_SIGN = 25
const MOST_BETWEEN_SIGNS = 1_000

/**
 * A client that sends no more either waits for its answer or has left: to the server both look the same until it writes
 * something, as the system of a client that has left resets the connection then. So a provisional answer is written (102,
 * which HTTP/1.0 does not have), again and again, as one alone may be lost without a word (decision D197).
 */
function sayThatItGoesOn(connection: OpenConnection, ms: number): void {
  if (connection.open.size === 0) return
  const timer = setTimeout(() => {
    const [oldest] = connection.open
    if (oldest !== undefined && !oldest.headersSent && oldest.req.httpVersion === '1.1') oldest.writeProcessing()
    sayThatItGoesOn(connection, Math.min(2 * ms, MOST_BETWEEN_SIGNS))
  }, ms)
  timer.unref()
}

/** The event of a request whose body does not go on; who listens answers it with the refusal that comes along. */
export const STALLED = 'stalled'

const stalled = ({ body }: Patience) =>
  new Refusal(408, 'Request Timeout', {
    violations: [{ property: 'body', message: `did not come to its end; nothing came for ${body / 1000} s` }],
  })

/** An answer on a stream of HTTP/2, which shares its connection with others. */
interface StreamAnswer {
  /** Ends the stream with an error. */
  readonly resetStream: () => void
}

const isOfStream = (response: object): response is StreamAnswer => 'resetStream' in response

/** Breaks an answer off so that its client sees an error: its connection, or its stream alone where others share that. */
export function breakOff(response: ServerResponse): void {
  if (isOfStream(response)) response.resetStream()
  else if (typeof response.socket?.resetAndDestroy === 'function') resetSocket(response.socket)
  else response.destroy(new Error('connection reset by a fault'))
}

/** Breaks a connection so that its client sees an error; one that is no TCP is destroyed. */
function resetSocket(socket: Socket): void {
  try {
    socket.resetAndDestroy()
  } catch {
    socket.destroy()
  }
}
