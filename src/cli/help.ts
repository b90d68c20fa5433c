import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageRoot } from '../scenario/paths.ts'
import { COMMON_FLAGS, type FlagShape } from './arguments.ts'
import { type CommandShape, commands } from './command-table.ts'

/** The text of `--help` without a command: all commands, and the flags of `serve`, which is meant when none is named. */
export function helpText(): string {
  const serve = commands[0]!
  const rows = commands.map(command => [shortUsageOf(command), command.summary] as const)
  const [first, ...others] = twoColumns(rows)
  return [
    'A local stand-in for the Kore.ai analytics APIs.',
    '',
    `Usage: ${first}`,
    ...others.map(line => `       ${line}`),
    '',
    ...flagLines(serve.flags),
    '',
    ...serve.notes,
    'kore-mock help COMMAND says more of each command.',
    '',
  ].join('\n')
}

/** The text of `--help` behind a command. */
export function commandHelp(command: CommandShape): string {
  const lines = [...command.about, '', `Usage: ${usageOf(command)}`, '', ...flagLines(command.flags), '']
  return [...lines, ...command.notes, ''].join('\n')
}

const usageOf = ({ name, usage }: CommandShape) =>
  ['kore-mock', ...(name === 'serve' ? ['[serve]'] : [name]), usage].join(' ').trim()

/** A usage that would push all summaries far to the right stands in the command's own help only. */
function shortUsageOf(command: CommandShape): string {
  const usage = usageOf(command)
  return usage.length > 50 ? `kore-mock ${command.name} --help` : usage
}

function flagLines(flags: readonly FlagShape[]): string[] {
  return twoColumns([...flags, ...COMMON_FLAGS].map(flag => [nameOf(flag), flag.help] as const)).map(
    line => `  ${line}`,
  )
}

function twoColumns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length))
  return rows.map(([left, right]) => `${left.padEnd(width)}  ${right}`)
}

function nameOf({ name, short, value }: FlagShape): string {
  const long = value === undefined ? `--${name}` : `--${name} ${value}`
  return short === undefined ? `    ${long}` : `-${short}, ${long}`
}

/** Version of the package. */
export function version(): string {
  const text = readFileSync(join(packageRoot, 'package.json'), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}
