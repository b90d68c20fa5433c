import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import { textsIn } from './within.ts'

/** What YAML holds. */
type Plain = string | number | boolean | null | readonly Plain[] | { readonly [key: string]: Plain }

const DIRECTORY = fileURLToPath(new URL('../../scenarios/packs/', import.meta.url))

/** What the report knows of a content pack, whichever way its file is laid out. */
export interface PackTexts {
  /** Name of the intent by the address of an article. */
  readonly intentOfArticle: ReadonlyMap<string, string>
  /** Whether a text is what a pack's phrases of these names say, such as `thanks` or `outcomes.agent`, in any language. */
  isPhrase(names: readonly string[], text: string): boolean
  /** Whether a text has such a phrase within. */
  hasPhrase(names: readonly string[], text: string): boolean
  /** Whether a text of articles, coaching, playbooks is one of the language, and of no other. */
  isOnlyOf(language: string, text: string): boolean
}

/** Reads the pack of an industry with all its languages. */
export function packTexts(industry: string): PackTexts {
  const main = parse(readFileSync(`${DIRECTORY}${industry}.yaml`, 'utf8')) as Plain
  const words = wordsOf(industry, main)
  const phrases = new Map<string, RegExp[]>()
  const add = (name: string, said: Plain) =>
    phrases.set(name, [...(phrases.get(name) ?? []), ...wordingsIn(said).map(patternOf)])
  const shown = new Map<string, Set<string>>()
  for (const [language, own] of words) {
    for (const [name, said] of entries(at(own, 'phrases'))) {
      add(name, said)
      for (const [part, own] of entries(said)) add(`${name}.${part}`, own)
    }
    shown.set(
      language,
      new Set(['articles', 'coaching', 'playbooks', 'searches'].flatMap(key => textsIn(at(own, key)))),
    )
  }
  return {
    intentOfArticle: articleIntents(main),
    isPhrase: (names, text) => names.some(name => phrases.get(name)?.some(pattern => isWhole(pattern, text))),
    hasPhrase: (names, text) => names.some(name => phrases.get(name)?.some(pattern => pattern.test(text))),
    isOnlyOf: (language, text) =>
      shown.get(language)?.has(text) === true &&
      [...shown].every(([other, texts]) => other === language || !texts.has(text)),
  }
}

/** The words of each language: in files of their own, or, as they were at first, beside each other within the pack. */
function wordsOf(industry: string, main: Plain): [language: string, words: Plain][] {
  const files = readdirSync(DIRECTORY).filter(name => new RegExp(`^${industry}\\.[a-z]{2}\\.yaml$`).test(name))
  if (files.length > 0) {
    return files.map(name => [name.split('.')[1]!, parse(readFileSync(DIRECTORY + name, 'utf8')) as Plain])
  }
  const inline = entries(at(main, 'words'))
  if (inline.length > 0) return inline
  return entries(at(main, 'phrases')).map(([language, phrases]) => {
    // Articles, coaching and playbooks had no language.
    const rest = language === 'en' && typeof main === 'object' ? main : {}
    return [language, { ...(rest as object), phrases }]
  })
}

/** The texts that can be said; of one that fits some mediums or hours only, what is said and not where. */
function wordingsIn(value: Plain): string[] {
  if (typeof value === 'string') return [value]
  const said = at(value, 'say')
  if (typeof said === 'string') return [said]
  return listOf(value).flatMap(wordingsIn)
}

function articleIntents(main: Plain): Map<string, string> {
  const intents = new Map<string, string>()
  for (const article of listOf(at(main, 'articles'))) {
    const url = at(article, 'url')
    const intent = at(article, 'intent')
    if (typeof url === 'string' && typeof intent === 'string') intents.set(url, intent)
  }
  return intents
}

function at(value: Plain, key: string): Plain {
  if (value === null || typeof value !== 'object' || !Object.hasOwn(value, key)) return null
  return (value as Readonly<Record<string, Plain>>)[key] ?? null
}

const listOf = (value: Plain): readonly Plain[] => (Array.isArray(value) ? value : entries(value).map(([, one]) => one))

function entries(value: Plain): [string, Plain][] {
  return value === null || typeof value !== 'object' || Array.isArray(value) ? [] : Object.entries(value)
}

/** What matches the texts that a template can become: any text for a slot, one of the wordings for alternatives. */
export function patternOf(template: string): RegExp {
  const source = template
    .split(/(\{[^}]*\}|[[|\]])/)
    .map(part => {
      if (part === '[') return '(?:'
      if (part === '|') return '|'
      if (part === ']') return ')'
      return part.startsWith('{') ? '.+?' : part.replace(/[.*+?^${}()|\\]/g, '\\$&')
    })
    .join('')
  return new RegExp(source, 'i')
}

const isWhole = (pattern: RegExp, text: string) => new RegExp(`^(?:${pattern.source})$`, 'i').test(text)
