import type { Entry } from '../control/control.ts'
import { meets } from '../control/criteria.ts'
import { entryId } from '../control/journal.ts'
import type { AdminCall } from './call.ts'
import { whenNoMoreIsSent } from './no-more-sent.ts'
import { jsonOrUnreadable, Turns } from './pieces.ts'
import { summaryOf, unreadableSummary } from './shapes.ts'

/** ms between signs of life, so that proxies keep the connection. */
const HEARTBEAT = 15_000
/** A reader that lags behind by more bytes than this is let go; it may come back with `Last-Event-ID`. */
const MAX_LAG = 4 * 1024 * 1024

/**
 * The journal as server-sent events: `Last-Event-ID` first gives what was written since. What became of an edit to the
 * scenario (`--watch`) comes between them, without an id: it is no entry.
 */
export function streamEvents({ mock, query, raw, onClose }: AdminCall<'streamEvents'>): undefined {
  const { request, response } = raw
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  })
  response.write('retry: 1000\n\n')
  const send = (entry: Entry) => {
    // One may still be on its way when the stream ends.
    if (response.destroyed || response.writableEnded || !meets(entry, query)) return
    const line = jsonOrUnreadable(entry, summaryOf, unreadableSummary)
    response.write(`id: ${entryId(entry.number)}\nevent: exchange\ndata: ${line}\n\n`)
    if (response.writableLength > MAX_LAG) response.destroy()
  }
  const queue = new EventQueue(send)
  const last = Number(/^r-(\d+)$/.exec(String(request.headers['last-event-id'] ?? ''))?.[1] ?? Number.NaN)
  const missed = Number.isNaN(last) ? [] : [...mock.control.journal.entries()].filter(entry => entry.number > last)
  for (const entry of missed.reverse()) queue.add(entry)
  // The journal is told before an answer leaves; its reader waits until it has.
  const sendNews = (event: string) => (news: object) =>
    response.write(`event: ${event}\ndata: ${JSON.stringify(news)}\n\n`)
  const leave = [
    mock.control.journal.subscribe(entry => queue.add(entry)),
    mock.news.subscribe(sendNews('scenario')),
    mock.control.notices.subscribe(sendNews('process')),
  ]
  const heartbeat = setInterval(() => response.write(': still here\n\n'), HEARTBEAT)
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

/** Entries on their way to a reader, in their order: all that he missed would hold up everybody else if they were shown at once. */
class EventQueue {
  readonly #send: (entry: Entry) => void
  #waiting: Entry[] = []
  #isUnderWay = false

  constructor(send: (entry: Entry) => void) {
    this.#send = send
  }

  /** Adds an entry, which is sent in a later turn. */
  add(entry: Entry): void {
    this.#waiting.push(entry)
    if (this.#isUnderWay) return
    this.#isUnderWay = true
    setImmediate(() => this.#sendAll())
  }

  /** Forgets what waits. */
  end(): void {
    this.#waiting = []
  }

  async #sendAll(): Promise<void> {
    const turns = new Turns()
    for (let entry = this.#waiting.shift(); entry !== undefined; entry = this.#waiting.shift()) {
      this.#send(entry)
      await turns.pass()
    }
    this.#isUnderWay = false
  }
}
