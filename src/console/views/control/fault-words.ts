import type { FaultInForce, FaultWish } from '../../api/control-calls.ts'
import { CONSOLE_TEST_ID } from '../../api/test-id.ts'

type FaultAction = FaultWish['fault']

/** A fault that can be had by one button. */
export interface FaultPreset {
  readonly name: string
  /** What happens to a call. */
  readonly about: string
  readonly wish: FaultWish
}

/** Faults that clients meet sooner or later. */
export const FAULT_PRESETS: readonly FaultPreset[] = [
  { name: '429 burst', about: 'the next five calls are refused', wish: { times: 5, fault: { status: 429 } } },
  { name: '429 twice', about: 'the next two calls are refused', wish: { times: 2, fault: { status: 429 } } },
  { name: 'Some 503', about: 'one call in three fails', wish: { probability: 0.3, fault: { status: 503 } } },
  {
    name: 'Slow',
    about: 'answers take 1 to 3 s longer',
    wish: { fault: { delay: { type: 'uniform', min: 1_000, max: 3_000 } } },
  },
  { name: 'Drop by drop', about: 'a body takes 5 s', wish: { fault: { body: { dribbleMs: 5_000 } } } },
  { name: 'Cut bodies', about: 'half of a body comes', wish: { fault: { body: { truncateAt: 0.5 } } } },
  { name: 'No JSON', about: 'a body is garbage', wish: { fault: { body: { garbage: true } } } },
  { name: 'Hang up', about: 'the connection is reset', wish: { fault: { connection: 'reset' } } },
  { name: 'Page shift', about: 'a row comes between two pages', wish: { fault: { page: 'shift' } } },
  { name: 'Repeated row', about: 'a page begins with the last row again', wish: { fault: { page: 'repeat-last' } } },
]

/** What a fault does, in words. */
export function faultText(fault: FaultAction | FaultInForce['fault']): string {
  const action = fault as FaultAction
  if (action.status !== undefined) return `answers ${action.status}`
  if (action.delay !== undefined) return delayText(action.delay)
  if (action.connection !== undefined) {
    return action.connection === 'reset' ? 'resets the connection' : 'closes the connection without an answer'
  }
  if (action.page !== undefined)
    return action.page === 'shift' ? 'shifts pages by a row' : 'repeats the last row of a page'
  return bodyText(action.body ?? {})
}

function delayText({ type, ms, min, max, median }: NonNullable<FaultAction['delay']>): string {
  if (type === 'fixed') return `waits ${ms} ms`
  return type === 'uniform' ? `waits ${min} to ${max} ms` : `waits about ${median} ms`
}

function bodyText({ truncateAt, garbage, dribbleMs }: NonNullable<FaultAction['body']>): string {
  if (truncateAt !== undefined) return `cuts bodies at ${Math.round(truncateAt * 100)} %`
  return garbage === true ? 'sends garbage' : `sends bodies over ${dribbleMs} ms`
}

/** How often it has befallen a call, and whether it will again. */
function takenText(taken: number, times: number | undefined): string {
  if (times === undefined) return `${taken} so far`
  return taken < times ? `${taken} of ${times} so far` : `over: ${taken} of ${times}`
}

/** Whom a fault befalls and for how long, in words. */
export function faultScope({ match = {}, times, taken, probability, after, endsAt }: FaultInForce): string {
  const { operationId, botId, clientId, testId, exceptTestId, header } = match
  const parts = [
    operationId ?? 'any call',
    botId && `of bot ${botId}`,
    clientId && `of client ${clientId}`,
    testId && `with test id ${testId}`,
    header && `with headers ${Object.keys(header).join(', ')}`,
    probability !== undefined && `${Math.round(probability * 100)} % of them`,
    after !== undefined && after > 0 && `after the first ${after}`,
    exceptTestId && exceptTestId !== CONSOLE_TEST_ID && `but those with test id ${exceptTestId}`,
    takenText(taken, times),
    endsAt !== null && `until ${endsAt.slice(11, 19)} UTC`,
  ]
  return parts.filter(part => typeof part === 'string' && part !== '').join(', ')
}
