import { findJsonFault, type JsonFault } from './json-fault.ts'

/** Levels that JSON may have: nothing documented has ten, and who walks through it later need not fear for the stack. */
export const DEEPEST_JSON = 64

/** A JSON text as its value, or what is wrong with it. */
export type ReadJson =
  | { readonly value: unknown; readonly fault?: undefined }
  | { readonly value?: undefined; readonly fault: JsonFault }

/** Reads JSON that somebody sent. It never throws, and its words for a fault are the same whatever runs it. */
export function readJson(text: string): ReadJson {
  if (isDeeperThan(text, DEEPEST_JSON)) return { fault: findJsonFault(text, DEEPEST_JSON) }
  try {
    return { value: JSON.parse(text) as unknown }
  } catch {
    return { fault: findJsonFault(text, DEEPEST_JSON) }
  }
}

const QUOTE = 0x22
const BACKSLASH = 0x5c
const OPEN_LIST = 0x5b
const CLOSE_LIST = 0x5d
const OPEN_OBJECT = 0x7b
const CLOSE_OBJECT = 0x7d

/** Whether brackets outside of quotes are nested deeper: one look at each character, before anything is made of them. */
function isDeeperThan(text: string, most: number): boolean {
  if (text.length <= most) return false
  let depth = 0
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i)
    if (code === QUOTE) i = endOfText(text, i)
    else if (code === OPEN_OBJECT || code === OPEN_LIST) {
      depth += 1
      if (depth > most) return true
    } else if (code === CLOSE_OBJECT || code === CLOSE_LIST) depth -= 1
  }
  return false
}

/** Where the closing quote of a text is, or the end. */
function endOfText(json: string, start: number): number {
  let i = start + 1
  for (; i < json.length; i += 1) {
    const code = json.charCodeAt(i)
    if (code === QUOTE) return i
    if (code === BACKSLASH) i += 1
  }
  return i
}
