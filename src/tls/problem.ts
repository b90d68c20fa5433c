import type { Said } from '../errors/catalogue.ts'

/** Why the mock cannot speak TLS as it was told to. */
export class TlsProblem extends Error {
  override name = 'TlsProblem'
  readonly said: Said

  constructor(said: Said) {
    super(said.message)
    this.said = said
  }
}
