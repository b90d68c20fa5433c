import { Clock, type Hand } from '../control/clock.ts'
import { Budget } from '../memory/cache.ts'
import { CLOCK, CLOCK_OF, type SharedHand, sharedField, under } from './fields.ts'
import type { Patch, StoreFields } from './patch.ts'
import type { Shared } from './shared.ts'

/** ms that the clock of a test id stays after it was last moved. */
const CLOCK_STAYS = 86_400_000
/** More test ids have no clock of their own: the one that was moved longest ago goes. */
const MOST_CLOCKS = 10_000

/** The clock that all replicas share: a copy of what was said to it. */
export class StoreClock extends Clock {
  readonly #shared: Shared
  /** What is being said, as long as it is not in force. */
  #draft: { readonly hand: Hand; readonly testId: string | undefined } | undefined
  #isDrafted = false

  constructor(shared: Shared, start: number | undefined) {
    super(start, shared.now, new Budget(Number.MAX_SAFE_INTEGER))
    this.#shared = shared
  }

  override set(iso: string, testId?: string): Promise<void> {
    return this.#say(() => super.set(iso, testId))
  }

  override advance(duration: string, testId?: string, scenarioNow?: number): Promise<void> {
    return this.#say(() => super.advance(duration, testId, scenarioNow))
  }

  override real(testId?: string): Promise<void> {
    return this.#say(() => super.real(testId))
  }

  override play(rate: number, testId?: string, scenarioNow?: number): Promise<void> {
    return this.#say(() => super.play(rate, testId, scenarioNow))
  }

  /** Puts in place what all were told. */
  apply(fields: StoreFields): void {
    super.reset()
    const all = sharedField<Hand>(fields, CLOCK)
    if (all !== undefined) super.put(all, undefined)
    for (const [testId, { hand }] of under<SharedHand>(fields, CLOCK_OF)) super.put(hand, testId)
  }

  protected override put(hand: Hand, testId: string | undefined): void {
    if (this.#isDrafted) this.#draft = { hand, testId }
    else super.put(hand, testId)
  }

  #say(what: () => void): Promise<void> {
    return this.#shared.change(fields => {
      this.#isDrafted = true
      try {
        what()
      } finally {
        this.#isDrafted = false
      }
      return this.#patch(fields)
    })
  }

  #patch(fields: StoreFields): Patch {
    const { hand, testId } = this.#draft!
    if (testId === undefined) return { set: { [CLOCK]: JSON.stringify(hand) }, drop: [] }
    const now = this.#shared.now()
    const said: SharedHand = { hand, until: now + CLOCK_STAYS }
    return { set: { [CLOCK_OF + testId]: JSON.stringify(said) }, drop: endedClocks(fields, testId, now) }
  }
}

/** Clocks of test ids that have come to their end, or have no room beside another one. */
function endedClocks(fields: StoreFields, testId: string, now: number): string[] {
  const others = [...under<SharedHand>(fields, CLOCK_OF)].filter(([name]) => name !== testId)
  const living = others.filter(([, { until }]) => until > now).sort(([, a], [, b]) => b.until - a.until)
  const kept = new Set(living.slice(0, MOST_CLOCKS - 1).map(([name]) => name))
  return others.filter(([name]) => !kept.has(name)).map(([name]) => CLOCK_OF + name)
}
