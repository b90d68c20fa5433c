import { hash3, normalAt, UNIT32 } from './random.ts'
import { closesAt, longestSpan } from './settled.ts'
import { type DelaySpread, type KindLateness, LATE_KINDS, type LateKind, type LatenessSpec } from './spec.ts'

/** What is drawn of a row: each at an address of its own. */
const LAG = 0x1a7e01
const IS_LATE = 0x1a7e02
const LATE_BY = 0x1a7e03
const END = 0x1a7e04
const SEEN_CONTAINMENT = 0x1a7e05
const SUMMARY = 0x1a7e06
/** Between the addresses of two kinds. */
const KIND_STEP = 0x100
/** Between those of two segments of a conversation. */
const PART_STEP = 0x9e3779b1

/** What of a day of sessions decides when they are seen: a `Day`. */
interface SeenDay {
  /** UTC day number. */
  readonly number: number
  startOf(row: number): number
  spanOf(row: number): number
}

/** How many standard deviations above the median 99 of 100 lie. */
const P99_DEVIATIONS = 2.3263478740408408

/**
 * When one API or one kind of widget sees what happens in a bot. A scenario may say that this is later (ruling R31); then a row is
 * there from an instant on that follows from its address alone, and so what is visible is a function of scenario, seed and "now".
 * The messages of one session are late together, each segment of a conversation has a lag of its own.
 */
export class Sight {
  /** ms by which anything may be seen later than without lateness: what has been over for so long is seen as it stays. */
  readonly latest: number
  readonly #salt: number
  readonly #spec: KindLateness

  /** @param salt of the bot */
  constructor(salt: number, kind: LateKind, spec: KindLateness) {
    this.#salt = salt ^ (KIND_STEP * (LATE_KINDS.indexOf(kind) + 1))
    this.#spec = spec
    this.latest = mostDelay(spec)
  }

  /**
   * ms UTC from which on something of a row's session is visible.
   * @param happened ms UTC
   * @param part number of the segment
   */
  shownAt(day: SeenDay, row: number, happened: number, part = 0): number {
    const { lag, late, after } = this.#spec
    let shown = after === 'end' ? Math.max(happened, closesAt(day, row)) : happened
    if (lag !== undefined) shown += delayAt(lag, this.#draw(LAG, day, row, part))
    if (late !== undefined && this.#draw(IS_LATE, day, row, part) < late.share) {
      shown += delayAt(late.by, this.#draw(LATE_BY, day, row, part))
    }
    return this.#inBatch(shown)
  }

  /** Whether the row itself is visible at `now`. */
  shows(day: SeenDay, row: number, now: number): boolean {
    return this.shownAt(day, row, day.startOf(row)) <= now
  }

  /** ms UTC from which on a row shows that its session is over. */
  endShownAt(day: SeenDay, row: number): number {
    return this.#revisedAt(day, row, this.#spec.revisions?.end, END)
  }

  /** ms UTC from which on a row shows how its session ended: never before it shows that it is over. */
  containmentShownAt(day: SeenDay, row: number): number {
    const { containment } = this.#spec.revisions ?? {}
    return Math.max(this.endShownAt(day, row), this.#revisedAt(day, row, containment, SEEN_CONTAINMENT))
  }

  /** ms UTC from which on there is the final summary of a session: never before its row shows that it is over. */
  summaryShownAt(day: SeenDay, row: number): number {
    const { summary } = this.#spec.revisions ?? {}
    return Math.max(this.endShownAt(day, row), this.#revisedAt(day, row, summary, SUMMARY))
  }

  /** ms UTC from which on nothing of a session's row changes. */
  finalAt(day: SeenDay, row: number): number {
    return Math.max(this.containmentShownAt(day, row), this.summaryShownAt(day, row))
  }

  /** The instant as which a row is seen at `now`: until its end shows, the last one at which its session was under way. */
  asOf(day: SeenDay, row: number, now: number): number {
    if (this.#spec.revisions?.end === undefined) return now
    const close = closesAt(day, row)
    return now < close || now >= this.endShownAt(day, row) ? now : close - 1
  }

  #revisedAt(day: SeenDay, row: number, spread: DelaySpread | undefined, attribute: number): number {
    const close = closesAt(day, row)
    return spread === undefined ? close : this.#inBatch(close + delayAt(spread, this.#draw(attribute, day, row, 0)))
  }

  #draw(attribute: number, day: SeenDay, row: number, part: number): number {
    return hash3((this.#salt ^ attribute) + Math.imul(part, PART_STEP), day.number, row) * UNIT32
  }

  #inBatch(ms: number): number {
    const { every } = this.#spec
    return every === undefined ? ms : Math.ceil(ms / every) * every
  }
}

/** How a bot is seen by each kind; what is absent is seen as it happens. */
export type Sights = { readonly [Kind in LateKind]?: Sight }

/** @param salt of the bot */
export function sightsOf(salt: number, spec: LatenessSpec | undefined): Sights {
  const sights: { -readonly [Kind in LateKind]?: Sight } = {}
  for (const kind of LATE_KINDS) {
    const late = spec?.[kind]
    if (late !== undefined) sights[kind] = new Sight(salt, kind, late)
  }
  return sights
}

/** ms by which anything at all may be seen later than it happened, or was over. */
export function latestOfAll(spec: LatenessSpec | undefined): number {
  return Math.max(0, ...Object.values(spec ?? {}).map(mostDelay))
}

/** ms by which anything of a kind may be seen later than it happened, or was over. */
function mostDelay({ lag, late, after, every = 0, revisions = {} }: KindLateness): number {
  const shown = (lag?.max ?? 0) + (late?.by.max ?? 0) + (after === 'end' ? longestSpan(true) : 0)
  const revised = [revisions.end, revisions.containment, revisions.summary].map(spread => spread?.max ?? 0)
  return Math.max(shown, ...revised) + every
}

/** The delay (whole ms) of a uniform draw in [0, 1): log-normal. */
function delayAt({ median, p99, max }: DelaySpread, x: number): number {
  if (median === max) return max
  const deviations = Math.log(p99 / median) / P99_DEVIATIONS
  return Math.min(max, Math.round(median * Math.exp(deviations * normalAt(x))))
}
