import type { KoreMock } from '../embed/kore-mock.ts'
import type { RouteMatch } from '../http/exchange.ts'
import type { FaultAction } from '../scenario/types.ts'
import { type AskedPage, askedPage, earlierBy, emptied, listedRowsIn, takerOf, withHidden } from './client-page.ts'
import type { ClientRequest, JudgedExchange, WireOutcome } from './exchange-log.ts'
import type { Schedule, TroubleEvent, TroubleKind } from './schedule.ts'
import type { TimeSource } from './time-source.ts'
import { isRenewed, tokenIn } from './token-use.ts'

/** By which the world's clock moves on with each request, ms. */
const STEP_MS = 150
/** How long a limit is in force, ms. */
const QUOTA_MS = 1_000
/** No request has more trouble in a row: a client that tries four times gets through. */
const MOST_FAILURES_IN_A_ROW = 3
/** Names the request whose turn a fault of the mock's is. */
const OWN_HEADER = 'x-judged-request'

/** What befalls the answer of one request; at most one does. */
const OF_ONE_ANSWER: ReadonlySet<TroubleKind> = new Set([
  'limited',
  'limited-bare',
  'error',
  'reset',
  'cut',
  'dribble',
  'slow',
  'shift',
  'empty',
])
/** What makes a client ask once more. */
const FAILING: ReadonlySet<TroubleKind> = new Set([
  'limited',
  'limited-bare',
  'quota',
  'error',
  'reset',
  'cut',
  'token',
])

/** Rows that nobody sees stand in a list from a place on: pages behind it begin so much later. */
interface Hole {
  readonly begin: number
  readonly size: number
}

/** One schedule at work: what a client's requests meet, and what is noted of them. */
export class Trial {
  readonly log: JudgedExchange[] = []
  readonly fired = new Set<TroubleEvent>()
  /** Called when the client is to be killed. */
  onKill: () => void = () => {}
  /** Called when it has asked more often than any client needs. */
  onExcess: () => void = () => {}
  run = 0
  attempt = 0
  /** The mock that is asked in the end. */
  readonly mock: KoreMock
  readonly #schedule: Schedule
  readonly #time: TimeSource
  readonly #mostRequests: number
  #worldNow = 0
  #seenAt = 0
  #number = 0
  #failures = 0
  #quotaUntil = 0
  #isDown = false
  #isOver = false
  readonly #usedTokens = new Set<string>()
  /** Tokens that have ended, and when by real time. */
  readonly #endedTokens = new Map<string, number>()
  readonly #toldTokens = new Set<string>()
  readonly #holes = new Map<string, Hole>()
  /** Lists at whose head a row has arrived: from then on all pages but the first begin one row early. */
  readonly #shifted = new Set<string>()
  /** Where the last page of each list began that the run has asked for. */
  readonly #reached = new Map<string, number>()

  constructor(mock: KoreMock, schedule: Schedule, time: TimeSource, mostRequests: number) {
    this.mock = mock
    this.#schedule = schedule
    this.#time = time
    this.#mostRequests = mostRequests
  }

  /** The world's clock, ms. */
  get worldNow(): number {
    return this.#worldNow
  }

  /** The clock moves to where the run begins, never back. */
  beginRun(run: number): void {
    this.run = run
    this.attempt++
    this.#number = 0
    this.#failures = 0
    this.#quotaUntil = 0
    this.#isDown = false
    this.#isOver = false
    this.#endedTokens.clear()
    this.#usedTokens.clear()
    this.#holes.clear()
    this.#reached.clear()
    this.#shifted.clear()
    this.#seenAt = this.#time.now()
    this.#moveTo(Math.max(this.#worldNow + STEP_MS, Date.parse(this.#schedule.runs[run]!)))
  }

  /** What was begun before has no say any more. */
  beginAttempt(): number {
    this.attempt++
    this.#isOver = false
    return this.attempt
  }

  /** Nothing is answered from now on. */
  end(): void {
    this.#isOver = true
  }

  /** Whether a piece of trouble has befallen the run. */
  hasFired(kind: TroubleKind, run: number): boolean {
    return [...this.fired].some(event => event.kind === kind && event.run === run)
  }

  /** What a request meets. @param attempt the one that it belongs to; those of a killed client are never answered */
  async handle(request: ClientRequest, attempt: number = this.attempt): Promise<WireOutcome> {
    if (this.#isOver || attempt !== this.attempt) return { kind: 'hang' }
    const route = takerOf(request)
    const exchange = this.#note(request, route)
    if (this.#number > this.#mostRequests) {
      this.end()
      this.onExcess()
      return { kind: 'hang' }
    }
    const outcome = await this.#outcomeOf(request, route, exchange)
    exchange.leftAt = this.#time.now()
    this.#failures = exchange.status === 200 && !exchange.isCut ? 0 : this.#failures + 1
    return outcome
  }

  #note(request: ClientRequest, route: RouteMatch | undefined): JudgedExchange {
    this.#number++
    const now = this.#time.now()
    // Nobody waits as long as the world does; only what a client waited itself passes there too.
    this.#moveTo(this.#worldNow + STEP_MS + Math.min(this.#waited(now), 3_600_000))
    const exchange: JudgedExchange = {
      run: this.run,
      attempt: this.attempt,
      number: this.#number,
      at: this.#worldNow,
      cameAt: now,
      leftAt: now,
      request,
      operationId: route?.op.operationId,
      status: 0,
      headers: {},
      body: '',
      isCut: false,
      troubles: [],
    }
    this.log.push(exchange)
    return exchange
  }

  #waited(now: number): number {
    const waited = Math.max(0, now - this.#seenAt)
    this.#seenAt = now
    return this.#time.isVirtual ? waited : 0
  }

  async #outcomeOf(
    request: ClientRequest,
    route: RouteMatch | undefined,
    exchange: JudgedExchange,
  ): Promise<WireOutcome> {
    const token = tokenIn(request)
    if (token !== undefined) this.#usedTokens.add(token)
    if (this.#happenBefore(exchange)) return { kind: 'hang' }
    const status = this.#refusal(token, exchange)
    const page = route === undefined ? undefined : askedPage(request, route)
    const event = status === undefined ? this.#nextFor(page) : undefined
    if (event !== undefined) this.#fire(event, exchange)
    if (page !== undefined) this.#reach(page, event?.kind)
    if (event?.kind === 'reset') return { kind: 'reset' }
    return this.#answer(request, page, exchange, event ?? status)
  }

  /** Things that happen whatever is asked: clocks, ends of tokens, limits, outages. True: the client is dead. */
  #happenBefore(exchange: JudgedExchange): boolean {
    for (const event of this.#due()) {
      if (OF_ONE_ANSWER.has(event.kind)) continue
      if (FAILING.has(event.kind) && this.#failures >= MOST_FAILURES_IN_A_ROW) continue
      this.#fire(event, exchange)
      if (event.kind === 'kill') {
        this.end()
        this.onKill()
        return true
      }
      this.#happen(event)
    }
    return false
  }

  #happen({ kind, amount }: TroubleEvent): void {
    if (kind === 'arrive') this.#moveTo(this.#worldNow + amount)
    else if (kind === 'quota') this.#quotaUntil = this.#time.now() + QUOTA_MS
    else if (kind === 'outage') this.#isDown = true
    else if (kind === 'token') for (const token of this.#usedTokens) this.#endedTokens.set(token, Date.now())
  }

  /** The status by which all requests are refused for now, this one too. */
  #refusal(token: string | undefined, { troubles }: JudgedExchange): number | undefined {
    if (this.#isDown) return note(503, 'outage')
    if (this.#time.now() < this.#quotaUntil) return note(429, 'quota')
    if (token === undefined || !this.#hasEnded(token)) return undefined
    return note(401, 'token')

    function note(status: number, kind: TroubleKind): number {
      if (!troubles.includes(kind)) troubles.push(kind)
      return status
    }
  }

  /** A client that signs once more in the same second gets the same text: after it was told, that is good. */
  #hasEnded(token: string): boolean {
    const endedAt = this.#endedTokens.get(token)
    if (endedAt === undefined) return false
    if (!this.#toldTokens.has(token)) {
      this.#toldTokens.add(token)
      return true
    }
    return !isRenewed(token, endedAt)
  }

  #due(): TroubleEvent[] {
    return this.#schedule.events.filter(
      event => event.run === this.run && event.request <= this.#number && !this.fired.has(event),
    )
  }

  /** The next piece of trouble that can befall the answer. */
  #nextFor(page: AskedPage | undefined): TroubleEvent | undefined {
    return this.#due().find(({ kind }) => {
      if (!OF_ONE_ANSWER.has(kind)) return false
      // Who has pages beyond it in hand would never see what moves there.
      if (kind === 'empty')
        return page !== undefined && !this.#holes.has(page.list) && page.begin >= (this.#reached.get(page.list) ?? 0)
      if (kind === 'shift') return page !== undefined && page.begin > 0
      return !FAILING.has(kind) || this.#failures < MOST_FAILURES_IN_A_ROW
    })
  }

  #fire(event: TroubleEvent, { troubles }: JudgedExchange): void {
    this.fired.add(event)
    if (!troubles.includes(event.kind)) troubles.push(event.kind)
  }

  async #answer(
    request: ClientRequest,
    page: AskedPage | undefined,
    exchange: JudgedExchange,
    trouble: TroubleEvent | number | undefined,
  ): Promise<WireOutcome> {
    const event = typeof trouble === 'object' ? trouble : undefined
    const isEmpty = event?.kind === 'empty'
    const hole = page === undefined || isEmpty ? undefined : this.#holeBefore(page)
    const sent = hole === undefined ? request : earlierBy(request, page!, hole.size)
    const answer = await this.#time.busy(
      this.#ask(sent, troubleFault(trouble) ?? this.#shiftOf(page), `${this.run}.${exchange.number}`),
    )
    const headers = { ...answer.headers }
    if (event?.kind === 'limited-bare') delete headers['retry-after']
    let { body } = answer
    if (answer.status === 200 && page !== undefined) {
      if (hole !== undefined) body = withHidden(body, hole.size)
      if (isEmpty) body = this.#empty(body, page, event)
    }
    const isCut = event?.kind === 'cut'
    Object.assign(exchange, { status: answer.status, headers, body, isCut })
    return {
      kind: 'answer',
      status: answer.status,
      headers,
      body,
      delay: event?.kind === 'slow' ? event.amount : 0,
      cut: isCut ? event.amount : undefined,
      dribble: event?.kind === 'dribble' ? event.amount : 0,
    }
  }

  /**
   * Hides the rows of a page. Who asks for it again has them, who goes on behind it has them there: nobody who asks until there is no
   * more misses one.
   */
  #empty(body: string, page: AskedPage, event: TroubleEvent): string {
    const rows = listedRowsIn(body, page.rule)
    if (rows === undefined || rows.length === 0) {
      // It waits for a page that has rows.
      this.fired.delete(event)
      this.#holes.delete(page.list)
      return body
    }
    return emptied(body, page.rule, page.size)
  }

  #reach({ list, begin, size }: AskedPage, kind: TroubleKind | undefined): void {
    if (kind === 'empty') this.#holes.set(list, { begin, size })
    if (kind === 'shift') this.#shifted.add(list)
    this.#reached.set(list, Math.max(begin, this.#reached.get(list) ?? 0))
  }

  #shiftOf(page: AskedPage | undefined): FaultAction | undefined {
    return page !== undefined && this.#shifted.has(page.list) ? { page: 'shift' } : undefined
  }

  #holeBefore({ list, begin }: AskedPage): Hole | undefined {
    const hole = this.#holes.get(list)
    if (hole === undefined || begin >= hole.begin + hole.size) return hole
    if (begin === hole.begin) this.#holes.set(list, { begin: Number.POSITIVE_INFINITY, size: hole.size })
    return undefined
  }

  async #ask(request: ClientRequest, fault: FaultAction | undefined, name: string) {
    const { method, url, headers, body } = request
    const own = fault === undefined ? {} : { [OWN_HEADER]: name }
    if (fault !== undefined) this.mock.fault({ match: { header: own }, times: 1, fault })
    const answer = await this.mock.inject({
      method: method as 'GET',
      url,
      headers: { ...withoutConnection(headers), ...own },
      ...(body === undefined ? {} : { payload: body }),
    })
    return { status: answer.statusCode, headers: textHeaders(answer.headers), body: answer.body }
  }

  #moveTo(ms: number): void {
    this.#worldNow = ms
    this.mock.clock.set(new Date(ms))
  }
}

function troubleFault(trouble: TroubleEvent | number | undefined): FaultAction | undefined {
  if (trouble === undefined) return undefined
  if (typeof trouble === 'number') return { status: trouble }
  switch (trouble.kind) {
    case 'limited':
    case 'limited-bare':
      return { status: 429 }
    case 'error':
      return { status: trouble.amount }
    case 'shift':
      return { page: 'shift' }
    default:
      return undefined
  }
}

/** Answers are handed on as texts, and bodies may have been changed. */
const OF_WAY: ReadonlySet<string> = new Set(['accept-encoding', 'connection', 'content-length', 'transfer-encoding'])

const withoutConnection = (headers: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !OF_WAY.has(name)))

/** What belongs to the connection is made by whoever sends it on. */
const OF_CONNECTION: ReadonlySet<string> = new Set([
  'connection',
  'content-length',
  'date',
  'keep-alive',
  'transfer-encoding',
])

function textHeaders(
  headers: Readonly<Record<string, number | string | string[] | undefined>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers)
      .filter(([name, value]) => value !== undefined && !OF_CONNECTION.has(name))
      .map(([name, value]) => [name, String(value)]),
  )
}
