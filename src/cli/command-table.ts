import { LISTED_KINDS } from '../apis/listed.ts'
import type { FlagShape } from './arguments.ts'
import { CHECK_FLAGS } from './check-flags.ts'
import { demoFlags } from './demo-flags.ts'
import { EXPORT_FLAGS } from './export-flags.ts'
import { flags } from './flags.ts'
import { JUDGE_FLAGS } from './judge-flags.ts'

/** A command as it is explained and completed. */
export interface CommandShape {
  readonly name: string
  /** What stands behind its name. */
  readonly usage: string
  /** A few words, for the list of commands. */
  readonly summary: string
  /** Lines for its own help. */
  readonly about: readonly string[]
  readonly flags: readonly FlagShape[]
  /** What its argument can be: words, a file, the name of a command, a program with arguments of its own; absent: it takes none. */
  readonly argument?: 'file' | 'command' | 'program' | readonly string[]
  /** Exit codes and environment, the last lines of its help. */
  readonly notes: readonly string[]
}

const USUAL_CODES = 'Exit codes: 0 good; 2 wrong usage.'

/** All commands, in the order of the help. */
export const commands: readonly CommandShape[] = [
  {
    name: 'serve',
    usage: '[flags]',
    summary: 'serve; the word itself may be left out',
    about: ['Serves until a signal comes.'],
    flags,
    notes: [
      'Every flag has an environment twin, e.g. KORE_MOCK_PORT; plain PORT and HOST work too. Flags win.',
      'Exit codes: 0 good, also after a signal; 1 could not start or a check failed; 2 wrong usage.',
    ],
  },
  {
    name: 'scenarios',
    usage: '',
    summary: 'list the scenarios there are',
    about: ['Lists the scenarios that --scenario takes by name, with what each is for.'],
    flags: [],
    notes: [USUAL_CODES],
  },
  {
    name: 'demo',
    usage: '[NAME|FILE] [flags]',
    summary: 'serve a story that the console plays',
    about: [
      'Serves the scenario of a story and prints the address at which the console plays it. Without a name it lists the stories.',
      'A story of your own is given as a file such as ./my-story.yaml; docs/console.md says how to write one.',
    ],
    flags: demoFlags,
    argument: 'file',
    notes: [
      'Flags and their environment twins are those of serve, but --scenario, --watch and --workers. With --no-console it serves the',
      'scenario of the story, and nothing plays it.',
      'Exit codes: 0 good, also after a signal; 1 could not start, or the story has a mistake; 2 wrong usage.',
    ],
  },
  {
    name: 'validate',
    usage: 'FILE [--json] [--now ISO]',
    summary: 'check a scenario, a story or a pack',
    about: [
      'Checks a scenario file with all that it builds on, and says every mistake with file, line and column. Stories, packs and their words,',
      'single faults, and replays and mappings of judge are known by what they say, and checked as such.',
      'Of a good one it shows what days and times said by the clock (-5d, yesterday) come to.',
    ],
    flags: [
      { name: 'json', help: 'print the outcome as JSON: valid, kind, file, problems, resolved' },
      { name: 'now', value: 'ISO', help: 'the clock by which they are resolved (default: now)' },
    ],
    argument: 'file',
    notes: ['Exit codes: 0 it can be used, 1 it cannot, 2 wrong usage.'],
  },
  {
    name: 'check',
    usage: '--base-url URL --bot ID --client-id ID --client-secret TEXT [flags]',
    summary: 'compare a server with the contract',
    about: [
      'Compares a server with the contract: status, headers, types, fields, order, paging, limits, rules.',
      'It only reads, one request after the other, and keeps and prints no values, only shapes.',
    ],
    flags: CHECK_FLAGS,
    notes: [
      'Every flag with a value has an environment twin, e.g. KORE_MOCK_CHECK_BASE_URL. Flags win.',
      'HTTPS_PROXY, HTTP_PROXY and NO_PROXY are heeded.',
      'Exit codes: 0 no difference, 1 a difference, 2 wrong usage or the server cannot be checked.',
    ],
  },
  {
    name: 'judge',
    usage: '[flags] -- COMMAND',
    summary: 'try an exporter under trouble',
    about: [
      'Runs a client of the APIs against mocks under schedules of trouble, and says whether what it stored is right: rows that are',
      'lost, twice, stale, wrong. docs/test-an-exporter.md says what the command finds in its environment and what it must bear.',
    ],
    flags: JUDGE_FLAGS,
    argument: 'program',
    notes: ['Exit codes: 0 the client is right, as far as was seen; 1 it is not; 2 wrong usage.'],
  },
  {
    name: 'export',
    usage: 'KIND --from DATE --to DATE [--out FILE] [flags]',
    summary: 'write what the APIs would give to a file',
    about: [
      `Writes what the APIs would give, without HTTP. KIND is ${LISTED_KINDS.join(', ')}.`,
      'Rows of one bot after the other, each in the order of its API. docs/export.md has the columns of CSV and Parquet.',
    ],
    flags: EXPORT_FLAGS,
    argument: LISTED_KINDS,
    notes: [
      'KORE_MOCK_SCENARIO, KORE_MOCK_SEED and KORE_MOCK_NOW are heeded, as when serving. Flags win.',
      'Exit codes: 0 good, also when whoever reads stdout wants no more; 1 could not be written; 2 wrong usage; a signal ends it as one.',
    ],
  },
  {
    name: 'schema',
    usage: '',
    summary: 'print the JSON schema of scenario files',
    about: [
      'Prints the JSON schema of scenario files, for hover and completion in an editor. Where the package is installed a file',
      'can name it in its first line: # yaml-language-server: $schema=./node_modules/kore-mock/scenarios/scenario.schema.yaml',
    ],
    flags: [],
    notes: [USUAL_CODES],
  },
  {
    name: 'completion',
    usage: 'bash|zsh|fish',
    summary: 'print what makes a shell complete the command',
    about: [
      'Prints a script that makes a shell complete commands, flags, their values and the names of scenarios.',
      'bash: source <(kore-mock completion bash); zsh: source <(kore-mock completion zsh); fish: kore-mock completion fish | source',
    ],
    flags: [],
    argument: ['bash', 'zsh', 'fish'],
    notes: [USUAL_CODES],
  },
  {
    name: 'help',
    usage: '[COMMAND]',
    summary: 'this text, or that of a command',
    about: ['Prints what there is, or the help of one command.'],
    flags: [],
    argument: 'command',
    notes: [USUAL_CODES],
  },
  {
    name: 'version',
    usage: '',
    summary: 'the version',
    about: ['Prints the version.'],
    flags: [],
    notes: [USUAL_CODES],
  },
]
