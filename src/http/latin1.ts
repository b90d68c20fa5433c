/** Bytes as text of one character each: the fastest text that tells any bytes apart, and their own where they are ASCII. */
export function latin1Of(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
}
