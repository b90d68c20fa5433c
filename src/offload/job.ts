import { type Answer, UnknownName, type View } from '../apis/operation.ts'
import type { Body } from '../apis/page.ts'
import { shiftPage } from '../apis/shift-page.ts'
import { table } from '../apis/table.ts'
import type { OperationInfo } from '../contract/types.ts'
import type { ValidRequest } from '../http/exchange.ts'
import { bodyOf } from '../http/steps/answer.ts'
import type { WorldSpec } from '../world/spec.ts'
import type { World } from '../world/world.ts'

/** Everything that an answer follows from but its world. Plain data: it can go to another thread. */
export interface Job {
  readonly operationId: string
  readonly request: Pick<ValidRequest, 'path' | 'query' | 'body'>
  readonly now: number
  readonly accountId: string
  readonly appBots?: readonly string[]
  /** A fault of the page that is in force, and how the operation pages. */
  readonly bend?: { readonly kind: 'shift' | 'repeat-last'; readonly rule: NonNullable<OperationInfo['page']> }
}

/** What is said to the worker. Worlds are numbered by who asks. */
export type Order =
  | { readonly world: number; readonly spec: WorldSpec }
  | { readonly drop: number }
  | { readonly id: number; readonly of: number; readonly job: Job }

/** What the worker says; the first thing is that it is ready. */
export type Delivery =
  | { readonly ready: true }
  | { readonly id: number; readonly text: Uint8Array }
  | { readonly id: number; readonly error: CarriedError }

/** An error on its way between threads, where it would lose its class. */
export interface CarriedError {
  readonly name: string
  readonly message: string
  readonly stack?: string
  readonly unknown?: Pick<UnknownName, 'kind' | 'asked' | 'names'>
}

type AnyOperation = (view: View, request: ValidRequest) => Answer

/**
 * The body of an answer, on whichever thread this runs.
 * @throws what the operation throws
 */
export function compute(world: World, { operationId, request, now, accountId, appBots, bend }: Job): Body {
  const operation = (table as unknown as Readonly<Record<string, AnyOperation>>)[operationId]!
  const view: View = { world, now, accountId, ...(appBots === undefined ? undefined : { appBots }) }
  const asked: ValidRequest = { headers: {}, ...request }
  const ask = (wanted: ValidRequest) => operation(view, wanted)
  const answer = bend === undefined ? ask(asked) : shiftPage(bend.kind, bend.rule, asked, ask)
  return bodyOf(operationId as keyof typeof table, answer)
}

/** Packs an error for the way. */
export function carry(error: unknown): CarriedError {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error) }
  const { name, message, stack } = error
  const packed = { name, message, ...(stack === undefined ? undefined : { stack }) }
  if (!(error instanceof UnknownName)) return packed
  return { ...packed, unknown: { kind: error.kind, asked: error.asked, names: error.names } }
}

/** The error that was packed; of its own class where somebody looks for that. */
export function unpack({ name, message, stack, unknown }: CarriedError): Error {
  if (unknown !== undefined) return new UnknownName(unknown.kind, unknown.asked, unknown.names)
  const error = new Error(message)
  error.name = name
  if (stack !== undefined) error.stack = stack
  return error
}
