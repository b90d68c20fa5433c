import { CHAT, EMAIL, SMS, VOICE } from '../channels.ts'
import { hash2, indexOf, nextIndexOf } from '../random.ts'
import { BOT_SIDE, USER_SIDE } from '../sessions/sides.ts'
import type { ActKind } from './acts.ts'
import { type PlanDraft, sideIn } from './draft.ts'
import { HABITS, type Habits } from './habits.ts'
import { Lots } from './lots.ts'

/** How the bot's part of a session goes; plan columns hold an index. Handed over: what follows is no part of it. */
export const BOT_PLANS = [
  'notified',
  'ignored',
  'resolved',
  'left',
  'failed',
  'notUnderstood',
  'noAnswer',
  'handover',
  // Nobody has said anything.
  'passedOn',
] as const
/** One of `BOT_PLANS`. */
export type BotPlanKind = (typeof BOT_PLANS)[number]

/** What a plan of the bot's part is a function of, beside its number. */
export interface BotPlanClass {
  readonly medium: number
  readonly kind: BotPlanKind
  /** Index of the intent that it is about; -1: nobody says what he wants. Of several tasks it is the first, before a hand-over the last. */
  readonly intent: number
  /** Things to be asked, by intent. */
  readonly questions: readonly number[]
  /** Running sums of the intents' weights: for what else the customer wants. */
  readonly shares: Float64Array
}

const BOT_SEED = 0x51a7
/** Items are numbers from which a list of the pack is gone through; the draft holds them up to some thousands. */
export const MOST_ITEMS = 1024

/**
 * Plans the bot's part of a session: who says what, up to the end or the hand-over.
 * @returns how many of the last task's questions are answered
 */
export function planBot(draft: PlanDraft, what: BotPlanClass, number: number): number {
  const planner = new BotPlanner(draft, what, number)
  planner.plan()
  return planner.told
}

/** What the bot knows and has asked, as the plan grows. */
class BotPlanner {
  /** Questions of the task in hand that are answered. */
  told = 0
  readonly #draft: PlanDraft
  readonly #what: BotPlanClass
  readonly #habits: Habits
  readonly #lots: Lots
  /** Where the session begins in each list of the pack. */
  #item: number
  #task = -1
  /** Things to ask for the task in hand. */
  #questions = 0
  /** The last thing asked was whether all is right, and nobody has said so. */
  #isToConfirm = false
  /** The bot has not said yet that it takes the task on. */
  #isNew = false

  constructor(draft: PlanDraft, what: BotPlanClass, number: number) {
    this.#draft = draft
    this.#what = what
    this.#habits = HABITS[what.medium]!
    const seed = hash2(BOT_SEED + what.medium * 64 + BOT_PLANS.indexOf(what.kind), what.intent)
    this.#lots = new Lots(seed, number)
    this.#item = this.#lots.below(MOST_ITEMS)
  }

  plan(): void {
    const { kind, intent } = this.#what
    if (kind === 'notified') this.#notify()
    else if (kind === 'ignored') this.#isIgnored()
    else if (kind === 'passedOn') this.#passOn()
    else {
      if (!this.#habits.customerOpens) this.#welcome()
      if (kind === 'resolved') this.#resolve(intent)
      else if (kind === 'handover') this.#handOver(intent)
      else this.#breakOff(kind, intent)
    }
  }

  #notify(): void {
    const count = [0.6, 0.88, 1]
    const last = this.#what.medium === VOICE || this.#what.medium === EMAIL ? 0 : this.#lots.by(count)
    for (let i = 0; i <= last; i++) this.#bot('notification', -1, this.#nextItem())
  }

  #isIgnored(): void {
    this.#bot('welcome')
    if (this.#chance(0.4)) this.#bot('nudge')
  }

  #passOn(): void {
    this.#bot('welcome')
    this.#bot('handover')
  }

  #welcome(): void {
    this.#bot('welcome')
    if (!this.#chance(this.#habits.offers)) return
    if (this.#chance(this.#habits.splits)) this.#bot('offer', -1, this.#nextItem())
    else this.#draft.and('offer', -1, this.#nextItem())
  }

  /** Everything is done, and the customer says good-bye, or just goes. */
  #resolve(intent: number): void {
    if (this.#chance(this.#habits.asides / 2)) this.#asideAtFirst()
    const more = this.#lots.by(this.#habits.tasks)
    this.#toEnd(intent)
    let before = intent
    for (let i = 0; i < more; i++) {
      before = this.#otherIntent(before)
      this.#toEnd(before)
    }
    this.#goodbye()
  }

  #otherIntent(before: number): number {
    const { shares } = this.#what
    const intent = indexOf(shares, this.#lots.next())
    return intent === before ? nextIndexOf(shares, intent) : intent
  }

  /** A task from the wish to its end. */
  #toEnd(intent: number): void {
    this.#ask(intent)
    this.#answerUntil(this.#questions)
    if (this.#chance(this.#habits.confirms)) this.#confirm()
    this.#finish()
    this.#anythingElse()
    for (let i = this.#lots.by(this.#habits.followUps); i > 0; i--) this.#followUp()
  }

  /** The bot does it, at once or after a while. */
  #finish(): void {
    if (!this.#chance(this.#habits.looksUp)) {
      this.#botGoesOn('done', this.#task)
      return
    }
    this.#botGoesOn('working', this.#task)
    this.#bot('done', this.#task)
  }

  /** The customer says what he wants, and tells some of what will be asked: at most so many things. */
  #ask(intent: number, most = this.#atOnce): void {
    const task = this.#draft.tasks.push(intent) - 1
    this.#task = task
    this.#questions = this.#what.questions[intent] ?? 0
    this.told = 0
    this.#isNew = true
    this.#customer('ask', task, this.#nextItem())
    while (this.told < Math.min(most, this.#questions) && this.#chance(this.#habits.volunteers)) {
      this.#draft.and('answer', task, this.told++)
    }
  }

  /** Things told with the wish, at most: who talks or chats says them one by one. */
  get #atOnce(): number {
    return this.#what.medium === EMAIL || this.#what.medium === SMS ? 2 : 1
  }

  /** Questions and answers until so many questions of the task are answered. */
  #answerUntil(count: number): void {
    while (this.told < count) {
      const until = Math.min(count, this.told + this.#questionsAtOnce())
      this.#askNext(until)
      // The customer says something else, and the bot goes on with what it has asked.
      if (this.#chance(this.#habits.asides)) {
        this.#unclear()
        this.#draft.and('question', this.#task, this.told)
        if (until > this.told + 1) this.#draft.and('question', this.#task, this.told + 1)
      }
      this.#customer('answer', this.#task, this.told++)
      while (this.told < until) this.#draft.and('answer', this.#task, this.told++)
    }
  }

  /** The first line has to take the task on as well. */
  #questionsAtOnce(): number {
    return Math.max(1, this.#habits.perLine - (this.#isNew ? 1 : 0))
  }

  /** The bot asks what is still open, as far as `until`. */
  #askNext(until: number): void {
    this.#botGoesOn('question', this.#task, this.told)
    for (let item = this.told + 1; item < until; item++) this.#draft.and('question', this.#task, item)
  }

  #confirm(): void {
    const item = this.#nextItem()
    this.#botGoesOn('confirm', this.#task, item)
    this.#customer('affirm', this.#task, item)
  }

  /** The customer begins with a word of small talk, or with something that tells the bot too little. */
  #asideAtFirst(): void {
    if (this.#what.medium !== EMAIL && this.#chance(0.6)) this.#smallTalk()
    else this.#unclear()
    this.#draft.and('offer', -1, this.#nextItem())
  }

  #smallTalk(): void {
    const item = this.#nextItem()
    this.#customer('smallTalk', -1, item)
    this.#bot('smallTalkReply', -1, item)
  }

  #followUp(): void {
    const item = this.#nextItem()
    this.#customer('followUp', this.#task, item)
    this.#bot('followUpReply', this.#task, item)
    if (this.#chance(this.#habits.anythingElse / 4)) this.#anythingElseNow()
  }

  #anythingElse(): void {
    if (this.#chance(this.#habits.anythingElse)) this.#anythingElseNow()
  }

  #anythingElseNow(): void {
    if (this.#chance(this.#habits.splits)) this.#bot('anythingElse', -1, this.#nextItem())
    else this.#draft.and('anythingElse', -1, this.#nextItem())
  }

  #goodbye(): void {
    if (!this.#chance(this.#habits.thanks)) return
    this.#customer('thanks')
    if (this.#chance(this.#habits.goodbye)) this.#bot('goodbye')
  }

  /** The customer says that he goes, and is let go; or he is just gone. */
  #leave(share = this.#habits.saysLeave): void {
    if (!this.#chance(share)) return
    this.#customer('leave')
    if (this.#chance(this.#habits.goodbye)) this.#bot('goodbye')
  }

  /** It comes to no good end. */
  #breakOff(kind: BotPlanKind, intent: number): void {
    if (intent < 0) this.#withoutWish(kind)
    else if (kind === 'failed') {
      this.#fail(intent)
      this.#leave()
    } else {
      // Nobody goes when only a yes is left to say.
      this.#askHalf(intent, kind !== 'noAnswer')
      if (kind === 'notUnderstood') this.#notUnderstood()
      else if (kind === 'left') this.#leave(1)
      else this.#silence()
    }
  }

  /** Nobody says what he wants. */
  #withoutWish(kind: BotPlanKind): void {
    this.#asideAtFirst()
    if (kind === 'noAnswer') this.#silence()
    else if (kind === 'left') this.#leave(0.2)
    else this.#notUnderstood()
  }

  /** The task cannot be done. */
  #fail(intent: number): void {
    this.#ask(intent)
    this.#answerUntil(this.#questions)
    // Nothing is made sure of first: that would offer what the bot cannot do.
    this.#botGoesOn('failed', this.#task)
  }

  /** A task up to a question that stays open: of the task, where there is one, or whether all is right. */
  #askHalf(intent: number, isOfTask = false): void {
    const most = this.#atOnce
    this.#ask(intent, isOfTask ? Math.min(most, (this.#what.questions[intent] ?? 0) - 1) : most)
    const from = this.told
    this.#answerUntil(from + this.#lots.below(Math.max(1, this.#questions - from + (isOfTask ? 0 : 1))))
    if (this.told < this.#questions) this.#askNext(this.told + 1)
    else {
      this.#botGoesOn('confirm', this.#task, this.#nextItem())
      this.#isToConfirm = true
    }
  }

  #notUnderstood(): void {
    if (this.#task >= 0 && (this.#what.medium === CHAT || this.#what.medium === VOICE)) {
      this.#unclear()
      if (!this.#asksAgain()) this.#draft.and('offer', -1, this.#nextItem())
    }
    this.#unclear()
    if (!this.#asksAgain() && this.#chance(0.5)) this.#draft.and('offer', -1, this.#nextItem())
    this.#leave()
  }

  #unclear(): void {
    const item = this.#nextItem()
    this.#customer('unclear', this.#task, item)
    this.#bot('notUnderstood', this.#task, item)
  }

  /** The bot goes on in its line with what it has asked before, where it was about the task. */
  #asksAgain(): boolean {
    const isOpen = this.#task >= 0 && this.told < this.#questions
    if (isOpen) this.#draft.and('question', this.#task, this.told)
    else if (this.#isToConfirm) this.#draft.and('confirm', this.#task, this.#nextItem())
    return isOpen || this.#isToConfirm
  }

  /** The bot waits for an answer, and gives up. */
  #silence(): void {
    if (this.#what.medium !== EMAIL) this.#bot('nudge', this.#task)
    if (this.#chance(0.7)) this.#bot('timedOut', this.#task)
  }

  /** A human is wanted, for one reason or another. */
  #handOver(intent: number): void {
    const why = this.#lots.next()
    const isMail = this.#what.medium === EMAIL
    if (why < 0.06 && !isMail) this.#wantAgent()
    else if (why < 0.3) this.#wantAgentAmid(intent)
    else if (why < 0.82 || isMail) this.#failToAgent(intent)
    else this.#lostToAgent(intent)
    // The bot that has just said that it cannot help may hand over in the same breath.
    if (isBot(this.#draft) && this.#chance(isMail ? 1 : 0.5)) this.#draft.and('handover', this.#task)
    else this.#bot('handover', this.#task)
  }

  #wantAgent(): void {
    this.#customer('wantsAgent', this.#task, this.#nextItem())
  }

  /** He has enough of questions; in an e-mail he says it at once. */
  #wantAgentAmid(intent: number): void {
    if (this.#what.medium === EMAIL) {
      this.#ask(intent, 1)
      this.#draft.and('wantsAgent', this.#task, this.#nextItem())
      return
    }
    this.#askHalf(intent)
    this.#wantAgent()
  }

  #failToAgent(intent: number): void {
    this.#fail(intent)
    if (this.#chance(0.6) && this.#what.medium !== EMAIL) this.#wantAgent()
  }

  #lostToAgent(intent: number): void {
    this.#askHalf(intent, true)
    this.#unclear()
    this.#asksAgain()
    this.#wantAgent()
  }

  #bot(kind: ActKind, task = -1, item = -1): void {
    this.#draft.say(BOT_SIDE, kind, task, item)
  }

  /** The bot's answer to the task in hand; the first one takes it on. */
  #botGoesOn(kind: ActKind, task: number, item = -1): void {
    if (!this.#isNew) {
      this.#bot(kind, task, item)
      return
    }
    this.#isNew = false
    this.#bot('acknowledge', task, this.#nextItem())
    if (this.#takesTime(kind) || this.#chance(this.#habits.splits)) this.#bot(kind, task, item)
    else this.#draft.and(kind, task, item)
  }

  /** Who talks or chats sees that the bot has looked before it says what came of it. */
  #takesTime(kind: ActKind): boolean {
    const { medium } = this.#what
    return (kind === 'done' || kind === 'failed') && (medium === CHAT || medium === VOICE)
  }

  #customer(kind: ActKind, task = -1, item = -1): void {
    this.#draft.say(USER_SIDE, kind, task, item)
  }

  #nextItem(): number {
    return this.#item++
  }

  #chance(share: number): boolean {
    return this.#lots.chance(share)
  }
}

/** Whether the last line is the bot's. */
function isBot({ acts }: PlanDraft): boolean {
  return sideIn(acts.at(-1)!) === BOT_SIDE
}
