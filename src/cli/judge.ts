import { writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join, resolve } from 'node:path'
import { say } from '../errors/catalogue.ts'
import { failureOf } from '../errors/failure.ts'
import { readDuration } from '../judge/budget.ts'
import { CommandError } from '../judge/command-subject.ts'
import { MOST_SCHEDULES } from '../judge/judge.ts'
import { type JudgedCommand, judgeCommand } from '../judge/judge-command.ts'
import { type FoundMistake, folderOfMistake } from '../judge/judgement.ts'
import { readMapping, type StoredMapping } from '../judge/mapping.ts'
import { type Replay, readReplay } from '../judge/replay.ts'
import { judgeHtml } from '../judge/report-html.ts'
import { judgeJunit } from '../judge/report-junit.ts'
import { ROW_KINDS, TROUBLE_KINDS } from '../judge/schedule.ts'
import { ScenarioError } from '../scenario/error.ts'
import type { ScenarioFile } from '../scenario/file.ts'
import { MOST_OF_NAME } from '../scenario/limits.ts'
import { readSource } from '../scenario/read.ts'
import { yamlText } from '../scenario/scenario-text.ts'
import type { GivenArguments } from './arguments.ts'
import { nonEmptyText, textUpTo, wholeNumber } from './flag-values.ts'
import { readAs } from './kinds-of-files.ts'
import { checkOutFile, makeOutFolder } from './out-places.ts'
import { EndedBySignal, SignalledEnd } from './signalled-end.ts'
import { tellUnknownVariables } from './unknown-variables.ts'
import { UsageError } from './usage-error.ts'

const MOST_LANES = 64
/** ms between two lines of progress. */
const PROGRESS_MS = 200
/** The same where nobody looks on. */
const LINE_MS = 15_000

/**
 * `kore-mock judge`: runs a client under schedules of trouble, and says whether what it stored is right.
 * @returns 0 when it is, 1 when it is not.
 * @throws UsageError for wrong arguments.
 */
export async function judgeClient(
  given: GivenArguments,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<number> {
  tellUnknownVariables(environment, process.stderr)
  const settings = settingsFor(given)
  checkPlaces(given)
  const end = new SignalledEnd()
  const onProgress = progressOn(process.stderr)
  let outcome: JudgedCommand
  try {
    outcome = await judgeCommand({ ...settings, environment, onProgress, signal: end.signal })
  } catch (error) {
    if (error instanceof EndedBySignal) return await end.go(error)
    if (error instanceof CommandError) throw new UsageError(say('KM_COMMAND_NOT_RUN', { reason: error.message }))
    throw error
  } finally {
    end.close()
    if (process.stderr.isTTY) process.stderr.write('\r\u001b[K')
  }
  const { judgement } = outcome
  // What is known is told before it is written anywhere, which may fail.
  process.stdout.write(given.values.has('json') ? `${JSON.stringify(judgement, null, 2)}\n` : judgement.text)
  write(outcome, given)
  return judgement.ok ? 0 : 1
}

function settingsFor({ values, positionals }: GivenArguments) {
  if (positionals.length === 0) {
    throw new UsageError(
      say('KM_ARGUMENT_MISSING', { usage: 'judge needs a command: kore-mock judge [flags] -- COMMAND' }),
    )
  }
  const text = (name: string) => values.get(name)?.at(-1)
  const time = (name: string, otherwise: string) => timeText(text(name) ?? otherwise, `--${name}`)
  const number = (name: string, otherwise: number, max: number) => {
    const said = text(name)
    return said === undefined ? otherwise : wholeNumber(said, `--${name}`, max, 1)
  }
  const replay = text('replay')
  const kinds = text('kinds')
  return {
    command: positionals,
    seed: textUpTo(text('seed') ?? '1', '--seed', MOST_OF_NAME),
    schedules: number('schedules', 1_000, MOST_SCHEDULES),
    budget: time('budget', '60s'),
    kinds: kinds === undefined ? undefined : someWords(kinds, '--kinds', ROW_KINDS),
    without: someWords(text('without') ?? '', '--without', TROUBLE_KINDS),
    lanes: number('lanes', 2 * availableParallelism(), MOST_LANES),
    timeout: time('timeout', '30s'),
    slow: time('slow', '2s'),
    firstOnly: values.has('first'),
    mapping: mappingOf(text('mapping')),
    replay: replay === undefined ? undefined : replayOf(replay),
  }
}

function timeText(said: string, name: string): number {
  try {
    return readDuration(said)
  } catch {
    throw new UsageError(say('KM_FLAG_WRONG', { name, allowed: 'a time such as 500ms, 60s, 5m', found: said }))
  }
}

function someWords<Word extends string>(said: string, name: string, allowed: readonly Word[]): Word[] {
  const words = said.split(',').map(word => word.trim())
  return words
    .filter(word => word !== '')
    .map(word => {
      const known = allowed.find(one => one === word)
      if (known === undefined) {
        throw new UsageError(say('KM_FLAG_WRONG', { name, allowed: `some of ${allowed.join(', ')}`, found: word }))
      }
      return known
    })
}

function mappingOf(file: string | undefined): StoredMapping {
  return file === undefined ? {} : readGiven(file, '--mapping', readMapping)
}

const replayOf = (file: string): Replay => readGiven(file, '--replay', readReplay)

/** What a file says, read as `validate` reads it. */
function readGiven<Value>(file: string, name: string, read: (value: unknown) => Value): Value {
  nonEmptyText(file, name)
  try {
    return readAs(readSource(resolve(file)), read)
  } catch (error) {
    throw error instanceof ScenarioError
      ? new UsageError(`${name}: ${error.message}`)
      : new UsageError(say('KM_ARGUMENT_WRONG', { reason: `${name}: ${failureOf(error).message}` }))
  }
}

function progressOn(stream: NodeJS.WriteStream): (done: number, failed: number) => void {
  let last = stream.isTTY ? 0 : performance.now()
  return (done, failed) => {
    if (performance.now() - last < (stream.isTTY ? PROGRESS_MS : LINE_MS)) return
    last = performance.now()
    const said = `${done} schedules, ${failed} with something wrong`
    stream.write(stream.isTTY ? `\r\u001b[K${said}` : `${said}\n`)
  }
}

/** Where the judgement goes must be writable before it is made. */
function checkPlaces({ values }: GivenArguments): void {
  for (const name of ['junit', 'html']) {
    const file = values.get(name)?.at(-1)
    if (file !== undefined) checkOutFile(nonEmptyText(file, `--${name}`), `--${name}`)
  }
  const folder = values.get('save')?.at(-1)
  if (folder !== undefined) makeOutFolder(nonEmptyText(folder, '--save'), '--save')
}

function write({ judgement, searched }: JudgedCommand, { values }: GivenArguments): void {
  const [junit, html, folder] = ['junit', 'html', 'save'].map(name => values.get(name)?.at(-1))
  if (junit !== undefined) writeFileSync(junit, judgeJunit(judgement))
  if (html !== undefined) writeFileSync(html, judgeHtml(judgement, searched))
  if (folder === undefined) return
  for (const mistake of judgement.mistakes) save(join(folder, folderOfMistake(mistake.name)), mistake)
}

function save(folder: string, mistake: FoundMistake): void {
  const { replay, har, scenario, story } = mistake
  makeOutFolder(folder, '--save')
  const put = (name: string, value: object) => writeFileSync(join(folder, name), `${JSON.stringify(value, null, 2)}\n`)
  put('replay.json', replay)
  put('requests.har', har)
  writeFileSync(join(folder, 'scenario.yaml'), scenarioText(mistake.name, scenario))
  writeFileSync(join(folder, 'story.txt'), story)
}

const scenarioText = (name: string, scenario: ScenarioFile) =>
  `# World, clock and faults of the first run of the schedule that shows: ${name}\n${yamlText(scenario)}`
