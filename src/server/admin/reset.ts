import type { Mock } from '../mock.ts'
import { testIdOf } from './shapes.ts'

/** Parts of a running mock that a reset sets back. */
export type ResetPart = 'journal' | 'faults' | 'quotas' | 'clock' | 'scenarios'

/**
 * Sets a mock back to its start: journal, faults, quotas, clock and scenario switches. For one test id only what belongs
 * to it: its entries, the faults that match it, its quotas, its clock; scenarios are switched by bot, so they stay.
 * @returns what was set back.
 */
export function resetMock(mock: Mock, testId?: string): ResetPart[] {
  mock.journal.clear(testId === undefined ? undefined : ({ exchange }) => testIdOf(exchange) === testId)
  mock.faults.reset(testId)
  mock.quotas.reset(testId)
  mock.clock.reset(testId)
  if (testId !== undefined) return ['journal', 'faults', 'quotas', 'clock']
  mock.switches.clear()
  return ['journal', 'faults', 'quotas', 'clock', 'scenarios']
}
