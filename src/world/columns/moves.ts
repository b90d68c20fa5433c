import type { Day } from '../day.ts'
import { isTooLong } from '../settled.ts'
import type { Block } from './blocks.ts'
import type { Shape } from './shape.ts'

/** ms before the end of an exact stretch of agent sessions in which none of them starts: time for the hand-over. */
export const BEFORE_END = 60_000

/**
 * Hand-overs that have to be at another time than drawn: those of an exact stretch lie in it as their sessions do, since
 * the Agent AI views go by them; and a pin may say when its conversation began.
 */
export function moveHandovers(day: Day, shape: Shape, messages: Uint16Array, block: Block): void {
  for (const { spec, lo, hi } of day.exact) {
    if (spec.containment !== 'agent') continue
    const end = Date.parse(spec.to) + (spec.to.length === 10 ? 86_399_999 : 0)
    for (let i = 0; i < shape.agents.rows.length; i++) {
      const row = shape.agents.rows[i]!
      if (row < lo || row >= hi || day.pins.has(row)) continue
      const latest = end - day.startOf(row)
      if (shape.agents.handover[i]! > latest) move(shape, i, row - block.lo, latest)
    }
  }
  for (const [row, { spec, start, end }] of day.pins) {
    const begun = spec.conversation?.startTime ?? spec.segments?.[0]?.segmentStartTime
    const i = begun === undefined ? -1 : shape.agents.rows.indexOf(row)
    if (i < 0) continue
    const wanted = Date.parse(String(begun)) - start
    if (end === undefined) move(shape, i, row - block.lo, wanted)
    else moveWithin(shape, i, row - block.lo, wanted, messages[row]!)
  }
}

/** Puts a hand-over to another ms of its session; what follows moves along. */
function move({ talk, span, agents }: Shape, i: number, at: number, wanted: number): void {
  const by = wanted - agents.handover[i]!
  if (wanted < agents.at[i]! || isTooLong(span[at]! + by)) return
  agents.handover[i] = wanted
  agents.answered[i] = agents.answered[i]! + by
  talk[at] = talk[at]! + by
  span[at] = span[at]! + by
}

/** As `move`, in a session whose end is given: what follows gets what time is left. */
function moveWithin({ talk, agents }: Shape, i: number, at: number, wanted: number, messages: number): void {
  const last = talk[at]!
  const after = messages - 1 - agents.at[i]!
  if (wanted < agents.at[i]! || wanted + after > last) return
  const answered = agents.answered[i]! + wanted - agents.handover[i]!
  agents.handover[i] = wanted
  agents.answered[i] = after > 0 ? Math.max(wanted + 1, Math.min(answered, last - after + 1)) : wanted
}
