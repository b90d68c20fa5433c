import type { components, operations as Operations } from './generated/types.ts'
import { type Contract, openContract, type Validated } from './open.ts'
import type { RawRequest } from './read.ts'
import type { Checked } from './rules.ts'
import type { OperationInfo } from './types.ts'

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

let kore: Contract<OperationId> | undefined

/** The contract of the vendor's APIs; its table of operations is read on first use. */
export function contract(): Contract<OperationId> {
  kore ??= openContract<OperationId>('kore')
  return kore
}

/** All operations in the order of the contract. */
export const operations = (): readonly (OperationInfo & { readonly operationId: OperationId })[] =>
  contract().operations

/** See {@link Contract.validate}. */
export const validate = (id: OperationId, request: RawRequest): Validated => contract().validate(id, request)

/** See {@link Contract.clamp}. */
export const clamp = (id: OperationId, request: RawRequest): RawRequest => contract().clamp(id, request)

/** See {@link Contract.brokenRule}. */
export const brokenRule = (id: OperationId, request: Checked): string | undefined => contract().brokenRule(id, request)

/** See {@link Contract.serialize}. */
export const serialize = (id: OperationId, status: number, body: object): string =>
  contract().serialize(id, status, body)

/** See {@link Contract.serializeRow}. */
export const serializeRow = (id: OperationId, row: object): string => contract().serializeRow(id, row)

/** See {@link Contract.documentedAnswer}. */
export const documentedAnswer = (id: OperationId, status: number): object | undefined =>
  contract().documentedAnswer(id, status)

/** See {@link Contract.document}. */
export const document = (): object => contract().document()
