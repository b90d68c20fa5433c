import { Refusal } from '../contract/refusal.ts'
import type { Entry } from '../control/control.ts'
import { meets } from '../control/criteria.ts'
import { entryBytes, entryId } from '../control/journal.ts'
import { say } from '../errors/catalogue.ts'
import type { AdminCall } from './call.ts'
import { whenNoMoreIsSent } from './no-more-sent.ts'
import { jsonOrUnreadable, Turns } from './pieces.ts'
import { summaryOf, unreadableSummary } from './shapes.ts'

/** ms between signs of life, so that proxies keep the connection. */
const HEARTBEAT = 15_000
/** A reader that has so many bytes before it is given no further entries until it has read them. */
const MOST_UNREAD_ENTRIES = 256 * 1024
/** A reader for which exchanges of more bytes than this have come meanwhile is let go; it may come back with `Last-Event-ID`. */
const MAX_LAG = 32 * 1024 * 1024
/** Of signs of life and news, which do not wait, too. */
const MOST_UNREAD_EVENTS = 4 * 1024 * 1024
/** Seconds after which a stream may have ended. */
const RETRY_SECONDS = 5

const STREAM_HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store',
  'x-accel-buffering': 'no',
}

/**
 * The journal as server-sent events: `Last-Event-ID` first gives what was written since. What became of an edit to the
 * scenario (`--watch`) comes between them, without an id: it is no entry.
 */
export function streamEvents({ mock, query, raw, onClose }: AdminCall<'streamEvents'>): undefined {
  const { request, response } = raw
  if (request.method === 'HEAD') {
    response.writeHead(200, STREAM_HEADERS).end()
    return undefined
  }
  const leave = [placeFor(mock, `${request.socket.remoteAddress}`)]
  response.writeHead(200, STREAM_HEADERS)
  const put = (text: string) => {
    // One may still be on its way when the stream ends.
    if (response.destroyed || response.writableEnded) return
    response.write(text)
    if (response.writableLength > MOST_UNREAD_EVENTS) response.destroy()
  }
  put('retry: 1000\n\n')
  const send = (entry: Entry) => {
    if (response.destroyed || !meets(entry, query)) return
    const line = jsonOrUnreadable(entry, summaryOf, unreadableSummary)
    put(`id: ${entryId(entry.number)}\nevent: exchange\ndata: ${line}\n\n`)
  }
  const last = Number(/^r-(\d+)$/.exec(String(request.headers['last-event-id'] ?? ''))?.[1] ?? Number.NaN)
  const isRead = () => (response.writableLength > MOST_UNREAD_ENTRIES ? whenRead(response) : undefined)
  const queue = new EventQueue({ send, isRead, onLag: () => response.destroy() })
  queue.begin(Number.isNaN(last) ? [] : entriesSince(mock, last))
  // The journal is told before an answer leaves; its reader waits until it has.
  const sendNews = (event: string) => (news: object) => put(`event: ${event}\ndata: ${JSON.stringify(news)}\n\n`)
  leave.push(
    mock.control.journal.subscribe(entry => queue.add(entry)),
    mock.news.subscribe(sendNews('scenario')),
    mock.control.notices.subscribe(sendNews('process')),
  )
  const heartbeat = setInterval(() => put(': still here\n\n'), HEARTBEAT)
  heartbeat.unref()
  onClose(() => {
    for (const end of leave) end()
    clearInterval(heartbeat)
    queue.end()
    response.end()
  })
  // A client that has closed its side of a stream which has no end has left altogether (decision D197).
  whenNoMoreIsSent(request.socket, () => response.end())
  return undefined
}

/** When a reader has read what was before it, or has left. */
function whenRead(response: AdminCall['raw']['response']): Promise<void> {
  return new Promise(done => {
    const then = () => {
      response.off('drain', then)
      response.off('close', then)
      done()
    }
    response.once('drain', then)
    response.once('close', then)
  })
}

/** Takes a place among the streams. @returns what gives it back @throws Refusal 503 where there is none */
function placeFor({ streamPlaces }: AdminCall['mock'], address: string): () => void {
  const place = streamPlaces.take(address)
  if ('leave' in place) return place.leave
  const whom = place.ofAll ? 'all clients' : 'one address'
  const { code, message } = say('KM_ADMIN_STREAMS', { most: place.taken, whom })
  const headers = { 'retry-after': `${RETRY_SECONDS}` }
  throw new Refusal(503, message, { headers, mockCode: code, violations: [{ property: 'server', message }] })
}

/** Entries that were written after another one, oldest first. Those before it are not looked at: there may be a million. */
function entriesSince({ control }: AdminCall['mock'], last: number): Entry[] {
  const missed: Entry[] = []
  for (const entry of control.journal.entries()) {
    if (entry.number <= last) break
    missed.push(entry)
  }
  return missed.reverse()
}

/** What a queue of entries needs of its reader. */
interface EntryReader {
  readonly send: (entry: Entry) => void
  /** Undefined: it can be sent more at once. */
  readonly isRead: () => Promise<void> | undefined
  /** Called when more has come than waits for a reader. */
  readonly onLag: () => void
}

/** Entries that have been sent are let go of by so many at least. */
const SWEPT = 1024

/** Entries on their way to a reader, in their order: all that he missed would hold up everybody else if they were shown at once. */
class EventQueue {
  readonly #reader: EntryReader
  #waiting: Entry[] = []
  /** The first that was not sent. */
  #next = 0
  /** The last of those that were missed: they lie in the journal in any case. */
  #lastMissed = 0
  /** Of the others that wait. */
  #bytes = 0
  #isUnderWay = false

  constructor(reader: EntryReader) {
    this.#reader = reader
  }

  /** Begins with what was missed. */
  begin(missed: Entry[]): void {
    this.#waiting = missed
    this.#lastMissed = missed.at(-1)?.number ?? 0
    if (missed.length > 0) this.#start()
  }

  /** Adds an entry, which is sent in a later turn. */
  add(entry: Entry): void {
    this.#waiting.push(entry)
    this.#bytes += entryBytes(entry.exchange)
    if (this.#bytes > MAX_LAG) this.#reader.onLag()
    else this.#start()
  }

  /** Forgets what waits. */
  end(): void {
    this.#waiting = []
    this.#next = 0
    this.#bytes = 0
  }

  #start(): void {
    if (this.#isUnderWay) return
    this.#isUnderWay = true
    setImmediate(() => this.#sendAll())
  }

  async #sendAll(): Promise<void> {
    const turns = new Turns()
    for (let entry = this.#take(); entry !== undefined; entry = this.#take()) {
      this.#reader.send(entry)
      await turns.pass()
      await this.#reader.isRead()
    }
    this.end()
    this.#isUnderWay = false
  }

  #take(): Entry | undefined {
    const entry = this.#waiting[this.#next]
    if (entry === undefined) return undefined
    this.#next += 1
    if (entry.number > this.#lastMissed) this.#bytes -= entryBytes(entry.exchange)
    if (this.#next >= SWEPT && this.#next * 2 > this.#waiting.length) {
      this.#waiting.splice(0, this.#next)
      this.#next = 0
    }
    return entry
  }
}
