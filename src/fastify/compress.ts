import { brotliCompress, constants, deflate, gzip } from 'node:zlib'
import type { Body } from '../apis/page.ts'
import { type Coding, wantedCoding } from './accept-encoding.ts'

/** Smaller answers are sent as they are: the client would wait longer for the packing than for the bytes. */
const THRESHOLD = 1024
/** Quality for answers made on the fly: brotli's own default of 11 takes seconds for a page of messages. */
const BROTLI_QUALITY = 4
const GZIP_LEVEL = 4

/** Whether an answer is large enough to be packed for whoever asks for it: what caches have to know. */
export const isPackable = (body: Body): boolean => body.length >= THRESHOLD

/** How an answer goes out packed; undefined: as it is, as no coding was asked for, or it is small. */
export function packedAs(accepted: string | string[] | undefined, body: Body): Coding | undefined {
  const { coding, isNeeded } = wantedCoding(accepted)
  return isNeeded || isPackable(body) ? coding : undefined
}

/** Packs an answer, in a thread of Node's own. */
export function compressed(body: string | Uint8Array, coding: Coding): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const done = (error: Error | null, packed: Uint8Array) => (error === null ? resolve(packed) : reject(error))
    if (coding === 'gzip') gzip(body, { level: GZIP_LEVEL }, done)
    else if (coding === 'deflate') deflate(body, { level: GZIP_LEVEL }, done)
    else {
      const size = typeof body === 'string' ? Buffer.byteLength(body) : body.length
      const { BROTLI_PARAM_QUALITY: quality, BROTLI_PARAM_SIZE_HINT: sizeHint } = constants
      brotliCompress(body, { params: { [quality]: BROTLI_QUALITY, [sizeHint]: size } }, done)
    }
  })
}
