import { EMAIL, SMS } from '../channels.ts'
import { hash2 } from '../random.ts'
import { AGENT_SIDE, USER_SIDE } from '../sessions/sides.ts'
import type { ActKind } from './acts.ts'
import { MOST_ITEMS } from './bot-plan.ts'
import type { PlanDraft } from './draft.ts'
import { HABITS, type Habits } from './habits.ts'
import { Lots } from './lots.ts'

/** What a plan of the humans' part is a function of, beside its number. */
export interface HumanPlanClass {
  readonly medium: number
  /** Things to be asked about the matter in hand, and how many of them the bot has learnt. */
  readonly questions: number
  readonly known: number
  /** The customer has told the bot what he wants. */
  readonly isTold: boolean
  /** It is settled in the session; else the agent says what happens next. */
  readonly isSettled: boolean
  /** Agents who have it one after the other, at most; or just so many. */
  readonly parts: number
  readonly isDivided: boolean
  /** The customer says something in the session. */
  readonly isInteractive: boolean
}

const HUMAN_SEED = 0x77b1

/** Plans what humans and the customer say after the hand-over. The task in hand is the draft's last. */
export function planHuman(draft: PlanDraft, what: HumanPlanClass, number: number): void {
  new HumanPlanner(draft, what, number).plan()
}

class HumanPlanner {
  readonly #draft: PlanDraft
  readonly #what: HumanPlanClass
  readonly #habits: Habits
  readonly #lots: Lots
  readonly #task: number
  #item: number
  /** The agent is to feel with the customer. */
  #isSorry = false
  /** What the agent has found, and does about it: of one piece. */
  #exchange = 0

  constructor(draft: PlanDraft, what: HumanPlanClass, number: number) {
    this.#draft = draft
    this.#what = what
    this.#habits = HABITS[what.medium]!
    const { medium, questions, known, isTold } = what
    this.#lots = new Lots(hash2(HUMAN_SEED + medium * 2 + (isTold ? 1 : 0), questions * 64 + known), number)
    this.#task = draft.tasks.length - 1
    this.#item = this.#lots.below(MOST_ITEMS)
  }

  plan(): void {
    const { parts, isDivided } = this.#what
    const wanted = this.#lots.by(this.#habits.transfers)
    const transfers = isDivided ? parts - 1 : Math.min(parts - 1, wanted)
    if (this.#what.medium === EMAIL || !this.#what.isInteractive) {
      this.#sayAll()
      return
    }
    this.#greet()
    this.#askRest()
    for (let i = 0; i < transfers; i++) {
      this.#look()
      this.#transfer()
    }
    this.#work()
    this.#settle()
    this.#end()
  }

  /** One message says it all. */
  #sayAll(): void {
    this.#agent('greet')
    const item = this.#nextItem()
    this.#draft.and('explain', this.#task, item)
    this.#draft.and(this.#outcome, this.#task, item)
    if (this.#what.isInteractive && this.#chance(this.#habits.thanks)) this.#customer('thanks')
  }

  /** The agent says who he is and what he knows; the customer takes it from there. */
  #greet(): void {
    this.#agent('greet')
    this.#isSorry = this.#chance(this.#habits.empathy)
    if (!this.#what.isTold || this.#chance(this.#habits.story)) this.#customer('story', this.#nextItem())
    else this.#customer('affirm')
  }

  /** What the agent does upon the customer's first words; there he may feel with him. */
  #agentUponStory(kind: ActKind, item: number): void {
    if (!this.#isSorry) {
      this.#agent(kind, item)
      return
    }
    this.#isSorry = false
    this.#agent('empathy', this.#nextItem())
    this.#draft.and(kind, this.#task, item)
  }

  /** What nobody has asked yet. */
  #askRest(): void {
    const { questions, known, medium } = this.#what
    const atOnce = medium === SMS ? 2 : 1
    for (let item = known; item < questions; item += atOnce) {
      const until = Math.min(questions, item + atOnce)
      this.#agentUponStory('question', item)
      for (let next = item + 1; next < until; next++) this.#draft.and('question', this.#task, next)
      this.#customer('answer', item)
      for (let next = item + 1; next < until; next++) this.#draft.and('answer', this.#task, next)
    }
  }

  /** The agent says that he looks into it. */
  #look(): void {
    // By sms nobody writes that he will write.
    if (this.#what.medium === SMS) return
    this.#agentUponStory('check', this.#nextItem())
    this.#maybePatient()
  }

  #maybePatient(): void {
    if (this.#chance(this.#habits.patient)) this.#customer('patient', this.#nextItem())
  }

  /** The agent looks into it, says how far he is, and what he has found. */
  #work(): void {
    this.#look()
    for (let i = this.#lots.by(this.#habits.rounds); i > 0; i--) {
      this.#agent('explain', this.#nextItem())
      this.#maybePatient()
    }
    const item = this.#nextItem()
    this.#agent('explain', item)
    this.#customer('react', item)
    this.#exchange = item
  }

  /** Another agent goes on; both say so. */
  #transfer(): void {
    this.#agent('transfer')
    this.#customer('affirm', this.#nextItem())
    this.#agent('takeOver')
    if (this.#chance(0.6)) this.#customer('affirm', this.#nextItem())
  }

  get #outcome(): ActKind {
    return this.#what.isSettled ? 'resolve' : 'promise'
  }

  #settle(): void {
    this.#agent(this.#outcome, this.#exchange)
    for (let i = this.#followUps(); i > 0; i--) {
      const item = this.#nextItem()
      this.#customer('followUp', item)
      this.#agent('followUpReply', item)
    }
  }

  /** Less is left to ask than with a bot, and nothing about what is not settled. */
  #followUps(): number {
    if (!this.#what.isSettled) return 0
    return Math.max(0, this.#lots.by(this.#habits.followUps) - 1)
  }

  #end(): void {
    if (this.#chance(this.#habits.anythingElse)) {
      if (this.#chance(this.#habits.splits)) this.#agent('anythingElse', this.#nextItem())
      else this.#draft.and('anythingElse', -1, this.#nextItem())
    }
    if (!this.#chance(this.#habits.thanks)) return
    this.#customer('thanks')
    if (this.#chance(this.#habits.goodbye)) this.#agent('closing')
  }

  #agent(kind: ActKind, item = -1): void {
    this.#draft.say(AGENT_SIDE, kind, this.#task, item)
  }

  #customer(kind: ActKind, item = -1): void {
    this.#draft.say(USER_SIDE, kind, this.#task, item)
  }

  #nextItem(): number {
    return this.#item++
  }

  #chance(share: number): boolean {
    return this.#lots.chance(share)
  }
}
