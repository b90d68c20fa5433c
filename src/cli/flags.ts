import { own } from '../contract/own.ts'
import { MOST_JOURNAL_ENTRIES } from '../control/journal.ts'
import { HIGHEST_PORT } from '../fastify/limits.ts'
import { LEAST_MEMORY_BYTES } from '../memory/memory.ts'
import { MOST_THREADS } from '../memory/thread-bounds.ts'
import { MOST_OF_NAME } from '../scenario/limits.ts'
import { type FlagShape, type GivenArguments, readArguments } from './arguments.ts'
import { excludes } from './flag-pairs.ts'
import {
  hostText,
  instantText,
  nonEmptyText,
  originText,
  seconds,
  size,
  textUpTo,
  tokenText,
  wholeNumber,
  wordOf,
  yesOrNo,
} from './flag-values.ts'
import { NO_STORE, refuseStoreMix, type StoreSettings, storeFlags } from './store-flags.ts'
import { NO_TLS, refuseTlsMix, type TlsSettings, tlsFlags } from './tls-flags.ts'

/** What a person can set, after flags, environment and defaults were looked through in that order. */
export interface Settings extends TlsSettings, StoreSettings {
  port: number
  host: string
  seed: string | undefined
  now: string | undefined
  scenario: string
  auth: 'lenient' | 'strict' | 'off' | undefined
  logLevel: LogLevel
  cors: boolean
  corsOrigins: readonly string[] | undefined
  console: boolean
  control: boolean
  adminToken: string | undefined
  adminTokenFile: string | undefined
  /** The token was made for this run. */
  hasMadeToken: boolean
  allowHosts: readonly string[]
  journalEntries: number | undefined
  journalBytes: number | undefined
  memoryBytes: number | undefined
  threads: number | undefined
  watch: boolean
  workers: number
  /** ms. */
  shutdownTimeout: number
  endWithParent: boolean
  report: boolean
  failOn: 'violations' | undefined
}

const LOG_LEVELS = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const
/** A level of `--log-level`. */
export type LogLevel = (typeof LOG_LEVELS)[number]

/** One flag of `serve`: everything about it stands here and nowhere else. */
export interface Flag extends FlagShape {
  /** It may be given several times; its variable holds several values with commas between them. */
  readonly isList?: boolean
  /** Plain environment variable that is also looked at, after the one of ours. */
  readonly plain?: string
  /** Puts the value into the settings; `name` is what to call it in an error. */
  readonly set: (settings: Settings, value: string, name: string) => void
}

const AUTH_MODES = ['lenient', 'strict', 'off'] as const
const FAILINGS = ['violations'] as const
const WORKERS_MAX = 64
/** Seconds. */
const SHUTDOWN_TIMEOUT_MAX = 3600

/** All flags, in the order of the help. */
export const flags: readonly Flag[] = [
  {
    name: 'port',
    short: 'p',
    value: 'NUMBER',
    help: 'port to listen on; 0 picks a free one (default 4010)',
    plain: 'PORT',
    set: (settings, value, name) => {
      settings.port = wholeNumber(value, name, HIGHEST_PORT)
    },
  },
  {
    name: 'host',
    value: 'NAME',
    help: 'address to listen on; 0.0.0.0 for all (default 127.0.0.1)',
    plain: 'HOST',
    set: (settings, value, name) => {
      settings.host = nonEmptyText(value, name)
    },
  },
  {
    name: 'seed',
    value: 'TEXT',
    help: "the same seed gives the same data (default: the scenario's)",
    set: (settings, value, name) => {
      settings.seed = textUpTo(value, name, MOST_OF_NAME)
    },
  },
  {
    name: 'now',
    value: 'ISO',
    help: 'instant at which the clock stands, e.g. 2026-03-01T09:00:00Z (default: real time)',
    set: (settings, value, name) => {
      settings.now = instantText(value, name)
    },
  },
  {
    name: 'scenario',
    value: 'NAME|FILE',
    help: 'world to serve: a name from `kore-mock scenarios`, or a file (default: default)',
    set: (settings, value, name) => {
      settings.scenario = nonEmptyText(value, name)
    },
  },
  {
    name: 'auth',
    value: 'MODE',
    words: AUTH_MODES,
    help: "lenient, strict or off: who may call (default: the scenario's, else lenient)",
    set: (settings, value, name) => {
      settings.auth = wordOf(AUTH_MODES, value, name)
    },
  },
  {
    name: 'log-level',
    value: 'LEVEL',
    words: LOG_LEVELS,
    help: `${LOG_LEVELS.join(', ')}; info prints a line for each request (default warn)`,
    set: (settings, value, name) => {
      settings.logLevel = wordOf(LOG_LEVELS, value, name)
    },
  },
  {
    name: 'no-cors',
    help: 'send no CORS headers',
    set: (settings, value, name) => {
      settings.cors = !yesOrNo(value, name)
    },
  },
  {
    name: 'cors-origin',
    value: 'ORIGIN',
    isList: true,
    help: 'lets pages of this origin alone read answers, e.g. http://localhost:3000; may be given several times (default: of every one)',
    set: (settings, value, name) => {
      settings.corsOrigins = [...(settings.corsOrigins ?? []), originText(value, name)]
    },
  },
  {
    name: 'no-control',
    help: 'ignore X-Mock-*, Prefer and X-Test-Id, for a mock that others can reach',
    set: (settings, value, name) => {
      settings.control = !yesOrNo(value, name)
    },
  },
  {
    name: 'no-console',
    help: 'serve no console at /console; / leads to /docs',
    set: (settings, value, name) => {
      settings.console = !yesOrNo(value, name)
    },
  },
  {
    name: 'admin-token',
    value: 'TEXT',
    help: 'lets other machines use /__admin with `Authorization: Bearer TEXT` (default: none, and with --host one is made and printed)',
    set: (settings, value, name) => {
      settings.adminToken = tokenText(value, name)
    },
  },
  {
    name: 'admin-token-file',
    value: 'FILE',
    help: 'file that holds that token',
    set: (settings, value, name) => {
      settings.adminTokenFile = nonEmptyText(value, name)
    },
  },
  {
    name: 'allow-host',
    value: 'NAME',
    isList: true,
    help: 'lets /__admin, /docs and /console be called by this name too, e.g. that of a container; may be given several times',
    set: (settings, value, name) => {
      settings.allowHosts = [...settings.allowHosts, hostText(value, name)]
    },
  },
  ...tlsFlags,
  {
    name: 'journal-entries',
    value: 'NUMBER',
    help: 'exchanges kept in the journal, 0 for none (default 1000)',
    set: (settings, value, name) => {
      settings.journalEntries = wholeNumber(value, name, MOST_JOURNAL_ENTRIES)
    },
  },
  {
    name: 'journal-bytes',
    value: 'NUMBER',
    help: 'bytes kept in the journal (default 33554432)',
    set: (settings, value, name) => {
      settings.journalBytes = wholeNumber(value, name, Number.MAX_SAFE_INTEGER)
    },
  },
  {
    name: 'memory',
    value: 'SIZE',
    help: 'memory for all that is kept but the journal: bytes, or 256MB, 1GB; workers share it (default 192MB)',
    set: (settings, value, name) => {
      settings.memoryBytes = size(value, name, LEAST_MEMORY_BYTES)
    },
  },
  {
    name: 'threads',
    value: 'NUMBER',
    help: 'threads for what takes long, which share the memory for it (default: cores less one, as far as each has 16 MB; with workers one each)',
    set: (settings, value, name) => {
      settings.threads = wholeNumber(value, name, MOST_THREADS, 1)
    },
  },
  {
    name: 'watch',
    short: 'w',
    help: 'load the scenario anew when its file changes',
    set: (settings, value, name) => {
      settings.watch = yesOrNo(value, name)
    },
  },
  {
    name: 'workers',
    value: 'NUMBER',
    help: 'processes that answer on the same port; clock, faults, quotas and journal are one (default 1)',
    set: (settings, value, name) => {
      settings.workers = wholeNumber(value, name, WORKERS_MAX, 1)
    },
  },
  ...storeFlags,
  {
    name: 'shutdown-timeout',
    value: 'SECONDS',
    help: 'at the end, how long requests have for their answers; a second signal ends at once (default 5)',
    set: (settings, value, name) => {
      settings.shutdownTimeout = seconds(value, name, SHUTDOWN_TIMEOUT_MAX)
    },
  },
  {
    name: 'end-with-parent',
    help: 'end, as after a signal, when stdin closes: a pipe from who started it closes with that process, even after SIGKILL',
    set: (settings, value, name) => {
      settings.endWithParent = yesOrNo(value, name)
    },
  },
  {
    name: 'report',
    help: 'at the end, say what clients did: operations, pages left unread, refusals',
    set: (settings, value, name) => {
      settings.report = yesOrNo(value, name)
    },
  },
  {
    name: 'fail-on',
    value: 'violations',
    words: FAILINGS,
    help: 'exit code 1 when clients earned refusals, left pages unread, ignored Retry-After or asked for too wide ranges',
    set: (settings, value, name) => {
      settings.failOn = wordOf(FAILINGS, value, name)
    },
  },
]

/** Name of a flag's variable: `log-level` is `KORE_MOCK_LOG_LEVEL`. */
export const variableOf = ({ name }: Flag): string => `KORE_MOCK_${name.toUpperCase().replaceAll('-', '_')}`

/** What `parseFlags` found. */
export interface Parsed {
  readonly settings: Settings
  readonly positionals: readonly string[]
  readonly help: boolean
  readonly version: boolean
}

/**
 * Reads flags, then the environment, then defaults. Who asks for help or version gets it whatever the environment says.
 * @throws UsageError with one line that says what is allowed.
 */
export function parseFlags(args: readonly string[], environment: FlagEnvironment): Parsed {
  const given = readArguments(args, flags)
  const [help, version] = [given.values.has('help'), given.values.has('version')]
  const settings = settingsOf(flags, given, help || version ? {} : environment)
  return { settings, positionals: given.positionals, help, version }
}

/**
 * As `settingsFrom`, when none makes another void.
 * @throws UsageError
 */
export function settingsOf(some: readonly Flag[], given: GivenArguments, environment: FlagEnvironment): Settings {
  const settings = settingsFrom(some, given, environment)
  refuseBoth(settings)
  return settings
}

type FlagEnvironment = Readonly<Record<string, string | undefined>>

/**
 * The settings that some flags or their variables give, all others as they are by default.
 * @throws UsageError with one line that says what is allowed.
 */
export function settingsFrom(some: readonly Flag[], given: GivenArguments, environment: FlagEnvironment): Settings {
  const settings: Settings = {
    port: 4010,
    host: '127.0.0.1',
    seed: undefined,
    now: undefined,
    scenario: 'default',
    auth: undefined,
    logLevel: 'warn',
    cors: true,
    corsOrigins: undefined,
    console: true,
    control: true,
    adminToken: undefined,
    adminTokenFile: undefined,
    hasMadeToken: false,
    allowHosts: [],
    journalEntries: undefined,
    journalBytes: undefined,
    memoryBytes: undefined,
    threads: undefined,
    watch: false,
    workers: 1,
    shutdownTimeout: 5_000,
    endWithParent: false,
    report: false,
    failOn: undefined,
    ...NO_TLS,
    ...NO_STORE,
  }
  for (const flag of some) {
    const values = given.values.get(flag.name)
    if (values === undefined) fromEnvironment(flag, settings, environment)
    else for (const value of flag.isList ? values : values.slice(-1)) flag.set(settings, value, `--${flag.name}`)
  }
  return settings
}

/** @throws UsageError for settings of which one makes the other void. */
function refuseBoth(settings: Settings): void {
  const { adminToken, adminTokenFile, cors, corsOrigins } = settings
  excludes('--admin-token', adminToken !== undefined, '--admin-token-file', adminTokenFile !== undefined)
  refuseTlsMix(settings)
  refuseStoreMix(settings)
  excludes('--no-cors', !cors, '--cors-origin', corsOrigins !== undefined)
}

function fromEnvironment(flag: Flag, settings: Settings, environment: FlagEnvironment): void {
  for (const name of [variableOf(flag), flag.plain]) {
    const value = name === undefined ? undefined : own(environment, name)
    if (name === undefined || value === undefined || value === '') continue
    for (const one of flag.isList ? listed(value) : [value]) flag.set(settings, one, name)
    return
  }
}

const listed = (value: string) =>
  value
    .split(',')
    .map(one => one.trim())
    .filter(one => one !== '')
