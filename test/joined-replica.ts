import { replicaOn, type StoreOptions } from '../src/store/connect.ts'
import type { StoreControl } from '../src/store/store-control.ts'

/** A replica that has joined a store which was started for it: nobody has a lease that the store could have forgotten. */
export async function joinedReplica(options: StoreOptions): Promise<StoreControl> {
  const { control, link, opened } = replicaOn(options)
  link.startedAt = () => 0
  await opened
  await control.join()
  return control
}
