import { setFlagsFromString } from 'node:v8'

/** V8 cleans the heap when it has grown by so many percent since it was cleaned last. */
const GROWTH = 50

/**
 * Has V8 keep less that nobody needs. For a process of the mock's own; a program that has a mock beside other things
 * decides for itself.
 *
 * - It cleans the heap more often: left to itself it lets 50 MB in use grow to 150 MB, and after 20,000 mixed requests
 *   589 MB were resident.
 * - The room for what is new stays at 2 MB: V8 would let it grow to 34 (Node 20) or 67 (Node 26). In the bench the walk
 *   through a week ends at 113 MB in place of 141 and takes 104 µs of processor time a request in place of 100, the first walk
 *   at 130 MB in place of 159, with 1.27 ms in place of 1.52.
 */
export function limitGarbage(): void {
  setFlagsFromString(`--heap-growing-percent=${GROWTH}`)
  setFlagsFromString('--semi-space-growth-factor=1')
}
