import { loadGenerated } from '#generated'
import type { Envelope } from './compiled.ts'
import type { components, operations as Operations, PagedLists } from './generated/types.ts'
import { type Contract, openContract } from './open.ts'
import type { Filled, RowTemplate, TemplateName } from './row-templates.ts'

export { parseBound } from './formats.ts'
export type { Validated } from './open.ts'
export type { RawRequest } from './read.ts'

/** The operations that the mock stands in for. */
export type OperationId = keyof Operations

/** Any schema of the contract by its name, such as `SchemaOf<'Session'>`. */
export type SchemaOf<Name extends keyof components['schemas']> = components['schemas'][Name]

/** A value of a schema as answers are made of it: every field named, `undefined` where there is nothing to say. */
export type FilledSchema<Name extends keyof components['schemas']> = Filled<SchemaOf<Name>>

type Part<Holder, Name extends PropertyKey> = Holder extends { [key in Name]?: infer Value }
  ? NonNullable<Value>
  : object
type Exact<Type> = [Type] extends [never] ? Record<never, never> : Type

/** A valid request of an operation as its function gets it; defaults are filled in. */
export interface RequestOf<Id extends OperationId> {
  readonly path: Exact<Part<Operations[Id]['parameters'], 'path'>>
  readonly query: Exact<Part<Operations[Id]['parameters'], 'query'>>
  readonly headers: Exact<Part<Operations[Id]['parameters'], 'header'>>
  readonly body: Exact<Part<Part<Part<Operations[Id], 'requestBody'>, 'content'>, 'application/json'>>
}

/** The body of status 200. */
export type ResponseOf<Id extends OperationId> = Operations[Id]['responses'][200]['content']['application/json']

/** Operations whose answer has a list that pages. */
export type PagedId = keyof PagedLists

/** One row of an operation's list, all of its fields named. */
export type RowOf<Id extends PagedId> =
  ResponseOf<Id> extends { readonly [List in PagedLists[Id]]: readonly (infer Row)[] } ? Filled<Row> : never

/** The body of an answer without its list, all of its fields named. */
export type EnvelopeOf<Id extends PagedId> = Filled<Omit<ResponseOf<Id>, PagedLists[Id]>>

/** The contract of the vendor's APIs, its rows and answers typed by their operations. */
interface KoreContract extends Omit<Contract<OperationId>, 'serializeRow' | 'envelope' | 'rowTemplate'> {
  serializeRow<Id extends PagedId>(id: Id, row: RowOf<Id> & object): string
  envelope<Id extends PagedId>(id: Id, body: EnvelopeOf<Id> & object): Envelope
  rowTemplate<Name extends TemplateName>(name: Name): RowTemplate<Name>
}

/** The contract of the vendor's APIs. Its validators and serialisers are loaded with their operation's first use. */
export const {
  operations,
  operation,
  validate,
  clamp,
  brokenRule,
  serialize,
  serializeRow,
  envelope,
  rowTemplate,
  documentedAnswer,
  document,
}: KoreContract = openContract<OperationId>('kore', loadGenerated)
