import { createKoreMock, type KoreMock } from '../embed/kore-mock.ts'
import type { WireOutcome } from './exchange-log.ts'
import { type HttpFace, openHttpFace } from './http-face.ts'
import { judgedWorld, type WorldNeeds } from './judged-world.ts'
import type { Trial } from './trial.ts'

/** Enough for the journal of the requests that are looked at again. */
const FEW_ENTRIES = { entries: 10 }

/** A place in which one schedule at a time is tried: a mock of its own, and a port. */
export interface Lane {
  readonly mock: KoreMock
  readonly url: string
  /** Whoever meets the requests that come to the port. */
  trial: Trial | undefined
  close(): Promise<void>
}

/** Makes a lane. @param seed of the world: all lanes of a search have the same rows */
export async function openLane(seed: string, needs: WorldNeeds): Promise<Lane> {
  const mock = await createKoreMock({
    seed,
    port: false,
    scenario: judgedWorld(needs),
    now: '2026-03-02T00:00:00Z',
    journal: FEW_ENTRIES,
  })
  const hang: WireOutcome = { kind: 'hang' }
  const face: HttpFace = await openHttpFace(request => lane.trial?.handle(request) ?? Promise.resolve(hang))
  const lane: Lane = {
    mock,
    url: face.url,
    trial: undefined,
    close: async () => {
      await face.close()
      await mock.close()
    },
  }
  return lane
}
