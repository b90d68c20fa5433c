/**
 * What is drawn for a visit of a user to a bot on a day. The addresses are (bot, user, day), not the row, so that whoever makes a later day
 * knows how an earlier contact went without making that day: who comes back soon, and why, follows from it.
 */
import { EMAIL } from './channels.ts'
import { hash2, hash3, UNIT31, UNIT32 } from './random.ts'
import type { Bot } from './types.ts'

/** Share of visits on the channel that the user prefers; of the others some are on it by chance. */
const KEPT_CHANNEL = 0.85
/** Share of those who come back about an earlier contact that want the same as then. */
const SAME_REASON = 0.78
/** Of 256 contacts with a human so many settle the matter. */
const SETTLED_OF_256 = 187

const PREFERRED = 0x9c4a
const CHANNEL = 0x3b71
const OUTCOME = 0x0c7e
const REASON = 0x4ea5
const SAME_REASON_DRAW = 0x5a3e

/** Of `Day.back`: the user comes for a reason of his own. Any other number n: about his contact of n - 1 days before. */
export const OF_HIS_OWN = 0
/** Bits that hold `Day.back`. */
const BACK_BITS = 3

/** The visit as a number beside the user's: he is there once a day for a reason of his own, and once at most about an earlier contact. */
function visit(day: number, back: number): number {
  return (day << BACK_BITS) | back
}

/** Index into `bot.channels` of the channel on which a user is there most of the time. */
export function preferredChannel({ salt, channelShares }: Bot, user: number): number {
  return channelShares.indexOf(hash2(salt ^ PREFERRED, user) * UNIT32)
}

/** Index into `bot.channels` of the channel that a user takes on a day. */
export function channelOn(bot: Bot, user: number, day: number): number {
  const x = hash3(bot.salt ^ CHANNEL, user, day) * UNIT32
  if (x < KEPT_CHANNEL) return preferredChannel(bot, user)
  return bot.channelShares.indexOf((x - KEPT_CHANNEL) / (1 - KEPT_CHANNEL))
}

/** Whether a user comes by e-mail on a day. */
export function isOnEmail(bot: Bot, user: number, day: number): boolean {
  return bot.mediums[channelOn(bot, user, day)] === EMAIL
}

/** 31 bits that decide what became of a visit. */
export function outcomeBits({ salt }: Bot, user: number, day: number, back: number): number {
  return hash3(salt ^ OUTCOME, user, visit(day, back)) >>> 1
}

/** A number in [0, 1) that decides what became of a visit: nothing was asked, self-service, drop-off, a human, in this order. */
export function outcomeLot(bot: Bot, user: number, day: number, back: number): number {
  return outcomeBits(bot, user, day, back) * UNIT31
}

/** Whether a human, where one took it, settled the matter. */
export function isSettled(bot: Bot, user: number, day: number, back: number): boolean {
  return isSettledBy(outcomeBits(bot, user, day, back))
}

/** The same of `outcomeBits`: the highest of these decide the outcome, the lowest eight whether it is settled. */
export function isSettledBy(bits: number): boolean {
  return (bits & 0xff) < SETTLED_OF_256
}

/** A number in [0, 1) that decides what the visit is about: mostly that of the earlier contact, where it is about one. */
export function reasonLot({ salt }: Bot, user: number, day: number, back: number): number {
  const isSame = back !== OF_HIS_OWN && hash3(salt ^ SAME_REASON_DRAW, user, day) * UNIT32 < SAME_REASON
  const about = isSame ? visit(day - back + 1, OF_HIS_OWN) : visit(day, back)
  return hash3(salt ^ REASON, user, about) * UNIT32
}
