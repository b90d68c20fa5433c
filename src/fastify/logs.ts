import type { FastifyInstance } from 'fastify'

/** One structured line for each answer, written where `info` is read: what was asked, of which world, and what was wrong with it. */
export function logAnswers({ mock, log }: FastifyInstance): void {
  mock.control.journal.subscribe(({ exchange: x }) =>
    log.info(
      {
        requestId: x.requestId,
        method: x.method,
        url: x.url,
        operation: x.op?.operationId ?? null,
        scenario: x.stage.name,
        status: x.status,
        ms: Math.round(x.durationMs * 1000) / 1000,
        ...(x.controlHeaders.testId === undefined ? {} : { testId: x.controlHeaders.testId }),
        ...(x.violations.length === 0 ? {} : { violations: x.violations }),
      },
      'answered',
    ),
  )
}
