import type { FastifyInstance } from 'fastify'
import { withoutSecrets } from '../admin/shown-error.ts'
import type { ControlOptions } from '../control/memory-control.ts'
import { lineOf, type Said } from '../errors/catalogue.ts'
import { whyNoPort, whyNoProxyPort } from '../errors/not-listening.ts'
import { type AppParts, createApp } from '../fastify/app.ts'
import type { AppOptions } from '../fastify/app-options.ts'
import type { Mock } from '../mock/mock.ts'
import type { Scenario } from '../scenario/types.ts'
import { settleAdminToken } from './admin-token.ts'
import { BoundedLog } from './bounded-log.ts'
import type { EndSignals } from './end-signals.ts'
import { endWithParent } from './end-with-parent.ts'
import { flags, type LogLevel, type Settings, variableOf } from './flags.ts'
import { prettyLog } from './pretty-log.ts'
import type { SettledTls } from './settle-tls.ts'

/*
 * What serving takes, in one process (`serve.ts`) and in several (`serve-workers.ts`): beginning, telling, ending.
 */

/** What comes before a mock is made: its token, and who it ends with. @returns why it cannot begin */
export async function settleBeginning(settings: Settings, signals: EndSignals): Promise<Said | undefined> {
  await warnOfVariables()
  return settleAdminToken(settings) ?? (settings.endWithParent ? endWithParent(signals) : undefined)
}

/** Of variables with our prefix that no flag has; what they may be is looked up only then. */
async function warnOfVariables(): Promise<void> {
  const known = flags.map(variableOf)
  if (Object.keys(process.env).every(name => !name.startsWith('KORE_MOCK_') || known.includes(name))) return
  const { tellUnknownVariables } = await import('./unknown-variables.ts')
  tellUnknownVariables(process.env, process.stderr)
}

/** Says where the mock is: a banner for a person, one line for everything else. */
export async function announce(
  app: FastifyInstance,
  url: string,
  settings: Settings,
  tls: SettledTls | undefined,
): Promise<void> {
  const trust = tls === undefined ? [] : (await import('./settle-tls.ts')).trustRows(tls)
  const caFile = settings.tls ? tls?.ready.ca?.file : undefined
  if (process.stdout.isTTY && settings.logLevel !== 'silent') {
    const { banner } = await import('./banner.ts')
    const colours = process.env.NO_COLOR === undefined || process.env.NO_COLOR === ''
    process.stdout.write(banner(app.mock, url, { colours, madeToken: settings.hasMadeToken, trust, caFile }))
  } else {
    const more = trust.map(([name, value]) => `kore-mock: ${name === '' ? '' : `${name}: `}${value}\n`)
    process.stdout.write(`kore-mock listens on ${url}\n${more.join('')}`)
  }
  if (settings.hasMadeToken) {
    process.stderr.write(`kore-mock: admin token of this run: ${settings.adminToken} (--admin-token gives another)\n`)
  }
}

/** The exit code at the end, after the report that was wished for. */
export async function endOfServing(mock: Mock, settings: Settings): Promise<number> {
  if (!settings.report && settings.failOn === undefined) return 0
  await mock.control.gather()
  return (await import('./report.ts')).endOfRun(mock, settings)
}

/** What the state of the mock begins with. */
export function controlOptionsOf({ now, journalEntries, journalBytes }: Settings): ControlOptions {
  return { now, journal: { entries: journalEntries, bytes: journalBytes } }
}

/** The application that the settings ask for; `more` wins over them. */
export function makeApp(settings: Settings, more: AppOptions = {}, parts: AppParts = {}): FastifyInstance {
  const { seed, scenario, auth, cors, corsOrigins, control, host, allowHosts, adminToken, memoryBytes, logLevel } =
    settings
  // Several processes have a thread each.
  const { workers, threads = workers > 1 ? 1 : undefined } = settings
  const options: AppOptions = {
    ...controlOptionsOf(settings),
    seed,
    scenario,
    auth,
    cors,
    corsOrigins,
    console: settings.console,
    control,
    host,
    allowHosts,
    adminToken,
    memoryBytes,
    threads,
    // Of several processes another one is asked for the next page.
    readsAhead: workers <= 1 && settings.store === undefined,
    logger: loggerOf(logLevel),
    ...more,
  }
  return createApp(options, parts)
}

/** Logs go to stderr: stdout is for what a script wants to read. */
function loggerOf(level: LogLevel) {
  if (level === 'silent') return false
  const { stderr, env } = process
  const sink = stderr.isTTY ? prettyLog(stderr, (env.NO_COLOR ?? '') === '') : stderr
  return { level, stream: new BoundedLog(stderr, sink) }
}

/** One line on stderr, and the exit code. */
export function complain(line: string): number {
  process.stderr.write(`kore-mock: ${line}\n`)
  return 1
}

/** Why it cannot listen, and what to do. */
export function whyNotListening(error: unknown, settings: Settings): string {
  return lineOf(whyNoPort(error, settings))
}

/** Whether the mock is to speak TLS or to be a proxy. */
export const wantsTls = ({ tls, proxyPort }: Settings): boolean => tls || proxyPort !== undefined

/** What TLS and proxy need, or the exit code when it cannot be had. */
export async function tlsOrCode(settings: Settings): Promise<SettledTls | number> {
  const { settleTls, TlsProblem } = await import('./settle-tls.ts')
  try {
    return await settleTls(settings)
  } catch (error) {
    if (error instanceof TlsProblem) return complain(lineOf(error.said))
    throw error
  }
}

/** Why the proxy cannot listen. */
export function whyNoProxy(error: unknown, { host, proxyPort = 0 }: Settings): string {
  return lineOf(whyNoProxyPort(error, proxyPort, host))
}

/** An address that a person can paste: a wildcard is reached as the local host. */
export function urlOf(host: string, port: number, { tls }: { readonly tls: boolean }): string {
  const reached = ['0.0.0.0', '::'].includes(host) ? '127.0.0.1' : host
  return `${tls ? 'https' : 'http'}://${reached.includes(':') ? `[${reached}]` : reached}:${port}`
}

/** Reloads the scenario when its files change; a bad edit is reported, and the last good world stays. */
export async function watch(
  app: FastifyInstance,
  { scenario }: Settings,
  replace: (scenario: Scenario) => Promise<void>,
): Promise<() => void> {
  const { watchScenario } = await import('../scenario/watch.ts')
  const { loadBeside } = await import('../scenario/load-beside.ts')
  const { news, main, startClock } = app.mock
  return watchScenario(main.scenario, scenario, {
    load: given => loadBeside(given, startClock),
    changed: async next => {
      await replace(next)
      process.stderr.write(`kore-mock: ${next.name} loaded anew\n`)
      news.tell({ name: next.name, loaded: true, problems: [] })
    },
    broken: error => {
      const { message, problems } = withoutSecrets(error)
      process.stderr.write(`kore-mock: the last good world stays:\n${message}\n`)
      news.tell({ name: main.name, loaded: false, problems })
    },
  })
}

/**
 * Ends an application: connections without a request at once, the others with their answers, and what is left after
 * `timeout` ms, or when `hurry` is over, is broken off, which stderr says.
 */
export async function closeApp(app: FastifyInstance, timeout: number, hurry?: Promise<void>): Promise<void> {
  app.connections.end(timeout)
  void hurry?.then(() => app.connections.end(0))
  await app.close()
  const { cut } = app.connections
  if (cut > 0)
    process.stderr.write(
      `kore-mock: ${cut === 1 ? '1 request was' : `${cut} requests were`} not answered in time and broken off (--shutdown-timeout)\n`,
    )
}
