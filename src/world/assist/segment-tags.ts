import type { Tag } from '../sessions/types.ts'
import { messageTags } from '../tags.ts'
import { iso } from '../time.ts'
import type { SegmentTag } from './records.ts'
import type { Scene } from './segment-context.ts'

/** Tags of a segment: those of the session and the user, and those of the segment's messages (facts 9.5, 12). */
export function segmentTags(scene: Scene, userTags: readonly Tag[], sessionTags: readonly Tag[]): SegmentTag[] {
  const createdAt = iso(scene.part.start)
  const tags: SegmentTag[] = [
    ...userTags.map(({ name, value }) => ({ type: 'user' as const, name, value, createdAt })),
    ...sessionTags.map(({ name, value }) => ({ type: 'session' as const, name, value, createdAt })),
  ]
  const { bot, day, row } = scene.handled
  for (let message = scene.first; message <= scene.last && scene.at(message) <= scene.now; message++) {
    for (const { name, value } of messageTags(bot, day, row, message, scene.timeline.sides[message]!)) {
      const at = iso(scene.at(message))
      tags.push({ type: 'message', name, value, messageID: scene.messageId(message), createdAt: at })
    }
  }
  return tags
}
