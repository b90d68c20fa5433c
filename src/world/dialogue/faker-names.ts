import { loadFaker } from '#faker'

/** FakerNames that Faker knows, by what they name. */
export interface FakerNames {
  readonly first: readonly string[]
  readonly last: readonly string[]
  readonly cities: readonly string[]
  /** With their kind: `Maple Avenue`. */
  readonly streets: readonly string[]
}

let names: FakerNames | undefined

/**
 * Lists out of Faker's English locale. They are read once, when the first name is needed, and then picked from by index:
 * a call of Faker for each word would cost more than the whole message.
 */
export function fakerNames(): FakerNames {
  names ??= readFakerNames()
  return names
}

function readFakerNames(): FakerNames {
  const { person, location } = loadFaker('en').definitions
  return {
    first: person.first_name.generic ?? [],
    last: person.last_name.generic ?? [],
    cities: location.city_name ?? [],
    streets: (person.last_name.generic ?? []).flatMap((name, i) => {
      const suffixes = location.street_suffix ?? []
      const kind = suffixes[(i * 7) % suffixes.length]
      return name.includes("'") ? [] : [`${name} ${kind}`]
    }),
  }
}
