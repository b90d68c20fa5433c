import { type Body, bodyText, whole } from '../../apis/page.ts'

/** Most bytes of a body that are looked through for secrets, and so shown: each takes some 100 ns of everybody's time (D155). */
export const MOST_SHOWN = 256 * 1024

/** Characters before the end of a part in which its last word is looked for. */
const LAST_WORD = 1024
const BETWEEN_WORDS = /[\s"]/

/**
 * A body as text; of one that is longer than `MOST_SHOWN` its first part, and how many bytes it has. The part ends behind a
 * whole word: half a secret would not be known as one.
 */
export function firstPart(body: Body): { readonly text: string; readonly length?: number } {
  if (body.length <= MOST_SHOWN) return { text: bodyText(body) }
  const all = whole(body)
  if (typeof all === 'string') return { text: wholeWords(all.slice(0, MOST_SHOWN)), length: Buffer.byteLength(all) }
  // As a stream: what the end cuts in two is left out.
  const text = new TextDecoder().decode(all.subarray(0, MOST_SHOWN), { stream: true })
  return { text: wholeWords(text), length: all.length }
}

function wholeWords(text: string): string {
  const least = Math.max(0, text.length - LAST_WORD)
  let end = text.length
  while (end > least && !BETWEEN_WORDS.test(text[end - 1]!)) end -= 1
  return text.slice(0, end)
}
