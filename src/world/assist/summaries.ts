import type { Agent } from '../dialogue/staff.ts'
import { summarise } from '../dialogue/summary-text.ts'
import { drawsOf } from '../sessions/segment-stream.ts'
import type { Timeline } from '../sessions/types.ts'
import { type Handled, shortUuid } from './conversation.ts'
import type { Feedback } from './records.ts'
import { feedback } from './suggestion-use.ts'
import { positionId } from './suggestions.ts'

/** A summary made for an agent: when he took over (interim) or at the end (final). Facts 8.6, 9.9. */
export interface Summary {
  /** `smr-` and a UUID whose first block has 7 digits. */
  readonly id: string
  readonly type: 'interim' | 'final'
  readonly part: number
  readonly agent: Agent
  readonly text: string
  /** The agent's version; absent when he left it as it was. */
  readonly edited?: string
  /** Seconds, 3 decimals. */
  readonly generation: number
  /** ms: its making began, and the agent handed it in. */
  readonly made: number
  readonly submitted: number
  readonly positionId: string
  readonly feedback?: Feedback
}

const EDITED = 0.15
const RATED = 0.25
const REMARKS: Readonly<Record<string, string>> = {
  en: 'Customer informed, no further action needed.',
  es: 'Cliente informado, sin más acciones pendientes.',
  de: 'Kunde ist informiert, keine weiteren Schritte nötig.',
}

/** Summaries there are at `told`: one as each agent takes over, and the final one once the session is closed. */
export function summariesOf(handled: Handled, told: number, closed: boolean): Summary[] {
  const list: Summary[] = []
  for (const part of handled.parts) {
    const made = part.start + Math.min(400, Math.floor((part.end - part.start) * 0.1))
    const summary = make(handled, 'interim', part.index, made, part.end)
    if (made + summary.generation * 1000 <= told) list.push(summary)
  }
  if (closed) list.push(finalSummary(handled))
  return list
}

/** The summary of a closed conversation, made for its last agent. */
export function finalSummary(handled: Handled): Summary {
  const { times } = handled.timeline
  const last = handled.parts.at(-1)!
  const lastWord = Math.max(times.at(-1)!, last.start)
  return make(handled, 'final', last.index, Math.min(lastWord + 200, handled.end), handled.end)
}

function make(handled: Handled, type: Summary['type'], part: number, made: number, until: number): Summary {
  const { bot, day, row, address, timeline, language } = handled
  const draw = drawsOf(bot, day, row, part, type)
  const room = Math.max(0, until - made)
  const generation = Math.round(Math.min(700 + draw() * 2600, room * 0.9)) / 1000
  const reading = Math.floor(Math.min(2000 + draw() * 20_000, room - generation * 1000))
  const edits = draw() < EDITED
  const rated = draw() < RATED
  const opinion = feedback(draw)
  const text = type === 'final' ? summarise(bot, day, row, timeline) : summarise(bot, day, row, soFar(handled, part))
  return {
    id: shortUuid('smr-', bot.key, address, 'summary', type, part),
    type,
    part,
    agent: handled.agentOf(part),
    text,
    ...(type === 'final' && edits ? { edited: `${text} ${REMARKS[language] ?? REMARKS.en}` } : {}),
    generation,
    made,
    submitted: Math.floor(made + generation * 1000 + reading),
    positionId: positionId(draw),
    ...(rated ? { feedback: opinion } : {}),
  }
}

/** The session up to the moment an agent takes over: what there is to sum up for him. */
function soFar(handled: Handled, part: number): Timeline {
  const { timeline } = handled
  const { start } = handled.parts[part]!
  let count = timeline.handover + 1
  while (count < timeline.times.length && timeline.times[count]! < start) count++
  return {
    tasks: timeline.tasks,
    handover: timeline.handover,
    times: timeline.times.slice(0, count),
    sides: timeline.sides.subarray(0, count),
    turns: timeline.turns.filter(turn => turn.first < count),
    ending: 'queueAbandoned',
  }
}
