import { closeSync, constants, fstatSync, openSync, promises, readSync, type Stats } from 'node:fs'
import { type Said, say } from '../errors/catalogue.ts'
import { type Failure, failureOf } from '../errors/failure.ts'

/** Bytes that a file may have: the largest that is shipped has 160 kB. One that is watched is read beside requests. */
const MOST_BYTES = 512 * 1024
const KB = 1024
const CHUNK = 64 * KB

/** A file as text, or why it is none; `at` is where in it, as an index into what could be read. */
export type TextFile =
  | { readonly text: string }
  | { readonly said: Said; readonly at?: { readonly text: string; readonly offset: number } }

/**
 * Reads a file of UTF-8 text, its byte order mark left out. It never waits: a pipe whose writer is silent would hold up
 * everything. @throws never
 */
export function readTextFile(file: string): TextFile {
  const bytes = readBytes(file)
  return bytes instanceof Uint8Array ? decode(bytes) : { said: bytes }
}

/** The bytes of a plain file, or what else it is. @throws never */
export function readBytes(file: string): Uint8Array | Said {
  let descriptor: number | undefined
  try {
    descriptor = openSync(file, OPEN_AT_ONCE)
    return whyNotPlain(fstatSync(descriptor)) ?? readAll(descriptor)
  } catch (error) {
    return unreadableFile(failureOf(error))
  } finally {
    if (descriptor !== undefined) closeSync(descriptor)
  }
}

/** As `readBytes`, in the background: a network file system that hangs would hang everything else. @throws never */
export async function readBytesLater(file: string): Promise<Uint8Array | Said> {
  let handle: promises.FileHandle | undefined
  try {
    handle = await promises.open(file, OPEN_AT_ONCE)
    return whyNotPlain(await handle.stat()) ?? (await readAllLater(handle))
  } catch (error) {
    return unreadableFile(failureOf(error))
  } finally {
    await handle?.close().catch(() => {})
  }
}

/** A pipe that is opened like this is open at once, so that it can be looked at. */
const OPEN_AT_ONCE = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)

/** What a file is that cannot be read; undefined: it can. */
function whyNotPlain(stats: Stats): Said | undefined {
  if (stats.isDirectory()) return say('KM_FILE_IS_FOLDER', {})
  return stats.isFile() ? undefined : say('KM_FILE_NOT_PLAIN', { kind: kindOf(stats) })
}

async function readAllLater(handle: promises.FileHandle): Promise<Uint8Array | Said> {
  const chunks: Uint8Array[] = []
  let total = 0
  for (;;) {
    const chunk = new Uint8Array(CHUNK)
    const { bytesRead } = await handle.read(chunk, 0, CHUNK)
    if (bytesRead === 0) return Buffer.concat(chunks)
    total += bytesRead
    if (total > MOST_BYTES) return say('KM_FILE_TOO_LARGE', { limit: MOST_BYTES / KB })
    chunks.push(chunk.subarray(0, bytesRead))
  }
}

/** Up to the limit, whatever size the file says it has: some of the system's own say 0, and one may grow meanwhile. */
function readAll(descriptor: number): Uint8Array | Said {
  const chunks: Uint8Array[] = []
  let total = 0
  for (;;) {
    const chunk = new Uint8Array(CHUNK)
    const length = readSync(descriptor, chunk)
    if (length === 0) return Buffer.concat(chunks)
    total += length
    if (total > MOST_BYTES) return say('KM_FILE_TOO_LARGE', { limit: MOST_BYTES / KB })
    chunks.push(chunk.subarray(0, length))
  }
}

function decode(bytes: Uint8Array): TextFile {
  const text = new TextDecoder().decode(bytes)
  const wrong = firstWrongByte(bytes)
  if (wrong !== undefined) {
    const found = `byte 0x${bytes[wrong]!.toString(16).padStart(2, '0')}`
    const before = new TextDecoder().decode(bytes.subarray(0, wrong))
    return { said: say('KM_FILE_NOT_UTF8', { found }), at: { text: `${before} `, offset: before.length } }
  }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it is what is looked for
  const control = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/.exec(text)
  if (control === null) return { text }
  const found = `U+${control[0].charCodeAt(0).toString(16).padStart(4, '0').toUpperCase()}`
  return { said: say('KM_FILE_CONTROL_CHARACTER', { found }), at: { text, offset: control.index } }
}

/** Index of the first byte that no UTF-8 has there. */
function firstWrongByte(bytes: Uint8Array): number | undefined {
  const again = new TextEncoder().encode(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes))
  if (again.length === bytes.length && Buffer.compare(again, bytes) === 0) return undefined
  const at = bytes.findIndex((byte, index) => byte !== again[index])
  return at === -1 ? bytes.length - 1 : at
}

function kindOf(stats: Stats): string {
  if (stats.isFIFO()) return 'a pipe'
  return stats.isSocket() ? 'a socket' : 'a device'
}

function unreadableFile({ code, message }: Failure): Said {
  if (code === 'ENOENT' || code === 'ENOTDIR') return say('KM_FILE_MISSING', {})
  if (code === 'EISDIR') return say('KM_FILE_IS_FOLDER', {})
  return say('KM_FILE_UNREADABLE', { reason: code ?? message })
}
