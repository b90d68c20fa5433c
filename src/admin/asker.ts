import type { Asker } from '../offload/pool.ts'
import type { AdminCall } from './call.ts'

/** Who waits for what is made beside the main thread for a call: whoever calls from an address has his turns together. */
export function askerOf({ raw: { request, response } }: Pick<AdminCall, 'raw'>, ms: number): Asker {
  const left = new AbortController()
  if (response.destroyed) left.abort()
  else response.once('close', () => response.writableFinished || left.abort())
  return { client: `admin from ${request.socket?.remoteAddress}`, ms, signal: left.signal }
}
