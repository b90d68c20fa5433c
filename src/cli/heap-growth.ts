import { setFlagsFromString } from 'node:v8'

/** V8 cleans the heap when it has grown by so many percent since it was cleaned last. */
const GROWTH = 50

/**
 * Has V8 clean the heap more often: left to itself it lets 50 MB in use grow to 150 MB, and after 20,000 mixed requests
 * 589 MB were resident. For a process of the mock's own; a program that has a mock beside other things
 * decides for itself.
 */
export function limitGarbage(): void {
  setFlagsFromString(`--heap-growing-percent=${GROWTH}`)
}
