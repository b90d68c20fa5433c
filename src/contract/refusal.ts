import type { Violation } from './types.ts'

/** A request that is not answered with data: thrown by any step, sent in the vendor's envelope (facts 2.1, ruling R4). */
export class Refusal extends Error {
  readonly status: number
  /** Vendor code: usually the status, 4002 for credentials. */
  readonly code: number | string
  readonly violations: readonly Violation[]
  readonly headers: Readonly<Record<string, string>>
  readonly mockCode: string | undefined
  /** False: it tells of the end of the mock or of the connection, not of what the client did (decision D220). */
  readonly isEarned: boolean
  #text: string | undefined

  constructor(
    status: number,
    msg: string,
    options: {
      code?: number | string
      violations?: readonly Violation[]
      headers?: Record<string, string>
      /** Code of the mock's own errors (docs/errors.md); a refusal of the vendor has none. */
      mockCode?: string
      isEarned?: boolean
    } = {},
  ) {
    // Nobody looks for the place in the code: a trace of the stack would cost more than the whole answer.
    const limit = Error.stackTraceLimit
    Error.stackTraceLimit = 0
    super(msg)
    Error.stackTraceLimit = limit
    this.name = 'Refusal'
    this.status = status
    this.code = options.code ?? status
    this.violations = options.violations ?? []
    this.headers = options.headers ?? {}
    this.mockCode = options.mockCode
    this.isEarned = options.isEarned ?? true
  }

  /** The body as it goes over the wire, made once. */
  get text(): string {
    this.#text ??= JSON.stringify(this.body)
    return this.#text
  }

  /** What stands in the body. */
  get body(): { errors: RefusalEntry[] } {
    const entry: RefusalEntry = { msg: this.message, code: this.code }
    if (this.mockCode !== undefined) entry.mockCode = this.mockCode
    if (this.violations.length > 0) entry.error = this.violations
    return { errors: [entry] }
  }
}

interface RefusalEntry {
  msg: string
  code: number | string
  mockCode?: string
  error?: readonly Violation[]
}
