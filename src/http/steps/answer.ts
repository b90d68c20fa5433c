import { writeBody } from '../../apis/ask.ts'
import type { Call } from '../exchange.ts'

/** Turns what the operation gave into what is sent. */
export function writeAnswer(call: Call): undefined {
  const body = writeBody(call.op.operationId, call.result!)
  call.result = undefined
  call.answer = { status: 200, body }
}
