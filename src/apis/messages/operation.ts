import { type SchemaOf, serializeRow } from '../../contract/contract.ts'
import { utf8 } from '../../memory/bytes.ts'
import {
  type FoundMessages,
  findMessages,
  type MessageAddress,
  type MessageQuestion,
  messageById,
} from '../../world/messages.ts'
import type { TagFilter } from '../../world/sessions/types.ts'
import { DAY } from '../../world/time.ts'
import type { Bot } from '../../world/types.ts'
import { userNumber } from '../../world/users.ts'
import { windowFor } from '../dates.ts'
import { type AnswerOf, botOf, botsOf, type Operation, type View } from '../operation.ts'
import { messageRows } from './rows.ts'
import { Transcript } from './transcript.ts'

/** Messages of one person: facts 7. */
export const getMessages: Operation<'getMessages'> = (view, { path, query }) =>
  messagesAnswer(view, [botOf(view, path.botId)], query, false)

/** Messages of one bot. */
export const postMessages: Operation<'postMessages'> = (view, { path, body }) =>
  messagesAnswer(view, [botOf(view, path.botId)], body, false)

/** Messages of all bots that the app may see. */
export const postAccountMessages: Operation<'postAccountMessages'> = (view, { body }) =>
  messagesAnswer(view, botsOf(view), body, false)

/** Messages of one person, many at once, without those of alert and action tasks. */
export const getMessagesV2: Operation<'getMessagesV2'> = (view, { path, query }) =>
  messagesAnswer(view, [botOf(view, path.botId)], query, true)

/** Messages of one bot, many at once, without those of alert and action tasks. */
export const postMessagesV2: Operation<'postMessagesV2'> = (view, { path, body }) =>
  messagesAnswer(view, [botOf(view, path.botId)], body, true)

/** Slim messages of one person. */
export const getMessagesLite: Operation<'getMessagesLite'> = (view, { path, query }) =>
  lite(view, botOf(view, path.botId), query)

/** Slim messages of one bot. */
export const postMessagesLite: Operation<'postMessagesLite'> = (view, { path, body }) =>
  lite(view, botOf(view, path.botId), body)

/** What the forms of getMessages have in common. */
type Asked = Omit<Partial<SchemaOf<'MessagesRequestV2'>>, 'skip' | 'limit' | 'tags'> & {
  readonly skip: number
  readonly limit: number
  /** In a query string written as JSON. */
  readonly tags?: TagFilter | string
}

function messagesAnswer(
  view: View,
  bots: readonly Bot[],
  asked: Asked,
  withoutAlerts: boolean,
): AnswerOf<'postMessages'> {
  const { now } = view
  const { msgId, skip, limit } = asked
  const question = questionOf(asked, now, withoutAlerts)
  const found =
    msgId === undefined
      ? findMessages(bots, question, now)
      : around(bots, question, { msgId, direction: asked.direction ?? 1 }, now)
  const page = found.page(skip, limit)
  return {
    body: { total: found.total, moreAvailable: skip + page.length < found.total, icon: undefined },
    rows: messageRows(page, now, {
      traceId: asked.includeTraceId ?? false,
      latency: asked.includeLatency ?? false,
      agents: asked.getAgentsInfo ?? false,
    }),
  }
}

function questionOf(asked: Asked, now: number, withoutAlerts: boolean): MessageQuestion {
  const { userId, channelType, tags } = asked
  const sessionIds = asked.sessionId !== undefined && asked.sessionId.length > 0 ? asked.sessionId : undefined
  const callId = asked.callId ?? asked.ivrInstID
  const isNamed = sessionIds !== undefined || callId !== undefined
  return {
    window: windowFor(asked, isNamed, now),
    filter: { userId, callId, channels: channelType === undefined ? undefined : [channelType] },
    tags: typeof tags === 'string' ? (JSON.parse(tags) as TagFilter) : tags,
    sessionIds,
    // Who names sessions gets them whole, so that their messages are as many as the sessions say (facts 12).
    withoutAlerts: withoutAlerts && !isNamed,
    forward: asked.forward ?? false,
  }
}

/** A message and those next to it: older, newer or both, at most a week away; the page takes the nearest. */
function around(
  bots: readonly Bot[],
  question: MessageQuestion,
  { msgId, direction }: { readonly msgId: string; readonly direction: number },
  now: number,
): FoundMessages {
  const message = messageById(bots, msgId, now)
  if (message === undefined) return { total: 0, page: () => [] }
  const { time } = message
  const older = () =>
    onwardsFrom(bots, { ...question, window: { from: time - 7 * DAY, to: time }, forward: false }, message, now)
  const newer = () =>
    onwardsFrom(bots, { ...question, window: { from: time, to: time + 7 * DAY }, forward: true }, message, now)
  const ordered = (messages: MessageAddress[], isForward: boolean) =>
    isForward === question.forward ? messages : messages.reverse()
  if (direction < 0) return onOneSide(older(), messages => ordered(messages, false))
  if (direction > 0) return onOneSide(newer(), messages => ordered(messages, true))
  const before = older()
  const after = newer()
  return {
    // The message itself is on both sides.
    total: before.total + after.total - 1,
    page(skip, limit) {
      const half = Math.floor((limit - 1) / 2)
      const back = before.page(skip + 1, half)
      const ahead = after.page(skip === 0 ? 0 : skip + 1, limit - back.length)
      return ordered([...back.reverse(), ...ahead], true)
    },
  }
}

function onOneSide(found: FoundMessages, order: (messages: MessageAddress[]) => MessageAddress[]): FoundMessages {
  return { total: found.total, page: (skip, limit) => order(found.page(skip, limit)) }
}

/** From the message on; others of the same instant may stand before it. */
function onwardsFrom(
  bots: readonly Bot[],
  question: MessageQuestion,
  message: MessageAddress,
  now: number,
): FoundMessages {
  const found = findMessages(bots, question, now)
  let ahead = 0
  for (const other of found.page(0, 16)) {
    if (
      other.bot === message.bot &&
      other.day === message.day &&
      other.row === message.row &&
      other.index === message.index
    )
      break
    if (other.time !== message.time) break
    ahead++
  }
  return { total: found.total - ahead, page: (skip, limit) => found.page(skip + ahead, limit) }
}

type LiteAsked = Partial<SchemaOf<'MessagesLiteRequest'>> & { readonly skip: number; readonly limit: number }

function lite(view: View, bot: Bot, asked: LiteAsked): AnswerOf<'postMessagesLite'> {
  const { now } = view
  const { skip, limit, sessionId, channelType } = asked
  const types = [...new Set(asked.type ?? [])] as MessageQuestion['side'][]
  // On every channel a person's address is his Kore id, so the address is another way to name him.
  const { userId, channelUId } = asked
  const isSplit =
    userId !== undefined && channelUId !== undefined && userNumber(bot, userId) !== userNumber(bot, channelUId)
  const found = findMessages(
    isSplit ? [] : [bot],
    {
      window: windowFor(asked, sessionId !== undefined, now),
      filter: {
        userId: userId ?? channelUId,
        developer: asked.isDeveloper,
        channels: channelType === undefined ? undefined : [channelType],
      },
      sessionIds: sessionId === undefined ? undefined : [sessionId],
      side: types.length === 1 ? types[0] : undefined,
      forward: false,
    },
    now,
  )
  const page = found.page(skip, limit)
  const open = new Map<string, Transcript>()
  const rows = page.map(message => {
    const key = `${message.day}/${message.row}`
    let transcript = open.get(key)
    if (transcript === undefined) {
      transcript = new Transcript(message, now)
      open.set(key, transcript)
    }
    return utf8(serializeRow('postMessagesLite', transcript.liteRow(message.index)))
  })
  return {
    body: { total: found.total, moreAvailable: skip + page.length < found.total },
    rows,
  }
}
