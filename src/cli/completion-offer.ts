import type { FlagShape } from './arguments.ts'

/** What may stand at a place of the command line: words, and files where `files` says so. */
export interface Offer {
  readonly words: readonly string[]
  readonly files: boolean
}

/** A flag with what its value may be; undefined: it has none. */
export interface OfferedFlag extends FlagShape {
  readonly offer: Offer | undefined
}

/** A command with all that a shell can offer behind its name. */
export interface OfferedCommand {
  readonly name: string
  readonly summary: string
  readonly flags: readonly OfferedFlag[]
  readonly argument: Offer
}
