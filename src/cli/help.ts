import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageRoot } from '../scenario/paths.ts'
import { type Flag, flags, variableOf } from './flags.ts'

/** The text of `--help`. */
export function helpText(): string {
  const rows: [string, string][] = flags.map(flag => [nameOf(flag), flag.help])
  rows.push(['-h, --help', 'this text'], ['-v, --version', 'the version'])
  const width = Math.max(...rows.map(([name]) => name.length))
  return [
    'A local stand-in for five Kore.ai analytics APIs.',
    '',
    'Usage: kore-mock [flags]                  serve',
    '       kore-mock scenarios                list the scenarios there are',
    '       kore-mock validate FILE [--json]   check a scenario file',
    '       kore-mock check --help             compare a server with the contract',
    '',
    ...rows.map(([name, help]) => `  ${name.padEnd(width)}  ${help}`),
    '',
    `Every flag has an environment twin, e.g. ${variableOf(flags[0]!)}; plain PORT and HOST work too. Flags win.`,
    'Exit codes: 0 good, also after a signal; 1 could not start or a check failed; 2 wrong usage.',
    '',
  ].join('\n')
}

function nameOf({ name, short, value }: Flag): string {
  const long = value === undefined ? `--${name}` : `--${name} ${value}`
  return short === undefined ? `    ${long}` : `-${short}, ${long}`
}

/** Version of the package. */
export function version(): string {
  const text = readFileSync(join(packageRoot, 'package.json'), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}
