import { createHash } from 'node:crypto'
import { readBytes, readBytesLater } from './read-file.ts'

/** What tells one content of a file from another: a digest of its bytes, or why it has none. */
export function digestOf(file: string): string {
  return digestFrom(readBytes(file))
}

/** As `digestOf`, in the background. */
export async function digestLater(file: string): Promise<string> {
  return digestFrom(await readBytesLater(file))
}

const digestFrom = (bytes: ReturnType<typeof readBytes>) =>
  bytes instanceof Uint8Array ? createHash('sha1').update(bytes).digest('hex') : bytes.message
