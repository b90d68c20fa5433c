// Names and shares drawn at random, made to name something.

/** The names of weights, in turn those that there are. */
export function named(weights, known) {
  return Object.fromEntries(Object.values(weights).map((weight, i) => [known[i % known.length], weight]))
}

/** One of those that there are, by a drawn name; undefined where none is drawn or there are none. */
export const oneOf = (known, name) => (name === undefined ? undefined : known[String(name).length % known.length])

/** Lateness has a field of that name too, which is no list. */
export const eachNameOnce = ones =>
  Array.isArray(ones) ? [...new Map(ones.map(one => [one.name, one])).values()] : ones

export const aboveZero = weights =>
  Object.fromEntries(Object.entries(weights).map(([name, weight]) => [name, weight || 1]))
