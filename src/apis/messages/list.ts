import { messagesIn } from '../../world/messages.ts'
import type { Window } from '../../world/sessions/types.ts'
import type { Bot } from '../../world/types.ts'
import { messageRowsOnce } from './rows.ts'

/** All messages of a bot in a window, as getMessages lists them. */
export const messageRowsIn = (bot: Bot, window: Window, now: number): Iterable<string> =>
  messageRowsOnce(messagesIn(bot, window, now), now)
