import type { components } from './generated/types.ts'

type Schemas = components['schemas']

/**
 * Rows that are written in pieces, and the fields in which neighbours differ. All other fields are shared by the messages
 * of one session and side, and by the sessions of a bot that went alike on one channel: to write these once takes 10 microseconds off the
 * 50 that a message takes.
 */
export const varyingFields = {
  Session: ['sessionId', 'userId', 'start_time', 'end_time', 'tags', 'noOfMessagesExchanged', 'noOfTasksExecuted'],
  Message: ['_id', 'createdOn', 'timestampValue', 'components', 'lmodifiedOn', 'tN', 'traceId', 'author', 'latency'],
} as const satisfies { readonly [Name in keyof Schemas]?: readonly (keyof Schemas[Name])[] }

/** Schemas whose rows can be written in pieces. */
export type TemplateName = keyof typeof varyingFields

type Varying<Name extends TemplateName> = (typeof varyingFields)[Name][number]

/**
 * A value of a schema with all of its fields named, at every depth: an optional one may be undefined and must not be
 * forgotten, so that a field added to the contract does not compile before somebody has filled it.
 */
export type Filled<Type> = Type extends readonly (infer Item)[]
  ? readonly Filled<Item>[]
  : Type extends object
    ? { readonly [Key in keyof Required<Type>]: Filled<Type[Key]> }
    : Type

/**
 * A value that was made elsewhere in the shape of the contract, such as the world's own records: a field that it leaves out
 * is not written, as one that is undefined.
 */
export function asMade<Type>(made: Type): Filled<Type> {
  return made as Filled<Type>
}

/** What rows written in pieces share. */
export type SharedFields<Name extends TemplateName> = Filled<Omit<Schemas[Name], Varying<Name>>>

/** What each of them has of its own. */
export type OwnFields<Name extends TemplateName> = Filled<Pick<Schemas[Name], Varying<Name> & keyof Schemas[Name]>>

/** Writes rows of which neighbours share most of their text. */
export interface RowTemplate<Name extends TemplateName> {
  /** The text that rows share, between the fields in which they differ. */
  share(shared: SharedFields<Name> & object): readonly string[]
  /** One row as JSON text: what `share` gave, and its own fields. */
  write(shared: readonly string[], own: OwnFields<Name> & object): string
}

/** The same whatever the schema, as it was generated. */
export interface AnyRowTemplate {
  share(shared: object): readonly string[]
  write(shared: readonly string[], own: object): string
}
