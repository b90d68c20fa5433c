import { createHash } from 'node:crypto'
import { bodyOf, headerOf } from './server.mjs'

/** Vary from run to run, or belong to the connection. */
const NOT_OURS = new Set(['x-request-id', 'date', 'connection', 'keep-alive'])

/** SHA-256 of texts and bytes, one after the other. */
export const hashOf = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest('hex')

/** Digest of all that one answer says: status, headers, body. */
export function digestOf(answer) {
  const { status, headers, broken = '' } = answer
  const packed = headerOf(answer, 'content-encoding') !== undefined
  const lines = [`${status} ${broken}`]
  for (let i = 0; i < headers.length; i += 2) {
    const name = headers[i].toLowerCase()
    // How long a packed body is depends on the zlib of Node.
    if (!NOT_OURS.has(name) && !(packed && name === 'content-length')) lines.push(`${name}: ${headers[i + 1]}`)
  }
  return hashOf(lines.join('\n'), '\n\n', bodyOf(answer))
}
