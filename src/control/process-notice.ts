/** Of a process of this machine its number, of a replica that shares a store the name that it has there. */
export type ProcessId = number | string

/** Something that happened to a process of the mock and that a reader of its journal should know. */
export interface ProcessNotice {
  /** Its id. */
  readonly process: ProcessId
  /**
   * `lost`: it ended and took entries of the journal along. `silent`: it has not answered the first process in time.
   * `back`: it has, after all.
   */
  readonly what: 'lost' | 'silent' | 'back'
  /** Entries that are lost; absent where none can be. */
  readonly entries?: number
}
