import { CLOCK_RANGE } from '../contract/clock-range.ts'
import { type Budget, Cache } from '../memory/cache.ts'
import { Memory } from '../memory/memory.ts'
import type { ClockControl, ClockState } from './control.ts'
import { addDuration, parseClockInstant } from './duration.ts'

/** Stands at an instant, or runs beside real time, or plays: from an instant on, since when (real time), and how many times as fast. */
export type Hand =
  | { readonly at: number }
  | { readonly offset: number }
  | { readonly from: number; readonly since: number; readonly rate: number }

/** Counted for a hand beside the name of its test id. */
const HAND_BYTES = 64

/** What a clock was told: for all, and by test id. */
export interface ClockSnapshot {
  readonly all: Hand | undefined
  readonly tests: readonly (readonly [string, Hand])[]
}

/**
 * What time it is in the world (ruling R15), in ms UTC. The latest word counts: what was said for a test id, else what
 * was said for all, else the instant at which the scenario's clock stands, else real time. Nothing runs inside: a clock
 * that was moved is a number, so a test of back-off takes no waiting.
 */
export class Clock implements ClockControl {
  readonly #start: number | undefined
  readonly #realNow: () => number
  readonly #tests: Cache<string, { readonly testId: string; readonly hand: Hand }>
  #all: Hand | undefined

  /**
   * @param start ms UTC at which the clock stands from the beginning and after every reset; absent: nothing is said.
   * @param realNow where real time comes from; a test may put its own.
   * @param budget where what is said for test ids is counted.
   */
  constructor(start?: number, realNow: () => number = Date.now, budget: Budget = new Memory().budget('testIds')) {
    this.#start = start
    this.#realNow = realNow
    this.#tests = new Cache(budget)
    this.#all = start === undefined ? undefined : { at: start }
  }

  /** ms UTC; runs for every request. */
  now(testId?: string, scenarioNow?: number): number {
    const hand = this.#hand(testId)
    if (hand === undefined) return scenarioNow ?? this.#realNow()
    if ('at' in hand) return hand.at
    const real = this.#realNow()
    const running = 'offset' in hand ? real + hand.offset : Math.floor(hand.from + (real - hand.since) * hand.rate)
    return Math.min(running, CLOCK_RANGE.last)
  }

  /** What the admin API shows. */
  state(testId?: string, scenarioNow?: number): ClockState {
    const hand = this.#hand(testId)
    const now = new Date(this.now(testId, scenarioNow)).toISOString()
    if (isFrozen(hand, scenarioNow)) return { now, mode: 'frozen' }
    if (hand !== undefined && 'rate' in hand) return { now, mode: 'playing', rate: hand.rate }
    return { now, mode: hand !== undefined && 'offset' in hand && hand.offset !== 0 ? 'offset' : 'real' }
  }

  /**
   * Stops the clock at an ISO instant, for one test id or for all that have no clock of their own.
   * @throws RangeError for text that is no instant, or one too far away.
   */
  set(iso: string, testId?: string): void {
    this.put({ at: parseClockInstant(iso) }, testId)
  }

  /**
   * Moves the clock by an ISO duration (`-PT1H` moves back). A frozen clock stays frozen, a running one goes on.
   * A test id that had no clock of its own gets one, so the others notice nothing.
   * @throws RangeError for text that is no duration, or leads too far away.
   */
  advance(duration: string, testId?: string, scenarioNow?: number): void {
    const moved = addDuration(this.now(testId, scenarioNow), duration)
    const hand = this.#hand(testId)
    if (isFrozen(hand, scenarioNow)) this.put({ at: moved }, testId)
    else this.#run(moved, hand !== undefined && 'rate' in hand ? hand.rate : 1, testId)
  }

  /**
   * Lets it run from where it is, so many times as fast as real time; with 0 it stands there. A test id that had no clock
   * of its own gets one.
   */
  play(rate: number, testId?: string, scenarioNow?: number): void {
    const now = this.now(testId, scenarioNow)
    if (rate === 0) this.put({ at: now }, testId)
    else this.#run(now, rate, testId)
  }

  /** Runs on real time from now on, whatever the scenario says. */
  real(testId?: string): void {
    this.put({ offset: 0 }, testId)
  }

  /** Back to how the mock was started: for one test id, or for all and every test id. */
  reset(testId?: string): void {
    if (testId !== undefined) {
      this.#tests.delete(testId)
      return
    }
    this.#tests.clear()
    this.#all = this.#start === undefined ? undefined : { at: this.#start }
  }

  /** All that was said, as plain data: for another clock of the same mock. */
  snapshot(): ClockSnapshot {
    return { all: this.#all, tests: Array.from(this.#tests.values(), ({ testId, hand }) => [testId, hand]) }
  }

  /** Puts in place what another clock was told. */
  restore({ all, tests }: ClockSnapshot): void {
    this.#all = all
    this.#tests.clear()
    for (const [testId, hand] of tests) this.put(hand, testId)
  }

  #hand(testId: string | undefined): Hand | undefined {
    if (testId === undefined || this.#tests.size === 0) return this.#all
    return this.#tests.get(testId)?.hand ?? this.#all
  }

  #run(from: number, rate: number, testId: string | undefined): void {
    const since = this.#realNow()
    this.put(rate === 1 ? { offset: from - since } : { from, since, rate }, testId)
  }

  /** Everything that is said to the clock comes through here. */
  protected put(hand: Hand, testId: string | undefined): void {
    if (testId === undefined) this.#all = hand
    else this.#tests.set(testId, { testId, hand }, HAND_BYTES + 2 * testId.length)
  }
}

/** @param scenarioNow where the clock of the scenario stands, which counts while nobody has said anything */
function isFrozen(hand: Hand | undefined, scenarioNow: number | undefined): boolean {
  return hand === undefined ? scenarioNow !== undefined : 'at' in hand
}
