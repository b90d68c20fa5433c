import { parseArgs } from 'node:util'
import { didYouMean, nearestWord } from '../contract/nearest-word.ts'
import { type Bare, bare } from '../contract/own.ts'
import { say } from '../errors/catalogue.ts'
import { UsageError } from './usage-error.ts'

/** A flag as it is read, explained and completed. */
export interface FlagShape {
  readonly name: string
  readonly short?: string
  /** What its value is called in the help; absent: it has none. */
  readonly value?: string
  /** The words that its value can be, where these are all. */
  readonly words?: readonly string[]
  readonly help: string
}

/** What every command takes. */
export const COMMON_FLAGS: readonly FlagShape[] = [
  { name: 'help', short: 'h', help: 'this text' },
  { name: 'version', short: 'v', help: 'the version' },
]

/** Arguments as they were given: values by the name of a flag (`true` of one that takes none), and what is no flag. */
export interface GivenArguments {
  readonly values: ReadonlyMap<string, readonly string[]>
  readonly positionals: readonly string[]
}

/**
 * Takes arguments apart.
 * @param flags those that are taken here, besides the common ones
 * @param runsProgram whether what is no flag is a program that is to be run, with arguments of its own
 * @throws UsageError for an unknown flag, a value that is missing, and one where none belongs.
 */
export function readArguments(
  args: readonly string[],
  flags: readonly FlagShape[],
  { runsProgram = false } = {},
): GivenArguments {
  const known = [...flags, ...COMMON_FLAGS]
  const values = new Map<string, string[]>()
  const positionals: string[] = []
  for (const token of argumentTokens(args, known)) {
    if (token.kind === 'positional') positionals.push(token.value)
    else if (token.kind === 'option') {
      const isUnknown = known.every(({ name }) => name !== token.name)
      if (runsProgram && isUnknown && positionals.length > 0) throw behindDashes(token.rawName, positionals)
      values.set(token.name, [...(values.get(token.name) ?? []), givenValue(token, known)])
    }
  }
  return { values, positionals }
}

/**
 * The command that is asked for, `serve` when none is, and the arguments without it.
 * @param flags those of `serve`, whose values are no commands
 */
export function commandOf(
  args: readonly string[],
  flags: readonly FlagShape[],
): { command: string; rest: readonly string[] } {
  for (const token of argumentTokens(args, [...flags, ...COMMON_FLAGS])) {
    if (token.kind !== 'positional') continue
    return { command: token.value, rest: args.filter((_, index) => index !== token.index) }
  }
  return { command: 'serve', rest: args }
}

function argumentTokens(args: readonly string[], flags: readonly FlagShape[]) {
  const options: Bare<{ type: 'string' | 'boolean'; short?: string }> = bare()
  for (const { name, short, value } of flags) {
    options[name] = { type: value === undefined ? 'boolean' : 'string', ...(short === undefined ? {} : { short }) }
  }
  return parseArgs({ args: [...args], options, strict: false, allowPositionals: true, tokens: true }).tokens
}

/** A flag as it was given. */
interface GivenFlag {
  readonly name: string
  readonly rawName: string
  readonly value?: string | undefined
  readonly inlineValue?: boolean | undefined
}

function givenValue(token: GivenFlag, known: readonly FlagShape[]): string {
  const { name, rawName, value } = token
  const flag = known.find(one => one.name === name)
  if (flag === undefined) throw unknownFlag(rawName, known)
  if (flag.value === undefined) {
    if (value !== undefined) throw new UsageError(say('KM_FLAG_TAKES_NO_VALUE', { flag: rawName, found: value }))
    return 'true'
  }
  if (value === undefined || missesValue(token)) {
    throw new UsageError(say('KM_FLAG_NEEDS_VALUE', { flag: rawName, value: flag.value }))
  }
  return value
}

/** `--seed --now x` has forgotten the seed; who means it writes `--seed=--now`. */
const missesValue = ({ inlineValue, value }: GivenFlag) => inlineValue === false && value?.startsWith('--') === true

function behindDashes(flag: string, positionals: readonly string[]): UsageError {
  const hint = `; of the command that is to be run it stands behind --: -- ${positionals.join(' ')} ${flag}`
  return new UsageError(say('KM_FLAG_UNKNOWN', { flag, hint, allowed: 'none behind the command' }))
}

function unknownFlag(flag: string, known: readonly FlagShape[]): UsageError {
  const all = known.map(({ name }) => `--${name}`)
  const meant = flag.startsWith('--')
    ? nearestWord(
        flag.slice(2),
        known.map(({ name }) => name),
      )
    : undefined
  const hint = didYouMean(meant === undefined ? undefined : `--${meant}`)
  return new UsageError(say('KM_FLAG_UNKNOWN', { flag, hint, allowed: all.join(', ') }))
}
