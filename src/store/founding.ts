import type { StoreFields } from './patch.ts'

/** What a replica says that finds a store without its data. */
export interface Founding {
  readonly identity: string
  readonly id: string
  /** The incarnation that it knows; empty: it has never known one. */
  readonly from: string
  /** The incarnations before that one, the latest first: a store that shows one of them has come back with older data. */
  readonly before: readonly string[]
  readonly epoch: number
  /** What it knows was in force until now. */
  readonly isCertain: boolean
  /** The name of what is to begin. */
  readonly incarnation: string
  /** ms for which those are waited for who may know better: the best that was offered until then counts. */
  readonly settle: number
  /** The store was started less than a lease ago: others may know what was in force before. */
  readonly isYoung: boolean
  /** The server's process: what was offered to another one, and came back with its data, was offered before others knew better. */
  readonly storeProcess: string
  readonly fields: StoreFields
}

/** As the arguments of its script. */
export function foundingOf(said: Founding): (string | number)[] {
  const { identity, id, from, epoch, incarnation, settle, storeProcess } = said
  const how = [said.isCertain ? 1 : 0, incarnation, settle, said.isYoung ? 1 : 0]
  return [identity, id, from, epoch, ...how, storeProcess, said.before.join(' '), ...[...said.fields].flat()]
}
