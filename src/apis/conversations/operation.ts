import { serializeRow } from '../../contract/contract.ts'
import { conversationAt, findConversations } from '../../world/assist/find-conversations.ts'
import { windowOf } from '../dates.ts'
import { KeptRows, keepText } from '../kept-rows.ts'
import { botOf, type Operation } from '../operation.ts'
import { conversationRow, type Includes } from './row.ts'

const keptConversations = new KeptRows()

/** The conversations of a range of days, oldest first, page by page: facts 8.1, 8.2. */
export const listConversations: Operation<'listConversations'> = (view, { path, body }) => {
  const bot = botOf(view, path.botId)
  const { now } = view
  const { page, limit, conversationIds } = body
  const ids = conversationIds !== undefined && conversationIds.length > 0 ? conversationIds : undefined
  const listing = findConversations(bot, windowOf(body.from, body.to), now, ids)
  const skip = (page - 1) * limit
  const includes: Includes = {
    history: body.includeHistory,
    agentic: body.includeAgenticHistory,
    feedback: body.includeFeedback,
    summary: body.includeSummary,
  }
  // It is kept in each of the forms that its includes give it.
  const form = bits(includes.history, includes.agentic, includes.feedback, includes.summary)
  const rows = listing.page(skip, limit).map(({ day, row }) => {
    const shelf = keptConversations.of(bot.day(day), bot.sights.conversations, form)
    const known = shelf.get(row, now)
    if (known !== undefined) return known
    const found = conversationAt(bot, { day, row, now, sight: bot.sights.conversations })
    const text = serializeRow('listConversations', conversationRow(found, includes))
    return keepText(shelf, row, now, text)
  })
  const { total } = listing
  return {
    body: {
      skip,
      limit,
      hasMore: skip + rows.length < total,
      totalPages: Math.ceil(total / limit),
      totalResults: total,
    },
    rows,
  }
}

const bits = (...flags: readonly boolean[]) => flags.reduce((number, flag) => number * 2 + Number(flag), 0)
