import { spawn } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import t, { type Test } from 'tap'
import { readArguments } from '../../src/cli/arguments.ts'
import { EXPORT_FLAGS } from '../../src/cli/export-flags.ts'
import { readExport } from '../../src/cli/export-question.ts'
import { runCommand } from '../../src/cli/run-command.ts'
import { UsageError } from '../../src/cli/usage-error.ts'
import { createKoreMock } from '../../src/embed/kore-mock.ts'
import { COMMAND } from '../command.ts'
import { BOT, NOW } from '../helper.ts'

const DAY = ['--from', '2026-03-03', '--to', '2026-03-03', '--now', NOW, '--threads', '1']

interface Ended {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly out: string
  readonly complaint: string
}

/** Runs `kore-mock export` to its end. */
function run(args: readonly string[], { started }: { started?: (child: ReturnType<typeof spawn>) => void } = {}) {
  const child = spawn(process.execPath, [...COMMAND, 'export', ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  const said: Buffer[][] = [[], []]
  child.stdout.on('data', chunk => said[0]!.push(chunk))
  child.stderr.on('data', chunk => said[1]!.push(chunk))
  started?.(child)
  return new Promise<Ended>(done =>
    child.on('close', (code, signal) => {
      const [out = '', complaint = ''] = said.map(chunks => Buffer.concat(chunks).toString())
      done({ code, signal, out, complaint })
    }),
  )
}

/** What `kore-mock export` writes into a file, run in this process: for who looks at the rows alone. */
async function written(t: Test, file: string, args: readonly string[], environment = {}): Promise<Buffer> {
  t.equal(await runCommand('export', [...args, '--out', file], environment), 0, args.join(' '))
  return readFileSync(file)
}

const lines = (text: string) => text.split('\n').filter(Boolean)

t.test('what is wrong with the arguments is told with what is allowed', async t => {
  const cases: readonly [args: readonly string[], said: string][] = [
    [[], 'KM_EXPORT_KIND'],
    [['session', ...DAY], '(did you mean sessions?) [KM_EXPORT_KIND]'],
    [['constructor', ...DAY], 'KM_EXPORT_KIND'],
    [['sessions', '--from', '2026-03-01'], 'needs --to'],
    [['sessions', '--from', '2026-02-31', '--to', '2026-03-03'], 'found "2026-02-31"'],
    [['sessions', '--from', '2026-03-04', '--to', '2026-03-03'], '--from must not be after --to'],
    [['sessions', '--from', '1999-01-01', '--to', '2026-03-03'], '2000-01-01'],
    [['sessions', ...DAY, '--format', 'cvs'], 'ndjson, json, csv, parquet'],
    [['sessions', ...DAY, '--threads', '0'], 'from 1 to 64'],
    [['sessions', ...DAY, '--out', ''], '--out must not be empty'],
    [['sessions', ...DAY, '--include', 'history'], 'KM_EXPORT_INCLUDE'],
    [['conversations', ...DAY, '--include', 'hist'], '(did you mean history?)'],
    [['sessions', ...DAY, '--gzip', '--format', 'parquet'], 'KM_FLAGS_EXCLUDE'],
    [['sessions', ...DAY, '--fromm', '2026-03-03'], '(did you mean --from?)'],
  ]
  for (const [args, said] of cases) {
    const problem = complaintOf(() => readExport(readArguments(args, EXPORT_FLAGS)))
    t.ok(problem.includes(said), `${args.join(' ')}: ${problem}`)
  }
})

/** What a call is refused with as wrong usage. */
function complaintOf(call: () => unknown): string {
  try {
    call()
  } catch (error) {
    if (error instanceof UsageError) return error.message
    throw error
  }
  return 'nothing is wrong'
}

t.test('what cannot be written or found is told on one line, and nothing is written', async t => {
  const folder = t.testdir({ 'a file': '' })
  const cases: readonly [args: readonly string[], code: number, said: string][] = [
    [['sessions', ...DAY, '--bot', 'bank'], 2, BOT],
    [['sessions', ...DAY, '--out', join(folder, 'none/x.ndjson')], 1, `there is no folder ${join(folder, 'none')}`],
    [['sessions', ...DAY, '--out', folder], 1, 'it is a folder'],
    [['sessions', ...DAY, '--out', join(folder, 'a file/x')], 1, 'is none [KM_EXPORT_FILE]'],
  ]
  for (const [args, code, said] of cases) {
    const ended = await run(args)
    t.equal(ended.code, code, args.join(' '))
    t.ok(ended.complaint.includes(said), ended.complaint)
    t.equal(lines(ended.complaint).length, 1, ended.complaint)
    t.equal(ended.out, '')
  }
  t.same(readdirSync(folder), ['a file'])
})

t.test(
  'a disk that is full is told, and a file in its place is left as it was',
  { skip: process.platform !== 'linux' },
  async t => {
    const { code, complaint } = await run(['sessions', ...DAY, '--out', '/dev/full'])
    t.equal(code, 1)
    t.match(complaint, 'no room left')
  },
)

t.test('a file is replaced once the new one is whole, and a link stays a link', async t => {
  const folder = t.testdir({ old: 'old\n', other: 'other\n' })
  symlinkSync('other', join(folder, 'link'))
  const first = await run(['sessions', ...DAY, '--out', join(folder, 'old')])
  t.same([first.code, first.out, first.complaint], [0, '', ''])
  const written = readFileSync(join(folder, 'old'), 'utf8')
  t.ok(lines(written).length > 500)
  await run(['sessions', ...DAY, '--out', join(folder, 'link')])
  t.equal(readFileSync(join(folder, 'other'), 'utf8'), written)
  t.same(readdirSync(folder).sort(), ['link', 'old', 'other'])
  t.equal((await run(['sessions', ...DAY])).out, written, 'stdout gets the same')
})

t.test('a signal leaves no file and what was there before, and ends the process as a signal does', async t => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    const folder = t.testdir({ rows: 'old\n' })
    const file = join(folder, 'rows')
    const range = ['--scenario', 'busy', '--from', '2026-01-01', '--to', '2026-02-28', '--now', NOW]
    const ended = await run(['sessions', ...range, '--out', file], {
      started: child => {
        const look = setInterval(() => {
          if (readdirSync(folder).length < 2) return
          clearInterval(look)
          child.kill(signal)
        }, 20)
        child.on('close', () => clearInterval(look))
      },
    })
    t.equal(ended.signal, signal)
    t.same(readdirSync(folder), ['rows'], 'no partial file')
    t.equal(readFileSync(file, 'utf8'), 'old\n')
  }
})

t.test('who reads no more ends it without a word', async t => {
  const range = ['--scenario', 'busy', '--from', '2026-01-01', '--to', '2026-02-28', '--now', NOW]
  const ended = await run(['sessions', ...range], {
    started: child => child.stdout?.once('data', () => child.stdout?.destroy()),
  })
  t.same([ended.code, ended.complaint], [0, ''])
})

t.test('bots: all that the scenario names, or those that are asked for', async t => {
  const mock = await createKoreMock({ scenario: 'many-bots', now: NOW, port: false })
  t.teardown(() => mock.close())
  const world = ['--scenario', 'many-bots', ...DAY, '--format', 'csv']
  const file = join(t.testdir({}), 'rows')
  const botsIn = (rows: Buffer) =>
    new Set(
      lines(rows.toString())
        .slice(1)
        .map(line => line.split(',')[1]),
    )
  t.same(botsIn(await written(t, file, ['sessions', ...world, '--bot', 'all'])), new Set(mock.bots))
  const some = [mock.bots[2]!, mock.bots[0]!]
  const asked = await written(t, file, ['sessions', ...world, ...some.flatMap(bot => ['--bot', bot])])
  t.same([...botsIn(asked)], some, 'in the order in which they are asked for')
})

t.test('nothing to write is a file all the same, packed or not', async t => {
  const folder = t.testdir({})
  const range = ['sessions', '--from', '2026-03-20', '--to', '2026-03-21', '--now', NOW]
  t.equal((await written(t, join(folder, 'plain'), range)).toString(), '')
  t.equal(gunzipSync(await written(t, join(folder, 'packed'), [...range, '--gzip'])).toString(), '')
})

t.test('packed rows are the same rows', async t => {
  const folder = t.testdir({})
  for (const format of ['ndjson', 'json']) {
    const range = ['sessions', ...DAY, '--format', format]
    const packed = await written(t, join(folder, 'rows.gz'), [...range, '--gzip'])
    t.equal(gunzipSync(packed).toString(), (await written(t, join(folder, 'rows'), range)).toString())
  }
})

t.test('variables of the world are heeded, and flags win', async t => {
  const folder = t.testdir({ 'one.yaml': 'bots: { st-one: {} }\n' })
  mkdirSync(join(folder, 'x'))
  writeFileSync(join(folder, 'x/two.yaml'), 'bots: { st-two: {} }\n')
  process.env.KORE_MOCK_SCENARIO = join(folder, 'one.yaml')
  t.teardown(() => delete process.env.KORE_MOCK_SCENARIO)
  const trend = ['trend', ...DAY, '--format', 'csv']
  t.match((await run(trend)).out, 'st-one,2026-03-03,')
  const flagged = [...trend, '--scenario', join(folder, 'x/two.yaml')]
  t.match((await written(t, join(folder, 'rows'), flagged, process.env)).toString(), 'st-two,')
})
