/** What is shared, by name: texts of JSON. */
export type StoreFields = ReadonlyMap<string, string>

/** What an admin call changes of it. */
export interface Patch {
  readonly set: Readonly<Record<string, string>>
  readonly drop: readonly string[]
}

/** A change that the store has, and under which epoch. */
export interface MadeChange {
  readonly incarnation: string
  readonly epoch: number
  readonly stamp: string
}

/** What is published of a change; without a patch everything is new. */
export interface ChangeNews {
  readonly incarnation: string
  readonly epoch: number
  readonly after?: string
  readonly stamp?: string
  readonly patch?: Patch
}
