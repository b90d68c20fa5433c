import { shiftsOf } from '../world/desk/rota.ts'
import { agentOf } from '../world/desk/staff.ts'
import { CALLS, CHATS, CLOSED, EMAILS, GAVE_UP, MOST_BREAKS, OTHER_WORK, TAKEN_BY_HUMAN } from '../world/desk/types.ts'
import { DAY, dayOf, HOUR, iso } from '../world/time.ts'
import type { Bot } from '../world/types.ts'
import { contactsOf, type DeskContact, type DeskWindow, deskDays } from './desk-contacts.ts'

/** s within which somebody who waits is to be answered, as most centres count it. */
const SERVICE_SECONDS = 30
/** Longest waits that are named. */
const NAMED_WAITS = 10

const MEDIUM_NAMES = new Map([
  [CALLS, 'calls'],
  [CHATS, 'chats'],
  [EMAILS, 'emails'],
])

/** How those fared who came to the desk. DeskWaits are in seconds; null: nobody was answered. */
interface WaitFigures {
  readonly offered: number
  readonly answered: number
  readonly gaveUp: number
  readonly closed: number
  readonly waiting: number
  /** Of the answered, those who waited no longer than the target. */
  readonly withinTarget: number
  readonly medianWait: number | null
  readonly longWait: number | null
}

/** Adds up what became of contacts. */
class DeskWaits {
  #offered = 0
  #answered = 0
  #gaveUp = 0
  #closed = 0
  #withinTarget = 0
  readonly #waits: number[] = []

  add({ outcome, wait }: DeskContact): void {
    this.#offered++
    if (outcome === GAVE_UP) this.#gaveUp++
    if (outcome === CLOSED) this.#closed++
    if (outcome !== TAKEN_BY_HUMAN) return
    this.#answered++
    if (wait <= SERVICE_SECONDS * 1000) this.#withinTarget++
    this.#waits.push(wait)
  }

  figures(): WaitFigures {
    const waits = this.#waits.sort((a, b) => a - b)
    const at = (share: number) =>
      waits.length === 0 ? null : Math.round(waits[Math.floor(share * (waits.length - 1))]! / 1000)
    return {
      offered: this.#offered,
      answered: this.#answered,
      gaveUp: this.#gaveUp,
      closed: this.#closed,
      waiting: this.#offered - this.#answered - this.#gaveUp - this.#closed,
      withinTarget: this.#withinTarget,
      medianWait: at(0.5),
      longWait: at(0.9),
    }
  }
}

/** What goes on at the desk of a bot in a window, up to the present: no API of the vendor tells it. Days are added one by one. */
export class Desk {
  readonly #bot: Bot
  readonly #window: DeskWindow
  readonly #mediums = new Map<string, DeskWaits>()
  readonly #queues = new Map<string, DeskWaits>()
  readonly #hours = new Map<number, DeskWaits>()
  readonly #longest: DeskContact[] = []
  /** By agent's id: what he did, each part begin and end. */
  readonly #parts = new Map<string, [number, number][]>()
  /** By agent's id: his name and queue, and when he was at work, breaks left out. */
  readonly #staff = new Map<string, { name: string; queue: string; work: [number, number][] }>()

  constructor(bot: Bot, window: DeskWindow) {
    this.#bot = bot
    // Of what has not come yet there is nothing, and no end before the begin.
    this.#window = { ...window, to: Math.max(window.from, Math.min(window.to, window.now)) }
  }

  /** The days to be added, in their order. */
  get days(): readonly number[] {
    return deskDays(this.#bot, this.#window)
  }

  /** Adds the sessions and shifts of a UTC day. */
  add(day: number): void {
    for (const contact of contactsOf(this.#bot, day, this.#window)) {
      waitsIn(this.#mediums, MEDIUM_NAMES.get(contact.medium)!).add(contact)
      for (const { agentId, begin, end } of contact.parts) {
        this.#parts.set(agentId, [...(this.#parts.get(agentId) ?? []), [begin, end]])
      }
      // An e-mail waits for hours as a rule: it would stand for all others.
      if (contact.medium === EMAILS) continue
      waitsIn(this.#queues, contact.queueName).add(contact)
      waitsIn(this.#hours, Math.floor(contact.arrival / HOUR)).add(contact)
      this.#longest.push(contact)
      this.#longest.sort((a, b) => b.wait - a.wait).splice(NAMED_WAITS)
    }
    this.#addShifts(day)
  }

  #addShifts(day: number): void {
    const shifts = shiftsOf(this.#bot, day)
    const midnight = day * DAY
    shifts.agent.forEach((number, i) => {
      const agent = agentOf(this.#bot, number)
      const known = this.#staff.get(agent.agentId) ?? { name: agent.name, queue: agent.queue, work: [] }
      let begin = midnight + shifts.begin[i]!
      for (let b = i * MOST_BREAKS; b < i * MOST_BREAKS + OTHER_WORK; b++) {
        const [at, length] = [midnight + shifts.breaks[2 * b]!, shifts.breaks[2 * b + 1]!]
        if (length === 0) continue
        known.work.push([begin, at])
        begin = at + length
      }
      known.work.push([begin, midnight + shifts.end[i]!])
      this.#staff.set(agent.agentId, known)
    })
  }

  /** What there is, once all days were added. */
  figures() {
    const { from, to, now } = this.#window
    const staffed = new Map<number, number>()
    const busy = new Map<number, number>()
    const agents = [...this.#staff].map(([agentId, { name, queue, work }]) => {
      const parts = this.#parts.get(agentId) ?? []
      const served = merged(parts)
      for (const stretch of work) spread(staffed, stretch, this.#window)
      for (const stretch of served) spread(busy, stretch, this.#window)
      return {
        agentId,
        name,
        queue,
        conversations: parts.filter(([begin]) => begin >= from).length,
        busySeconds: secondsWithin(served, from, to),
        workSeconds: secondsWithin(work, from, to),
      }
    })
    return {
      from: iso(from),
      to: iso(to),
      now: iso(now),
      serviceSeconds: SERVICE_SECONDS,
      mediums: figuresByName(this.#mediums, 'medium'),
      queues: figuresByName(this.#queues, 'queueName'),
      hours: [...new Set([...staffed.keys(), ...this.#hours.keys()])]
        .sort((a, b) => a - b)
        .map(hour => ({
          start: iso(hour * HOUR),
          ...(this.#hours.get(hour) ?? new DeskWaits()).figures(),
          staffedSeconds: Math.round((staffed.get(hour) ?? 0) / 1000),
          busySeconds: Math.round((busy.get(hour) ?? 0) / 1000),
        })),
      agents: agents.filter(({ workSeconds, conversations }) => workSeconds > 0 || conversations > 0),
      longestWaits: this.#longest.map(({ sessionId, queueName, medium, arrival, wait, outcome }) => ({
        sessionId,
        queueName,
        medium: MEDIUM_NAMES.get(medium)!,
        arrival: iso(arrival),
        waitSeconds: Math.round(wait / 1000),
        isAnswered: outcome === TAKEN_BY_HUMAN,
      })),
      onShift: this.#onShift(),
    }
  }

  /** Who is at work at the present, from when until when, and how many he serves. */
  #onShift() {
    const { now } = this.#window
    const today = dayOf(now)
    const shifts = shiftsOf(this.#bot, today)
    return [...shifts.agent.entries()]
      .map(([i, number]) => {
        const [begin, end] = [today * DAY + shifts.begin[i]!, today * DAY + shifts.end[i]!]
        const { agentId, name, queue } = agentOf(this.#bot, number)
        const serving = (this.#parts.get(agentId) ?? []).filter(([, until]) => until >= now).length
        return { agentId, name, queue, begin, end, serving, isOnBreak: serving === 0 && isBreak(shifts.breaks, i, now) }
      })
      .filter(({ begin, end }) => begin <= now && now < end)
      .map(one => ({ ...one, begin: iso(one.begin), end: iso(one.end) }))
  }
}

/** Whether a break of a shift is due. @param i number of the shift */
function isBreak(breaks: Uint32Array, i: number, now: number): boolean {
  const sinceMidnight = now - dayOf(now) * DAY
  for (let b = i * MOST_BREAKS; b < i * MOST_BREAKS + OTHER_WORK; b++) {
    const begin = breaks[2 * b]!
    if (begin <= sinceMidnight && sinceMidnight < begin + breaks[2 * b + 1]!) return true
  }
  return false
}

function waitsIn<Key>(all: Map<Key, DeskWaits>, key: Key): DeskWaits {
  let waits = all.get(key)
  if (waits === undefined) {
    waits = new DeskWaits()
    all.set(key, waits)
  }
  return waits
}

function figuresByName<Name extends string>(all: ReadonlyMap<string, DeskWaits>, name: Name) {
  const rows = [...all].map(
    ([key, waits]) => ({ [name]: key, ...waits.figures() }) as Record<Name, string> & WaitFigures,
  )
  return rows.sort((a, b) => b.offered - a.offered)
}

/** Stretches of time as those in which there was at least one: who has three chats is busy once. */
function merged(stretches: readonly [number, number][]): [number, number][] {
  const found: [number, number][] = []
  for (const [begin, end] of [...stretches].sort(([a], [b]) => a - b)) {
    const last = found.at(-1)
    if (last !== undefined && begin <= last[1]) last[1] = Math.max(last[1], end)
    else found.push([begin, end])
  }
  return found
}

function secondsWithin(stretches: readonly [number, number][], from: number, to: number): number {
  const ms = stretches.reduce((sum, [begin, end]) => sum + Math.max(0, Math.min(end, to) - Math.max(begin, from)), 0)
  return Math.round(ms / 1000)
}

/** Adds a stretch of time to the hours in which it lies. */
function spread(hours: Map<number, number>, [begin, end]: readonly [number, number], { from, to }: DeskWindow): void {
  const last = Math.min(end, to)
  for (let at = Math.max(begin, from); at < last; ) {
    const hour = Math.floor(at / HOUR)
    const next = Math.min(last, (hour + 1) * HOUR)
    hours.set(hour, (hours.get(hour) ?? 0) + next - at)
    at = next
  }
}
