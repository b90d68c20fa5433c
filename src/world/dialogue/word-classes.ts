import { memoize } from '../../memory/memoize.ts'
import { ownOf } from '../own.ts'
import type { PackWords } from '../pack.ts'

/** Whether a text holds a word of a class of a language; undefined where the language has no such class. */
export function holdsWordOf(words: PackWords, name: string, text: string): boolean | undefined {
  const list = ownOf(wordClasses(words), name)
  if (list === undefined) return undefined
  const plain = ` ${plainWords(text)} `
  return list.some(word => plain.includes(word))
}

/** Letters and digits, lower case, one blank between words. */
function plainWords(text: string): string {
  return (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).join(' ')
}

/** The words of each class of a language, as they stand in a plain text with blanks around. */
const wordClasses = memoize((words: PackWords): Readonly<Record<string, readonly string[]>> => {
  const classes: Record<string, readonly string[]> = Object.create(null)
  for (const [name, list] of Object.entries(words.classes ?? {})) {
    classes[name] = list.map(word => ` ${plainWords(word)} `)
  }
  return classes
})
