import { serializeRow } from '../../contract/contract.ts'
import { conversationAt, findSegments } from '../../world/assist/find-conversations.ts'
import type { Window } from '../../world/sessions/types.ts'
import type { Bot } from '../../world/types.ts'
import { segmentRow } from './row.ts'

/** All segments of a bot that began in a window, as raw data lists them. */
export function* segmentRowsIn(bot: Bot, window: Window, now: number, withAgentic: boolean): Generator<string> {
  for (const { day, row, segmentIndex } of findSegments(bot, window, now, {}).page(0, Number.POSITIVE_INFINITY)) {
    const found = conversationAt(bot, { day, row, now, sight: bot.sights.segments })
    yield serializeRow('queryInteractions', segmentRow(found, found.conversation.segments[segmentIndex]!, withAgentic))
  }
}
