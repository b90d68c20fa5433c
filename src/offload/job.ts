import { serialize } from 'node:v8'
import { ask, type Question, writeBody } from '../apis/ask.ts'
import { type InsideQuestion, tellInside } from '../apis/inside.ts'
import { UnknownName } from '../apis/operation.ts'
import type { Body } from '../apis/page.ts'
import type { BudgetState } from '../memory/memory.ts'
import type { WithSentPacks } from '../scenario/sent-packs.ts'
import type { WorldSpec } from '../world/spec.ts'
import type { World } from '../world/types.ts'
import { type ReadingQuestion, readFiles } from './reading.ts'
import type { ReadingRoom } from './week.ts'

/** What is asked of a world. */
export type WorldQuestion = Question | InsideQuestion

/** What is said to the worker; the first thing is how much it may keep. Worlds and jobs are numbered by who asks. */
export type WorkerOrder =
  | { readonly memoryBytes: number }
  | { readonly world: number; readonly spec: WithSentPacks<WorldSpec> }
  | { readonly drop: number }
  | { readonly abandon: number }
  | { readonly id: number; readonly of: number; readonly question: WorldQuestion }
  | { readonly id: number; readonly question: ReadingQuestion }

/**
 * What the worker says; the first thing is that it is ready. With each answer it says what it keeps and how large its heap
 * has become, garbage included.
 */
export type WorkerReply =
  | { readonly ready: true }
  | {
      readonly id: number
      readonly text: Uint8Array
      readonly kept: readonly BudgetState[]
      readonly heapBytes: number
    }
  | { readonly id: number; readonly error: CarriedError }

/** An error on its way between threads, where it would lose its class. */
export interface CarriedError {
  readonly name: string
  readonly message: string
  readonly stack?: string
  readonly unknown?: Pick<UnknownName, 'kind' | 'asked' | 'names'>
}

/**
 * The body of an answer, on whichever thread this runs.
 * @throws what the operation throws
 */
export function compute(world: World, question: WorldQuestion): Body {
  return 'inside' in question ? tellInside(world, question) : writeBody(question.operationId, ask(world, question))
}

/** What was read, as bytes, which cost the thread that gets them the least. @throws what `room.pause` throws */
export const readInto = (question: ReadingQuestion, room: ReadingRoom): Uint8Array =>
  serialize(readFiles(question, room))

/** Packs an error for the way. */
export function packError(error: unknown): CarriedError {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error) }
  const { name, message, stack } = error
  const packed = { name, message, ...(stack === undefined ? undefined : { stack }) }
  if (!(error instanceof UnknownName)) return packed
  return { ...packed, unknown: { kind: error.kind, asked: error.asked, names: error.names } }
}

/** The error that was packed; of its own class where somebody looks for that. */
export function unpackError({ name, message, stack, unknown }: CarriedError): Error {
  if (unknown !== undefined) return new UnknownName(unknown.kind, unknown.asked, unknown.names)
  const error = new Error(message)
  error.name = name
  if (stack !== undefined) error.stack = stack
  return error
}
