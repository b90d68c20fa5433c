import { TAKEN_BY_HUMAN } from '../desk/types.ts'
import { lowerBound } from '../sorted.ts'
import { PlanDraft } from '../talk/draft.ts'
import type { Day } from '../types.ts'
import type { Block } from './blocks.ts'
import { AGENT, CONTAINMENT } from './flags.ts'
import { HumanPart } from './human-part.ts'
import { BotPart } from './plans.ts'
import type { AgentRows, CountColumns, KindColumns } from './types.ts'
import { drawWait, isSilentWait } from './wait-part.ts'

/** `intent` of a session in which nobody said, or showed, what he wants. */
export const NO_INTENT = 255

/** How much is said: what the plans of each row come to, those of the bot and, after a hand-over, of the wait and of humans. */
export function fillCounts(day: Day, kinds: KindColumns, { columns, agents }: CountTarget, block: Block): void {
  const { messages, userMessages, tasks, intent } = columns
  const { flags } = kinds
  const bot = new BotPart(day, kinds)
  const rest = new Rest(day, bot, agents)
  let place = lowerBound(agents.rows, block.lo)
  for (let row = block.lo; row < block.hi; row++) {
    bot.enter(row)
    messages[row] = bot.messages
    userMessages[row] = bot.customer
    tasks[row] = bot.tasks
    intent[row] = bot.intent < 0 ? NO_INTENT : bot.intent
    if ((flags[row]! & CONTAINMENT) !== AGENT) continue
    rest.count(row, place++)
    messages[row]! += rest.messages
    userMessages[row]! += rest.customer
  }
}

interface CountTarget {
  readonly columns: CountColumns
  readonly agents: AgentRows
}

/** What is said after a hand-over. */
class Rest {
  messages = 0
  customer = 0
  readonly #day: Day
  readonly #bot: BotPart
  readonly #human: HumanPart
  readonly #agents: AgentRows

  constructor(day: Day, bot: BotPart, agents: AgentRows) {
    this.#day = day
    this.#bot = bot
    this.#human = new HumanPart(day)
    this.#agents = agents
  }

  count(row: number, place: number): void {
    this.messages = 0
    this.customer = 0
    if (!isSilentWait(this.#bot, this.#agents, place)) {
      const draft = new PlanDraft()
      drawWait(draft, this.#day, { bot: this.#bot, agents: this.#agents, place })
      this.messages = draft.lines
      this.customer = draft.customerLines
    }
    if (this.#agents.outcome[place] !== TAKEN_BY_HUMAN) return
    this.#human.enter(row, this.#bot, this.#agents.parts[place]!)
    this.messages += this.#human.messages
    this.customer += this.#human.customer
  }
}

/** Empty columns for a number of rows. */
export function countColumns(count: number): CountColumns {
  return {
    messages: new Uint16Array(count),
    userMessages: new Uint16Array(count),
    tasks: new Uint8Array(count),
    intent: new Uint8Array(count),
  }
}
