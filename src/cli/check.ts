import { writeFileSync } from 'node:fs'
import { checkJunit } from '../check/junit.ts'
import { runCheck } from '../check/run.ts'
import { checkText } from '../check/text.ts'
import { CannotCheck, type CheckOptions, type CheckReport } from '../check/types.ts'
import { isBotId } from '../contract/bot-id.ts'
import { operations } from '../contract/contract.ts'
import { createFormats } from '../contract/formats.ts'
import { own } from '../contract/own.ts'
import { say } from '../errors/catalogue.ts'
import { failureOf } from '../errors/failure.ts'
import { readArguments } from './arguments.ts'
import { CHECK_FLAGS } from './check-flags.ts'
import { tellUnknownVariables } from './unknown-variables.ts'
import { UsageError } from './usage-error.ts'

const PAUSE = 250

/** Where texts go: the process, or a test. */
interface Streams {
  readonly stdout: { write(text: string): unknown }
  readonly stderr: { write(text: string): unknown; readonly isTTY?: boolean }
}

/**
 * `kore-mock check`: compares a server with the contract.
 * @returns 0 when there is no difference, 1 when there is one, 2 when the server cannot be checked.
 * @throws UsageError for wrong arguments.
 */
export async function check(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  { stdout, stderr }: Streams = process,
): Promise<number> {
  tellUnknownVariables(environment, stderr)
  const values = read(args, environment)
  const options = optionsOf(values)
  const fetch = await fetchFor(options.baseUrl, environment)
  let report: CheckReport
  try {
    const say = (line: string) => void stderr.write(`kore-mock check: ${line}\n`)
    report = await runCheck({ ...options, fetch, say, began: stderr.isTTY ? say : undefined })
  } catch (error) {
    if (!(error instanceof CannotCheck)) throw error
    stderr.write(`kore-mock check: ${error.message}\n`)
    return 2
  }
  if (values.junit !== undefined) writeFileSync(values.junit, checkJunit(report))
  stdout.write(
    values.json === undefined
      ? checkText(report, { all: values.all !== undefined })
      : `${JSON.stringify(report, null, 2)}\n`,
  )
  // A run that was ended early has not shown that there is no difference.
  return report.differs > 0 ? 1 : report.cut === undefined ? 0 : 2
}

/** Undefined: no proxy is to be asked, and nothing is loaded for it. */
async function fetchFor(address: string, environment: Readonly<Record<string, string | undefined>>) {
  const { proxiedFetch, proxyFor } = await import('../check/proxied-fetch.ts')
  try {
    const proxy = proxyFor(new URL(address), environment)
    return proxy && proxiedFetch(proxy)
  } catch (error) {
    throw new UsageError(say('KM_ARGUMENT_WRONG', { reason: failureOf(error).message }))
  }
}

type Values = Readonly<Record<string, string | undefined>>

function read(args: readonly string[], environment: Readonly<Record<string, string | undefined>>): Values {
  const given = readArguments(args, CHECK_FLAGS)
  // A stray argument may be a secret: it is not repeated.
  if (given.positionals.length > 0)
    throw new UsageError(say('KM_ARGUMENT_WRONG', { reason: 'check: unexpected argument; see kore-mock check --help' }))
  return Object.fromEntries(
    CHECK_FLAGS.map(({ name, value }) => {
      const sent = given.values.get(name)?.at(-1)
      const twin = own(environment, `KORE_MOCK_CHECK_${name.toUpperCase().replaceAll('-', '_')}`)
      return [name, sent ?? (value === undefined || twin === '' ? undefined : twin)]
    }),
  )
}

function optionsOf(values: Values): CheckOptions {
  const missing = ['base-url', 'bot', 'client-id', 'client-secret'].filter(name => !own(values, name))
  if (missing.length > 0)
    throw new UsageError(
      say('KM_ARGUMENT_MISSING', { usage: `check needs ${missing.map(name => `--${name}`).join(', ')}` }),
    )
  const { account, dashboard, widget, from } = values
  if (!isBotId(values.bot!)) {
    const allowed = 'the id of a bot: st- and letters, digits, hyphens, 128 characters at most'
    throw new UsageError(say('KM_FLAG_WRONG', { name: '--bot', allowed, found: values.bot!.slice(0, 64) }))
  }
  const baseUrl = addressOf(values['base-url']!)
  if (from !== undefined && createFormats().date?.(from) !== true) {
    throw new UsageError(say('KM_FLAG_WRONG', { name: '--from', allowed: 'a day such as 2026-03-01', found: from }))
  }
  return {
    baseUrl: baseUrl.href,
    bot: values.bot!,
    clientId: values['client-id']!,
    clientSecret: values['client-secret']!,
    account,
    dashboard,
    widget,
    from,
    only: onlyOf(values.only),
    timeoutMs: milliseconds(values.timeout, 'timeout'),
    pauseMs: milliseconds(values.pause, 'pause') ?? (isHere(baseUrl) ? 0 : PAUSE),
  }
}

function addressOf(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || !['http:', 'https:'].includes(url.protocol) || url.search !== '' || url.hash !== '') {
    throw new UsageError(
      say('KM_ARGUMENT_WRONG', { reason: '--base-url must be an address such as https://platform.kore.ai' }),
    )
  }
  if (url.username !== '' || url.password !== '')
    throw new UsageError(say('KM_ARGUMENT_WRONG', { reason: '--base-url must hold no credentials' }))
  return url
}

/** This machine needs no pauses. */
const isHere = ({ hostname }: URL) => ['localhost', '[::1]'].includes(hostname) || hostname.startsWith('127.')

function onlyOf(text: string | undefined): string[] | undefined {
  const ids = text?.split(',').map(id => id.trim())
  const known = operations.map(({ operationId }) => operationId as string)
  const unknown = ids?.find(id => !known.includes(id))
  if (unknown !== undefined)
    throw new UsageError(
      say('KM_ARGUMENT_WRONG', { reason: `--only: no operation "${unknown}"; there are ${known.join(', ')}` }),
    )
  return ids
}

function milliseconds(text: string | undefined, name: string): number | undefined {
  if (text === undefined) return undefined
  if (!/^\d{1,9}$/.test(text))
    throw new UsageError(say('KM_FLAG_WRONG', { name: `--${name}`, allowed: 'a number of milliseconds', found: text }))
  return Number(text)
}
