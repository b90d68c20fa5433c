/** What is shared, by name: texts of JSON. */
export type StoreFields = ReadonlyMap<string, string>

/** What an admin call changes of it. */
export interface Patch {
  readonly set: Readonly<Record<string, string>>
  readonly drop: readonly string[]
}
