import { execFileSync, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { commands } from '../../src/cli/command-table.ts'
import { commandHelp, helpText } from '../../src/cli/help.ts'
import { main } from '../../src/cli/main.ts'
import { nearestWord } from '../../src/contract/nearest-word.ts'
import { COMMAND } from '../command.ts'

const names = commands.map(({ name }) => name).join(', ')
const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8')) as {
  version: string
}

/**
 * Runs a command here to its end: exit code, what it says, what it complains of. A process for each would take longer than all
 * else; that one says and ends with the same is for `cli.test.ts` to see, and what serves is started by `runAlone`.
 */
async function run(line: string, environment: Record<string, string> = {}): Promise<[number | null, string, string]> {
  const said = ['', '']
  const streams = [process.stdout, process.stderr]
  const writers = streams.map(stream => stream.write)
  for (const [index, stream] of streams.entries()) {
    stream.write = ((text: string) => {
      said[index] += text
      return true
    }) as typeof stream.write
  }
  try {
    return [await main(line.split(' ').filter(Boolean), { PATH: process.env.PATH, ...environment }), said[0]!, said[1]!]
  } finally {
    for (const [index, stream] of streams.entries()) stream.write = writers[index]!
  }
}

/** The same by a process of its own. */
async function runAlone(
  line: string,
  environment: Record<string, string> = {},
): Promise<[number | null, string, string]> {
  const child = spawn(process.execPath, [...COMMAND, ...line.split(' ').filter(Boolean)], {
    env: { PATH: process.env.PATH ?? '', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said = ['', '']
  for (const [index, stream] of [child.stdout, child.stderr].entries())
    stream.on('data', chunk => {
      said[index] += String(chunk)
    })
  const code = await new Promise<number | null>(done => child.on('close', done))
  return [code, said[0]!, said[1]!]
}

t.test('each command has its help, by each way to ask for it', async t => {
  for (const command of commands) {
    const { name, flags, notes } = command
    const text = commandHelp(command)
    t.match(text, /^Usage: kore-mock /m, name)
    for (const flag of flags) t.match(text, `--${flag.name}`, name)
    for (const note of notes) t.match(text, note, name)
    for (const line of [`${name} --help`, `help ${name}`, `-h ${name}`]) t.same(await run(line), [0, text, ''], line)
  }
})

t.test('help and version of the whole, whatever the environment says', async t => {
  const wrong = { PORT: 'none', KORE_MOCK_AUTH: 'loose' }
  for (const line of ['help', '--help', '-h']) t.same(await run(line, wrong), [0, helpText(), ''], line)
  for (const line of ['version', '--version', '-v', 'serve -v', 'check --version'])
    t.same(await run(line, wrong), [0, `${version}\n`, ''], line)
  t.same(await runAlone('-v', wrong), [0, `${version}\n`, ''], 'by a process too')
})

t.test('what is unknown is told with what comes near and what there is', async t => {
  const file = 'scenarios/small.yaml'
  const cases: [string, string][] = [
    ['fly', `unknown command "fly"; allowed: ${names} [KM_COMMAND_UNKNOWN]`],
    ['vlaidate x', `unknown command "vlaidate" (did you mean validate?); allowed: ${names} [KM_COMMAND_UNKNOWN]`],
    ['Check --bot x', `unknown command "Check" (did you mean check?); allowed: ${names} [KM_COMMAND_UNKNOWN]`],
    ['scen', `unknown command "scen" (did you mean scenarios?); allowed: ${names} [KM_COMMAND_UNKNOWN]`],
    ['constructor', `unknown command "constructor"; allowed: ${names} [KM_COMMAND_UNKNOWN]`],
    ['small', `unknown command "small" (did you mean --scenario small?); allowed: ${names} [KM_COMMAND_UNKNOWN]`],
    ['a.yaml', `unknown command "a.yaml" (did you mean --scenario a.yaml?); allowed: ${names} [KM_COMMAND_UNKNOWN]`],
    ['help chek', `unknown command "chek" (did you mean check?); allowed: ${names} [KM_COMMAND_UNKNOWN]`],
    [`validate ${file} --jsn`, 'unknown flag --jsn (did you mean --json?); allowed: --json, --now, --help, --version'],
    [`validate ${file} --port 1`, 'unknown flag --port; allowed: --json, --now, --help, --version [KM_FLAG_UNKNOWN]'],
    [
      'judge --lanes 2 python3 -u x.py',
      'unknown flag -u; of the command that is to be run it stands behind --: -- python3 -u',
    ],
    ['judge --seeds 2 python3', 'unknown flag --seeds (did you mean --seed?)'],
    ['judge -- no-such-program', 'judge: the command cannot be run: no-such-program is no program that is found here'],
    [
      'judge --html no-such-folder/x.html -- node',
      '--html: nothing can be written to no-such-folder/x.html (there is no folder ',
    ],
    ['scenarios --all', 'unknown flag --all; allowed: --help, --version [KM_FLAG_UNKNOWN]'],
    ['check --botx 1', 'unknown flag --botx (did you mean --bot?); allowed: --base-url, --bot, '],
    ['--json', 'unknown flag --json; allowed: --port, --host, '],
    ['--sed 7', 'unknown flag --sed (did you mean --seed?); allowed: --port, --host, '],
    ['--seed --now 2026-03-01', '--seed needs a value: TEXT [KM_FLAG_NEEDS_VALUE]'],
    ['serve more', 'unexpected "more"; see kore-mock serve --help [KM_ARGUMENT_UNEXPECTED]'],
    ['scenarios more', 'unexpected "more"; see kore-mock scenarios --help [KM_ARGUMENT_UNEXPECTED]'],
    ['help check more', 'unexpected "more"; see kore-mock help --help [KM_ARGUMENT_UNEXPECTED]'],
    [
      'check --base-url http://127.0.0.1:1 --bot foo --client-id x --client-secret y',
      '--bot must be the id of a bot: st- and letters, digits, hyphens, 128 characters at most; got "foo" [KM_FLAG_WRONG]',
    ],
    [`validate ${file} ${file}`, 'validate takes one file: kore-mock validate FILE [KM_ARGUMENT_MISSING]'],
  ]
  for (const [line, message] of cases) {
    const [code, out, err] = await run(line)
    t.same([code, out], [2, ''], line)
    t.ok(err.startsWith(`kore-mock: ${message}`) && err.indexOf('\n') === err.length - 1, `${line}: ${err}`)
  }
})

t.test('a command may stand behind flags, and a value is no command', async t => {
  const file = 'scenarios/small.yaml'
  t.match(await run(`--json validate ${file}`), [0, /^\{"valid":true/, ''])
  t.match(await run('--scenario check --seed validate --port x'), [2, '', /--port must be a whole number/])
})

t.test('the environment of serve is no other command’s concern', async t => {
  t.match(await run('scenarios', { PORT: 'none' }), [0, /^default /, ''])
})

t.test('validate shows what dates by the clock come to', async t => {
  const file = join(t.testdir({ 'my.yaml': 'everyBot: { since: -30d, zone: Asia/Tokyo }\n' }), 'my.yaml')
  const [code, out] = await run(`validate ${file} --now 2026-03-09T20:00:00Z`)
  t.equal(code, 0)
  t.equal(out, `${file}: good, a scenario named my\n  everyBot.since: -30d is 2026-02-08 (Asia/Tokyo)\n`)
  t.match(JSON.parse((await run(`validate ${file} --json --now 2026-03-09`))[1]), {
    valid: true,
    resolved: [{ path: 'everyBot.since', said: '-30d', value: '2026-02-07', zone: 'Asia/Tokyo' }],
  })
  t.match(await run(`validate ${file} --now soon`), [2, '', /--now must be an ISO instant/])
})

t.test('validate knows what a file is meant as', async t => {
  const replay = { replay: 1, seed: '1', needs: { pageSize: 3 }, shows: 'lost' }
  const schedule = { bot: 'st-1', from: '2026-03-01', to: '2026-03-02', runs: ['2026-03-02'], events: [] }
  const folder = t.testdir({
    'story.yaml': 'title: T\nabout: A.\nsteps: [{ look: traffic, text: Look. }]\n',
    'no-story.yaml': 'title: T\ntitle: U\nabout: A.\nsteps: [{ look: nowhere }]\n',
    'no-pack.yaml': 'industry: mine\ncompanies: [A]\n',
    'no-words.yaml': 'phrases: {}\n',
    'fault.json': '{ "times": 1, "fault": { "status": 503 } }',
    'no-fault.json': '{ "time": 1, "fault": { "status": 99 } }',
    'replay.json': JSON.stringify({ ...replay, schedule }),
    'no-replay.json': JSON.stringify(replay),
    'mapping.json': '{ "sessions": { "id": "a" } }',
    'no-mapping.json': '{ "sessions": { "ids": "a" } }',
    'no-field.json': '{ "sessions": { "columns": { "a": "sesionId" } } }',
    'marked.json': '\ufeff{ "sessions": { "columns": { "a": "sessionId" } } }',
    'late-story.yaml': 'title: T\nabout: A.\nsteps: [{ look: "centre?from={", text: Look., clock: 1999-01-01 }]\n',
    'twice.json': '{ "sessions": { "id": "a", "id": "b" } }',
    'mine.yaml': 'seed: a\n',
    'empty.yaml': '',
  })
  for (const [file, kind, said] of [
    ['story.yaml', 'story', /good, a story named story; kore-mock demo .*story\.yaml serves it/],
    [
      'no-story.yaml',
      '',
      /:2:1: "title" is there twice.*\n.*steps\.0: needs `text`.*\n.*steps\.0\.look: must be a view/,
    ],
    ['no-pack.yaml', '', /:1:1: needs `queues`/],
    ['no-words.yaml', '', /needs `intents`/],
    ['fault.json', 'fault', /good, a fault/],
    ['no-fault.json', '', /\.time: is not a setting.*\n.*\.status: must be at least 400/],
    ['replay.json', 'replay', /good, a replay that shows lost; kore-mock judge --replay/],
    ['no-replay.json', '', /this is no replay/],
    ['mapping.json', 'mapping', /good, a mapping/],
    ['no-mapping.json', '', /:1:\d+: sessions\.ids: must be one of files, id, columns; found "ids"/],
    [
      'no-field.json',
      '',
      /sessions\.columns\.a: must be a field of sessions \(did you mean sessionId\?\); found "sesionId"/,
    ],
    ['marked.json', 'mapping', /good, a mapping/],
    [
      'late-story.yaml',
      '',
      /steps\.0\.clock: must lie between.*\n.*steps\.0\.look: between braces must be.*found "\{"/,
    ],
    ['twice.json', '', /"id" is there twice/],
    ['mine.yaml', 'scenario', /good, a scenario named mine/],
    ['empty.yaml', 'scenario', /good, a scenario named empty/],
  ] as const) {
    const path = join(folder, file)
    const [code, out, err] = await run(`validate ${path}`)
    t.equal(code, kind === '' ? 1 : 0, file)
    t.match(out + err, said, file)
    const told = JSON.parse((await run(`validate ${path} --json`))[1])
    t.match(told, kind === '' ? { valid: false } : { valid: true, kind }, file)
  }
  t.match(await run('validate scenarios/packs/banking.yaml'), [0, /good, a pack for banking/, ''])
  t.match(await run('validate scenarios/packs/banking.de.yaml'), [0, /good, words of a pack/, ''])
})

t.test('judge reads its files as validate does, and says where in them it goes wrong', async t => {
  const folder = t.testdir({
    'twice.json': '{ "sessions": { "id": "a" },\n"sessions": { "id": "b" } }',
    'no-mapping.json': '\ufeff{ "sessions": { "ids": "a" } }',
    'no-replay.json': '{ "replay": 1 }',
  })
  const pipe = join(folder, 'pipe')
  execFileSync('mkfifo', [pipe])
  for (const [flag, file, said] of [
    ['mapping', 'twice.json', /--mapping: .*twice\.json:2:1: "sessions" is there twice/],
    ['mapping', 'no-mapping.json', /no-mapping\.json:1:\d+: sessions\.ids: must be one of files, id, columns/],
    ['mapping', 'pipe', /pipe: is a pipe/],
    ['mapping', '/dev/zero', /zero: is a /],
    ['replay', 'pipe', /pipe: is a pipe/],
    ['replay', 'no-replay.json', /no-replay\.json:1:1: this is no replay/],
    ['replay', '/etc', /etc: is a folder/],
  ] as const) {
    const path = file.startsWith('/') ? file : join(folder, file)
    const [code, , err] = await run(`judge --${flag} ${path} -- true`)
    t.equal(code, 2, `${flag} ${file}`)
    t.match(err, said, `${flag} ${file}`)
  }
})

t.test('demo says which variables it leaves alone, and does without its console', async t => {
  const environment = {
    KORE_MOCK_SCENARIO: 'small',
    KORE_MOCK_WORKERS: '3',
    KORE_MOCK_WATCH: 'true',
    KORE_MOCK_NO_CONSOLE: 'true',
    KORE_MOCK_PORT: '0',
  }
  const child = spawn(process.execPath, [...COMMAND, 'demo', 'launch', '--end-with-parent'], {
    env: { PATH: process.env.PATH ?? '', ...environment },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  t.teardown(() => child.kill('SIGKILL'))
  let said = ''
  child.stderr.on('data', piece => {
    said += String(piece)
  })
  let out = ''
  for await (const piece of child.stdout) {
    out += String(piece)
    if (out.includes('leaves out')) break
  }
  const url = /: (http\S+) answers from its scenario; --no-console leaves out what plays it/.exec(out)?.[1]
  t.equal((await fetch(`${url}/console`)).status, 404)
  t.match(await (await fetch(`${url}/__admin/world`)).json(), { scenario: /launch/ })
  for (const [name, reason] of [
    ['SCENARIO', 'a story brings its scenario'],
    ['WORKERS', 'a story is played by one process'],
    ['WATCH', 'a story is read once'],
  ])
    t.match(said, `the variable KORE_MOCK_${name} is not heeded by demo: ${reason}`)
  t.notMatch(said, 'NO_CONSOLE')
})

t.test('a scenario that there is not is told with the one that comes near', async t => {
  t.match(await runAlone('--scenario smal'), [
    1,
    '',
    /there is no scenario "smal" \(did you mean small\?\); the names are/,
  ])
})

t.test('variables that nobody reads are told on stderr', async t => {
  const odd = {
    KORE_MOCK_SEDE: '1',
    KORE_MOCK_CHECK_BOTT: '1',
    KORE_MOCK_BANANAS: '1',
    KORE_MOCK_COMMAND: 'npx kore-mock',
    KORE_MOCK_SERVICE_HOST: '10.0.0.1',
    KORE_MOCK_PORT_4010_TCP: 'x',
    KORE_MOCK_SEED: 'mine',
  }
  for (const line of ['--scenario smal', 'check --bot foo']) {
    const [, out, err] = await runAlone(line, odd)
    t.equal(out, '', line)
    t.same(err.split('\n').slice(0, -2), [
      'kore-mock: the variable KORE_MOCK_BANANAS means nothing here [KM_VARIABLE_UNKNOWN]',
      'kore-mock: the variable KORE_MOCK_CHECK_BOTT means nothing here (did you mean KORE_MOCK_CHECK_BOT?) [KM_VARIABLE_UNKNOWN]',
      'kore-mock: the variable KORE_MOCK_SEDE means nothing here (did you mean KORE_MOCK_SEED?) [KM_VARIABLE_UNKNOWN]',
    ])
  }
})

t.test('what comes near', async t => {
  const known = ['port', 'seed', 'scenario', 'no-cors', 'log-level', 'journal-entries', 'journal-bytes']
  for (const [written, meant] of [
    ['prot', 'port'],
    ['PORT', 'port'],
    ['scenarios', 'scenario'],
    ['nocors', 'no-cors'],
    ['loglevel', 'log-level'],
    ['journal', 'journal-entries'],
    ['sede', 'seed'],
    ['cors', undefined],
    ['x', undefined],
    ['', undefined],
    ['p', undefined],
    ['x'.repeat(100_000), undefined],
  ] as const)
    t.equal(nearestWord(written, known), meant, written.slice(0, 20))
})
