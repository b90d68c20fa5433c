type Mapping = Record<string, unknown>

const isMapping = (value: unknown): value is Mapping =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Mappings whose keys are one choice, not a set of settings: the upper one replaces the lower one whole. */
const WHOLE: ReadonlySet<string> = new Set(['channels', 'languages', 'containment', 'pins'])

/**
 * One scenario laid over another: mappings are merged key by key, everything else is replaced. Weights and pins are
 * replaced whole, since half of one mix beside half of another is nobody's wish.
 */
export function merge(lower: Mapping, upper: Mapping): Mapping {
  const result: Mapping = { ...lower }
  for (const [key, value] of Object.entries(upper)) {
    const below = result[key]
    result[key] = isMapping(below) && isMapping(value) && !WHOLE.has(key) ? merge(below, value) : value
  }
  return result
}
