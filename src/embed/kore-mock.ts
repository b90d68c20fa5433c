import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { unknownOperation } from '../admin/known-names.ts'
import { madeOrUnreadable } from '../admin/pieces.ts'
import { type Report, reportOf } from '../admin/report.ts'
import { detailsOf, type EntryDetails, unreadableDetails } from '../admin/shapes.ts'
import type { RowsOfKinds, TrueRow } from '../apis/truth.ts'
import { operations } from '../contract/contract.ts'
import { type Criteria, meets } from '../control/criteria.ts'
import { signToken, type TokenOptions, tokenNow } from '../control/make-token.ts'
import { MemoryControl } from '../control/memory-control.ts'
import type { Said } from '../errors/catalogue.ts'
import { failureOf } from '../errors/failure.ts'
import { whyNoPort, whyNoProxyPort } from '../errors/not-listening.ts'
import { CLOSE_TIMEOUT, createApp } from '../fastify/app.ts'
import { listen, type Place } from '../fastify/listen.ts'
import { type Mock, memoryOf } from '../mock/mock.ts'
import { loadScenario } from '../scenario/load.ts'
import { startClock } from '../scenario/start-clock.ts'
import type { AppSpec, FaultSpec } from '../scenario/types.ts'
import type { TrueKind } from '../world/happened.ts'
import { AdminRules } from './admin-rules.ts'
import { checkFault } from './check-fault.ts'
import {
  checkNamed,
  checkOptions,
  clockInstant,
  clockRate,
  durationText,
  LONGEST_PATIENCE,
  testIdIn,
} from './check-options.ts'
import type { InjectedAnswer, InjectedRequest } from './injected.ts'
import type { KoreMockOptions } from './options.ts'
import { type BotRows, rowsOf } from './rows.ts'
import { type SecureFace, secureFace } from './secure.ts'
import { type AskedPrediction, type AskedTruth, type Prediction, predictIn, truthIn } from './truth.ts'

/** What a token is for, and what is to be wrong with it. */
export interface MockTokenOptions extends TokenOptions {
  /** Name or client id of an app of the scenario. Default: the first that fits. */
  app?: string
  /** A bot the app must be good for. */
  bot?: string
}

/** A running mock. It holds no global state: any number can live in one process. */
export interface KoreMock extends AsyncDisposable {
  /** `http://127.0.0.1:PORT`, with `tls` https; empty when it has no socket. */
  readonly url: string
  /** The CA that clients are to trust, with `tls` or `proxyPort`: PEM, and a file that has it. Undefined without, and for a certificate that was given. */
  readonly ca: { readonly pem: string; readonly file: string } | undefined
  /** Where its proxy listens, with `proxyPort`; empty without. */
  readonly proxyUrl: string
  /** Account id, for the `accountId` header. */
  readonly accountId: string
  /** Ids of the bots that the scenario names. */
  readonly bots: readonly string[]
  /** A signed token for the `auth` header, good for an hour. */
  token(options?: MockTokenOptions): string
  /** The `auth`, `accountId` and `content-type` headers of a good request. */
  headers(options?: MockTokenOptions): Record<string, string>
  readonly clock: MockClock
  /**
   * Makes calls fail as described; gives what ends it.
   * @throws RangeError for what is no fault.
   */
  fault(fault: FaultSpec): { readonly id: string; remove(): void }
  /**
   * What clients sent and got, oldest first; of a body of more than 64 kB, of an answer of more than 256 kB, the first part, as text (`bodyLength`).
   * @throws RangeError for criteria that are none, with their names, and for those of a body that take too long to compare.
   */
  requests(criteria?: Criteria): EntryDetails[]
  /** What clients did as a whole: operations never used, pages left unread, refusals by rule. */
  report(): Report
  /** Back to the start: journal, faults, quotas, clock; for one test id or for all. */
  reset(options?: { testId?: string }): void
  /** The records that the APIs show, typed; a call waits for all of them (docs/limits.md). Default bot: the scenario's first. */
  world(botId?: string): BotRows
  /**
   * Rows as they are in truth, oldest first, each with the instant from which on its API lists it: what a client should have
   * stored, and by when. They are told as of `at`, so ask with the clock at the client's last call, or name that instant.
   * @throws RangeError for what is no kind, stretch, instant, bot or name of something to include.
   * @example for await (const { row, id, visibleAt } of mock.truth({ kind: 'sessions', from: '2026-03-02', to: '2026-03-08' })) ...
   */
  truth<Kind extends TrueKind>(asked: AskedTruth<Kind>): AsyncIterable<TrueRow<RowsOfKinds[Kind]>>
  /**
   * How many rows a client loses that asks every so often, from the begin of the stretch on, for the rows that began since it asked
   * last, and by how much it should look back.
   * @throws RangeError for what is no kind, stretch, duration or bot.
   */
  predict(asked: AskedPrediction): Promise<Prediction>
  /** A request without a socket: past what reads HTTP, which refuses heads that can be read in two ways (decision D234). */
  inject(request: InjectedRequest | string): Promise<InjectedAnswer>
  /**
   * Ends it. Connections without a request end at once; requests have `timeout` ms for their answers, 1,000 unless said, and
   * are then broken off. Called again it can only be sooner.
   * @throws RangeError for a `timeout` that is no number of ms from 0 to an hour; the mock goes on.
   */
  close(options?: { readonly timeout?: number }): Promise<void>
}

/** The world's clock; nothing after its `now` exists. */
export interface MockClock {
  now(testId?: string): Date
  /**
   * Stands still there.
   * @throws RangeError outside of 2000-01-01 to 2100-01-01, and for what is no instant.
   */
  set(instant: string | Date, testId?: string): void
  /**
   * ISO 8601 duration, such as `PT1H30M`, or ms; with a minus it moves back.
   * @throws RangeError where it leads outside of 2000-01-01 to 2100-01-01, and for what is no duration.
   */
  advance(duration: string | number, testId?: string): void
  /**
   * Runs from where it is, so many times as fast as real time; with 0 it stands there.
   * @throws RangeError for what is no number from 0 to 86,400.
   */
  play(rate: number, testId?: string): void
  /** Runs with real time again. */
  real(testId?: string): void
}

/**
 * Starts a mock.
 * @throws RangeError for options that are none, with their names; ScenarioError for a scenario that cannot be used; an Error
 * with the `code` of Node's when it cannot listen, such as EADDRINUSE, which says why.
 * @example
 * await using mock = await createKoreMock({ seed: 'a', now: '2026-03-09T12:00:00Z' })
 * await fetch(`${mock.url}/api/public/bot/${mock.bots[0]}/getSessions`, { method: 'POST', headers: mock.headers() })
 */
export async function createKoreMock(options: KoreMockOptions = {}): Promise<KoreMock> {
  checkOptions(options)
  const { scenario = 'default', now, port = 0, host = '127.0.0.1', ...rest } = options
  const startsAt = now === undefined ? undefined : clockInstant(now, 'now')
  const rules = new AdminRules()
  const memory = memoryOf(rest)
  const control = new MemoryControl({ now: startsAt, journal: rest.journal, memory })
  const clock = startClock(startsAt)
  const world = loadScenario(scenario, { clock })
  const secure = await secureFace(options, host)
  const parts = { control, memory, front: secure?.front }
  const app = createApp({ ...rest, host, scenario: world, now: startsAt, startClock: clock }, parts)
  app.addHook('onClose', async () => secure?.end())
  const mock = app.mock
  if (port === false) await app.ready()
  else await listenThere(app, { port, host }, secure)
  const address = app.server.address() as AddressInfo | null
  const close = async (said: { readonly timeout?: number } = {}) => {
    checkNamed(said, ['timeout'], 'close')
    const { timeout = CLOSE_TIMEOUT } = said
    checkTimeout(timeout)
    app.connections.end(timeout)
    await app.close()
  }
  const scheme = secure?.isServer ? 'https' : 'http'
  const { proxyPort: listening } = secure?.front ?? {}

  const signed = (wanted: MockTokenOptions = {}) => {
    checkNamed(wanted, TOKEN_NAMES, 'token')
    const { bot, ...body } = wanted
    rules.check('makeToken', body, 'token')
    if (bot !== undefined && typeof bot !== 'string') throw new RangeError('This is no token: bot must be text')
    return signToken(appFor(mock, wanted), wanted, tokenNow(mock.main.scenario, nowOf(mock)))
  }
  const { world: ownWorld } = mock.main
  const { account } = mock.main.scenario.world
  return {
    url:
      address === null
        ? ''
        : `${scheme}://${address.family === 'IPv6' ? `[${address.address}]` : address.address}:${address.port}`,
    ca: secure?.ca,
    proxyUrl: listening === undefined ? '' : `http://${host.includes(':') ? `[${host}]` : host}:${listening}`,
    accountId: account.id,
    bots: ownWorld.bots.map(bot => bot.id),
    token: signed,
    headers: wanted => ({ auth: signed(wanted), accountId: account.id, 'content-type': 'application/json' }),
    clock: programClock(mock),
    fault: fault => {
      checkFault(fault, rules)
      const { id } = control.faults.add(fault)
      return { id, remove: () => void control.faults.remove(id) }
    },
    requests: (criteria = {}) => {
      rules.check('findRequests', criteria, 'search of the journal')
      checkSearched(criteria)
      return [...control.journal.entries()]
        .filter(entry => meets(entry, criteria))
        .reverse()
        .map(entry => madeOrUnreadable(entry, detailsOf, unreadableDetails))
    },
    report: () => reportOf([...control.journal.entries()].reverse(), operations, control.journal.dropped),
    reset: (said = {}) => {
      checkNamed(said, ['testId'], 'reset')
      control.reset(testIdIn(said.testId))
    },
    world: botId => rowsOf(mock, botId),
    truth: asked => truthIn(mock, asked),
    predict: asked => predictIn(mock, asked),
    inject: request => app.inject(request),
    close,
    [Symbol.asyncDispose]: () => close(),
  }
}

/** Listens, or says why it cannot as the command does; the error keeps the `code` of Node's. */
async function listenThere(app: FastifyInstance, place: Place, secure: SecureFace | undefined): Promise<void> {
  const failed = async (error: unknown, { message }: Said) => {
    await app.close()
    return Object.assign(new Error(message, { cause: error }), { code: failureOf(error).code })
  }
  try {
    await listen(app, place)
  } catch (error) {
    throw await failed(error, whyNoPort(error, place))
  }
  try {
    await secure?.front.listen(app, place.host)
  } catch (error) {
    throw await failed(error, whyNoProxyPort(error, secure?.proxyPort ?? 0, place.host))
  }
}

/** What `token` and `headers` know. */
const TOKEN_NAMES: readonly (keyof MockTokenOptions)[] = [
  'app',
  'bot',
  'expiresIn',
  'expired',
  'notYetValid',
  'wrongSecret',
  'algorithm',
  'scopes',
  'missingScope',
  'jti',
  'claims',
]

/** @throws RangeError for an operation that there is not, which no request can have been taken by. */
function checkSearched({ operationId }: Criteria): void {
  const wrong = unknownOperation(operationId)
  if (wrong === undefined) return
  throw new RangeError(
    `This is no search of the journal: operationId ${wrong.asked} is no operation; known: ${wrong.known}`,
  )
}

/** Timers take a text for a number, and end at once with what they cannot count to. */
function checkTimeout(timeout: unknown): void {
  if (typeof timeout === 'number' && timeout >= 0 && timeout <= LONGEST_PATIENCE) return
  const found = typeof timeout === 'string' ? JSON.stringify(timeout) : String(timeout)
  throw new RangeError(`timeout must be a number of ms from 0 to ${LONGEST_PATIENCE}; found ${found}`)
}

function programClock(mock: Mock): MockClock {
  const { clock } = mock.control
  return {
    now: testId => new Date(nowOf(mock, testIdIn(testId))),
    set: (instant, testId) => clock.set(clockInstant(instant, 'instant'), testIdIn(testId)),
    advance: (duration, testId) => clock.advance(durationText(duration), testIdIn(testId), mock.main.now),
    play: (rate, testId) => clock.play(clockRate(rate), testIdIn(testId), mock.main.now),
    real: testId => clock.real(testIdIn(testId)),
  }
}

const nowOf = (mock: Mock, testId?: string) => mock.control.clock.now(testId, mock.main.now)

/** The app a token is made for. */
function appFor(mock: Mock, { app, bot }: MockTokenOptions): AppSpec {
  const { apps } = mock.main.scenario
  const found = apps.find(
    candidate =>
      (app === undefined || candidate.name === app || candidate.clientId === app) &&
      (bot === undefined || candidate.kind === 'account' || candidate.bots.includes(bot)),
  )
  if (found !== undefined) return found
  const wanted = [app && `called "${app}"`, bot && `good for bot ${bot}`].filter(Boolean).join(' and ')
  throw new Error(`The scenario has no app ${wanted}; its apps are ${apps.map(({ name }) => name).join(', ')}`)
}
