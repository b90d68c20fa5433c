import { findJsonFault, type JsonFault, type JsonLimits, roundedNumbers } from './json-fault.ts'

/** Levels that JSON may have: nothing documented has ten, and who walks through it later need not fear for the stack. */
export const DEEPEST_JSON = 64

/** Fields and items that JSON may have: to make a hundred thousand takes the time of a hundred requests. */
export const MOST_JSON_PARTS = 20_000

const LIMITS: JsonLimits = { depth: DEEPEST_JSON, parts: MOST_JSON_PARTS }

/** A JSON text as its value, or what is wrong with it. */
export type ReadJson =
  | { readonly value: unknown; readonly fault?: undefined }
  | { readonly value?: undefined; readonly fault: JsonFault }

/** Reads JSON that somebody sent. It never throws, and its words for a fault are the same whatever runs it. */
export function readJson(text: string): ReadJson {
  return parseWithin(text) ?? { fault: findJsonFault(text, LIMITS) }
}

/** Numbers of a JSON text that were rounded when it was read, as they were written, by their paths such as `.tags.and[0]`. */
export function numbersAsWritten(text: string): ReadonlyMap<string, string> {
  return roundedNumbers(text, LIMITS)
}

/** A JSON text as its value; the text itself where it is none, or more than the mock reads (decisions D141, D145). It never throws. */
export function jsonOrText(text: string): unknown {
  const read = parseWithin(text)
  return read === undefined ? text : read.value
}

/** Undefined: it is no JSON, more than is read, or a number in it is beyond all numbers (decision D198). */
function parseWithin(text: string): { readonly value: unknown } | undefined {
  if (!isWithinLimits(text)) return undefined
  try {
    const value: unknown = JSON.parse(text)
    return mayHoldInfinity(text) && holdsInfinity(value) ? undefined : { value }
  } catch {
    return undefined
  }
}

/** A number is beyond all numbers only with an exponent of three digits, or with more than two hundred digits. */
const MANY_DIGITS = 100

/** Whether a text could hold a number that is read as Infinity: so that few have to be looked through. */
function mayHoldInfinity(text: string): boolean {
  if (/[eE]\+?\d{3}/.test(text)) return true
  for (let i = MANY_DIGITS; i < text.length; i += MANY_DIGITS) {
    if (isDigitAt(text, i) && isDigitAt(text, i - MANY_DIGITS)) return true
  }
  return false
}

function isDigitAt(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  return code >= 0x30 && code <= 0x39
}

/** It calls itself as often as the limits allow. */
function holdsInfinity(value: unknown): boolean {
  if (typeof value === 'number') return !Number.isFinite(value)
  return typeof value === 'object' && value !== null && Object.values(value).some(holdsInfinity)
}

const QUOTE = 0x22
const COMMA = 0x2c
const OPEN_LIST = 0x5b
const BACKSLASH = 0x5c
const CLOSE_LIST = 0x5d
const OPEN_OBJECT = 0x7b
const CLOSE_OBJECT = 0x7d

/**
 * Whether a text has no more levels and parts than JSON may have that is read; it need not be JSON. Brackets and commas outside
 * of quotes are counted: one look at each character, before anything is made of them.
 */
export function isWithinLimits(text: string): boolean {
  const { depth, parts } = LIMITS
  if (text.length <= depth) return true
  let level = 0
  let count = 0
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i)
    if (code === QUOTE) i = endOfText(text, i)
    else if (code === COMMA) count += 1
    else if (code === OPEN_OBJECT || code === OPEN_LIST) {
      level += 1
      count += 1
    } else if (code === CLOSE_OBJECT || code === CLOSE_LIST) level -= 1
    if (level > depth || count > parts) return false
  }
  return true
}

/** Where the closing quote of a text is, or the end. */
function endOfText(json: string, start: number): number {
  // A search passes a text of a megabyte in 0.01 ms, a look at each character in 2.
  const quote = json.indexOf('"', start + 1)
  if (quote < 0) return json.length
  if (json.charCodeAt(quote - 1) !== BACKSLASH) return quote
  let i = start + 1
  for (; i < json.length; i += 1) {
    const code = json.charCodeAt(i)
    if (code === QUOTE) return i
    if (code === BACKSLASH) i += 1
  }
  return i
}
