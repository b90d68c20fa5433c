import type { FastifyServerOptions } from 'fastify'
import { own } from '../contract/own.ts'
import { Refusal } from '../contract/refusal.ts'

/** Statuses for what Node's parser refuses before there is a request. */
const UNREADABLE: Readonly<Record<string, { status: number; reason: string; why: string }>> = {
  HPE_HEADER_OVERFLOW: {
    status: 431,
    reason: 'Request Header Fields Too Large',
    why: 'the headers are larger than 16 kB together',
  },
  ERR_HTTP_REQUEST_TIMEOUT: { status: 408, reason: 'Request Timeout', why: 'the request did not come to its end' },
}

/** Answers what is no HTTP request that Node can read, in the envelope of all refusals. */
export const answerUnreadable: NonNullable<FastifyServerOptions['clientErrorHandler']> = (error, socket) => {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy(error)
    return
  }
  const { status, reason, why } = own(UNREADABLE, error.code ?? '') ?? {
    status: 400,
    reason: 'Bad Request',
    why: `it is not HTTP that can be read: ${error.message}`,
  }
  const body = JSON.stringify(new Refusal(status, reason, { violations: [{ property: 'request', message: why }] }).body)
  const head = [
    `HTTP/1.1 ${status} ${reason}`,
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
}
