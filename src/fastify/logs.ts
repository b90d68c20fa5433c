import type { FastifyInstance } from 'fastify'
import type { Exchanged } from '../control/exchanged.ts'
import { blankText, blankViolation } from '../control/redact/redact.ts'
import { shownUrl } from '../control/redact/shown.ts'

/**
 * One structured line for each answer, written where `info` is read: what was asked, of which world, and what was wrong with
 * it. Secrets are blanked as in the journal.
 */
export function logAnswers({ mock, log }: FastifyInstance): void {
  mock.control.journal.subscribeOwn(exchange => {
    try {
      log.info(logLineOf(exchange), 'answered')
    } catch (error) {
      // A line less, but the answer leaves.
      log.warn(`answered, but what was asked cannot be shown: ${blankText(String(error))}`)
    }
  })
}

/** An error as a log line has it: what it says may repeat what was asked. */
export const shownLogError = (error: Error): { type: string; message: string; stack: string } => ({
  type: error.name,
  message: blankText(error.message),
  stack: blankText(error.stack ?? ''),
})

function logLineOf(x: Exchanged): object {
  const { testId } = x.controlHeaders
  return {
    requestId: blankText(x.requestId),
    method: x.method,
    url: shownUrl(x),
    operation: x.op?.operationId ?? null,
    scenario: x.stage.name,
    status: x.status,
    ms: Math.round(x.durationMs * 1000) / 1000,
    ...(testId === undefined ? {} : { testId: blankText(testId) }),
    ...(x.violations.length === 0 ? {} : { violations: x.violations.map(blankViolation) }),
  }
}
