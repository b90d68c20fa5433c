import { SLOTS } from '../../../src/world/arrivals.ts'
import type { DeskSize } from '../../../src/world/desk/simulate.ts'
import {
  CALLS,
  CHATS,
  type Contacts,
  DESK_MEDIUMS,
  EMAILS,
  MOST_BREAKS,
  MOST_CONTACT_PARTS,
  OTHER_WORK,
  type Shifts,
} from '../../../src/world/desk/types.ts'
import { between, normal, type Stream, stream } from '../../../src/world/random.ts'
import { DAY, HOUR, MINUTE } from '../../../src/world/time.ts'

export const SIZE: DeskSize = { queues: 4, languages: 3 }

/** What a case is drawn from. */
export interface Case {
  readonly seed: string
  readonly contacts: number
  readonly agents: number
  /** Share of contacts that must be taken, and of those that are passed on. */
  readonly must?: number
  readonly passed?: number
  /** Agents serve every queue. */
  readonly isSmall?: boolean
}

const logNormal = (median: number, sigma: number, draw: Stream) => Math.round(median * Math.exp(sigma * normal(draw)))

/** Contacts of a day, most of them between 8 and 20 o'clock. */
export function drawContacts({ seed, contacts: count, must = 0.05, passed = 0.2 }: Case): Contacts {
  const draw = stream(seed, 'contacts')
  const arrival = Uint32Array.from({ length: count }, () =>
    Math.floor(draw() < 0.9 ? 8 * HOUR + draw() * 12 * HOUR : draw() * (DAY + 10 * MINUTE)),
  ).sort()
  const medium = new Uint8Array(count)
  const language = new Uint8Array(count)
  const patience = new Uint32Array(count)
  const mustBeTaken = new Uint8Array(count)
  const handling = new Uint32Array(MOST_CONTACT_PARTS * count)
  const queue = new Uint8Array(MOST_CONTACT_PARTS * count)
  for (let i = 0; i < count; i++) {
    const x = draw()
    const kind = x < 0.21 ? CALLS : x < 0.96 ? CHATS : EMAILS
    medium[i] = kind
    const lot = draw()
    language[i] = lot < 0.78 ? 0 : lot < 0.93 ? 1 : 2
    patience[i] = kind === EMAILS ? 2 * DAY : logNormal((kind === CALLS ? 3 : 5) * MINUTE, 0.6, draw)
    mustBeTaken[i] = draw() < must ? 1 : 0
    const parts = draw() < passed ? between(2, MOST_CONTACT_PARTS, draw) : 1
    for (let part = 0; part < parts; part++) {
      const median = (kind === CALLS ? 5 : 9) * MINUTE
      handling[MOST_CONTACT_PARTS * i + part] = logNormal(median, 0.5, draw) + 1
      queue[MOST_CONTACT_PARTS * i + part] = between(0, SIZE.queues - 1, draw)
    }
  }
  return { arrival, medium, language, patience, mustBeTaken, handling, queue }
}

/** Shifts of eight and a half hours with two breaks, half of them with an hour of other work, begun between 7 and 15 o'clock. */
export function drawShifts({ seed, agents: count, isSmall = false }: Case): Shifts {
  const draw = stream(seed, 'shifts')
  const shifts: Shifts = {
    agent: Uint32Array.from({ length: count }, (_, i) => 3 * i),
    begin: Uint32Array.from({ length: count }, () => between(14, 31, draw) * 30 * MINUTE),
    end: new Uint32Array(count),
    breaks: new Uint32Array(2 * MOST_BREAKS * count),
    queue: Uint8Array.from({ length: count }, () => between(0, SIZE.queues - 1, draw)),
    secondQueue: Uint8Array.from({ length: count }, () => between(0, SIZE.queues - 1, draw)),
    everyQueue: new Uint8Array(count).fill(isSmall ? 1 : 0),
    languages: Uint32Array.from({ length: count }, () => 1 | (draw() < 0.3 ? 2 : 0) | (draw() < 0.2 ? 4 : 0)),
    open: new Uint8Array(DESK_MEDIUMS * SLOTS).fill(1),
    firstReserve: 3 * count,
  }
  for (let i = 0; i < count; i++) {
    const begin = shifts.begin[i]!
    shifts.end[i] = begin + 8.5 * HOUR
    const at = 2 * MOST_BREAKS * i
    shifts.breaks.set([begin + 2 * HOUR, 15 * MINUTE, begin + between(16, 20, draw) * 15 * MINUTE, 30 * MINUTE], at)
    if (draw() < 0.5) shifts.breaks.set([begin + between(23, 28, draw) * 15 * MINUTE, HOUR], at + 2 * OTHER_WORK)
  }
  return shifts
}
