import { memoize } from '../../memory/memoize.ts'
import { ownOf } from '../own.ts'
import type { PackWords } from '../pack.ts'

/** A word or some words of a class. */
interface ClassWord {
  /** As they stand in a plain text with blanks around. */
  readonly plain: string
  /** The longest of them. */
  readonly longest: string
}

/** Whether a text holds a word of a class of a language; undefined where the language has no such class. */
export function holdsWordOf(words: PackWords, name: string, text: string): boolean | undefined {
  const list = ownOf(wordClasses(words), name)
  if (list === undefined) return undefined
  const lower = text.toLowerCase()
  // Most texts hold none of them, and to take a text apart costs more than to look.
  if (!list.some(({ longest }) => lower.includes(longest))) return false
  const within = ` ${plainWords(lower)} `
  return list.some(({ plain }) => within.includes(plain))
}

/** Letters and digits of a text in lower case, one blank between words. */
function plainWords(lower: string): string {
  return (lower.match(/[\p{L}\p{N}]+/gu) ?? []).join(' ')
}

function classWordOf(word: string): ClassWord {
  const plain = plainWords(word.toLowerCase())
  const longest = plain.split(' ').reduce((best, one) => (one.length > best.length ? one : best), '')
  return { plain: ` ${plain} `, longest }
}

/** The words of each class of a language. */
const wordClasses = memoize((words: PackWords): Readonly<Record<string, readonly ClassWord[]>> => {
  const classes: Record<string, readonly ClassWord[]> = Object.create(null)
  for (const [name, list] of Object.entries(words.classes ?? {})) classes[name] = list.map(classWordOf)
  return classes
})
