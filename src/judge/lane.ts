import { createKoreMock, type KoreMock } from '../embed/kore-mock.ts'
import type { WireOutcome } from './exchange-log.ts'
import { type HttpFace, openHttpFace } from './http-face.ts'
import { isLateUnder, type WorldNeeds, worldOf } from './judged-world.ts'
import type { Schedule } from './schedule.ts'
import type { Trial } from './trial.ts'

/** Enough for the journal of the requests that are looked at again. */
const FEW_ENTRIES = { entries: 10 }

/** A place in which one schedule at a time is tried: mocks of its own, and a port. */
export interface Lane {
  readonly url: string
  /** Whoever meets the requests that come to the port. */
  trial: Trial | undefined
  /** The mock that has the schedule's world; tokens of one are good for the other. */
  mockFor(schedule: Pick<Schedule, 'events'>): Promise<KoreMock>
  close(): Promise<void>
}

/** Makes a lane. @param seed of the world: all lanes of a search have the same rows */
export async function openLane(seed: string, needs: WorldNeeds): Promise<Lane> {
  const hang: WireOutcome = { kind: 'hang' }
  const face: HttpFace = await openHttpFace(request => lane.trial?.handle(request) ?? Promise.resolve(hang))
  const mocks = new Map<boolean, Promise<KoreMock>>()
  const lane: Lane = {
    url: face.url,
    trial: undefined,
    mockFor: async schedule => {
      const isLate = isLateUnder(schedule)
      const known = mocks.get(isLate)
      if (known !== undefined) return await known
      const made = createKoreMock({
        seed,
        port: false,
        scenario: worldOf(needs, schedule),
        now: '2026-03-02T00:00:00Z',
        journal: FEW_ENTRIES,
      })
      mocks.set(isLate, made)
      return await made
    },
    close: async () => {
      await face.close()
      for (const mock of mocks.values()) await (await mock).close()
    },
  }
  return lane
}
