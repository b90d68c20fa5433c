/** What lies within a value of JSON, however deep. */

/** All texts within. */
export function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (value === null || typeof value !== 'object') return []
  return Object.values(value).flatMap(textsIn)
}

/** Everything within that stands under one of these names. */
export function under(value: unknown, names: readonly string[]): unknown[] {
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value).flatMap(([key, own]) => [...(names.includes(key) ? [own] : []), ...under(own, names)])
}
