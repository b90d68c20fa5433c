import { type OperationId, serialize } from '../../contract/contract.ts'
import type { Answer } from '../../operations/operation.ts'
import type { Call } from '../exchange.ts'
import { keep } from './recall.ts'

/** Turns what the operation gave into what is sent: once, however large it is. */
export function answer(call: Call): undefined {
  const body = bodyOf(call.op.operationId, call.result as Answer)
  call.result = undefined
  call.answer = { status: 200, body: keep(call, body) }
}

const COMMA = 0x2c

/** The body by the contract, with the ready rows put into its empty list. */
export function bodyOf(operationId: OperationId, { body, list, rows }: Answer): string | Buffer {
  const text = serialize(operationId, 200, body)
  if (list === undefined || rows === undefined || rows.length === 0) return text
  const empty = `"${list}":[]`
  const at = text.indexOf(empty)
  if (at < 0) throw new Error(`${operationId}: its answer has no empty list "${list}" to put the rows into`)
  const inside = at + empty.length - 1
  return joined(Buffer.from(text.slice(0, inside)), rows, Buffer.from(text.slice(inside)))
}

const BLOCK = 256 * 1024
/** Larger pages get memory of their own. */
const MAX_PIECE = BLOCK / 4
let block = Buffer.alloc(0)
let used = 0

/** Memory for a page: small ones share blocks, as each piece of memory costs the garbage collector as much as a large one. */
function room(length: number): Buffer {
  if (length > MAX_PIECE) return Buffer.allocUnsafeSlow(length)
  if (used + length > block.length) {
    block = Buffer.allocUnsafeSlow(BLOCK)
    used = 0
  }
  const piece = block.subarray(used, used + length)
  used += length
  return piece
}

/** One piece of memory, filled once: a page may have megabytes. */
function joined(head: Buffer, rows: readonly Buffer[], tail: Buffer): Buffer {
  let length = head.length + rows.length - 1 + tail.length
  for (const row of rows) length += row.length
  const bytes = room(length)
  bytes.set(head)
  let at = head.length
  for (let i = 0; i < rows.length; i++) {
    if (i > 0) bytes[at++] = COMMA
    const row = rows[i] as Buffer
    bytes.set(row, at)
    at += row.length
  }
  bytes.set(tail, at)
  return bytes
}
