import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import type { AdminAnswer } from './call.ts'

/** Texts up to this length are sent whole, with their length. */
const SENT_WHOLE = 64 * 1024

/** Sends an answer of the admin API; undefined: the operation writes it itself. */
export async function send(reply: FastifyReply, answer: AdminAnswer | undefined): Promise<void> {
  if (answer === undefined) {
    reply.hijack()
    return
  }
  reply
    .code(answer.status ?? 200)
    .header('content-type', 'application/json; charset=utf-8')
    .headers(answer.headers ?? {})
  const { body } = answer
  if (typeof body === 'string') reply.send(body)
  else if (isPieces(body)) reply.send(await sendable(body))
  else reply.send(JSON.stringify(body))
}

const isPieces = (body: object): body is AsyncIterable<string> => Symbol.asyncIterator in body

/** Pieces of a text as Fastify sends them: joined while they are few, else as a stream that waits for its reader. */
async function sendable(body: AsyncIterable<string>): Promise<string | Readable> {
  const pieces = body[Symbol.asyncIterator]()
  let first = ''
  for (let next = await pieces.next(); ; next = await pieces.next()) {
    if (next.done) return first
    first += next.value
    if (first.length > SENT_WHOLE) break
  }
  const rest = { [Symbol.asyncIterator]: () => pieces }
  return Readable.from(chain(first, rest), { objectMode: false })
}

async function* chain(first: string, rest: AsyncIterable<string>): AsyncGenerator<string, void, undefined> {
  yield first
  yield* rest
}
