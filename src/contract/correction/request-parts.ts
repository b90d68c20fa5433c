/** A request as far as the contract judges it: texts of the query, headers in lower case, the body as JSON. */
export interface RequestParts {
  readonly query: Readonly<Record<string, unknown>>
  readonly headers: Readonly<Record<string, unknown>>
  /** Undefined: none. */
  readonly body: unknown
}
