import { loadGenerated } from '#generated'
import type { components, operations as Operations } from './generated/types.ts'
import { type Contract, openContract } from './open.ts'

export { parseBound } from './formats.ts'
export type { Validated } from './open.ts'
export type { RawRequest } from './read.ts'

/** The operations that the mock stands in for. */
export type OperationId = keyof Operations

/** Any schema of the contract by its name, such as `SchemaOf<'Session'>`. */
export type SchemaOf<Name extends keyof components['schemas']> = components['schemas'][Name]

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

/** The contract of the vendor's APIs. Its validators and serialisers are loaded with their operation's first use. */
export const {
  operations,
  operation,
  validate,
  clamp,
  brokenRule,
  serialize,
  serializeRow,
  documentedAnswer,
  document,
}: Contract<OperationId> = openContract<OperationId>('kore', loadGenerated)
