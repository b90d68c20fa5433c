import t from 'tap'
import { commands } from '../../src/cli/command-table.ts'
import { flags, parseFlags, variableOf } from '../../src/cli/flags.ts'
import { helpText } from '../../src/cli/help.ts'

const settings = (args: string[], environment: Record<string, string> = {}) => parseFlags(args, environment).settings

t.test('defaults', async t => {
  t.match(settings([]), {
    port: 4010,
    host: '127.0.0.1',
    scenario: 'default',
    logLevel: 'warn',
    cors: true,
    corsOrigins: undefined,
    console: true,
    control: true,
    watch: false,
    seed: undefined,
    now: undefined,
    auth: undefined,
  })
})

t.test('flags, long and short', async t => {
  t.match(settings(['-p', '0', '--host=0.0.0.0', '--seed', 'a b', '--now', '2026-03-01', '--auth', 'strict', '-w']), {
    port: 0,
    host: '0.0.0.0',
    seed: 'a b',
    now: '2026-03-01T00:00:00.000Z',
    auth: 'strict',
    watch: true,
  })
  t.match(
    settings([
      '--no-cors',
      '--no-control',
      '--no-console',
      '--log-level',
      'silent',
      '--journal-entries=5',
      '--journal-bytes',
      '0',
    ]),
    {
      cors: false,
      console: false,
      control: false,
      logLevel: 'silent',
      journalEntries: 5,
      journalBytes: 0,
    },
  )
  t.equal(settings(['--seed=--now']).seed, '--now', 'a value that looks like a flag')
  t.equal(settings(['--seed', '-1']).seed, '-1')
})

t.test('every flag has an environment twin, and the flag wins', async t => {
  const values: Record<string, string> = {
    port: '81',
    host: 'h',
    seed: 's',
    now: '2026-03-01T09:00:00Z',
    scenario: 'empty',
    auth: 'off',
    'log-level': 'info',
    'admin-token': 'secret',
    'admin-token-file': 'token.txt',
    'allow-host': 'kore-mock',
    'cors-origin': 'http://localhost:3000',
    'journal-entries': '7',
    'journal-bytes': '8',
    memory: '256MB',
    threads: '3',
    workers: '2',
    'shutdown-timeout': '0.5',
    'fail-on': 'violations',
    'tls-cert': 'cert.pem',
    'tls-key': 'key.pem',
    'tls-host': 'platform.kore.ai',
    'tls-ca-dir': 'ca',
    'proxy-port': '8080',
    'proxy-host': '*.example.org',
    store: 'redis://127.0.0.1:6379/1',
    'store-prefix': 'mock',
    'store-lease': '4',
  }
  const others: Record<string, string[]> = {
    'tls-cert': ['--tls', '--tls-key', 'k'],
    'tls-key': ['--tls', '--tls-cert', 'c'],
    'tls-host': ['--tls'],
    'tls-ca-dir': ['--tls'],
    'proxy-host': ['--proxy-port', '1'],
    'store-prefix': ['--store', 'redis://127.0.0.1'],
    'store-lease': ['--store', 'redis://127.0.0.1'],
  }
  for (const flag of flags) {
    const value = flag.value === undefined ? 'true' : (values[flag.name] ?? '')
    const needed = others[flag.name] ?? []
    const byFlag = settings([...needed, ...(flag.value === undefined ? [`--${flag.name}`] : [`--${flag.name}`, value])])
    t.same(settings(needed, { [variableOf(flag)]: value }), byFlag, variableOf(flag))
    if (!flag.name.startsWith('tls-')) t.notSame(byFlag, settings([]), `${flag.name} changes something`)
  }
  t.equal(settings(['--port', '5'], { KORE_MOCK_PORT: '6' }).port, 5)
  for (const [text, bytes] of [
    ['20000000', 20_000_000],
    ['256MB', 2 ** 28],
    ['1gb', 2 ** 30],
    ['0.5 GB', 2 ** 29],
  ] as const)
    t.equal(settings(['--memory', text]).memoryBytes, bytes, text)
  t.equal(settings(['--shutdown-timeout', '0.5']).shutdownTimeout, 500)
  for (const text of ['-1', '1e1', '3601', 'x'])
    t.throws(() => settings([`--shutdown-timeout=${text}`]), /seconds from 0/)
  t.equal(settings([], { PORT: '7', HOST: 'x' }).port, 7)
  t.equal(settings([], { PORT: '7', KORE_MOCK_PORT: '6' }).port, 6)
  t.equal(settings([], { PORT: '' }).port, 4010, 'an empty variable says nothing')
  t.equal(settings([], { KORE_MOCK_NO_CORS: '0' }).cors, true)
  t.same(settings(['--cors-origin', 'http://A:80', '--cors-origin=http://b:1/']).corsOrigins, [
    'http://a',
    'http://b:1',
  ])
  t.same(settings([], { KORE_MOCK_CORS_ORIGIN: 'http://a, http://b' }).corsOrigins, ['http://a', 'http://b'])
  t.same(settings(['--allow-host', 'a', '--allow-host=b']).allowHosts, ['a', 'b'])
  t.same(settings([], { KORE_MOCK_ALLOW_HOST: ' a, b ,' }).allowHosts, ['a', 'b'])
  t.same(settings(['--allow-host', 'a'], { KORE_MOCK_ALLOW_HOST: 'b' }).allowHosts, ['a'], 'the flag wins')
  t.equal(settings(['--port', '0', '--proxy-port', '0']).proxyPort, 0, 'two free ports are two')
  t.equal(settings(['--port', '5', '--port', '6']).port, 6, 'of what is no list the last counts')
})

t.test('what is wrong is said in one line, with what is allowed', async t => {
  const wrong: [string[], Record<string, string>, RegExp][] = [
    [['--prot', '1'], {}, /unknown flag --prot \(did you mean --port\?\); allowed: --port, --host/],
    [['-x'], {}, /unknown flag -x/],
    [['--constructor', 'x'], {}, /unknown flag --constructor/],
    [['--toString'], {}, /unknown flag --toString/],
    [['--port'], {}, /--port needs a value: NUMBER/],
    [['--seed', '--now', '2026-03-01'], {}, /--seed needs a value/],
    [['--seed', 'a'.repeat(257)], {}, /--seed must be at most 256 characters/],
    [['--port', 'x'], {}, /--port must be a whole number from 0 to 65535; got "x"/],
    [['--port', '65536'], {}, /0 to 65535/],
    [['--threads', '0'], {}, /--threads must be a whole number from 1 to 64; got "0"/],
    [['--workers', '0'], {}, /--workers must be a whole number from 1 to 64; got "0"/],
    [['--auth', 'loose'], {}, /--auth must be one of lenient, strict, off; got "loose"/],
    [['--now', 'soon'], {}, /--now must be an ISO instant between 2000-01-01 and 2100-01-01, such as/],
    [['--now', '1999-12-31T23:59:59.999Z'], {}, /--now must be an ISO instant between/],
    [['--now', '2100-01-01T00:00:00.001Z'], {}, /--now must be an ISO instant between/],
    [['--now', '2026-03-09 12:00'], {}, /--now must be an ISO instant .*; got "2026-03-09 12:00"/],
    [['--now', '2026-02-30'], {}, /--now must be an ISO instant/],
    [['--journal-entries', '1000001'], {}, /--journal-entries must be a whole number from 0 to 1000000; got "1000001"/],
    [['--journal-entries', '1e3'], {}, /--journal-entries must be a whole number/],
    [['--log-level', 'loud'], {}, /silent, fatal/],
    [['--no-cors=yes'], {}, /--no-cors takes no value/],
    [['--scenario', ' '], {}, /must not be empty/],
    [['--admin-token', ''], {}, /--admin-token must be 1 to 4096 characters of ASCII/],
    [['--admin-token', 'schlüssel'], {}, /--admin-token must be/],
    [['--admin-token', 'a', '--admin-token-file', 'b'], {}, /--admin-token and --admin-token-file exclude each other/],
    [['--admin-token', 'a'], { KORE_MOCK_ADMIN_TOKEN_FILE: 'b' }, /exclude each other/],
    [['--proxy-port', '4010'], {}, /--proxy-port must be another than that of the mock itself, 4010/],
    [['--port', '0', '--tls', '--port', '5999'], { KORE_MOCK_PROXY_PORT: '5999' }, /of the mock itself, 5999/],
    [['--proxy-port', '5999'], { PORT: '5999' }, /of the mock itself, 5999/],
    [['--admin-token-file', ' '], {}, /must not be empty/],
    [['--allow-host', 'http://kore'], {}, /--allow-host must be a host alone, .*; got "http:\/\/kore"/],
    [['--allow-host', 'kore:4010'], {}, /--allow-host must be a host alone/],
    [['--no-cors', '--cors-origin=http://a'], {}, /--no-cors.*--cors-origin/],
    [['--cors-origin', '*'], {}, /--cors-origin must be an origin: a scheme, a host .*; got "\*"/],
    [['--allow-host', '*'], {}, /--allow-host must be a host alone/],
    [[], { KORE_MOCK_ALLOW_HOST: 'kore, a b' }, /KORE_MOCK_ALLOW_HOST must be a host alone, .*; got "a b"/],
    [['--memory', '99999999GB'], {}, /--memory must be .* to 9007199254740991 bytes; got "99999999GB"/],
    [
      ['--memory', '1TB'],
      {},
      /--memory must be bytes, or a size such as 256MB or 1GB, from \d+ to 9007199254740991 bytes; got "1TB"/,
    ],
    [['--memory', '1MB'], {}, /--memory must be .* from 16777216 to/],
    [[], { KORE_MOCK_AUTH: 'loose' }, /KORE_MOCK_AUTH must be one of/],
    [[], { PORT: 'http' }, /PORT must be a whole number/],
    [[], { KORE_MOCK_WATCH: 'maybe' }, /KORE_MOCK_WATCH must be true or false/],
  ]
  for (const [args, environment, message] of wrong) {
    try {
      parseFlags(args, environment)
      t.fail(`${args.join(' ')} was taken`)
    } catch (error) {
      t.equal((error as Error).name, 'UsageError')
      t.match((error as Error).message, message)
      t.notMatch((error as Error).message, /\n/)
    }
  }
})

t.test('the help names every flag', async t => {
  const text = helpText()
  for (const { name } of flags) t.match(text, `--${name}`)
  t.match(text, 'kore-mock validate FILE')
  for (const { name } of commands) t.match(text, new RegExp(`kore-mock \\[?${name}\\b`))
})
