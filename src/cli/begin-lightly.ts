import { setFlagsFromString } from 'node:v8'
import { inlineLess } from './inline-less.ts'
import { limitHeap } from './limit-garbage.ts'

/* Most runs of the command are short: a few first requests. What V8 does for a long run costs them more than it gives. */

/** ms after the start in which V8 is held back. */
const BEGINNING = 3000

/** How V8 is told when a function is worth optimizing, what it is told at first, and what it holds by itself. */
interface Holding {
  readonly flag: string
  readonly atFirst: number
  readonly usual: number
}

/** Bytes of bytecode that a function runs through, three times, before V8 optimizes it: until V8 11. */
const BY_BYTES: Holding = { flag: 'interrupt-budget', atFirst: 1_000_000, usual: 67_584 }
/** Calls of a function before TurboFan optimizes it: from V8 12 on. Maglev, which is cheap, goes on. */
const BY_CALLS: Holding = { flag: 'invocation-count-for-turbofan', atFirst: 30_000, usual: 3000 }

/**
 * Has V8 optimize the hottest functions alone until the beginning is over. The first answers of six APIs had it compile for 0.7 s
 * in threads beside what they took 0.7 s to compute; held back it compiles for 0.1 s, and they take 0.1 s longer of the main thread.
 * Cleaning the heap more often than V8 does by itself begins afterwards too.
 */
export function beginLightly(): void {
  const { flag, atFirst, usual } = holdingOf(process.versions.v8)
  setFlagsFromString(`--${flag}=${atFirst}`)
  inlineLess('requests')
  setTimeout(() => {
    setFlagsFromString(`--${flag}=${usual}`)
    limitHeap()
  }, BEGINNING).unref()
}

const holdingOf = (version: string) => (Number.parseInt(version, 10) < 12 ? BY_BYTES : BY_CALLS)
