/** Blocks have 16 kB, or 2, 4, ... times as much, up to this; who needs more gets memory that is not given back. */
const LARGEST = 1024 * 1024
const SMALLEST = 16 * 1024
/** Bytes that lie ready, at most. */
const MOST_READY = 4 * 1024 * 1024

const ready = new Map<number, Buffer[]>()
let readyBytes = 0

/**
 * Memory for bytes that are on their way to a client, at least `length` of it. It goes round: fresh memory for each page
 * would make the garbage collector look through the whole heap every few hundred answers.
 */
export function lend(length: number): Buffer {
  if (length > LARGEST) return Buffer.allocUnsafeSlow(length)
  let size = SMALLEST
  while (size < length) size *= 2
  const block = ready.get(size)?.pop()
  if (block === undefined) return Buffer.allocUnsafeSlow(size)
  readyBytes -= size
  return block
}

/** Takes a block back that nobody reads any more. One that never comes back is the garbage collector's. */
export function takeBack(block: Buffer): void {
  const size = block.length
  if (size > LARGEST || readyBytes + size > MOST_READY) return
  const blocks = ready.get(size)
  if (blocks === undefined) ready.set(size, [block])
  else blocks.push(block)
  readyBytes += size
}
