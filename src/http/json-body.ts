import { numbersAsWritten, type ReadJson, readJson } from '../contract/json-text.ts'
import { shortText } from '../contract/short-text.ts'
import type { Violation } from '../contract/types.ts'
import { latin1Of } from './latin1.ts'

/** A body's JSON, or what is wrong with the bytes or with the text that they are. A byte order mark before it is left out. */
export function readJsonBody(body: Uint8Array): ReadJson {
  const text = decodeUtf8(body)
  if (text === undefined) return { fault: { path: '', message: `is not valid JSON; ${firstNoUtf8(body)}` } }
  const read = readJson(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text)
  if (read.fault === undefined || read.fault.path !== '') return read
  return { fault: { path: '', message: `is not valid JSON; ${read.fault.message}` } }
}

/** What is wrong with a body, with the numbers that reading it has rounded shown as they were sent. */
export function withNumbersAsSent(
  violations: readonly Violation[],
  body: Uint8Array | undefined,
): readonly Violation[] {
  const text =
    violations.some(({ message }) => ROUNDED.test(message)) && body !== undefined ? decodeUtf8(body) : undefined
  if (text === undefined) return violations
  const sent = numbersAsWritten(text.replace(/^\ufeff/, ''))
  return violations.map(({ property, message }) => {
    const number = property.startsWith('body.') ? sent.get(property.slice('body'.length)) : undefined
    return {
      property,
      message: number === undefined ? message : message.replace(ROUNDED, `found ${shortText(number)}`),
    }
  })
}

/** The end of a message about such a number. */
const ROUNDED = /found about \S+$/

/** Bytes as text, a byte order mark with it; undefined: they are no UTF-8. */
function decodeUtf8(body: Uint8Array): string | undefined {
  const text = latin1Of(body)
  if (!/[\x80-\xff]/.test(text)) return text
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body)
  } catch {
    return undefined
  }
}

/** Names the first byte that cannot be: the end of the shortest beginning that is no beginning of UTF-8. */
function firstNoUtf8(body: Uint8Array): string {
  const start = firstBadBlock(body)
  // One character more: what is missing at the end of a block shows in what stands there instead.
  const end = Math.min(body.length, start + BLOCK + LONGEST_CHARACTER)
  let good = start
  let bad = end + 1
  while (bad - good > 1) {
    const middle = (good + bad) >> 1
    if (isUtf8(body.subarray(start, middle), true)) good = middle
    else bad = middle
  }
  if (bad > end) return 'it is not even UTF-8: it ends within a character'
  const byte = body[bad - 1]!.toString(16).padStart(2, '0')
  return `it is not even UTF-8: byte 0x${byte} at position ${bad - 1} of the bytes`
}

const BLOCK = 16_384
const LONGEST_CHARACTER = 4

/** Where the first block begins that is no UTF-8; all begin with a character. */
function firstBadBlock(body: Uint8Array): number {
  let start = 0
  for (;;) {
    let end = Math.min(body.length, start + BLOCK)
    while (end < body.length && end > start + 1 && isContinuation(body[end]!)) end -= 1
    if (end === body.length || !isUtf8(body.subarray(start, end), false)) return start
    start = end
  }
}

const isContinuation = (byte: number) => (byte & 0xc0) === 0x80

/** @param isCut the last character may be half there */
function isUtf8(bytes: Uint8Array, isCut: boolean): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: isCut })
    return true
  } catch {
    return false
  }
}
