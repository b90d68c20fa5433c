import type { ServerResponse } from 'node:http'
import { bytesOf } from '../apis/page.ts'
import type { TakenFault, WireAnswer } from '../control/exchanged.ts'
import type { FaultAction } from '../scenario/types.ts'
import { breakOff } from './connections.ts'

type Corruption = Extract<FaultAction, { connection: unknown } | { body: unknown }>

/** A dribbled body comes in at most this many pieces. */
const MAX_PIECES = 50

/** Whether an answer must leave through `sendCorrupted` because of its fault. */
export function isCorrupted(fault: TakenFault | undefined): boolean {
  return fault !== undefined && ('connection' in fault.action || 'body' in fault.action)
}

/**
 * Sends an answer that a fault of connection or body corrupts, past the framework (the reply must have been hijacked):
 *
 * | Fault | What a client sees |
 * |---|---|
 * | connection reset | the connection is reset (RST) before any byte |
 * | connection empty | the connection is closed before any byte |
 * | body truncateAt | a head that promises all bytes, that fraction of them, then the end of the connection |
 * | body garbage | a head like the true one, then as many bytes that mean nothing (the same in every run) |
 * | body dribbleMs | the true answer, in pieces over that time |
 *
 * Where several requests share a connection (HTTP/2), it is the stream that ends instead: reset with INTERNAL_ERROR, of an empty one with
 * CANCEL (decision D253).
 *
 * Without a socket (a request injected by a test) the response is destroyed instead of the connection.
 */
export async function sendCorrupted(fault: TakenFault, answer: WireAnswer, raw: ServerResponse): Promise<void> {
  const action = fault.action as Corruption
  if ('connection' in action) {
    if (action.connection === 'reset') breakOff(raw)
    else raw.destroy()
    return
  }
  const bytes = bytesOf(answer.body)
  raw.writeHead(answer.status, { ...answer.headers, 'content-length': bytes.length })
  if ('truncateAt' in action.body)
    await truncate(raw, bytes.subarray(0, Math.floor(bytes.length * action.body.truncateAt)))
  else if ('garbage' in action.body) raw.end(garbage(bytes.length, fault.draw))
  else await dribble(raw, bytes, action.body.dribbleMs)
}

/** The connection is closed even when all bytes were sent: a client that keeps it alive must cope with that too. */
async function truncate(raw: ServerResponse, bytes: Uint8Array): Promise<void> {
  raw.flushHeaders()
  if (bytes.length > 0) await new Promise<void>(done => raw.write(bytes, () => done()))
  raw.destroy()
}

async function dribble(raw: ServerResponse, bytes: Uint8Array, ms: number): Promise<void> {
  const pieces = Math.max(1, Math.min(MAX_PIECES, bytes.length))
  const start = performance.now()
  for (let i = 0; i < pieces; i += 1) {
    // Each piece has its own time, so that timers that round do not add up.
    if (i > 0) await pause(raw, Math.ceil(start + (ms * i) / (pieces - 1) - performance.now()))
    if (raw.destroyed) return
    raw.write(bytes.subarray(Math.floor((bytes.length * i) / pieces), Math.floor((bytes.length * (i + 1)) / pieces)))
  }
  raw.end()
}

/** Is over after so many ms, or when the connection is. */
function pause(raw: ServerResponse, ms: number): Promise<void> {
  return new Promise(resolve => {
    const over = () => {
      clearTimeout(timer)
      raw.off('close', over)
      resolve()
    }
    const timer = setTimeout(over, ms)
    raw.once('close', over)
  })
}

/** Never valid JSON: it begins with a byte that is neither JSON nor UTF-8. */
function garbage(length: number, draw: () => number): Buffer {
  const bytes = Buffer.allocUnsafe(length)
  for (let i = 0; i < length; i += 1) bytes[i] = 128 + Math.floor(draw() * 128)
  if (length > 0) bytes[0] = 0xff
  return bytes
}
