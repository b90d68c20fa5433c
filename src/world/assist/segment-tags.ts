import type { Tag } from '../sessions/types.ts'
import { messageTags } from '../tags.ts'
import { iso } from '../time.ts'
import type { SegmentTag } from './records.ts'
import type { SegmentContext } from './segment-context.ts'

/** Tags of a segment: those of the session and the user, and those of the segment's messages (facts 9.5, 12). */
export function segmentTags(
  context: SegmentContext,
  userTags: readonly Tag[],
  sessionTags: readonly Tag[],
): SegmentTag[] {
  const createdAt = iso(context.segment.start)
  const tags: SegmentTag[] = []
  for (const { name, value } of userTags) tags.push({ type: 'user', name, value, createdAt })
  for (const { name, value } of sessionTags) tags.push({ type: 'session', name, value, createdAt })
  const { conversation, timeline, last, now } = context
  const { bot, day, row } = conversation
  for (let message = context.first; message <= last && context.timeOf(message) <= now; message++) {
    for (const { name, value } of messageTags(bot, { day, row }, message, timeline.sides[message]!)) {
      const messageID = conversation.messageId(message)
      tags.push({ type: 'message', name, value, messageID, createdAt: iso(context.timeOf(message)) })
    }
  }
  return tags
}
