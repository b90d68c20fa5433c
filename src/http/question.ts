import type { Question } from '../apis/ask.ts'
import { UnknownName } from '../apis/operation.ts'
import { Refusal } from '../contract/refusal.ts'
import type { Bot } from '../world/types.ts'
import type { Call } from './exchange.ts'

/** What a call asks its operation: all that decides about the answer, and nothing of HTTP. */
export function toQuestion({ op, request, stage, now, app, fault }: Call): Question {
  const question = { operationId: op.operationId, request: request!, now, accountId: stage.scenario.world.account.id }
  const bots = app?.kind === 'bot' ? { appBots: app.bots } : undefined
  if (fault === undefined || !('page' in fault.action) || op.page === undefined) return { ...question, ...bots }
  return { ...question, ...bots, pageFault: { kind: fault.action.page, rule: op.page } }
}

/** The bots whose sessions a call may count: the one of its path, else those that its app sees. */
export function botsToCount({ bot, stage, app }: Call): readonly Bot[] {
  if (bot !== undefined) return [bot]
  const { bots } = stage.world
  return app?.kind === 'bot' ? bots.filter(({ id }) => app.bots.includes(id)) : bots
}

/**
 * What an operation cannot do for its client is refused with 400: a dashboard or widget that is not there with the names there
 * are (facts 2.2), more than a widget can count (D133). Another error stays what it is.
 */
export function refusalOf(error: unknown): unknown {
  // By name: it may come from another thread.
  if (error instanceof Error && error.name === 'TooManyValues') {
    return new Refusal(400, error.message, {
      violations: [{ property: 'query.startDate', message: 'ask for a shorter range' }],
    })
  }
  if (!(error instanceof UnknownName)) return error
  const { kind, asked, names } = error
  const message = `there is no ${kind} "${asked.slice(0, 80)}"; there are: ${names.join(', ')}`
  return new Refusal(400, error.message, { violations: [{ property: `path.${kind}Name`, message }] })
}
