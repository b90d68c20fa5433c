import type { FlagShape } from './arguments.ts'

/** The flags of `kore-mock judge`. */
export const JUDGE_FLAGS: readonly FlagShape[] = [
  { name: 'seed', value: 'TEXT', help: 'the same seed gives the same schedules (default 1)' },
  { name: 'schedules', value: 'NUMBER', help: 'schedules to try (default 1000)' },
  {
    name: 'budget',
    value: 'TIME',
    help: 'time for all of it, e.g. 90s, 10m (default 60s); a third is for making small what was found',
  },
  {
    name: 'kinds',
    value: 'KIND,KIND',
    help: 'rows that it must store: sessions, messages, conversations, segments (default: those that it stores when all is quiet)',
  },
  { name: 'mapping', value: 'FILE', help: 'JSON file that says which files are which kind, and which columns what' },
  { name: 'without', value: 'KIND,KIND', help: 'kinds of trouble to leave out' },
  { name: 'first', help: 'end at the first mistake' },
  { name: 'lanes', value: 'NUMBER', help: 'clients at the same time (default: twice the cores)' },
  { name: 'timeout', value: 'TIME', help: 'longest that a run may take (default 30s)' },
  { name: 'slow', value: 'TIME', help: 'how long a slow answer takes (default 2s)' },
  { name: 'json', help: 'print the judgement as JSON' },
  { name: 'junit', value: 'FILE', help: 'write it as JUnit XML too' },
  { name: 'html', value: 'FILE', help: 'write it as a page too, in one file' },
  {
    name: 'save',
    value: 'FOLDER',
    help: 'write for each mistake its replay, its requests as HAR, and a scenario that does the same without the judge',
  },
  { name: 'replay', value: 'FILE', help: 'try the one schedule of such a replay' },
]
