import { say } from '../errors/catalogue.ts'
import { EndSignals } from './end-signals.ts'
import { endUnread } from './end-unread.ts'
import { parseFlags } from './flags.ts'
import { UsageError } from './usage-error.ts'

/**
 * Runs the command line.
 * @returns the exit code: 0 good, 1 could not start or a check failed, 2 wrong usage.
 */
export async function main(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Promise<number> {
  try {
    // It has flags of its own.
    if (args[0] === 'check') return await (await import('./check.ts')).check(args.slice(1), environment)
    const { settings, positionals, help, version, json } = parseFlags(args, environment)
    if (help || version) {
      const texts = await import('./help.ts')
      process.stdout.write(help ? texts.helpText() : `${texts.version()}\n`)
      return 0
    }
    const [command = 'serve', ...rest] = positionals
    if (command !== 'validate' && rest.length > 0)
      throw new UsageError(say('KM_ARGUMENT_UNEXPECTED', { argument: rest[0] ?? '' }))
    switch (command) {
      case 'serve': {
        // Before the rest is loaded, which takes most of the start.
        const signals = new EndSignals()
        const code = await (await import('./serve.ts')).serve(settings, signals)
        endUnread(code, signals, settings.shutdownTimeout)
        return code
      }
      case 'scenarios':
        return (await import('./scenarios.ts')).printScenarios()
      case 'validate':
        return (await import('./scenarios.ts')).validateFile(rest, json)
      default:
        throw new UsageError(
          say('KM_COMMAND_UNKNOWN', { command, allowed: 'serve (or nothing), scenarios, validate FILE, check' }),
        )
    }
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    process.stderr.write(`kore-mock: ${error.message}\n`)
    return 2
  }
}
