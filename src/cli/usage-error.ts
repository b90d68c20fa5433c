import { lineOf, type Said } from '../errors/catalogue.ts'

/** The command line or the environment says something that is not known: one line, exit code 2. */
export class UsageError extends Error {
  override name = 'UsageError'

  /** @param said what is wrong, or a line that has its code already */
  constructor(said: Said | string) {
    super(typeof said === 'string' ? said : lineOf(said))
  }
}
