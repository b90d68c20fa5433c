import { isJsonObject } from '../contract/json-object.ts'

type Mapping = Record<string, unknown>

/** Mappings whose keys are one choice, not a set of settings: the upper one replaces the lower one whole. */
const WHOLE: ReadonlySet<string> = new Set([
  'channels',
  'languages',
  'intents',
  'containment',
  'tags',
  'pins',
  'lag',
  'late',
  'revisions',
])

/**
 * One scenario laid over another: mappings are merged key by key, everything else is replaced. Weights, pins and what
 * is late are replaced whole, since half of one mix beside half of another is nobody's wish. What is undefined was not said.
 */
export function merge(lower: Mapping, upper: Mapping): Mapping {
  // Not by assignment: a name may be `__proto__`, or one that every object has.
  const result = new Map(Object.entries(lower))
  for (const [key, value] of Object.entries(upper)) {
    if (value === undefined) continue
    const below = result.get(key)
    result.set(key, isJsonObject(below) && isJsonObject(value) && !WHOLE.has(key) ? merge(below, value) : value)
  }
  return Object.fromEntries(result)
}
