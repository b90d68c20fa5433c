import type { Violation } from '../contract/types.ts'

/** Largest body that is read, in bytes (decision D14); what clients of these APIs send has a few hundred. */
export const BODY_LIMIT = 1_048_576

/**
 * What is wrong with a body beyond it.
 * @param length `Content-Length` as sent: nobody counts what is not read
 */
export function tooManyBytes(length?: string): Violation {
  const found = length === undefined ? 'more was sent' : `found ${length}`
  return { property: 'body', message: `must have at most ${BODY_LIMIT} bytes; ${found}` }
}
