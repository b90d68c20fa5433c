import { TAKEN_BY_HUMAN } from '../desk/types.ts'
import { hash3 } from '../random.ts'
import type { PlanDraft } from '../talk/draft.ts'
import { planFittedWait } from '../talk/fit.ts'
import { planWait, updatesIn } from '../talk/wait-plan.ts'
import type { Day } from '../types.ts'
import type { BotPart } from './plans.ts'
import type { AgentRows } from './types.ts'

const WAIT_PART = 0x3a17

/** Whether nothing is said between a hand-over and the human who takes it. */
export function isSilentWait(bot: BotPart, agents: AgentRows, place: number): boolean {
  if (agents.outcome[place] !== TAKEN_BY_HUMAN) return false
  return bot.fixedMessages !== undefined || updatesIn(bot.medium, waitOf(agents, place)) === 0
}

/** ms from the hand-over to its end, one way or the other. */
export function waitOf({ answered, handover }: AgentRows, place: number): number {
  return answered[place]! - handover[place]!
}

/** Plans what is said between a hand-over and the human who takes it, or in place of him. */
export function drawWait(draft: PlanDraft, { bot: { salt }, number }: Day, { bot, agents, place }: WaitPlace): void {
  if (isSilentWait(bot, agents, place)) return
  const outcome = agents.outcome[place]!
  if (bot.fixedMessages !== undefined) {
    planFittedWait(draft, bot.fixedMessages - bot.messages, outcome)
    return
  }
  const { medium, isInteractive } = bot
  const address = hash3(salt ^ WAIT_PART, number, agents.rows[place]!)
  planWait(draft, { medium, wait: waitOf(agents, place), outcome, isInteractive }, address)
}

interface WaitPlace {
  readonly bot: BotPart
  readonly agents: AgentRows
  /** Of the hand-over, in `agents`. */
  readonly place: number
}
