import { loadFaker } from '#faker'
import { memoize } from '../../memory/memoize.ts'

/** Names that Faker knows, by what they name. */
interface FakerNames {
  readonly first: readonly string[]
  readonly last: readonly string[]
  readonly cities: readonly string[]
  /** With their kind: `Maple Avenue`. */
  readonly streets: readonly string[]
}

/**
 * Lists out of Faker's English locale, for a world. They are read once, when the first name is needed, and then picked
 * from by index: a call of Faker for each word would cost more than the whole message.
 */
export const fakerNames = memoize((_world: object): FakerNames => {
  const { person, location } = loadFaker('en').definitions
  const last = person.last_name.generic ?? []
  const suffixes = location.street_suffix ?? []
  return {
    first: person.first_name.generic ?? [],
    last,
    cities: location.city_name ?? [],
    streets: last.flatMap((name, i) => (name.includes("'") ? [] : [`${name} ${suffixes[(i * 7) % suffixes.length]}`])),
  }
})
