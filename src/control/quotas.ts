import { own } from '../contract/own.ts'
import { type Budget, Cache } from '../memory/cache.ts'
import { Memory } from '../memory/memory.ts'
import type { QuotaSpec } from '../scenario/types.ts'
import { HOUR, MINUTE } from '../world/time.ts'
import type { QuotaBreach, QuotaControl, QuotaState, QuotaWindow } from './control.ts'
import type { CallFacts } from './exchanged.ts'

/** Counted for a bucket beside its calls and its names. */
const BUCKET_BYTES = 300
const CALL_BYTES = 8
/** Room for calls is counted in steps, so that a call seldom has to be. */
const STEP = 64
/** Calls beyond those that decide, before they are cut off. */
const SPARE = 256

/** Accepted calls of one bucket, ascending, ms on the world's clock. */
interface Bucket {
  readonly key: string
  readonly bucket: string
  readonly botId: string | null
  readonly testId: string | null
  /** The same bot may be answered from another scenario with other limits: its calls stay counted. */
  limits: QuotaLimits
  times: number[]
}

/** Calls that are let through; Infinity: all. */
interface QuotaLimits {
  readonly perMinute: number
  readonly perHour: number
}

/**
 * Counts calls in two rolling windows, 60 s and 3,600 s (facts 3.1, 3.2), on the world's clock: when the clock is moved
 * the windows roll. A call that is refused here does not count; one that is refused later, for its parameters, does.
 *
 * One bucket for each API and bot; for each API and account where the contract's `x-quota` says so or the path names no
 * bot. Calls with an `X-Test-Id` count in buckets of their own, so that tests side by side never use up each other's.
 *
 * The n-th latest accepted call decides: while it is younger than the window, the window is full. So a call costs two
 * comparisons, however many were made.
 *
 * When there are more buckets than the budget has room for, one that has not been called for long is forgotten with its
 * calls: it is free again.
 */
export class Quotas implements QuotaControl {
  readonly #buckets: Cache<string, Bucket>

  constructor(budget: Budget = new Memory().budget('quotas')) {
    this.#buckets = new Cache(budget)
  }

  /** Counts the call, or says which window is full. An hour that is full outlasts a minute that is. */
  take(call: CallFacts): QuotaBreach | undefined {
    const counted = countedBy(call)
    if (counted === undefined) return undefined
    const { key, limits } = counted
    const bucket = this.#buckets.get(key) ?? this.#open(counted)
    bucket.limits = limits
    const breach = breachOf(bucket, limits, call.now)
    if (breach !== undefined) return breach
    count(bucket, limits, call.now)
    if (bucket.times.length % STEP === 1) this.#buckets.resize(key, bucket, bucketBytes(key, bucket))
    return undefined
  }

  /**
   * All buckets in use, in the order of their first call.
   * @param now the clock of a test id, ms UTC.
   */
  list(now: (testId: string | undefined) => number, testId?: string): QuotaState[] {
    const states: QuotaState[] = []
    for (const bucket of this.#buckets.values()) {
      if (testId !== undefined && bucket.testId !== testId) continue
      const at = now(bucket.testId ?? undefined)
      states.push(bucketState(bucket, at))
    }
    return states
  }

  /** Forgets the calls of one test id, or all. */
  reset(testId?: string): void {
    if (testId === undefined) this.#buckets.clear()
    else {
      for (const bucket of [...this.#buckets.values()]) if (bucket.testId === testId) this.#buckets.delete(bucket.key)
    }
  }

  #open(counted: CountedCall): Bucket {
    const made = { ...counted, times: [] }
    this.#buckets.set(made.key, made, bucketBytes(made.key, made))
    return made
  }
}

/** Which bucket a call counts in, and what that lets through. */
export interface CountedCall {
  readonly key: string
  readonly bucket: string
  readonly botId: string | null
  readonly testId: string | null
  readonly limits: QuotaLimits
}

/** Undefined: the call counts nowhere. */
export function countedBy(call: CallFacts): CountedCall | undefined {
  const specs = call.stage.scenario.quotas
  const rule = call.op.quota
  if (specs.length === 0 || rule === undefined) return undefined
  const botId = rule.per === 'bot' ? botOfCall(call) : undefined
  const limits = limitsFor(specs, rule.bucket, botId)
  if (limits === undefined) return undefined
  const { testId } = call.controlHeaders
  const key = `${rule.bucket}\n${botId ?? ''}\n${testId ?? ''}`
  return { key, bucket: rule.bucket, botId: botId ?? null, testId: testId ?? null, limits }
}

/** How full a bucket is. @param now on the clock of its test id, ms UTC; calls after it are forgotten */
export function bucketState(bucket: Omit<Bucket, 'key'>, now: number): QuotaState {
  forgetFuture(bucket, now)
  const { times, limits } = bucket
  return {
    bucket: bucket.bucket,
    botId: bucket.botId,
    testId: bucket.testId,
    minute: windowState(times, limits.perMinute, MINUTE, now),
    hour: windowState(times, limits.perHour, HOUR, now),
  }
}

/** What a bucket holds, with room for the calls of the step that it is in. */
function bucketBytes(key: string, { times }: Bucket): number {
  return BUCKET_BYTES + 2 * key.length + CALL_BYTES * STEP * Math.ceil((times.length + 1) / STEP)
}

function botOfCall(call: CallFacts): string | undefined {
  return call.op.botParam === undefined ? undefined : own(call.params, call.op.botParam)
}

function breachOf(bucket: Bucket, limits: QuotaLimits, now: number): QuotaBreach | undefined {
  forgetFuture(bucket, now)
  const hour = waitFor(bucket.times, limits.perHour, HOUR, now)
  if (hour > 0) return { window: 'hour', retryAfter: Math.ceil(hour / 1000) }
  const minute = waitFor(bucket.times, limits.perMinute, MINUTE, now)
  if (minute > 0) return { window: 'minute', retryAfter: Math.ceil(minute / 1000) }
  return undefined
}

/** ms until a place is free, 0 when one is. A call `length` ms ago has left the window. */
function waitFor(times: readonly number[], limit: number, length: number, now: number): number {
  if (limit === 0) return length
  const nth = times[times.length - limit]
  return nth === undefined ? 0 : Math.max(0, nth + length - now)
}

function count(bucket: Bucket, limits: QuotaLimits, now: number): void {
  bucket.times.push(now)
  const keep = callsToKeep(limits)
  if (bucket.times.length > keep + SPARE) bucket.times = bucket.times.slice(-keep)
}

/** So many of the latest calls decide about the next one. */
function callsToKeep({ perMinute, perHour }: QuotaLimits): number {
  return Math.max(1, ...[perMinute, perHour].filter(limit => limit !== Infinity))
}

/** A clock that was set back has not seen the calls after it. */
function forgetFuture(bucket: Pick<Bucket, 'times'>, now: number): void {
  const { times } = bucket
  let length = times.length
  while (length > 0 && times[length - 1]! > now) length -= 1
  times.length = length
}

function windowState(times: readonly number[], limit: number, length: number, now: number): QuotaWindow | null {
  if (limit === Infinity) return null
  let used = 0
  while (used < times.length && times[times.length - 1 - used]! + length > now) used += 1
  const wait = waitFor(times, limit, length, now)
  return { limit, used: Math.min(used, limit), freeAt: wait > 0 ? new Date(now + wait).toISOString() : null }
}

/** The limits of the most specific entry: bucket and bot, then bot, then bucket, then the one for all; of equals the first. */
function limitsFor(specs: readonly QuotaSpec[], bucket: string, botId: string | undefined): QuotaLimits | undefined {
  let found: QuotaSpec | undefined
  let weight = -1
  for (const spec of specs) {
    if ((spec.bucket ?? bucket) !== bucket || (spec.botId ?? botId) !== botId) continue
    const own = (spec.botId === undefined ? 0 : 2) + (spec.bucket === undefined ? 0 : 1)
    if (own <= weight) continue
    found = spec
    weight = own
  }
  return found && { perMinute: found.perMinute ?? Infinity, perHour: found.perHour ?? Infinity }
}
