import { CLOSED } from '../desk/types.ts'
import { indexOf } from '../random.ts'
import { AGENT_SIDE, BOT_SIDE, USER_SIDE } from '../sessions/sides.ts'
import type { ActKind } from './acts.ts'
import type { BotPlanClass, BotPlanKind } from './bot-plan.ts'
import type { PlanDraft } from './draft.ts'
import type { HumanPlanClass } from './human-plan.ts'
import { Lots } from './lots.ts'

/*
 * Plans with as many messages, and tasks, as a scenario says: one message after the other makes a plain exchange of
 * customer and bot, cut or drawn out as far as it has to be.
 */

/** What a scenario fixed; undefined: as many as fit. */
export interface Fixed {
  readonly messages: number
  readonly tasks: number | undefined
}

const FIT_SEED = 0xf17
/** Every so many further questions one is small talk. */
const SMALL_TALK_EVERY = 5
/** Exchanges to a task where their number is free. */
const TO_A_TASK = 12

/**
 * The bot's part in just so many messages.
 * @returns how many of the last task's questions are answered
 */
export function planFittedBot(draft: PlanDraft, what: BotPlanClass, fixed: Fixed, number: number): number {
  const { messages } = fixed
  const { kind } = what
  const lots = new Lots(FIT_SEED, number)
  if (isSilent(kind)) {
    for (let i = 0; i < messages; i++) draft.say(BOT_SIDE, silentAct(kind, i, messages), -1, i)
    for (let i = 0; i < (fixed.tasks ?? 0); i++) draft.tasks.push(indexOf(what.shares, lots.next()))
    return 0
  }
  return new Exchanges(draft, what, lots).plan(fixed)
}

/** Whether the bot talks alone. */
export function isSilent(kind: BotPlanKind): boolean {
  return kind === 'notified' || kind === 'ignored' || kind === 'passedOn'
}

function silentAct(kind: BotPlanKind, index: number, messages: number): ActKind {
  if (kind === 'notified') return 'notification'
  if (kind === 'passedOn' && index === messages - 1) return 'handover'
  return index === 0 ? 'welcome' : 'nudge'
}

/** How many of a handed-over session's messages come up to the hand-over and with it. */
export function botShare(messages: number): number {
  return messages < 2 ? messages : Math.max(2, Math.min(messages - 1, Math.round(messages * 0.42)))
}

class Exchanges {
  readonly #draft: PlanDraft
  readonly #what: BotPlanClass
  readonly #lots: Lots
  #item: number
  #told = 0

  constructor(draft: PlanDraft, what: BotPlanClass, lots: Lots) {
    this.#draft = draft
    this.#what = what
    this.#lots = lots
    this.#item = lots.below(1024)
  }

  plan({ messages, tasks }: Fixed): number {
    const isSilent = this.#what.kind === 'noAnswer' && messages >= 4
    const talked = messages - (isSilent ? 1 : 0)
    if (talked === 1) this.#single(tasks)
    else this.#takeTurns(talked, tasks)
    if (isSilent) this.#draft.say(BOT_SIDE, 'timedOut')
    const { shares, intent } = this.#what
    for (let i = this.#draft.tasks.length; i < (tasks ?? 0); i++) {
      this.#draft.tasks.push(i === 0 ? Math.max(0, intent) : indexOf(shares, this.#lots.next()))
    }
    return this.#told
  }

  /** What is left over when bot and customer take turns goes to the welcome. */
  #takeTurns(messages: number, tasks: number | undefined): void {
    const atFirst = messages % 2 === 1 ? 1 : messages >= 4 ? 2 : 0
    if (atFirst > 0) this.#draft.say(BOT_SIDE, 'welcome')
    if (atFirst > 1) this.#draft.say(BOT_SIDE, 'offer', -1, this.#item++)
    this.#pairs((messages - atFirst) / 2, tasks)
  }

  #single(tasks: number | undefined): void {
    // Of a session that is handed over the demand for it.
    if (this.#what.kind === 'handover') this.#draft.say(USER_SIDE, 'wantsAgent')
    else if (this.#what.intent < 0 || tasks === 0) this.#draft.say(USER_SIDE, 'unclear', -1, this.#item++)
    else this.#ask(this.#what.intent)
  }

  /** Exchanges of customer and bot; the last one ends the session as its kind wants it. */
  #pairs(count: number, tasks: number | undefined): void {
    const [customer, bot] = lastPair(this.#what.kind, count)
    const before = customer === undefined ? count : count - 1
    const most = this.#what.intent < 0 ? 0 : before
    const wanted = Math.min(most, tasks ?? Math.min(4, 1 + Math.floor(before / TO_A_TASK)))
    let left = before
    for (let task = 0; task < wanted; task++) {
      const share = Math.floor(left / (wanted - task))
      left -= share
      this.#taskIn(share, task === wanted - 1)
    }
    if (wanted === 0) for (let i = 0; i < before; i++) this.#aside()
    if (customer === undefined || bot === undefined) return
    this.#draft.say(USER_SIDE, customer, this.#task, this.#item)
    this.#draft.say(BOT_SIDE, bot, this.#task, this.#item++)
  }

  get #task(): number {
    return this.#draft.tasks.length - 1
  }

  #ask(intent: number): void {
    const task = this.#draft.tasks.push(intent) - 1
    this.#told = 0
    this.#draft.say(USER_SIDE, 'ask', task, this.#item++)
  }

  #nextIntent(isLast: boolean): number {
    const { kind, intent, shares } = this.#what
    // Of several tasks the one that a session is about is the first, before a hand-over the last.
    const isIt = kind === 'handover' ? isLast : this.#task < 0
    return isIt ? intent : indexOf(shares, this.#lots.next())
  }

  /** A task in just so many exchanges. */
  #taskIn(exchanges: number, isLast: boolean): void {
    const intent = this.#nextIntent(isLast)
    const questions = Math.min(this.#what.questions[intent] ?? 0, exchanges - 1)
    const more = exchanges - 1 - questions
    const isFailed = isLast && this.#what.kind === 'failed'
    // After a failure nothing more is asked about it.
    if (isFailed) for (let i = 0; i < more; i++) this.#aside()
    this.#ask(intent)
    const task = this.#task
    while (this.#told < questions) {
      this.#draft.say(BOT_SIDE, 'question', task, this.#told)
      this.#draft.say(USER_SIDE, 'answer', task, this.#told++)
    }
    const isLeft = isLast && more === 0 && this.#what.kind !== 'resolved'
    this.#draft.say(BOT_SIDE, isFailed ? 'failed' : isLeft ? 'confirm' : 'done', task, this.#item++)
    for (let i = 1; i <= more && !isFailed; i++) {
      if (i % SMALL_TALK_EVERY === 0) this.#aside()
      else this.#pair('followUp', 'followUpReply')
    }
  }

  #aside(): void {
    this.#pair('smallTalk', 'smallTalkReply')
  }

  #pair(customer: ActKind, bot: ActKind): void {
    const item = this.#item++
    this.#draft.say(USER_SIDE, customer, this.#task, item)
    this.#draft.say(BOT_SIDE, bot, this.#task, item)
  }
}

/** The exchange that ends a session, where there is room for it. */
function lastPair(kind: BotPlanClass['kind'], pairs: number): readonly [ActKind, ActKind] | readonly [] {
  if (kind === 'handover') return ['wantsAgent', 'handover']
  if (pairs < 2) return kind === 'notUnderstood' ? ['unclear', 'notUnderstood'] : []
  if (kind === 'resolved') return ['thanks', 'goodbye']
  if (kind === 'notUnderstood') return ['unclear', 'notUnderstood']
  return kind === 'left' ? ['leave', 'goodbye'] : []
}

/** What is said while nobody takes it, in just so many messages. */
export function planFittedWait(draft: PlanDraft, messages: number, outcome: number): void {
  const task = draft.tasks.length - 1
  for (let i = 0; i < messages; i++) {
    draft.say(BOT_SIDE, outcome === CLOSED && i === messages - 1 ? 'closed' : 'queueUpdate', task, i)
  }
}

/** The humans' part in just so many messages. The last exchange is the good-bye, the one before it settles the matter, if they have room. */
export function planFittedHuman(draft: PlanDraft, what: HumanPlanClass, messages: number): void {
  if (messages < 1) return
  const task = draft.tasks.length - 1
  if (!what.isInteractive) {
    speakAlone(draft, messages)
    return
  }
  const pairs = Math.floor((messages - 1) / 2)
  draft.say(AGENT_SIDE, 'greet', task)
  if (pairs < 2) draft.and(endActOf(what), task)
  fittedExchanges(draft, what, pairs - 1)
  if (pairs > 0 && messages % 2 === 0) draft.say(AGENT_SIDE, 'anythingElse', -1, 0)
  if (pairs > 0 || messages === 2) draft.say(USER_SIDE, 'thanks', task)
  if (pairs > 0) draft.say(AGENT_SIDE, 'closing', task)
}

function speakAlone(draft: PlanDraft, messages: number): void {
  const task = draft.tasks.length - 1
  draft.say(AGENT_SIDE, 'greet', task)
  for (let i = 1; i < messages; i++) draft.say(AGENT_SIDE, i % 2 === 1 ? 'check' : 'explain', task, i)
}

/** So many exchanges on the matter: what is still to be asked, as far as there is room, its end, further questions. */
function fittedExchanges(draft: PlanDraft, what: HumanPlanClass, count: number): void {
  const { questions, known } = what
  const task = draft.tasks.length - 1
  const asked = Math.max(0, Math.min(questions - known, count - 1))
  for (let i = 0; i < count; i++) {
    if (i === 0) draft.say(USER_SIDE, 'story', task, 0)
    else if (i <= asked) draft.say(USER_SIDE, 'answer', task, known + i - 1)
    else draft.say(USER_SIDE, 'followUp', task, i)
    if (i < asked) draft.say(AGENT_SIDE, 'question', task, known + i)
    else draft.say(AGENT_SIDE, i === asked ? endActOf(what) : 'followUpReply', task, i)
  }
}

function endActOf({ isSettled }: HumanPlanClass): ActKind {
  return isSettled ? 'resolve' : 'promise'
}
