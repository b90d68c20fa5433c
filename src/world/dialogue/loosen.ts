import { hash2 } from '../random.ts'
import type { Span } from '../talk/said-line.ts'
import type { Draft } from './template.ts'

/** Of a hundred messages so many have a typing mistake. */
const TYPOS = 14
/** Letters of the words in which one is made. */
const LONG_WORD = /[a-z\u00df-\u00ff]{5,}/g

/**
 * A text as somebody types it who does not care: small letters, no stop at the end, now and then a mistake. The values of
 * slots stay as they are: what one copies or knows by heart is right.
 * @param lot 32 bits that decide what goes wrong
 */
export function loosened({ text, spans }: Draft, lot: number): Draft {
  let loose = ''
  let at = 0
  const moved: Span[] = []
  for (const { name, start, end } of spans) {
    loose += carelessly(text.slice(at, start))
    moved.push({ name, start: loose.length, end: loose.length + end - start })
    loose += text.slice(start, end)
    at = end
  }
  const rest = carelessly(text.slice(at)).replace(/\s?[.!]$/, '')
  loose += lot % 100 < TYPOS ? mistyped(rest, hash2(lot, 1)) : rest
  return { text: loose, spans: moved }
}

function carelessly(text: string): string {
  return text.toLowerCase().replace(/[¿¡]/g, '')
}

/** A text in which one of the longer words has two letters in the wrong order, one too few or one twice. */
function mistyped(text: string, lot: number): string {
  const words = [...text.matchAll(LONG_WORD)]
  const word = words[lot % Math.max(1, words.length)]
  if (word === undefined) return text
  // Neither the first letter nor the last.
  const at = word.index + 1 + ((lot >>> 8) % (word[0].length - 3))
  const [before, letter, behind] = [text.slice(0, at), text[at]!, text.slice(at + 1)]
  const kind = (lot >>> 16) % 4
  if (kind === 0) return before + behind
  if (kind === 1) return before + letter + letter + behind
  return before + behind[0] + letter + behind.slice(1)
}
