import { say } from '../errors/catalogue.ts'
import { ownRefusal } from '../errors/own-refusal.ts'
import type { Mock } from '../mock/mock.ts'
import { queuesOf } from '../world/desk/queues.ts'
import { agentsOneByOne } from '../world/dialogue/staff.ts'
import { DAY } from '../world/time.ts'
import type { Bot } from '../world/types.ts'
import { askInside } from './asked-inside.ts'
import type { AdminCall, AdminTable } from './call.ts'
import { Turns } from './pieces.ts'

/** What can be asked for. It has a file of its own, loaded with its first call, since it alone needs names of agents and queues, and with them Faker. */
export const worldOperations: Pick<AdminTable, 'describeWorld'> = { describeWorld }

async function describeWorld(call: AdminCall<'describeWorld'>) {
  const { mock, query } = call
  const { botId } = query
  const stage = mock.stageOf(botId)
  const now = mock.control.clock.now(undefined, stage.now)
  const { world } = stage
  const bot = botId === undefined ? undefined : world.bot(botId)
  if (botId !== undefined && bot === undefined) {
    const message = `There is no such bot; named are ${world.bots.map(({ id }) => id).join(', ')}`
    throw ownRefusal(400, say('KM_ADMIN_NO_BOT', {}), [{ property: 'query.botId', message }])
  }
  const { id, orgId } = world.spec.account
  return {
    body: {
      scenario: stage.name,
      seed: stage.seed,
      now: new Date(now).toISOString(),
      account: { id, orgId },
      apps: stage.scenario.apps.map(({ name, clientId, kind }) => ({ name, clientId, kind })),
      bots: bot === undefined ? world.bots.map(bot => briefly(mock, bot)) : [await inDetail(call, bot, now)],
    },
  }
}

/** A bot as the scenario has it from which it answers. */
function briefly(mock: Mock, bot: Bot) {
  const { name: scenario, world } = mock.stageOf(bot.id)
  const { name, industry, zone, since, traffic } = (world.bot(bot.id) ?? bot).spec
  return { id: bot.id, name, scenario, industry, zone, since, perDay: traffic.perDay }
}

async function inDetail(call: AdminCall<'describeWorld'>, bot: Bot, now: number) {
  const { mock } = call
  const turns = new Turns()
  const all = await mock.stretches.byYields(agentsOneByOne(bot))
  // What follows begins a stretch of its own, on top of what was loaded for the names.
  await turns.pass()
  const agents = all.map(({ agentId, name, queue }) => ({ agentId, name, queue }))
  const count = (days: number, query = {}) => countSessions(call, bot, now, { days, query })
  return {
    ...briefly(mock, bot),
    channels: bot.channels,
    languages: bot.languages,
    dashboards: bot.spec.dashboards.map(({ name, widgets }) => ({
      name,
      widgets: widgets.map(({ name: widget, type, dataSet }) => ({ name: widget, type, dataSet })),
    })),
    queues: queuesOf(bot).map(({ queueName }) => queueName),
    agents,
    counts: {
      sessionsLastDay: await count(1),
      sessionsLastWeek: await count(7),
      agentSessionsLastWeek: await count(7, { containmentType: 'agent' }),
    },
  }
}

/** Sessions of the last days: what getSessions says, which counts a large bot beside the main thread. */
async function countSessions(
  { mock }: AdminCall<'describeWorld'>,
  bot: Bot,
  now: number,
  { days, query }: { days: number; query: object },
): Promise<number> {
  const dates = { dateFrom: new Date(now - days * DAY).toISOString(), dateTo: new Date(now).toISOString() }
  const { scenario } = mock.stageOf(bot.id)
  const request = { path: { botId: bot.id }, query, headers: {}, body: { ...dates, skip: 0, limit: 0 } }
  const question = { operationId: 'getSessions', request, now, accountId: scenario.world.account.id }
  return ((await askInside(mock, bot, question, 'admin')) as { total: number }).total
}
