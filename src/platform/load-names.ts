import { createRequire } from 'node:module'
import type { Faker } from '@faker-js/faker'

const require = createRequire(import.meta.url)

/**
 * Faker for a language; in English where it does not know the language. A locale is read when it is first asked for: all of
 * them at once would cost every start more than everything else.
 */
export function loadFaker(language: string): Faker {
  try {
    return require(`@faker-js/faker/locale/${language}`).faker
  } catch {
    return require('@faker-js/faker/locale/en').faker
  }
}
