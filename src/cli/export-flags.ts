import { EXPORT_FORMATS } from '../export/question.ts'
import type { FlagShape } from './arguments.ts'
import { flags } from './flags.ts'

/** Flags of `serve` that decide what there is to export, and by whose variables they can be given too. */
export const WORLD_FLAGS = flags.filter(({ name }) => ['scenario', 'seed', 'now'].includes(name))

/** The flags of `kore-mock export`. */
export const EXPORT_FLAGS: readonly FlagShape[] = [
  { name: 'from', value: 'DATE', help: 'first day, or instant, e.g. 2026-02-01' },
  { name: 'to', value: 'DATE', help: 'last day, or instant; both belong to it' },
  {
    name: 'bot',
    value: 'ID',
    help: 'bot whose rows are written; may be given several times (default: all of the scenario)',
  },
  {
    name: 'format',
    value: 'FORMAT',
    words: EXPORT_FORMATS,
    help: `${EXPORT_FORMATS.join(', ')} (default ndjson: a row as its API gives it on each line)`,
  },
  {
    name: 'out',
    short: 'o',
    value: 'FILE',
    help: 'file to write, which has its name once it is whole; - is stdout (default -)',
  },
  { name: 'gzip', short: 'z', help: 'pack it' },
  {
    name: 'include',
    value: 'NAME',
    help: 'what rows have only when asked for: history, summary, feedback, agentic-history of conversations, agentic-data of segments; may be given several times',
  },
  {
    name: 'truth',
    help: 'in place of rows as their API shows them now: rows as they are in truth, with the instant at which each becomes visible',
  },
  { name: 'threads', value: 'NUMBER', help: 'threads that make rows (default: as many as there are cores)' },
  ...WORLD_FLAGS,
]
