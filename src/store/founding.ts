import type { StoreFields } from './patch.ts'

/** What a replica says that finds a store without its data. */
export interface Founding {
  readonly identity: string
  readonly id: string
  /** The incarnation that it knows; empty: it has never known one. */
  readonly from: string
  readonly epoch: number
  /** What it knows was in force until now. */
  readonly isCertain: boolean
  /** The name of what is to begin. */
  readonly incarnation: string
  /** ms for which those are waited for who may know better: the best that was offered until then counts. */
  readonly settle: number
  /** The store was started less than a lease ago: others may know what was in force before. */
  readonly isYoung: boolean
  readonly fields: StoreFields
}

/** As the arguments of its script. */
export function foundingOf(said: Founding): (string | number)[] {
  const { identity, id, from, epoch, isCertain, incarnation, settle, isYoung, fields } = said
  return [identity, id, from, epoch, isCertain ? 1 : 0, incarnation, settle, isYoung ? 1 : 0, ...[...fields].flat()]
}
