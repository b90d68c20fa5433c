import { memoize } from '../../memory/memoize.ts'
import { ownOf } from '../own.ts'
import type {
  ArticleWords,
  CoachingWords,
  ContentPack,
  ListEntry,
  PackArticle,
  PackCoaching,
  PackPlaybook,
  PackWords,
  PlaybookWords,
} from '../pack.ts'
import { britishWords } from './british.ts'

/** The language that a pack is spoken in where it has no words for the one asked for: English, else its first. */
const mainLanguage = memoize((pack: ContentPack): string =>
  Object.hasOwn(pack.words, 'en') ? 'en' : (Object.keys(pack.words)[0] ?? ''),
)

/** The language of a pack's words for a session's language. */
export function languageOf(pack: ContentPack, language: string): string {
  return Object.hasOwn(pack.words, language) ? language : mainLanguage(pack)
}

/** The words of a language, in a country (ISO 3166) where that makes a difference; those of the pack's main one when it has none. */
export function wordsOf(pack: ContentPack, language: string, country?: string): PackWords {
  const spoken = languageOf(pack, language)
  const words = ownOf(pack.words, spoken)!
  return spoken === 'en' && country === 'GB' ? britishWords(words) : words
}

/** The words of a thing of the pack; where a language has none for it, the main one's. */
function wordsFor<T>(pack: ContentPack, language: string, find: (words: PackWords) => T | undefined): T | undefined {
  return find(wordsOf(pack, language)) ?? find(wordsOf(pack, mainLanguage(pack)))
}

/** Title and text of an article. */
export function articleWords(pack: ContentPack, language: string, { key }: PackArticle): ArticleWords {
  return wordsFor(pack, language, ({ articles }) => ownOf(articles, key)) ?? { title: key, text: key }
}

/** What a coaching rule says. */
export function coachingWords(pack: ContentPack, language: string, { name }: PackCoaching): CoachingWords {
  return (
    wordsFor(pack, language, ({ coaching }) => ownOf(coaching, name)) ?? { title: name, body: name, criteria: name }
  )
}

/** A thing in a form; in its plain one when it has no such form. */
export function formOf(entry: ListEntry, form: string): string {
  if (typeof entry === 'string') return entry
  return form === '' ? entry.is : (ownOf(entry, form) ?? entry.is)
}

/** What a playbook is called, and its steps; undefined where no language has words for it. */
export function playbookWords(pack: ContentPack, language: string, { name }: PackPlaybook): PlaybookWords | undefined {
  return wordsFor(pack, language, ({ playbooks }) => ownOf(playbooks, name))
}
