import { didYouMean, nearestWord } from '../contract/nearest-word.ts'
import { lineOf, say } from '../errors/catalogue.ts'
import { CHECK_FLAGS } from './check-flags.ts'
import { flags, variableOf } from './flags.ts'

const PREFIX = 'KORE_MOCK_'
/** What other programs than the command read: the plugin for pytest, and images. */
const OF_OTHERS: ReadonlySet<string> = new Set(['KORE_MOCK_COMMAND', 'KORE_MOCK_ARGS'])
/** What Kubernetes tells a container of a service that is called kore-mock. */
const OF_SERVICES = /^KORE_MOCK_(?:SERVICE_|PORT_\d)/

/** Variables that have our prefix and that nobody reads, a line for each: a mistyped one would be believed. */
function unknownVariables(environment: Readonly<Record<string, string | undefined>>): string[] {
  const known = [
    ...flags.map(variableOf),
    ...CHECK_FLAGS.flatMap(({ name, value }) =>
      value === undefined ? [] : [`${PREFIX}CHECK_${name.toUpperCase().replaceAll('-', '_')}`],
    ),
  ]
  return Object.keys(environment)
    .filter(name => name.startsWith(PREFIX) && !known.includes(name))
    .filter(name => !OF_OTHERS.has(name) && !OF_SERVICES.test(name))
    .sort()
    .map(variable =>
      lineOf(say('KM_VARIABLE_UNKNOWN', { variable, hint: didYouMean(nearestVariable(variable, known)) })),
    )
}

/** Tells them, a line for each. */
export function tellUnknownVariables(
  environment: Readonly<Record<string, string | undefined>>,
  stderr: { write(text: string): unknown },
): void {
  for (const line of unknownVariables(environment)) stderr.write(`kore-mock: ${line}\n`)
}

/** All of them begin alike, which is no reason to mean one of them. */
function nearestVariable(variable: string, known: readonly string[]): string | undefined {
  const rest = (name: string) => name.slice(PREFIX.length)
  const meant = nearestWord(rest(variable), known.map(rest))
  return meant === undefined ? undefined : `${PREFIX}${meant}`
}
