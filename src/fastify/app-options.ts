import type { MockOptions } from '../mock/mock.ts'
import type { Patience } from './patience.ts'

/** What an application is started with. */
export interface AppOptions extends MockOptions {
  /** true, or what pino takes; absent: silent. */
  readonly logger?: boolean | LoggerOptions | undefined
  /** How long the server waits for clients that send nothing. */
  readonly patience?: Partial<Patience>
}

/** Options of pino, of which these are the ones that are needed most. */
interface LoggerOptions {
  /** The least that is written: fatal, error, warn, info (default), debug, trace; `silent` for nothing. */
  readonly level?: string
  /** What gets the lines. Default: stdout. */
  readonly stream?: { write(line: string): void }
  /** What is written of the values by these names. */
  readonly serializers?: Readonly<Record<string, (value: unknown) => unknown>>
  readonly [option: string]: unknown
}
