import { addBursts, arrivalsIn, massBetween } from './arrivals.ts'
import { type EventPiece, Events } from './events.ts'
import { type ExactPart, exactParts, MOST_OF_A_DAY, within } from './exact-stretches.ts'
import { grownPerDay } from './growth.ts'
import { hash3, normal, normalAt, stream, UNIT32 } from './random.ts'
import { Rhythm } from './rhythm.ts'
import type { Pin } from './sessions/pins.ts'
import type { BotTemplate, EventSpec } from './spec.ts'
import { DAY, dayOfDate, weekOfDay } from './time.ts'
import { BEFORE_TURN, mostKnown } from './turns.ts'
import type { Zone } from './zones.ts'

/** Rows of a day are numbered in 24 bits. */
const MAX_ROWS = 0xffffff
/** How much days and whole weeks differ from each other, and the shares of new users of days: sigmas of a logarithm. */
const DAY_NOISE = 0.05
const WEEK_NOISE = 0.035
const SHARE_NOISE = 0.09
/** What brings more people than usual brings more new ones: the share of these grows with this power of it. */
const NEW_BY_CROWD = 0.15
const WEEK_DRAW = 0x3ee4
const NEW_SHARE_DRAW = 0x54a2
/** Days from a bot's first on which every user is new, and days over which the share then falls off. */
const ALL_NEW = 7
const FALL_OFF = 12

/** A day that has pins or exact numbers. */
export interface SpecialDay {
  readonly parts: readonly ExactPart[]
  readonly pins: readonly Pin[]
}

/** Whose calendar it is: a bot. */
interface CalendarOwner {
  readonly key: string
  readonly salt: number
  readonly id: string
  readonly spec: BotTemplate
  readonly zone: Zone
  readonly pins: readonly Pin[]
  readonly world: { kept(): void }
  /** Counts bytes that the calendar holds from now on. */
  hold(bytes: number): void
}

/**
 * What is drawn for a day without a look at the days before it, as numbers in a block of days: sessions that the process
 * of arrivals.ts makes before exact stretches take their part; sessions, pins included; a number in [0, 1): its new users are a fraction, and
 * this decides whether it is rounded up. Not drawn yet: NaN.
 */
const BASE = 0
const COUNT = 1
const LUCK = 2
const DRAWN = 3
/** Days that are summed up before others may have their turn. */
const DAYS_OF_STEP = 32
const CALENDAR_BLOCK_BITS = 6
const IN_BLOCK = (1 << CALENDAR_BLOCK_BITS) - 1
/** Of a block of days, with their running sums of users. */
const BLOCK_BYTES = (1 << CALENDAR_BLOCK_BITS) * (8 * DRAWN + 12) + 200

/**
 * How many sessions and how many new users each day of a bot's life has. Sessions are drawn day by day; users are one
 * running sum from its first day on, made as far as it is asked for.
 */
export class Calendar {
  /** First day on which there can be a session. */
  readonly firstDay: number
  readonly #key: string
  readonly #spec: BotTemplate
  readonly #since: number
  readonly #events: Events
  readonly #special = new Map<number, { parts: ExactPart[]; pins: Pin[] }>()
  readonly #rhythm: Rhythm
  readonly #blocks = new Map<number, Float64Array>()
  readonly #owner: CalendarOwner
  /** Users before each day, from the first on. */
  readonly #users: number[] = [0]

  constructor(owner: CalendarOwner) {
    const { key, id, spec, pins } = owner
    this.#owner = owner
    this.#key = key
    this.#spec = spec
    this.#since = dayOfDate(spec.since)
    this.#rhythm = new Rhythm(spec, owner.zone)
    this.#events = new Events(spec.traffic.events)
    const mass = (day: number, from: number, to: number) => massBetween(this.#rhythm.masses(day), from, to)
    for (const { day, ...part } of exactParts({ id, specs: spec.traffic.exactly, pins }, mass)) {
      this.#specialDay(day).parts.push(part)
    }
    for (const pin of pins) this.#specialDay(pin.day).pins.push(pin)
    this.firstDay = Math.min(this.#since, ...this.#special.keys())
  }

  /** Sessions of a day, pins included. */
  count(day: number): number {
    return day < this.firstDay ? 0 : this.#drawn(day, COUNT)
  }

  /** Users whose first session lies before a day, those of pins apart. */
  usersBefore(day: number): number {
    if (day <= this.firstDay) return 0
    this.#reach(day)
    return this.#users[day - this.firstDay]!
  }

  /** Days that are still to be summed up before the users of a day are known. */
  daysTo(day: number): number {
    return Math.max(0, day - this.firstDay + 1 - this.#users.length)
  }

  /** Users whose first session lies on a day, those of pins apart. */
  newUsers(day: number): number {
    return this.usersBefore(day + 1) - this.usersBefore(day)
  }

  /** Sessions that are made for a day before exact stretches cut into it. */
  base(day: number): number {
    return day < this.firstDay ? 0 : this.#drawn(day, BASE)
  }

  /** Pins and exact stretches of a day; undefined for the many that have none. */
  special(day: number): SpecialDay | undefined {
    return this.#special.get(day)
  }

  /** Weights of the kinds of session on a day, but for the hours of which an event says others. */
  containment(day: number): BotTemplate['containment'] {
    const whole = this.#events.containments(day).find(({ from, to }) => from === 0 && to === DAY)
    return whole?.what ?? this.#spec.containment
  }

  /** The hours of a day for which events say other weights: ascending, none for the most of days. */
  containmentPieces(day: number): readonly EventPiece<BotTemplate['containment']>[] {
    return this.#events.containments(day)
  }

  /** The events at an instant. */
  eventsAt(ms: number): readonly EventSpec[] {
    return this.#events.at(ms)
  }

  /** When the sessions of a day start, ms within it and ascending, before exact stretches and pins. */
  baseStarts(day: number, base: number): Uint32Array {
    return arrivalsIn(this.bursts(day, base), base, { from: 0, to: DAY - 1 }, stream(this.#key, day, 'arrivals'))
  }

  /** How busy each slot of a day is on which so many sessions are expected. */
  bursts(day: number, expected: number): Float64Array {
    return addBursts(this.#masses(day), stream(this.#key, day, 'bursts'), expected)
  }

  /** How busy each slot of a day is, events included. */
  #masses(day: number): Float64Array {
    const masses = this.#rhythm.masses(day)
    const factors = this.#events.factors(day)
    if (factors !== undefined)
      for (let slot = 0; slot < masses.length; slot++) masses[slot] = masses[slot]! * factors[slot]!
    return masses
  }

  #specialDay(day: number): { parts: ExactPart[]; pins: Pin[] } {
    let special = this.#special.get(day)
    if (special === undefined) {
      special = { parts: [], pins: [] }
      this.#special.set(day, special)
    }
    return special
  }

  /** One of the numbers that are drawn for a day. */
  #drawn(day: number, which: number): number {
    let block = this.#blocks.get(day >> CALENDAR_BLOCK_BITS)
    if (block === undefined) {
      block = new Float64Array(DRAWN << CALENDAR_BLOCK_BITS).fill(Number.NaN)
      this.#blocks.set(day >> CALENDAR_BLOCK_BITS, block)
      this.#owner.hold(BLOCK_BYTES)
    }
    const at = (day & IN_BLOCK) * DRAWN
    if (Number.isNaN(block[at])) block.set(this.#draw(day), at)
    return block[at + which]!
  }

  #draw(day: number): [base: number, count: number, luck: number] {
    const draw = stream(this.#key, day, 'calendar')
    const base = day < this.#since ? 0 : arrivalsOf(this.#expected(day), draw)
    const special = this.#special.get(day)
    const made = special === undefined ? base : this.#outside(day, base, special) + totalOf(special.parts)
    return [base, Math.min(MAX_ROWS, made + (special?.pins.length ?? 0)), draw()]
  }

  /** Sums up the users of the days before `day`. */
  #reach(day: number): void {
    while (this.#users.length <= day - this.firstDay) {
      const summed = this.#users.length - 1
      this.#users.push(this.#users[summed]! + this.#newOf(this.firstDay + summed))
      if (summed % DAYS_OF_STEP === 0) this.#owner.world.kept()
    }
  }

  /** Expected sessions of a day: size x rhythm x growth x events x how busy its week is. */
  #expected(day: number): number {
    const { traffic } = this.#spec
    const perDay = grownPerDay(traffic, day)
    const week = noise(hash3(this.#owner.salt, WEEK_DRAW, weekOfDay(day)), WEEK_NOISE)
    return Math.min(MOST_OF_A_DAY, perDay * week * this.#mass(day))
  }

  #mass(day: number): number {
    return this.#events.factors(day) === undefined
      ? this.#rhythm.mass(day)
      : this.#masses(day).reduce((sum, mass) => sum + mass, 0)
  }

  /** By how much events multiply a day's sessions. */
  #times(day: number): number {
    if (this.#events.factors(day) === undefined) return 1
    const usual = this.#rhythm.mass(day)
    return usual > 0 ? this.#mass(day) / usual : 1
  }

  /** Sessions of a day that lie in no exact stretch. */
  #outside(day: number, base: number, { parts }: SpecialDay): number {
    if (parts.length === 0 || base === 0) return base
    if (parts.some(part => part.from === 0 && part.to === DAY - 1)) return 0
    let outside = 0
    for (const at of this.baseStarts(day, base)) if (!within(parts, at)) outside++
    return outside
  }

  #newOf(day: number): number {
    const count = this.#drawn(day, COUNT)
    const luck = this.#drawn(day, LUCK)
    const free = count - (this.#special.get(day)?.pins.length ?? 0)
    const wanted = Math.floor(this.#newShare(day) * free + luck)
    // Those who are there again must be found among the users of earlier days.
    const known = this.#users[day - BEFORE_TURN - this.firstDay] ?? 0
    return Math.max(free - mostKnown(known, day), Math.min(free, wanted))
  }

  /** Share of new users of a day; what events say counts as much as comes in their hours. */
  #newShare(day: number): number {
    const pieces = this.#events.newShares(day)
    if (pieces.length === 0) return this.#usualShare(day)
    const masses = this.#masses(day)
    let rest = this.#mass(day)
    let fresh = 0
    for (const { from, to, what } of pieces) {
      const mass = from === 0 && to === DAY ? rest : massBetween(masses, from, to - 1)
      rest -= mass
      fresh += mass * what
    }
    const total = this.#mass(day)
    return total > 0 ? Math.min(1, (fresh + Math.max(0, rest) * this.#usualShare(day)) / total) : 0
  }

  #usualShare(day: number): number {
    const age = day - this.#since
    if (age < ALL_NEW) return 1
    const usual = this.#spec.newUsers + (1 - this.#spec.newUsers) * Math.exp(-(age - ALL_NEW + 1) / FALL_OFF)
    const ofDay = noise(hash3(this.#owner.salt, NEW_SHARE_DRAW, day), SHARE_NOISE)
    return Math.min(1, usual * ofDay * Math.max(0.1, this.#times(day)) ** NEW_BY_CROWD)
  }
}

function totalOf(parts: readonly ExactPart[]): number {
  return parts.reduce((total, part) => total + part.count, 0)
}

/** A factor around 1 out of 32 drawn bits. */
function noise(lot: number, sigma: number): number {
  return Math.exp(sigma * normalAt(lot * UNIT32) - (sigma * sigma) / 2)
}

/** A day's number around its expectation: Poisson where it is small, else day noise and chance together. */
function arrivalsOf(expected: number, draw: () => number): number {
  if (expected <= 0) return 0
  if (expected < 30) {
    const floor = Math.exp(-expected)
    let k = 0
    for (let p = draw(); p > floor; p *= draw()) k++
    return k
  }
  const sigma = Math.sqrt(DAY_NOISE * DAY_NOISE + 1 / expected)
  return Math.round(expected * Math.exp(sigma * normal(draw) - (sigma * sigma) / 2))
}
