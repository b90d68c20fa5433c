import { CHAT, EMAIL, VOICE } from '../channels.ts'
import { CLOSED, GAVE_UP } from '../desk/types.ts'
import { BOT_SIDE, USER_SIDE } from '../sessions/sides.ts'
import type { PlanDraft } from './draft.ts'
import { HABITS } from './habits.ts'
import { Lots } from './lots.ts'

/** What a plan of a wait is a function of, beside its address. */
export interface WaitClass {
  readonly medium: number
  /** ms from the hand-over to the answer or to the end of patience. */
  readonly wait: number
  /** As the desk has it. */
  readonly outcome: number
  /** The customer is there to say something. */
  readonly isInteractive: boolean
}

/** ms after which the bot says again that the customer is in the queue, and how often at most. */
export const UPDATE_EVERY = 75_000
const MOST_UPDATES = 3
/** ms after an update after which an impatient customer says so, and after that is answered. */
export const IMPATIENT_AFTER = 30_000
export const ANSWERED_AFTER = 3_000
/** Share of updates that somebody who writes answers with impatience. */
const IMPATIENT_SHARE = 0.3

const WAIT_SEED = 0x3a17

/** Updates of a queue within a wait. */
export function updatesIn(medium: number, wait: number): number {
  return medium === EMAIL ? 0 : Math.min(MOST_UPDATES, Math.floor(wait / UPDATE_EVERY))
}

/**
 * Plans what is said while the customer waits for a human, and what ends it: updates of the queue, a word of impatience;
 * who gives up says so or is just gone; where nobody is on shift the bot says that.
 * @param address 32 bits of the session's own
 */
export function planWait(draft: PlanDraft, what: WaitClass, address: number): void {
  const lots = new Lots(WAIT_SEED + what.medium, address)
  if (what.outcome === CLOSED) {
    turnAway(draft, what, lots)
    return
  }
  const { medium, outcome, isInteractive } = what
  waitInQueue(draft, what, lots)
  const { saysLeave } = HABITS[medium]!
  if (outcome === GAVE_UP && isInteractive && medium === CHAT && lots.chance(saysLeave)) draft.say(USER_SIDE, 'leave')
}

function turnAway(draft: PlanDraft, { medium, isInteractive }: WaitClass, lots: Lots): void {
  draft.say(BOT_SIDE, 'closed', draft.tasks.length - 1)
  const answers = isInteractive && medium !== EMAIL && lots.chance(HABITS[medium]!.saysLeave)
  if (answers) draft.say(USER_SIDE, lots.chance(0.5) ? 'thanks' : 'leave')
}

function waitInQueue(draft: PlanDraft, { medium, wait, isInteractive }: WaitClass, lots: Lots): void {
  const task = draft.tasks.length - 1
  // Who is on the telephone hears music, and speaks to nobody.
  const speaks = isInteractive && medium !== VOICE
  const updates = updatesIn(medium, wait)
  for (let i = 1; i <= updates; i++) {
    draft.say(BOT_SIDE, 'queueUpdate', task, i - 1)
    const hasTime = wait - i * UPDATE_EVERY > IMPATIENT_AFTER + 2 * ANSWERED_AFTER
    if (!speaks || !hasTime || !lots.chance(IMPATIENT_SHARE)) continue
    draft.say(USER_SIDE, 'impatient', task, i - 1)
    draft.say(BOT_SIDE, 'queueUpdate', task, i - 1)
  }
}
