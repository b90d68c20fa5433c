import { deserialize, serialize } from 'node:v8'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type { Hand } from '../control/clock.ts'
import { receiveScenario, sendScenario } from '../scenario/sent-packs.ts'
import type { StartClock } from '../scenario/start-clock.ts'
import type { FaultSpec, Scenario } from '../scenario/types.ts'
import type { StoreFields } from './patch.ts'

/*
 * The names of what is shared, and what stands there: texts of JSON.
 */

/** The clock of all; absent: as it started. Of a test id: with its name behind. */
export const CLOCK = 'clock'
export const CLOCK_OF = 'clock:'
/** The scenario of a bot. */
export const SWITCH_OF = 'switch:'
/** A fault of the admin API, by its id. */
export const FAULT_OF = 'fault:'
/** How many faults were made since the last reset. */
export const MADE = 'made'
/** How many resets of all there were: what is counted belongs to one of them. */
export const GENERATION = 'generation'
/** The scenario that answers; absent: the one of the start. */
export const MAIN = 'main'
/** The clock as the first replica started. */
export const STARTED = 'start'

/** The clock of a test id, until it is forgotten, ms on the store's clock. */
export interface SharedHand {
  readonly hand: Hand
  readonly until: number
}

/** A fault of the admin API. */
export interface SharedFault {
  readonly id: string
  readonly spec: FaultSpec
  /** ms on the store's clock; null: it stays. */
  readonly endsAt: number | null
}

/** The scenario that answers: by its name, or one that was made. */
export interface SharedMain {
  readonly name?: string
  readonly packed?: string
  readonly text?: string
}

/** The value of a field. */
export function sharedField<Value>(fields: StoreFields, name: string): Value | undefined {
  const text = fields.get(name)
  return text === undefined ? undefined : (JSON.parse(text) as Value)
}

/** All whose names begin so: what stands behind, and the value. */
export function* under<Value>(fields: StoreFields, start: string): Generator<[string, Value]> {
  for (const [name, text] of fields) if (name.startsWith(start)) yield [name.slice(start.length), JSON.parse(text)]
}

/** A scenario as text: it has values that JSON has not. */
export const packScenario = (scenario: Scenario): string =>
  deflateRawSync(serialize(sendScenario(scenario))).toString('base64')

export const unpackScenario = (text: string): Scenario =>
  receiveScenario(deserialize(inflateRawSync(Buffer.from(text, 'base64'))))

/** What is shared when nobody has said anything. */
export const fieldsAtStart = (start: StartClock): StoreFields =>
  new Map([
    [STARTED, JSON.stringify(start)],
    [GENERATION, '0'],
  ])
