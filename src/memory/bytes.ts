// biome-ignore-all lint/style/noRestrictedGlobals: of the rooms that must run without Node, this file alone uses its Buffer, and only where there is one.

/**
 * A text as UTF-8. Rows are made by the million, and `Buffer.from` takes half the time that `TextEncoder` does for texts of
 * their length (1 kB: 0.9 microseconds against 2.3, Node 20).
 */
export function utf8(text: string): Uint8Array {
  return typeof Buffer === 'undefined' ? new TextEncoder().encode(text) : Buffer.from(text)
}

/** Memory that is written from end to end before anybody reads it, so that it need not be made empty first. */
export function room(length: number): Uint8Array {
  return typeof Buffer === 'undefined' ? new Uint8Array(length) : Buffer.allocUnsafeSlow(length)
}
