import { deskDays, LONGEST_DESK_WINDOW } from '../apis/desk-contacts.ts'
import { instantOf } from '../contract/formats.ts'
import { say } from '../errors/catalogue.ts'
import { ownRefusal } from '../errors/own-refusal.ts'
import type { Mock } from '../mock/mock.ts'
import { calendarStep, dayOfSessionId } from '../offload/estimate.ts'
import { DAY } from '../world/time.ts'
import type { Bot } from '../world/types.ts'
import { toldInside } from './asked-inside.ts'
import type { AdminCall, AdminTable } from './call.ts'
import { COLUMNS_OF_DAY_COST } from './made-beside.ts'

/** What the world knows and no API of the vendor tells. It is loaded with its first call, as it needs names of people. */
export const deskOperations: Pick<AdminTable, 'describeDesk' | 'labelSession'> = { describeDesk, labelSession }

async function describeDesk(call: AdminCall<'describeDesk'>) {
  const { mock, path, query } = call
  const { bot, now } = botIn(mock, path.botId)
  const to = query.to === undefined ? now : instantOf(query.to)
  const from = query.from === undefined ? to - DAY : instantOf(query.from)
  if (from >= to || to - from > LONGEST_DESK_WINDOW) {
    const days = LONGEST_DESK_WINDOW / DAY
    const message = `must be before query.to, and ${days} days before it at most; found ${query.from ?? 'none'}`
    throw ownRefusal(400, say('KM_ADMIN_DESK_RANGE', { days }), [{ property: 'query.from', message }])
  }
  const question = { botId: bot.id, now, inside: { desk: { from, to } } }
  const days = deskDays(bot, { from, to, now })
  const scan = { bots: [bot], first: days[0] ?? 0, last: days.at(-1) ?? -1, session: DESK_COST, step: calendarStep() }
  return { body: await toldInside(call, bot.world, question, scan) }
}

/** Microseconds for each session: 2 of a bot with 100,000 a day, 8 of one with a thousand. */
const DESK_COST = 5

async function labelSession(call: AdminCall<'labelSession'>) {
  const { mock, path } = call
  const { bot, now } = botIn(mock, path.botId)
  const day = dayOfSessionId(bot, path.sessionId)
  const [first, last] = day === undefined ? [0, -1] : [day, day]
  const scan = { bots: [bot], first, last, session: COLUMNS_OF_DAY_COST, step: calendarStep() }
  const labels = await toldInside(call, bot.world, { botId: bot.id, now, inside: { labels: path.sessionId } }, scan)
  if (labels === 'null') {
    const message = `is no session of ${bot.id} that has begun`
    throw ownRefusal(404, say('KM_ADMIN_NO_SESSION', {}), [{ property: 'path.sessionId', message }])
  }
  return { body: `{"labels":${labels}}` }
}

/** A bot with its present, in the scenario that it has. */
export function botIn(mock: Mock, botId: string): { readonly bot: Bot; readonly now: number } {
  const stage = mock.stageOf(botId)
  const bot = stage.world.bot(botId)
  if (bot === undefined)
    throw ownRefusal(400, say('KM_ADMIN_NO_BOT', {}), [{ property: 'path.botId', message: NO_BOT }])
  return { bot, now: mock.control.clock.now(undefined, stage.now) }
}

const NO_BOT = 'must be st- and letters, digits, hyphens'
