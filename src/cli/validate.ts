import { withoutSecrets } from '../admin/shown-error.ts'
import { say } from '../errors/catalogue.ts'
import { ScenarioError } from '../scenario/error.ts'
import { startClock } from '../scenario/start-clock.ts'
import { instantText } from './flag-values.ts'
import { checkedFile } from './kinds-of-files.ts'
import { UsageError } from './usage-error.ts'

/** What `validate` is told. */
interface ValidateFlags {
  /** The outcome is printed as JSON. */
  readonly json: boolean
  /** ISO instant by which dates such as `-5d` are resolved; absent: now. */
  readonly now?: string | undefined
}

/**
 * Checks a file that the command reads, and shows what the dates of a scenario come to: 0 when it can be used, else 1 and every mistake in it.
 * @throws UsageError when there is not exactly one file.
 */
export function validateFile(files: readonly string[], { json, now }: ValidateFlags): number {
  const [file, ...more] = files
  if (file === undefined || more.length > 0)
    throw new UsageError(say('KM_ARGUMENT_MISSING', { usage: 'validate takes one file: kore-mock validate FILE' }))
  try {
    const clock = startClock(now === undefined ? undefined : instantText(now, '--now'))
    const { kind, good, resolved = [] } = checkedFile(file, clock)
    const dates = resolved.map(({ path, ...date }) => ({ path: path.join('.'), ...date }))
    const lines = dates.map(({ path, said, value, zone }) => `  ${path}: ${said} is ${value} (${zone})\n`)
    process.stdout.write(
      json
        ? `${JSON.stringify({ valid: true, kind, file, problems: [], resolved: dates })}\n`
        : `${file}: good, ${good}\n${lines.join('')}`,
    )
    return 0
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error
    const { message, problems } = withoutSecrets(error)
    if (json) process.stdout.write(`${JSON.stringify({ valid: false, file: error.file, problems })}\n`)
    else process.stderr.write(`${message}\n`)
    return 1
  }
}
