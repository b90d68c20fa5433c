import { gunzipSync, gzipSync } from 'node:zlib'
import type { ListedKind } from '../apis/listed.ts'
import { utf8 } from '../memory/bytes.ts'
import type { World } from '../world/types.ts'
import { chunksOf, tasksFrom } from './chunks.ts'
import { FLAT_COLUMNS } from './columns.ts'
import { csvHead } from './csv.ts'
import { loadParquet, ParquetFile } from './parquet.ts'
import type { ExportQuestion } from './question.ts'
import { ExportThreads, type PlacedPiece } from './threads.ts'

/** Bytes of the file, in order, and what has been done by then. */
export interface WrittenBytes {
  readonly bytes: Uint8Array
  readonly rows: number
  /** Bytes before they were packed. */
  readonly unpacked: number
  /** How much of all work is done, from 0 to 1. */
  readonly share: number
  /** Is to be called once, so that more is made. @param mayReuse nobody reads the bytes any more: they may be written over */
  readonly release: (mayReuse: boolean) => void
}

/** How an export is run. */
export interface ExportRun {
  readonly threads: number
  readonly signal?: AbortSignal | undefined
}

/** How work is shared. */
interface Sharing {
  /** Sessions of a task: more, and too much of a thread's work would wait for another; fewer, and each thread would draw every day. */
  readonly mostOfTask: number
  /** Bytes that may wait. */
  readonly mostWaiting: number
}

const MEBIBYTE = 1024 * 1024
/** Of kinds whose rows cost little beside the columns of their day: a day is one thread's. */
const BY_DAY: Sharing = { mostOfTask: 200_000, mostWaiting: 40 * MEBIBYTE }
const BY_CHUNK: Sharing = { mostOfTask: 2_500, mostWaiting: 20 * MEBIBYTE }
const SHARING: Readonly<Record<ListedKind, Sharing>> = {
  sessions: BY_DAY,
  conversations: BY_DAY,
  segments: BY_DAY,
  messages: BY_CHUNK,
  labels: BY_CHUNK,
  trend: BY_CHUNK,
}

/**
 * Writes rows down: the bytes of a file, piece by piece.
 * @throws what a thread throws, and the reason of the signal
 */
export async function* writeRows(
  world: World,
  question: ExportQuestion,
  { threads, signal }: ExportRun,
): AsyncGenerator<WrittenBytes, void, undefined> {
  const all = weightOf(world, question)
  const frame = await frameFor(question)
  const done = (bytes: Uint8Array, share: number): WrittenBytes => {
    const packed = question.gzip ? new Uint8Array(gzipSync(bytes)) : bytes
    return { bytes: packed, rows: 0, unpacked: bytes.length, share, release: () => {} }
  }
  if (frame.head.length > 0) yield done(frame.head, 0)
  const { mostOfTask, mostWaiting } = SHARING[question.kind]
  const tasks = tasksFrom(chunksOf(world, question), mostOfTask)
  const running = new ExportThreads({ spec: world.spec, question, tasks, threads, mostWaiting })
  let isEmpty = frame.head.length === 0
  for await (const piece of running.pieces(signal)) {
    const { rows, unpacked, weightBefore, release } = piece
    yield { bytes: frame.piece(piece), rows, unpacked, share: all === 0 ? 1 : weightBefore / all, release }
    isEmpty = false
  }
  const tail = frame.tail()
  // An empty file is no packed one: it needs a beginning at least.
  if (tail.length > 0 || (isEmpty && question.gzip)) yield done(tail, 1)
}

function weightOf(world: World, question: ExportQuestion): number {
  let weight = 0
  for (const chunk of chunksOf(world, question)) weight += chunk.weight
  return weight
}

/** What a format has around its rows. */
interface FileFrame {
  readonly head: Uint8Array
  piece(piece: PlacedPiece): Uint8Array
  tail(): Uint8Array
}

const NO_BYTES = new Uint8Array(0)

async function frameFor({ kind, format, gzip }: ExportQuestion): Promise<FileFrame> {
  switch (format) {
    case 'ndjson':
      return { head: NO_BYTES, piece: ({ bytes }) => bytes, tail: () => NO_BYTES }
    case 'csv':
      return { head: utf8(csvHead(FLAT_COLUMNS[kind])), piece: ({ bytes }) => bytes, tail: () => NO_BYTES }
    case 'json':
      return jsonFrame(gzip)
    case 'parquet': {
      const file = new ParquetFile(await loadParquet(), FLAT_COLUMNS[kind])
      return {
        head: file.head,
        piece: ({ bytes, group }) => {
          file.add(bytes.length, group!)
          return bytes
        },
        tail: () => file.tail(),
      }
    }
  }
}

/** Every row has a comma and a line end before it, of which the first one of all has only the line end. */
function jsonFrame(gzip: boolean): FileFrame {
  let isFirst = true
  return {
    head: utf8('['),
    piece: ({ bytes }) => {
      if (!isFirst) return bytes
      isFirst = false
      return gzip ? new Uint8Array(gzipSync(gunzipSync(bytes).subarray(1))) : bytes.subarray(1)
    },
    tail: () => utf8(isFirst ? ']\n' : '\n]\n'),
  }
}
