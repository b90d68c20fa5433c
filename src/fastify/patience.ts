/** How long the server waits for a client, in ms. */
export interface Patience {
  /** From the first byte of a request, or the beginning of its connection, to the end of its headers. */
  readonly head: number
  /** Without a byte of a body that has begun. */
  readonly body: number
  /** Between two requests of a connection. */
  readonly idle: number
  /** For the client to close a connection after the last words on it. */
  readonly farewell: number
}

/**
 * Clients that send nothing hold no connection for long (decision D170). Between two requests it is longer than the minute
 * that proxies keep connections for, so that it is they who close.
 */
export const DEFAULT_PATIENCE: Patience = { head: 10_000, body: 10_000, idle: 72_000, farewell: 1_000 }

/** ms between looks at the clock: a wait may be longer by this. */
export const lookEvery = ({ head, body }: Patience): number =>
  Math.max(10, Math.floor(Math.min(1_000, head / 4, body / 4)))
