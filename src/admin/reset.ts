import type { Mock } from '../mock/mock.ts'
import { testIdOf } from './shapes.ts'

/** Parts of a running mock that a reset sets back. */
export type ResetPart = 'journal' | 'faults' | 'quotas' | 'clock' | 'scenarios' | 'tokenIds'

/**
 * Sets a mock back to its start: journal, faults, quotas, clock, scenario switches and used token ids. For one test id only
 * what belongs to it: its entries, the faults that match it, its quotas, its clock; scenarios are switched by bot and token
 * ids are an app's, so these stay.
 * @returns what was set back.
 */
export function resetMock(mock: Mock, testId?: string): ResetPart[] {
  mock.journal.clear(testId === undefined ? undefined : ({ exchange }) => testIdOf(exchange) === testId)
  mock.faults.reset(testId)
  mock.quotas.reset(testId)
  mock.clock.reset(testId)
  if (testId !== undefined) return ['journal', 'faults', 'quotas', 'clock']
  mock.switches.clear()
  mock.forgetJtis()
  return ['journal', 'faults', 'quotas', 'clock', 'scenarios', 'tokenIds']
}
