import { serializeRow } from '../../contract/contract.ts'
import { utf8 } from '../../memory/bytes.ts'
import { agenticRequests } from '../../world/assist/agentic-requests.ts'
import { conversationAt, conversationById } from '../../world/assist/find-conversations.ts'
import { botOf, type Operation } from '../operation.ts'
import { exchangeRow } from './row.ts'

/**
 * Exchanges of one conversation with the agentic assistant, oldest first; with `search` those that the agent asked by hand
 * (facts 8.9). A conversation that is not there has none.
 */
export const getAgenticHistory: Operation<'getAgenticHistory'> = (view, { path, query }) => {
  const bot = botOf(view, path.streamId)
  const { page, limit, search } = query
  const conversation = conversationById(bot, path.conversationId, view.now)
  const sight = bot.sights.conversations
  const found =
    conversation === undefined
      ? undefined
      : conversationAt(bot, { day: conversation.day, row: conversation.row, now: view.now, sight })
  const wanted = search === true
  const requests =
    found === undefined
      ? []
      : agenticRequests(found.conversation, found.shownUntil).filter(request => request.isSearch === wanted)
  const skip = (page - 1) * limit
  const rows = requests
    .slice(skip, skip + limit)
    .map(request => utf8(serializeRow('getAgenticHistory', exchangeRow(found!.conversation, request))))
  const totalCount = requests.length
  return {
    body: {
      totalCount,
      page,
      totalPages: Math.ceil(totalCount / limit),
      limit,
      hasMore: skip + rows.length < totalCount,
    },
    rows,
  }
}
