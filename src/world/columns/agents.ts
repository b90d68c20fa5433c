import type { TakeStep } from '../../memory/steps.ts'
import { queuesOf } from '../desk/queues.ts'
import { shiftsOf } from '../desk/rota.ts'
import { simulate } from '../desk/simulate.ts'
import { MOST_CONTACT_PARTS, type Served, TAKEN_BY_HUMAN } from '../desk/types.ts'
import { lowerBound } from '../sorted.ts'
import type { Day } from '../types.ts'
import { APART, PINNED } from './flags.ts'
import { type DeskInput, deskInput, findHandovers } from './handovers.ts'
import { type PinnedAgents, pinnedAgents } from './pinned-agents.ts'
import { asPin } from './stretches.ts'
import type { AgentPart, AgentRows, Handovers, KindColumns, LaterParts } from './types.ts'

/**
 * The hand-overs of a day and who took them, when: all of the day at once, as all wait in the same queues.
 * @param kinds filled for all rows
 * @param take takes the steps of it: in one piece it took up to 46 ms where nothing was compiled yet
 */
export function makeAgents(day: Day, kinds: KindColumns, take: TakeStep): AgentRows {
  const handovers = take(() => findHandovers(day, kinds))
  const input = take(() => deskInput(day, kinds, handovers))
  const builder = new AgentsBuilder(day, handovers)
  if (input.place.length > 0) {
    const size = { queues: queuesOf(day.bot).length, languages: day.bot.languages.length }
    const shifts = take(() => shiftsOf(day.bot, day.number))
    const served = take(() => simulate(input.contacts, shifts, size))
    builder.add(input, served)
  }
  for (const [row, pin] of day.pins) {
    const place = lowerBound(handovers.rows, row)
    if (handovers.rows[place] === row) builder.addPinned(place, pinnedAgents(day, kinds, { pin, row }))
  }
  addApart(builder, day, kinds, handovers)
  return builder.done()
}

/** Rows of exact stretches that are no part of the desk's day. */
function addApart(builder: AgentsBuilder, day: Day, kinds: KindColumns, { rows }: Handovers): void {
  for (const { spec, lo, hi } of day.exact) {
    for (let place = lowerBound(rows, lo); place < rows.length && rows[place]! < hi; place++) {
      const row = rows[place]!
      if ((kinds.flags[row]! & (APART | PINNED)) !== APART) continue
      builder.addPinned(place, pinnedAgents(day, kinds, { pin: asPin(day, row, spec), row }))
    }
  }
}

/** Who had a hand-over, one after the other. */
export function partsAt(agents: AgentRows, place: number): AgentPart[] {
  const { parts, agent, answered, end, later } = agents
  const found: AgentPart[] = []
  if (parts[place] === 0) return found
  let number = agent[place]!
  let begin = answered[place]!
  const first = lowerBound(later.place, place)
  for (let i = first; i < first + parts[place]! - 1; i++) {
    found.push({ agent: number, begin, end: later.begin[i]! })
    number = later.agent[i]!
    begin = later.begin[i]!
  }
  found.push({ agent: number, begin, end: end[place]! })
  return found
}

class AgentsBuilder {
  readonly #day: Day
  readonly #rows: Omit<AgentRows, 'later'>
  /** By place: 1 + its contact at the desk; 0: none. */
  readonly #contactOf: Uint32Array
  readonly #pinned = new Map<number, PinnedAgents>()
  #served: Served | undefined

  constructor(day: Day, handovers: Handovers) {
    const count = handovers.rows.length
    this.#day = day
    this.#contactOf = new Uint32Array(count)
    this.#rows = {
      ...handovers,
      outcome: new Uint8Array(count),
      answered: new Uint32Array(count),
      parts: new Uint8Array(count),
      agent: new Uint32Array(count),
      end: new Uint32Array(count),
    }
  }

  /** Takes over what the desk says of the hand-overs that came to it. */
  add({ place: places }: DeskInput, served: Served): void {
    const { rows, outcome, answered, parts, agent, end } = this.#rows
    this.#served = served
    for (let contact = 0; contact < places.length; contact++) {
      const place = places[contact]!
      const start = this.#day.start[rows[place]!]!
      const count = served.parts[contact]!
      const at = contact * MOST_CONTACT_PARTS
      this.#contactOf[place] = contact + 1
      outcome[place] = served.outcome[contact]!
      answered[place] = served.answered[contact]! - start
      parts[place] = count
      agent[place] = served.agent[at]!
      end[place] = (count > 0 ? served.end[at + count - 1]! : served.answered[contact]!) - start
    }
  }

  addPinned(place: number, pinned: PinnedAgents): void {
    const { handover, outcome, answered, parts, agent, end } = this.#rows
    const first = pinned.parts[0]!
    this.#pinned.set(place, pinned)
    handover[place] = pinned.handover
    outcome[place] = TAKEN_BY_HUMAN
    parts[place] = pinned.parts.length
    answered[place] = first.begin
    agent[place] = first.agent
    end[place] = pinned.parts.at(-1)!.end
  }

  done(): AgentRows {
    const { parts, rows } = this.#rows
    let count = 0
    for (let place = 0; place < parts.length; place++) count += Math.max(0, parts[place]! - 1)
    const later: LaterParts = {
      place: new Uint32Array(count),
      agent: new Uint32Array(count),
      begin: new Uint32Array(count),
    }
    let n = 0
    for (let place = 0; place < parts.length; place++) {
      for (let part = 1; part < parts[place]!; part++) {
        const { agent, begin } = this.#partOf(place, part, this.#day.start[rows[place]!]!)
        later.place[n] = place
        later.agent[n] = agent
        later.begin[n] = begin
        n++
      }
    }
    return { ...this.#rows, later }
  }

  #partOf(place: number, part: number, start: number): Omit<AgentPart, 'end'> {
    const pinned = this.#pinned.get(place)
    if (pinned !== undefined) return pinned.parts[part]!
    const { agent, begin } = this.#served!
    const at = (this.#contactOf[place]! - 1) * MOST_CONTACT_PARTS + part
    return { agent: agent[at]!, begin: begin[at]! - start }
  }
}
