import { processFigures } from '../admin/process-figures.ts'
import { versionOf } from '../admin/version.ts'
import type { ProcessNotice } from '../control/process-notice.ts'
import { lineOf, say } from '../errors/catalogue.ts'
import { memoryOf } from '../mock/mock.ts'
import { startClock } from '../scenario/start-clock.ts'
import { connectStore } from '../store/connect.ts'
import { OtherKind } from '../store/replica.ts'
import type { Settings } from './flags.ts'
import { complain, controlOptionsOf } from './serving.ts'
import { shownStore } from './store-flags.ts'

/** Raised when replicas of the version before could not share a store with those of this one. */
const STORE_FORMAT = 1

/** Joins the replicas of the store; gives what the mock begins with, or the exit code where it cannot. */
export async function joinStore(settings: Settings) {
  const { store = '', storePrefix, storeLease, memoryBytes, now } = settings
  const memory = memoryOf({ memoryBytes })
  const identity = replicaIdentity(settings)
  const place = shownStore(store)
  try {
    const control = await connectStore({
      ...controlOptionsOf(settings),
      url: store,
      prefix: storePrefix,
      lease: storeLease,
      startClock: startClock(now),
      identity,
      memory,
      figures: processFigures,
    })
    control.notices.subscribe(notice => process.stderr.write(`kore-mock: ${replicaNotice(notice)}\n`))
    return { options: { startClock: control.startClock }, parts: { control, memory } }
  } catch (error) {
    if (!(error instanceof Error)) throw error
    if (error instanceof OtherKind) {
      return complain(lineOf(say('KM_STORE_OTHER', { place, found: error.found, own: identity })))
    }
    return complain(lineOf(say('KM_STORE_UNREACHED', { place, reason: error.message })))
  }
}

/** What replicas must have in common so that a client cannot tell which one answers. */
function replicaIdentity({ seed, scenario, auth, now, control, journalEntries, journalBytes }: Settings): string {
  return JSON.stringify({
    version: versionOf().version,
    format: STORE_FORMAT,
    scenario,
    seed,
    now,
    auth,
    control,
    journalEntries,
    journalBytes,
  })
}

function replicaNotice({ process: id, what, entries = 0 }: ProcessNotice): string {
  if (what === 'silent') return `replica ${id} is out of touch with the store`
  if (what === 'back') return `replica ${id} is in touch with the store`
  return `the store has lost its data; ${entries} entries of the journal that replica ${id} had sent at most are gone, and counts begin anew`
}
