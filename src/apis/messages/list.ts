import { findMessages } from '../../world/messages.ts'
import type { Window } from '../../world/sessions/types.ts'
import type { Bot } from '../../world/types.ts'
import { messageRowsOnce } from './rows.ts'

/** All messages of a bot in a window, as getMessages lists them. */
export function messageRowsIn(bot: Bot, window: Window, now: number): Iterable<Uint8Array> {
  const found = findMessages([bot], { window, filter: {}, forward: false }, now)
  return messageRowsOnce(found.page(0, Number.POSITIVE_INFINITY), now)
}
