import type { Bot } from '../../world/bot.ts'
import { agentsOf, queuesOf } from '../../world/dialogue/staff.ts'
import { scanSessions } from '../../world/sessions/search.ts'
import { DAY } from '../../world/time.ts'
import { Refusal } from '../refusal.ts'
import type { AdminCall, AdminTable } from './call.ts'

/** What can be asked for. Kept apart, since it alone needs the world's words. */
export const worldOperations: Pick<AdminTable, 'describeWorld'> = { describeWorld }

function describeWorld({ mock, query: { botId } }: AdminCall<'describeWorld'>) {
  const stage = mock.stageOf(botId)
  const now = mock.clock.now(undefined, stage.now)
  const { world } = stage
  const bot = botId === undefined ? undefined : world.bot(botId)
  if (botId !== undefined && bot === undefined) {
    const message = `There is no such bot; named are ${world.bots.map(({ id }) => id).join(', ')}`
    throw new Refusal(400, 'Invalid StreamId', { violations: [{ property: 'query.botId', message }] })
  }
  const { id, orgId } = world.spec.account
  return {
    body: {
      scenario: stage.name,
      seed: stage.seed,
      now: new Date(now).toISOString(),
      account: { id, orgId },
      bots: bot === undefined ? world.bots.map(briefly) : [inDetail(bot, now)],
    },
  }
}

function briefly({ id, spec }: Bot) {
  const { name, industry, zone, since, traffic } = spec
  return { id, name, industry, zone, since, perDay: traffic.perDay }
}

function inDetail(bot: Bot, now: number) {
  return {
    ...briefly(bot),
    channels: bot.channels,
    languages: bot.languages,
    dashboards: bot.spec.dashboards.map(({ name, widgets }) => ({
      name,
      widgets: widgets.map(({ name: widget, type, dataSet }) => ({ name: widget, type, dataSet })),
    })),
    queues: queuesOf(bot).map(({ queueName }) => queueName),
    agents: agentsOf(bot).map(({ agentId, name, queue }) => ({ agentId, name, queue })),
    counts: {
      sessionsLastDay: count(bot, now - DAY, now),
      sessionsLastWeek: count(bot, now - 7 * DAY, now),
      agentSessionsLastWeek: count(bot, now - 7 * DAY, now, { containment: 'agent' }),
    },
  }
}

function count(bot: Bot, from: number, now: number, filter: Parameters<typeof scanSessions>[3] = {}): number {
  let found = 0
  scanSessions(bot, { from, to: now }, now, filter, () => {
    found += 1
  })
  return found
}
