import type { CarriedError } from '../offload/job.ts'
import type { WorldSpec } from '../world/spec.ts'
import type { Chunk } from './chunks.ts'
import type { ParquetGroup } from './parquet.ts'
import type { ExportQuestion } from './question.ts'

/** Bytes of a piece: enough that to hand it over costs nothing, few enough that some of each thread can wait. */
export const PIECE_BYTES = 1024 * 1024

/** Some bytes of the file, which belong to whoever gets them. */
export interface FilePiece {
  readonly bytes: Uint8Array
  readonly rows: number
  /** Bytes before they were packed. */
  readonly unpacked: number
  /** Of Parquet: what the end of the file says of these bytes, which are a row group. */
  readonly group?: ParquetGroup | undefined
}

/** What an export thread is given when it starts. */
export interface ExportThreadData {
  readonly spec: WorldSpec
  readonly question: ExportQuestion
  readonly memoryBytes: number
  /** kB that were taken off its hands, an Int32: it waits until these are no more than `credit` behind what it has made. */
  readonly taken: SharedArrayBuffer
  /** kB */
  readonly credit: number
}

/** What an export thread is told: to make the rows of a task, or to use the memory of a piece again. */
export type ExportOrder = { readonly task: number; readonly chunks: readonly Chunk[] } | { readonly back: ArrayBuffer }

/** What an export thread says; with a piece, the weight of the task's chunks that were done before it. */
export type ExportNews =
  | { readonly ready: true }
  | { readonly task: number; readonly piece: FilePiece; readonly weightBefore: number }
  | { readonly task: number; readonly done: true }
  | { readonly error: CarriedError }

/** kB of a piece, as credit is counted. */
export const kilobytesOf = ({ bytes }: FilePiece): number => Math.ceil(bytes.length / 1024)
