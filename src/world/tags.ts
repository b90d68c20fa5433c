import { queueFor } from './dialogue/staff.ts'
import { hash3, UNIT32 } from './random.ts'
import type { Session, Tag, TaggedSession } from './sessions/types.ts'
import { withTrafficTags } from './traffic-tags.ts'
import type { Bot, Day } from './types.ts'

const USER_SALT = 0x7a61
const SESSION_SALT = 0x7a62
const MESSAGE_SALT = 0x7a63

function tagDraw(bot: Bot, salt: number, a: number, b: number): number {
  return hash3(bot.salt ^ salt, a, b) * UNIT32
}

/** Tags of the user as this session has them: his kind of customer, and whether he is new. */
export function userTags({ bot, day, row, user, firstEver }: TaggedSession): Tag[] {
  return userTagsOf(bot.day(day), row, { user, firstEver })
}

/** `userTags` of a row of a day. */
export function userTagsOf(day: Day, row: number, { user, firstEver }: Pick<Session, 'user' | 'firstEver'>): Tag[] {
  const pin = day.pins.get(row)
  if (pin?.spec.userTags !== undefined) return [...pin.spec.userTags]
  const tags = [
    { name: 'CustomerType', value: customerType(day.bot, user) },
    { name: 'user', value: firstEver ? 'newuser' : 'regular' },
  ]
  return pin === undefined ? withTrafficTags(tags, 'userTags', day, row) : tags
}

/** Premium, Gold or Regular: the same in every session of a user. */
export function customerType(bot: Bot, user: number): string {
  const x = tagDraw(bot, USER_SALT, user, 1)
  return x < 0.08 ? 'Premium' : x < 0.3 ? 'Gold' : 'Regular'
}

/** Tags of the session: a few on channels where people write, six to twenty where they speak (facts 6.2, 6.4). */
export function sessionTags(session: TaggedSession): Tag[] {
  const { bot, day, row } = session
  const pin = bot.day(day).pins.get(row)
  if (pin?.spec.sessionTags !== undefined) return [...pin.spec.sessionTags]
  const x = (i: number) => tagDraw(bot, SESSION_SALT + i, day, row)
  const tags: Tag[] = []
  if (x(1) < 0.55 || session.containment === 'agent') {
    const value = x(2)
    tags.push({ name: 'TransferValue', value: value < 0.15 ? 'HighValue' : value < 0.5 ? 'MediumValue' : 'LowValue' })
  }
  if (session.containment === 'agent') tags.push({ name: 'queue', value: queueFor(bot, day, row).queueName })
  if (session.voice) tags.push(...voiceTags(session, x))
  else if (session.interactive && x(3) < 0.35)
    tags.push({ name: 'entryPage', value: PAGES[Math.floor(x(4) * PAGES.length)]! })
  return pin === undefined ? withTrafficTags(tags, 'sessionTags', bot.day(day), row) : tags
}

const PAGES = ['home', 'help', 'account', 'orders', 'contact']

function voiceTags(session: TaggedSession, x: (i: number) => number): Tag[] {
  if (x(5) < 0.2) return []
  const caller = `+1555${String(Math.floor(x(6) * 1e7)).padStart(7, '0')}`
  const tags: Tag[] = [
    { name: 'welcomeMessageTwilio', value: '1' },
    { name: 'callerNumber', value: caller },
    { name: 'dialledNumber', value: '+18005550100' },
    { name: 'callDirection', value: 'inbound' },
    { name: 'asrProvider', value: x(7) < 0.6 ? 'google' : 'azure' },
    { name: 'ttsProvider', value: x(7) < 0.6 ? 'google' : 'azure' },
    { name: 'bargeIn', value: x(8) < 0.3 ? '1' : '0' },
    { name: 'noInputCount', value: String(Math.floor(x(9) ** 3 * 4)) },
    { name: 'noMatchCount', value: String(Math.floor(x(10) ** 2 * 4)) },
    { name: 'recording', value: x(11) < 0.9 ? '1' : '0' },
  ]
  if (session.containment === 'agent') {
    tags.push({ name: 'voiceAgentTransferStart', value: '1' }, { name: 'transferType', value: 'sip' })
  }
  if (session.status === 'closed') tags.push({ name: 'audioCodesCallDisconnect', value: '1' })
  return tags
}

const sentiment = (value: string): readonly Tag[] => [{ name: 'Sentiment', value }]

/** Tags that a message can have, by `messageMood`: the mood of what a user says now and then. */
export const MOOD_TAGS: readonly (readonly Tag[])[] = [
  [],
  sentiment('Negative'),
  sentiment('Neutral'),
  sentiment('Positive'),
]

/**
 * Which of `MOOD_TAGS` one message of a session has; none is there for what bots and agents say.
 * @param side who says it: 1 for the user
 */
export function messageMood(bot: Bot, session: Pick<Session, 'day' | 'row'>, index: number, side: number): number {
  if (side !== 1) return 0
  const x = tagDraw(bot, MESSAGE_SALT + index, session.day, session.row)
  if (x > 0.12) return 0
  return x < 0.03 ? 1 : x < 0.08 ? 2 : 3
}

/** Tags of one message of a session. */
export function messageTags(
  bot: Bot,
  session: Pick<Session, 'day' | 'row'>,
  index: number,
  side: number,
): readonly Tag[] {
  return MOOD_TAGS[messageMood(bot, session, index, side)]!
}
