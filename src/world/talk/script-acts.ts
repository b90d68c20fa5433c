import { AGENT_SIDE, BOT_SIDE, USER_SIDE } from '../sessions/sides.ts'
import type { ScriptLine } from '../spec.ts'
import type { ActKind } from './acts.ts'
import type { PlanDraft } from './draft.ts'

/*
 * What the lines of a transcript do that a scenario wrote: found out by who speaks when, as nobody reads them. All that
 * hangs on speech acts (tasks, metrics, suggestions, steps of playbooks) follows from it.
 */

/** A transcript as far as its acts are concerned. */
interface ActedScript {
  readonly lines: readonly ScriptLine[]
  readonly botLines: number
  readonly parts: readonly { readonly first: number }[]
}

/** What is known of the session beside its words. */
interface ScriptMatter {
  /** Index of the intent of a customer's line; the first one asks for what the session is about. */
  readonly intentOf: (line: ScriptLine) => number | undefined
  readonly intent: number
  /** The bot does what it was asked for. */
  readonly isServed: boolean
}

/** The acts of the bot's part. */
export function actBotPart(draft: PlanDraft, { lines, botLines }: ActedScript, matter: ScriptMatter): void {
  const part = lines.slice(0, botLines)
  const isTalk = part.some(({ side }) => side === USER_SIDE)
  const isHandedOver = botLines < lines.length
  const lastOfBot = part.findLastIndex(({ side }) => side === BOT_SIDE)
  for (const [at, line] of part.entries()) {
    const task = draft.tasks.length - 1
    if (line.side === USER_SIDE) sayCustomer(draft, line, at > lastOfBot, matter)
    else
      draft.say(
        BOT_SIDE,
        botAct(line, { ...matter, at, task, isLast: at === lastOfBot, isHandedOver, isTalk }),
        task,
        at,
      )
  }
}

/** The first thing that a customer says is what he wants, unless a line of his says that. */
function sayCustomer(draft: PlanDraft, line: ScriptLine, isLast: boolean, { intent, intentOf }: ScriptMatter): void {
  const task = draft.tasks.length - 1
  const asked = intentOf(line) ?? (task < 0 ? intent : undefined)
  if (asked === undefined) draft.say(USER_SIDE, isLast ? 'thanks' : 'answer', task, draft.lines)
  else draft.say(USER_SIDE, 'ask', draft.tasks.push(asked) - 1, 0)
}

interface BotPlace extends ScriptMatter {
  readonly at: number
  readonly task: number
  readonly isLast: boolean
  readonly isHandedOver: boolean
  readonly isTalk: boolean
}

function botAct(line: ScriptLine, { at, task, isLast, isHandedOver, isServed, isTalk }: BotPlace): ActKind {
  if (isLast && isHandedOver) return 'handover'
  if (!isTalk) return 'notification'
  if (task < 0) return at === 0 ? 'welcome' : 'offer'
  if (isLast && isServed) return 'done'
  return isQuestion(line) ? 'question' : 'acknowledge'
}

/** The acts of what comes after the hand-over. */
export function actHumanPart(draft: PlanDraft, { lines, botLines, parts }: ActedScript, task: number): void {
  const lastOfAgent = lines.findLastIndex(({ side }) => side === AGENT_SIDE)
  const firsts = parts.map(({ first }) => first)
  let said = 0
  for (let i = botLines; i < lines.length; i++) {
    const line = lines[i]!
    if (line.side === USER_SIDE)
      draft.say(USER_SIDE, i > lastOfAgent ? 'thanks' : said++ === 0 ? 'story' : 'react', task, 0)
    else if (line.side === BOT_SIDE) draft.say(BOT_SIDE, 'goodbye')
    else sayAgent(draft, agentActs(line, { at: i, firsts, lastOfAgent, lines }), task)
  }
}

interface AgentPlace {
  readonly at: number
  readonly firsts: readonly number[]
  readonly lastOfAgent: number
  readonly lines: readonly ScriptLine[]
}

/** One to three acts: who begins greets, who ends says so. */
function agentActs(line: ScriptLine, { at, firsts, lastOfAgent, lines }: AgentPlace): ActKind[] {
  const acts: ActKind[] = []
  const part = firsts.indexOf(at)
  if (part === 0) acts.push('greet')
  if (part > 0) acts.push('takeOver')
  const next = firsts.find(first => first > at)
  const isLastOfPart = next !== undefined && !lines.slice(at + 1, next).some(({ side }) => side === AGENT_SIDE)
  if (at === lastOfAgent) acts.push('resolve', 'closing')
  else if (isLastOfPart) acts.push('transfer')
  else if (isQuestion(line)) acts.push('question')
  else if (acts.length === 0) acts.push('explain')
  return acts
}

function sayAgent(draft: PlanDraft, acts: readonly ActKind[], task: number): void {
  for (const [i, act] of acts.entries()) {
    if (i === 0) draft.say(AGENT_SIDE, act, task, 0)
    else draft.and(act, task, 0)
  }
}

const isQuestion = ({ text }: ScriptLine) => text.trimEnd().endsWith('?')
