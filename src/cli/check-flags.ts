import type { FlagShape } from './arguments.ts'

/** The flags of `kore-mock check`. */
export const CHECK_FLAGS: readonly FlagShape[] = [
  { name: 'base-url', value: 'URL', help: 'the server, e.g. https://platform.kore.ai or http://127.0.0.1:4010' },
  { name: 'bot', value: 'ID', help: 'bot to ask about' },
  { name: 'client-id', value: 'ID', help: 'client id of a JWT app' },
  { name: 'client-secret', value: 'TEXT', help: 'its secret; better given as KORE_MOCK_CHECK_CLIENT_SECRET' },
  { name: 'account', value: 'ID', help: 'account id; without it the Agent AI operations are not asked for data' },
  { name: 'dashboard', value: 'NAME', help: 'dashboard with the widget below' },
  { name: 'widget', value: 'NAME', help: 'widget to ask for data; without it none is' },
  { name: 'from', value: 'DATE', help: 'first of the seven days that are looked at (default: the last seven)' },
  { name: 'only', value: 'ID,ID', help: 'operations to look at (default: all)' },
  { name: 'timeout', value: 'MS', help: 'longest wait for an answer (default 30000)' },
  { name: 'pause', value: 'MS', help: 'pause between two requests (default 250; 0 for this machine)' },
  { name: 'json', help: 'print the report as JSON' },
  { name: 'junit', value: 'FILE', help: 'write the report as JUnit XML too' },
  { name: 'all', help: 'print a line for every single check' },
]
