import { didYouMean, nearestWord } from '../contract/nearest-word.ts'
import { say } from '../errors/catalogue.ts'
import { scenarioNames } from '../scenario/list.ts'
import { COMMON_FLAGS, type FlagShape } from './arguments.ts'
import { type CommandShape, commands } from './command-table.ts'
import { bashScript } from './completion-bash.ts'
import { fishScript } from './completion-fish.ts'
import type { Offer, OfferedCommand } from './completion-offer.ts'
import { zshScript } from './completion-zsh.ts'
import { UsageError } from './usage-error.ts'

const SCRIPTS: ReadonlyMap<string, (offered: readonly OfferedCommand[]) => string> = new Map([
  ['bash', bashScript],
  ['zsh', zshScript],
  ['fish', fishScript],
])

/**
 * Prints what makes a shell complete the command, from the tables of commands and flags and the shipped scenarios.
 * @throws UsageError for a shell that is not known, or none.
 */
export function printCompletion(shell: string | undefined): number {
  const shells = [...SCRIPTS.keys()]
  const script = SCRIPTS.get(shell ?? '')
  if (shell === undefined || script === undefined) {
    const found = shell === undefined ? '' : `; got "${shell}"${didYouMean(nearestWord(shell, shells))}`
    throw new UsageError(say('KM_ARGUMENT_WRONG', { reason: `completion takes one of ${shells.join(', ')}${found}` }))
  }
  process.stdout.write(script(commands.map(offeredCommand)))
  return 0
}

function offeredCommand({ name, summary, flags, argument }: CommandShape): OfferedCommand {
  const names = argument === 'command' ? commands.map(command => command.name) : []
  const words = argument === undefined || typeof argument === 'string' ? names : argument
  const offered = [...flags, ...COMMON_FLAGS].map(flag => ({ ...flag, offer: offerOf(flag) }))
  return { name, summary, flags: offered, argument: { words, files: argument === 'file' || argument === 'program' } }
}

function offerOf({ value, words }: FlagShape): Offer | undefined {
  if (value === undefined) return undefined
  const kinds = value.split('|')
  return { words: words ?? (value === 'NAME|FILE' ? scenarioNames() : []), files: kinds.includes('FILE') }
}
