import { type Body, bodyText, whole } from '../../apis/page.ts'

/** Most bytes of an answer's body that are shown: the mock's own, of which nearly all is looked at once. */
export const MOST_OF_ANSWER = 256 * 1024
/** Most bytes of a request's body that are shown: each may take some 300 ns of everybody's time, where somebody means it to (D155). */
export const MOST_OF_REQUEST = 64 * 1024

/** Characters before the end of a part in which its last word is looked for. */
const LAST_WORD = 1024
const BETWEEN_WORDS = /[\s"]/

/**
 * A body as text; of one that has more than `most` bytes its first part, and how many bytes it has. The part ends behind a
 * whole word: half a secret would not be known as one.
 */
export function firstPart(body: Body, most: number): { readonly text: string; readonly length?: number } {
  if (body.length <= most) return { text: bodyText(body) }
  const all = whole(body)
  if (typeof all === 'string') return { text: wholeWords(all.slice(0, most)), length: Buffer.byteLength(all) }
  // As a stream: what the end cuts in two is left out.
  const text = new TextDecoder().decode(all.subarray(0, most), { stream: true })
  return { text: wholeWords(text), length: all.length }
}

function wholeWords(text: string): string {
  const least = Math.max(0, text.length - LAST_WORD)
  let end = text.length
  while (end > least && !BETWEEN_WORDS.test(text[end - 1]!)) end -= 1
  return text.slice(0, end)
}
