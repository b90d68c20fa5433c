import type { ValidRequest } from '../apis/operation.ts'
import type { OperationId } from '../contract/contract.ts'
import type { WorkingValues } from '../contract/working-values.ts'
import { signToken, tokenNow } from '../control/make-token.ts'
import type { Mock } from '../mock/mock.ts'
import { DAY } from '../world/time.ts'
import type { Bot } from '../world/types.ts'
import { askInside } from './asked-inside.ts'

/** What rows of conversations and sessions say, as far as it is asked for here. */
interface ConversationSeen {
  readonly convId: string
  readonly channelType: string
  readonly startTime: string
  readonly mbSessionId?: string
  readonly messages?: readonly unknown[]
}
interface SessionSeen {
  readonly userId: string
  readonly channel: string
  readonly containmentType: string
  readonly tags: { readonly userTags: readonly TagSeen[]; readonly sessionTags: readonly TagSeen[] }
}
interface TagSeen {
  readonly name: string
  readonly value: string
}

/** A token that is good for a first call, and the name of its app: one of the whole account where there is one. */
export function tokenToTry({ main, control }: Mock): { readonly app: string; readonly token: string } | undefined {
  const app = main.scenario.apps.find(({ kind }) => kind === 'account') ?? main.scenario.apps[0]
  if (app === undefined) return undefined
  const now = control.clock.now(undefined, main.now)
  return { app: app.name, token: signToken(app, { expiresIn: null }, tokenNow(main.scenario, now)) }
}

/**
 * Values with which every operation has rows: of the first bot that the scenario names, from the six days before the
 * clock's. They all belong to one conversation, so that they go together as filters; where the bot has no calls, it is
 * another one. What the bot does not have is left out.
 */
export async function knownValues(mock: Mock): Promise<WorkingValues> {
  const { world, scenario, now: standing } = mock.main
  const now = mock.control.clock.now(undefined, standing)
  const account = scenario.world.account.id
  const bot = world.bots[0]
  if (bot === undefined) return { account }
  const [firstDay, lastDay] = [6, 1].map(days => new Date(now - days * DAY).toISOString().slice(0, 10))
  const dashboard = bot.spec.dashboards[0]
  const common = { bot: bot.id, account, firstDay, lastDay }
  const shown = { dashboard: dashboard?.name, widget: dashboard?.widgets[0]?.name }
  const pages = { from: firstDay, to: lastDay, page: 1, limit: 100, includeAgenticHistory: true }
  const { results } = await answerOf<{ results: ConversationSeen[] }>(mock, bot, now, ['listConversations', pages])
  // Whose session began before the range would not be found by it: sessions last for half a day at most.
  const whole = results.filter(({ startTime }) => Date.parse(startTime) >= Date.parse(`${firstDay}T12:00:00Z`))
  const known = whole.filter(({ mbSessionId, messages = [] }) => mbSessionId !== undefined && messages.length > 0)
  const conversation = known.find(({ channelType }) => channelType === 'voice') ?? known[0] ?? whole[0] ?? results[0]
  const session = conversation?.mbSessionId
  if (session === undefined) return { ...common, ...shown, conversation: conversation?.convId }
  const asked = { sessionId: [session], skip: 0, limit: 1 }
  const { sessions } = await answerOf<{ sessions: SessionSeen[] }>(mock, bot, now, ['getSessions', asked])
  return { ...common, ...shown, conversation: conversation?.convId, session, ...ofSession(conversation, sessions[0]) }
}

function ofSession(conversation: ConversationSeen | undefined, session: SessionSeen | undefined): WorkingValues {
  if (session === undefined) return {}
  const { userId, channel, containmentType, tags } = session
  const tag = tags.userTags[0] ?? tags.sessionTags[0]
  return {
    user: userId,
    channel,
    containment: containmentType,
    call: conversation?.channelType === 'voice' ? conversation.convId : undefined,
    tags: tag === undefined ? undefined : JSON.stringify({ and: [{ name: tag.name, values: [tag.value] }] }),
  }
}

/** What an operation answers. */
async function answerOf<Answer>(
  mock: Mock,
  bot: Bot,
  now: number,
  [operationId, body]: readonly [OperationId, object],
): Promise<Answer> {
  const request: ValidRequest = { path: { botId: bot.id }, query: {}, headers: {}, body }
  const question = { operationId, request, now, accountId: mock.main.scenario.world.account.id }
  return (await askInside(mock, bot, question, 'docs')) as Answer
}
