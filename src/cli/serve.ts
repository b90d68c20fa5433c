import type { FastifyInstance } from 'fastify'
import { ScenarioError } from '../scenario/error.ts'
import { createApp } from '../server/app.ts'
import type { LogLevel, Settings } from './flags.ts'

/**
 * Serves until a signal comes.
 * @returns 0 after a signal, 1 when it could not start, with the reason as one line on stderr, or as `--fail-on` says.
 */
export async function serve(settings: Settings): Promise<number> {
  let app: FastifyInstance
  try {
    app = makeApp(settings)
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error
    return complain(error.message)
  }
  try {
    await app.listen({
      port: settings.port,
      host: settings.host,
      listenTextResolver: address => `listening on ${address}`,
    })
  } catch (error) {
    return complain(whyNot(error, settings))
  }
  const url = urlOf(app)
  if (process.stdout.isTTY && settings.logLevel !== 'silent') {
    const { banner } = await import('./banner.ts')
    process.stdout.write(banner(app.mock, url, process.env.NO_COLOR === undefined || process.env.NO_COLOR === ''))
  } else process.stdout.write(`kore-mock listens on ${url}\n`)
  const unwatch = settings.watch ? await watch(app, settings) : undefined
  await signal()
  unwatch?.()
  await close(app)
  if (!settings.report && settings.failOn === undefined) return 0
  return (await import('./report.ts')).endOfRun(app.mock, settings)
}

function makeApp(settings: Settings): FastifyInstance {
  const { seed, now, scenario, auth, cors, control, adminToken, journalEntries, journalBytes, logLevel } = settings
  return createApp({
    seed,
    now,
    scenario,
    auth,
    cors,
    control,
    adminToken,
    journal: { entries: journalEntries, bytes: journalBytes },
    logger: loggerOf(logLevel),
  })
}

/** Logs go to stderr: stdout is for what a script wants to read. */
const loggerOf = (level: LogLevel) => (level === 'silent' ? false : { level, stream: process.stderr })

function complain(line: string): number {
  process.stderr.write(`kore-mock: ${line}\n`)
  return 1
}

function whyNot(error: unknown, { port, host }: Settings): string {
  const { code, message } = error as NodeJS.ErrnoException
  if (code === 'EADDRINUSE') return `port ${port} on ${host} is in use; choose another with --port, or 0 for a free one`
  if (code === 'EACCES') return `port ${port} on ${host} is not allowed for this user; choose another with --port`
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return `${host} is not an address of this machine; see --host`
  return message
}

/** An address that a person can paste: a wildcard is reached as the local host. */
function urlOf(app: FastifyInstance): string {
  const address = app.server.address()
  if (address === null || typeof address === 'string') return String(address)
  const host = ['0.0.0.0', '::'].includes(address.address) ? '127.0.0.1' : address.address
  return `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`
}

/** Reloads the scenario when its files change; a bad edit is reported, and the last good world stays. */
async function watch(app: FastifyInstance, { scenario }: Settings): Promise<() => void> {
  const { watchScenario } = await import('../scenario/watch.ts')
  return watchScenario(app.mock.main.scenario, scenario, {
    changed: next => {
      app.mock.replace(next)
      process.stderr.write(`kore-mock: ${next.name} loaded anew\n`)
    },
    broken: error => process.stderr.write(`kore-mock: the last good world stays:\n${error.message}\n`),
  })
}

const signal = () =>
  new Promise<void>(resolve => {
    process.once('SIGINT', resolve)
    process.once('SIGTERM', resolve)
  })

/** Answers what is in flight. Connections that clients keep open for later are closed as they fall idle. */
async function close(app: FastifyInstance): Promise<void> {
  const sweep = setInterval(() => app.server.closeIdleConnections(), 20)
  await app.close()
  clearInterval(sweep)
}
