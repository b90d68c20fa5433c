import { didYouMean, nearestWord } from '../contract/nearest-word.ts'
import { say } from '../errors/catalogue.ts'
import { type GivenArguments, readArguments } from './arguments.ts'
import { type CommandShape, commands } from './command-table.ts'
import { flags } from './flags.ts'
import { commandHelp, helpText, version } from './help.ts'
import { UsageError } from './usage-error.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** Runs any command but `serve`, of which it knows the help alone. `check` reads its arguments itself. */
type Runner = (given: GivenArguments, args: readonly string[], environment: Environment) => Promise<number>

const runners: ReadonlyMap<string, Runner> = new Map<string, Runner>([
  ['scenarios', async () => (await import('./scenarios.ts')).printScenarios()],
  [
    'validate',
    async ({ positionals, values }) =>
      (await import('./validate.ts')).validateFile(positionals, {
        json: values.has('json'),
        now: values.get('now')?.at(-1),
      }),
  ],
  ['demo', async (given, _, environment) => (await import('./demo.ts')).playStory(given, environment)],
  ['schema', async () => (await import('./schema.ts')).printSchema()],
  ['completion', async ({ positionals: [shell] }) => (await import('./completion.ts')).printCompletion(shell)],
  ['check', async (_, args, environment) => (await import('./check.ts')).check(args, environment)],
  ['export', async (given, _, environment) => (await import('./export.ts')).exportRows(given, environment)],
  ['judge', async (given, _, environment) => (await import('./judge.ts')).judgeClient(given, environment)],
  ['help', async ({ positionals: [name] }) => print(name === undefined ? helpText() : commandHelp(commandNamed(name)))],
  ['version', async () => print(`${version()}\n`)],
])

/**
 * Runs a command, or prints its help or the version where its arguments ask for these.
 * @param args the arguments behind (or before) its name
 * @returns the exit code
 * @throws UsageError for an unknown command, an unknown flag and an argument too many.
 */
export async function runCommand(name: string, args: readonly string[], environment: Environment): Promise<number> {
  const command = commandNamed(name)
  const given = readArguments(args, command.flags, { runsProgram: command.argument === 'program' })
  if (given.values.has('help')) return print(commandHelp(command))
  if (given.values.has('version')) return print(`${version()}\n`)
  refuseMore(command, given.positionals)
  return await runners.get(name)!(given, args, environment)
}

/**
 * What to say when the first word behind some flags of `serve` is no command: a mistake in these flags comes first, as it may
 * be what made a word of a value.
 * @throws UsageError always.
 */
export async function refuseWord(word: string, args: readonly string[]): Promise<never> {
  if (args[0]?.startsWith('-') === true) readArguments(args, flags)
  const { listScenarios } = await import('../scenario/list.ts')
  const isWorld = /\.(ya?ml|json)$/.test(word) || listScenarios().some(({ name }) => name === word)
  throw unknownCommand(word, isWorld ? `--scenario ${word}` : undefined)
}

/** Whether there is a command of that name. */
export const isCommand = (name: string): boolean => commands.some(command => command.name === name)

/** Prints the help of all, or the version. */
export function printOverview(asked: 'help' | 'version'): number {
  return print(asked === 'help' ? helpText() : `${version()}\n`)
}

function commandNamed(name: string): CommandShape {
  const command = commands.find(one => one.name === name)
  if (command === undefined) throw unknownCommand(name)
  return command
}

function unknownCommand(command: string, meant?: string): UsageError {
  const names = commands.map(({ name }) => name)
  const hint = didYouMean(meant ?? nearestWord(command, names))
  return new UsageError(say('KM_COMMAND_UNKNOWN', { command, hint, allowed: names.join(', ') }))
}

/** Those of `validate` and `check` look at their arguments themselves: one misses what is missing, the other repeats none. */
function refuseMore({ name, argument }: CommandShape, positionals: readonly string[]): void {
  if (name === 'check' || argument === 'file' || argument === 'program') return
  const unexpected = positionals[argument === undefined ? 0 : 1]
  if (unexpected === undefined) return
  throw new UsageError(say('KM_ARGUMENT_UNEXPECTED', { argument: unexpected, help: `kore-mock ${name} --help` }))
}

function print(text: string): number {
  process.stdout.write(text)
  return 0
}
