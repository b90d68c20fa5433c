import { createRequire } from 'node:module'

/** Names that Faker knows, by what they name. */
export interface Names {
  readonly first: readonly string[]
  readonly last: readonly string[]
  readonly cities: readonly string[]
  /** With their kind: `Maple Avenue`. */
  readonly streets: readonly string[]
}

const require = createRequire(import.meta.url)
let names: Names | undefined

/**
 * Lists out of Faker's English locale. They are read once, when the first name is needed, and then picked from by index:
 * a call of Faker for each word would cost more than the whole message.
 */
export function fakerNames(): Names {
  if (names === undefined) {
    const { faker } = require('@faker-js/faker/locale/en') as typeof import('@faker-js/faker/locale/en')
    const { person, location } = faker.definitions
    names = {
      first: person.first_name.generic ?? [],
      last: person.last_name.generic ?? [],
      cities: location.city_name,
      streets: (person.last_name.generic ?? []).flatMap((name, i) => {
        const kind = location.street_suffix[(i * 7) % location.street_suffix.length]
        return name.includes("'") ? [] : [`${name} ${kind}`]
      }),
    }
  }
  return names
}
