import type { IncomingMessage } from 'node:http'

/** Bytes of a piece that is passed on as it is. */
const LARGE = 1_024
/** Bytes that small pieces are gathered up to. */
const MOST_GATHERED = 16_384
/** Pieces after which others have their turn; what came along with them is read to its end before. */
const PIECES_OF_A_TURN = 1_000

/**
 * Makes a body in chunks come in pieces that are worth being one. A megabyte in a million chunks would else be a million
 * objects, 400 MB, and two seconds without a turn for others, as Node reads on for as long as there is something.
 * @param pause holds the connection up until others have had their turn
 */
export function gatherPieces(request: IncomingMessage, pause: () => void): void {
  const pass = request.push.bind(request)
  let gathered: Buffer | undefined
  let size = 0
  let pieces = 0
  let flushing: NodeJS.Immediate | undefined
  const flush = () => {
    clearImmediate(flushing)
    flushing = undefined
    if (gathered === undefined) return
    const whole = gathered.subarray(0, size)
    gathered = undefined
    if (!request.destroyed) pass(whole)
  }
  request.push = (chunk: Buffer | null) => {
    if (chunk === null || chunk.length >= LARGE) {
      flush()
      return pass(chunk)
    }
    if (gathered !== undefined && size + chunk.length > MOST_GATHERED) flush()
    if (gathered === undefined) {
      gathered = Buffer.allocUnsafeSlow(MOST_GATHERED)
      size = 0
    }
    chunk.copy(gathered, size)
    size += chunk.length
    flushing ??= setImmediate(flush)
    pieces += 1
    if (pieces % PIECES_OF_A_TURN === 0) pause()
    return request.readableLength < request.readableHighWaterMark
  }
}
