import { say } from '../errors/catalogue.ts'
import { commandOf } from './arguments.ts'
import { EndSignals } from './end-signals.ts'
import { endUnread } from './end-unread.ts'
import { flags, parseFlags } from './flags.ts'
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
    const { command, rest } = commandOf(args, flags)
    if (command === 'serve') return await startServing(rest, environment, rest.length < args.length)
    const others = await import('./run-command.ts')
    if (!others.isCommand(command)) return await others.refuseWord(command, args)
    return await others.runCommand(command, rest, environment)
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    process.stderr.write(`kore-mock: ${error.message}\n`)
    return 2
  }
}

/** @param isNamed the command was named: its help is its own, not that of all */
async function startServing(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  isNamed: boolean,
): Promise<number> {
  const { settings, positionals, help, version } = parseFlags(args, environment)
  if (help || version) {
    const others = await import('./run-command.ts')
    return isNamed
      ? await others.runCommand('serve', args, environment)
      : others.printOverview(help ? 'help' : 'version')
  }
  if (positionals.length > 0) {
    throw new UsageError(
      say('KM_ARGUMENT_UNEXPECTED', { argument: positionals[0] ?? '', help: 'kore-mock serve --help' }),
    )
  }
  // Before the rest is loaded, which takes most of the start.
  const signals = new EndSignals()
  const code = await (await import('./serve.ts')).serve(settings, signals)
  endUnread(code, signals, settings.shutdownTimeout)
  return code
}
