import { cachePerOwner } from '../../memory/belongings.ts'
import type { LateKind } from '../spec.ts'
import type { Day } from '../types.ts'

/** When the rows of a day are seen by a kind that is late (ms UTC): drawn once, as what may still come is looked at with each call. */
export interface SeenRows {
  /** From when on each row is there. */
  readonly shown: Float64Array
  /** From when on all messages of its session are there; of kinds that show no messages as `shown`. */
  readonly whole: Float64Array
  /** From when on it is over, and nothing of it changes. */
  readonly final: Float64Array
}

const SEEN_OVERHEAD = 300
const seenOf = cachePerOwner<LateKind, SeenRows>('matches')

/** The rows of a day as a kind sees them; undefined: it sees all as it happens. */
export function seenRows(day: Day, kind: LateKind): SeenRows | undefined {
  const sight = day.bot.sights[kind]
  if (sight === undefined) return undefined
  const kept = seenOf(day)
  const known = kept.get(kind)
  if (known !== undefined) return known
  const { count, midnight, start } = day
  const talk = kind === 'messages' || kind === 'widgets' ? day.talk : undefined
  const shown = new Float64Array(count)
  const whole = talk === undefined ? shown : new Float64Array(count)
  const final = new Float64Array(count)
  for (let row = 0; row < count; row++) {
    const began = midnight + start[row]!
    shown[row] = sight.shownAt(day, row, began)
    if (talk !== undefined) whole[row] = sight.shownAt(day, row, began + talk[row]!)
    final[row] = sight.finalAt(day, row)
  }
  const seen = { shown, whole, final }
  kept.set(kind, seen, SEEN_OVERHEAD + 24 * count)
  day.bot.world.kept()
  return seen
}
