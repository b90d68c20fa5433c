import { serializeRow } from '../../contract/contract.ts'
import { conversationAt, findConversations } from '../../world/assist/find-conversations.ts'
import type { Window } from '../../world/sessions/types.ts'
import type { Bot } from '../../world/types.ts'
import { conversationRow, type Includes } from './row.ts'

/** A conversation alone. */
export const NO_INCLUDES: Includes = { history: false, agentic: false, feedback: false, summary: false }

/** All conversations of a bot that began in a window, as aaconversation lists them. */
export function* conversationRowsIn(bot: Bot, window: Window, now: number, includes: Includes): Generator<string> {
  for (const { day, row } of findConversations(bot, window, now).page(0, Number.POSITIVE_INFINITY)) {
    const found = conversationAt(bot, { day, row, now, sight: bot.sights.conversations })
    yield serializeRow('listConversations', conversationRow(found, includes))
  }
}
