import { setFlagsFromString } from 'node:v8'

/**
 * Bytes of bytecode that V8 puts into a function in place of calls when it optimizes it, at most; 920 by itself. Who makes rows alone does best with
 * few; the way of a request is hot, and at 200 a walk through rows that are known took the main thread a tenth longer, at 460 no longer.
 */
const MOST_INLINED = { rows: 200, requests: 460 } as const
/** From this version on V8 optimizes in two steps, and was not measured. */
const TWO_STEPS = 12

/**
 * Has V8 put fewer functions into others when it optimizes them (D360). Rows are made by some hundred functions, all of them warm and none hot: compiled smaller
 * they are compiled sooner. For a process of the mock's own.
 */
export function inlineLess(work: keyof typeof MOST_INLINED): void {
  if (Number.parseInt(process.versions.v8, 10) >= TWO_STEPS) return
  setFlagsFromString(`--max-inlined-bytecode-size-cumulative=${MOST_INLINED[work]}`)
}
