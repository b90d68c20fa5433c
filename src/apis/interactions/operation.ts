import { serializeRow } from '../../contract/contract.ts'
import { conversationAt, findSegments } from '../../world/assist/find-conversations.ts'
import { windowOf } from '../dates.ts'
import { KeptRows, keepText } from '../kept-rows.ts'
import { botOf, type Operation } from '../operation.ts'
import { segmentRow } from './row.ts'

const keptSegments = new KeptRows()

/** The segments of a window, oldest first, page by page: facts 9.1 to 9.4. */
export const listInteractions: Operation<'queryInteractions'> = (view, { path, query, body }) => {
  const bot = botOf(view, path.streamId)
  const { now } = view
  const { offset, limit, includeAgenticData } = query
  const filter = {
    conversationIds: given(body?.conversationIds),
    sessionIds: given(body?.sessionIds),
    channels: given(body?.channels),
    agentIds: given(body?.agentIds),
  }
  const listing = findSegments(bot, windowOf(query.from, query.to), now, filter)
  const rows = listing.page(offset, limit).map(({ day, row, segmentIndex }) => {
    const shelf = keptSegments.of(bot.day(day), bot.sights.segments, segmentIndex * 2 + Number(includeAgenticData))
    const known = shelf.get(row, now)
    if (known !== undefined) return known
    const found = conversationAt(bot, { day, row, now, sight: bot.sights.segments })
    const text = serializeRow(
      'queryInteractions',
      segmentRow(found, found.conversation.segments[segmentIndex]!, includeAgenticData),
    )
    return keepText(shelf, row, now, text)
  })
  const hasMore = offset + rows.length < listing.total
  return { body: { numResults: rows.length, hasMore }, rows }
}

/** A filter without values filters nothing (facts 13.16). */
function given(values: readonly string[] | undefined): readonly string[] | undefined {
  return values !== undefined && values.length > 0 ? values : undefined
}
