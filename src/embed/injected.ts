/** A request without a socket. */
export interface InjectedRequest {
  /** Default GET. */
  readonly method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS'
  /** Path and query. */
  readonly url: string
  readonly headers?: Readonly<Record<string, string | string[]>>
  /** More of the query. */
  readonly query?: Readonly<Record<string, string | string[]>>
  /** An object is sent as JSON. */
  readonly payload?: string | object | Uint8Array
}

/** The answer to it. */
export interface InjectedAnswer {
  readonly statusCode: number
  readonly statusMessage: string
  readonly headers: Readonly<Record<string, number | string | string[] | undefined>>
  readonly body: string
  readonly rawPayload: Uint8Array
  /** The body, read as JSON. */
  json<Body = unknown>(): Body
}
