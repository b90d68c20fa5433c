// Where one answer ends and the next begins, in what comes over a connection.
const NONE = Buffer.alloc(0)
const END_OF_HEAD = Buffer.from('\r\n\r\n')
/** The end of a body whose length no header tells. JSON has no line breaks like these. */
const LAST_CHUNK = Buffer.from('\r\n0\r\n\r\n')

/**
 * Gives a function that takes pieces of what comes, and calls `answered({ status, length })` for each answer that is whole:
 * its status and the bytes of its body, framing included. A piece is not kept.
 */
export function readerOf(answered) {
  /** What stands before a boundary that is not all there yet. */
  let rest = NONE
  let answer
  /** Bytes of a body of known length that are still to come. */
  let missing = 0

  const headOf = text => {
    const status = Number(text.slice(9, 12))
    const length = /\r\ncontent-length: *(\d+)/i.exec(text)?.[1]
    if (length === undefined && !/\r\ntransfer-encoding: *chunked/i.test(text))
      throw new Error(`an answer without end:\n${text}`)
    return { status, length: Number(length ?? 0), isChunked: length === undefined }
  }

  return piece => {
    const bytes = rest.length === 0 ? piece : Buffer.concat([rest, piece])
    rest = NONE
    let at = 0
    while (at < bytes.length) {
      if (missing > 0) {
        const here = Math.min(missing, bytes.length - at)
        at += here
        missing -= here
      } else {
        const boundary = answer === undefined ? END_OF_HEAD : LAST_CHUNK
        const found = bytes.indexOf(boundary, at)
        if (found < 0) {
          rest = Buffer.from(bytes.subarray(at))
          return
        }
        const end = found + boundary.length
        if (answer === undefined) {
          answer = headOf(bytes.latin1Slice(at, found))
          missing = answer.length
        } else {
          answer.length = end - at
          answer.isChunked = false
        }
        at = end
      }
      if (missing === 0 && !answer.isChunked) {
        const whole = answer
        answer = undefined
        answered(whole)
      }
    }
  }
}
