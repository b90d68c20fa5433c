import type { Pin } from '../sessions/pins.ts'
import { isTooLong } from '../settled.ts'
import { DAY } from '../time.ts'
import type { Day } from '../types.ts'
import type { Block } from './blocks.ts'
import type { ExactRows, RowShapes } from './types.ts'

/** The hand-over that is to be moved. */
interface Handover {
  /** Its place in the rows that are handed over. */
  readonly i: number
  /** The session's place in the block. */
  readonly at: number
}

/**
 * Hand-overs that have to be at another time than drawn: those of an exact stretch lie in it as their sessions do, since
 * the Agent AI views go by them; and a pin may say when its conversation began.
 */
export function moveHandovers(day: Day, shape: RowShapes, messages: Uint16Array, block: Block): void {
  for (const exact of day.exact) if (exact.spec.containment === 'agent') moveIntoStretch(day, shape, exact, block)
  for (const [row, pin] of day.pins) {
    const i = shape.agents.rows.indexOf(row)
    if (i >= 0) moveToPin(pin, shape, { i, at: row - block.lo }, messages[row]!)
  }
}

/** A hand-over after the stretch's end is moved to its very end. */
function moveIntoStretch(day: Day, shape: RowShapes, { spec, lo, hi }: ExactRows, block: Block): void {
  const { rows, handover } = shape.agents
  const end = Date.parse(spec.to) + (spec.to.length === 10 ? DAY - 1 : 0)
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!
    if (row < lo || row >= hi || day.pins.has(row)) continue
    const latest = end - day.startOf(row)
    if (handover[i]! > latest) move(shape, { i, at: row - block.lo }, latest)
  }
}

function moveToPin({ spec, start, end }: Pin, shape: RowShapes, handover: Handover, messages: number): void {
  const begun = spec.conversation?.startTime ?? spec.segments?.[0]?.segmentStartTime
  if (begun === undefined) return
  const wanted = Date.parse(String(begun)) - start
  if (end === undefined) move(shape, handover, wanted)
  else moveWithin(shape, handover, wanted, messages)
}

/** Puts a hand-over to another ms of its session; what follows moves along. */
function move({ talk, span, agents }: RowShapes, { i, at }: Handover, wanted: number): void {
  const by = wanted - agents.handover[i]!
  if (wanted < agents.at[i]! || isTooLong(span[at]! + by)) return
  agents.handover[i] = wanted
  agents.answered[i] = agents.answered[i]! + by
  talk[at] = talk[at]! + by
  span[at] = span[at]! + by
}

/** As `move`, in a session whose end is given: what follows gets what time is left. */
function moveWithin({ talk, agents }: RowShapes, { i, at }: Handover, wanted: number, messages: number): void {
  const last = talk[at]!
  const after = messages - 1 - agents.at[i]!
  if (wanted < agents.at[i]! || wanted + after > last) return
  const answered = agents.answered[i]! + wanted - agents.handover[i]!
  agents.handover[i] = wanted
  agents.answered[i] = after > 0 ? Math.max(wanted + 1, Math.min(answered, last - after + 1)) : wanted
}
