import { createRequire } from 'node:module'
import type { Faker } from '@faker-js/faker'

const require = createRequire(import.meta.url)

/** The names of a language as Faker has them; where it has none of a kind, an empty list. */
export interface NamesOfLanguage {
  /** First names of women, then those of men. */
  readonly gendered: readonly string[]
  /** First names of anybody. */
  readonly generic: readonly string[]
  readonly last: readonly string[]
}

/** The build writes tables of the languages that are shipped: to load Faker takes longer than all else that a first answer needs. */
const FOLDER = import.meta.url.endsWith('.ts') ? undefined : './names'

/** The names of a language; those of English where Faker does not know it. */
export function loadNames(language: string): NamesOfLanguage {
  return builtNames(language) ?? namesOfFaker(language)
}

/** Undefined: the build has made no table of them. */
function builtNames(language: string): NamesOfLanguage | undefined {
  if (FOLDER === undefined) return undefined
  try {
    return require(`${FOLDER}/${language}.json`) as NamesOfLanguage
  } catch {
    return undefined
  }
}

/** What the tables are made of. A locale is read when it is first asked for: all of them at once would cost every start more than everything else. */
export function namesOfFaker(language: string): NamesOfLanguage {
  const { first_name, last_name } = fakerOf(language).definitions.person
  return {
    gendered: [...(first_name.female ?? []), ...(first_name.male ?? [])],
    generic: first_name.generic ?? [],
    last: last_name.generic ?? [],
  }
}

function fakerOf(language: string): Faker {
  try {
    return require(`@faker-js/faker/locale/${language}`).faker
  } catch {
    return require('@faker-js/faker/locale/en').faker
  }
}
