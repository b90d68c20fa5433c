import type { FaultSpec } from '../../src/scenario/types.ts'

/** Faults that are of the right form, and that no call can be meant by. */
export const NEVER_MATCHING: readonly FaultSpec[] = [
  { match: { header: { 'bad name': 'x' } }, fault: { status: 429 } },
  { match: { header: { '': 'x' } }, fault: { status: 429 } },
  { match: { header: { 'x-a': ' x' } }, fault: { status: 429 } },
  { match: { header: { 'x-a': 'a\nb' } }, fault: { status: 429 } },
  { match: { header: { 'x-a': '€' } }, fault: { status: 429 } },
  { match: { botId: 'not a bot' }, fault: { status: 429 } },
  { match: { botId: '' }, fault: { status: 429 } },
  { match: { botId: `st-${'a'.repeat(126)}` }, fault: { status: 429 } },
  { match: { botId: 'st-1', operationId: 'getAccountSessions' }, fault: { status: 429 } },
  { match: { testId: '' }, fault: { status: 429 } },
  { match: { testId: 'a ' }, fault: { status: 429 } },
  { match: { exceptTestId: '' }, fault: { status: 429 } },
  { match: { exceptTestId: ' a' }, fault: { status: 429 } },
  { match: { clientId: '' }, fault: { status: 429 } },
  { match: { operationId: 'getUserEngagementTrend' }, fault: { page: 'shift' } },
  { match: { operationId: 'getAgenticHistory', botId: 'x' }, fault: { status: 429 } },
]
