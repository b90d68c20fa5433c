import type { Answer } from '../../apis/operation.ts'
import { Page } from '../../apis/page.ts'
import { type OperationId, serialize } from '../../contract/contract.ts'
import type { Call } from '../exchange.ts'
import { keep } from './recall.ts'

/** Turns what the operation gave into what is sent. */
export function answer(call: Call): undefined {
  const body = bodyOf(call.op.operationId, call.result!)
  call.result = undefined
  call.answer = { status: 200, body: keep(call, body) }
}

/** The body by the contract, with the ready rows put into its empty list. */
export function bodyOf(operationId: OperationId, { body, list, rows }: Answer): string | Page {
  const text = serialize(operationId, 200, body)
  if (list === undefined || rows === undefined || rows.length === 0) return text
  const empty = `"${list}":[]`
  const at = text.indexOf(empty)
  if (at < 0) throw new Error(`${operationId}: its answer has no empty list "${list}" to put the rows into`)
  const inside = at + empty.length - 1
  return new Page(text.slice(0, inside), rows, text.slice(inside))
}
