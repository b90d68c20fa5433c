import type { Step } from '../exchange.ts'
import { readTestId } from './control-headers.ts'

/**
 * Waits until this process knows what is in force, where others can change it; 503 when it does not get to know. Such an answer, and
 * its entry in the journal, have the clock as it was known last.
 */
export const awaitCurrent: Step = call => {
  const known = call.mock.control.current()
  return known?.catch((error: unknown) => {
    readTestId(call)
    throw error
  })
}
