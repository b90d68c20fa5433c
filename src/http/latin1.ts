/** Bytes as a text with one character for each byte (ISO 8859-1): it differs wherever bytes differ. ASCII stays as it is. */
export function latin1Of(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
}
