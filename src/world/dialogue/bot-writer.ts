import { CONTAINMENT, DROP_OFF } from '../columns/flags.ts'
import type { Wording } from '../pack.ts'
import { BOT_SIDE, messagesOf } from '../sessions/sides.ts'
import type { Timeline, Turn } from '../sessions/types.ts'
import { composeLines, type LineOrder, type LineWriter, linesOf, repeatLine } from './compose-lines.ts'
import type { LinePair, Phrasebook } from './phrasebook.ts'
import { statementsOf } from './wordings.ts'

/** What the bot has asked and nobody has answered yet: a question of the task, or one that any task may need. */
type Pending = 'question' | LinePair | undefined

/** A turn whose answer is written. */
interface TurnAt {
  readonly turn: Turn
  /** Its place among the turns. */
  readonly index: number
  readonly isLast: boolean
  /** Messages of the bot in it. */
  readonly count: number
}

/** Shares of answers of one message in which two sentences stand together, and purposes of the lots that decide it. */
const JOIN_ANYTHING_ELSE = 0.45
const JOIN_ACKNOWLEDGE = 0.35
/** Share of results in two messages of which both are about the result. */
const NOTHING_ELSE = 0.3
const ANYTHING_ELSE_LOT = 1
const NOTHING_ELSE_LOT = 2
const ACKNOWLEDGE_LOT = 3

/** Writes what bot and customer say up to the hand-over: the customer's wishes, the bot's questions, what became of it. */
export class BotWriter {
  readonly #book: Phrasebook
  readonly #timeline: Timeline
  /** By task: questions answered so far, further questions used so far. */
  readonly #answered: number[]
  readonly #followed: number[]
  /** By task: turn with its last answer; number of the last turn with a `slot` answer. */
  readonly #lastTurn: number[]
  readonly #lastSlot: number[]
  readonly #isNotification: boolean
  readonly #working: LineWriter
  readonly #offer: LineWriter
  readonly #anythingElse: LineWriter
  #pending: Pending
  /** What the customer said beside the task, for as long as it has not been answered. */
  #aside: LinePair | undefined

  constructor(book: Phrasebook, timeline: Timeline, flags: number) {
    this.#book = book
    this.#timeline = timeline
    const { tasks, turns } = timeline
    this.#answered = tasks.map(() => 0)
    this.#followed = tasks.map(() => 0)
    this.#lastTurn = tasks.map(() => -1)
    this.#lastSlot = tasks.map(() => -1)
    this.#isNotification = timeline.ending === 'notified' && (flags & CONTAINMENT) !== DROP_OFF
    this.#working = this.#say(book.phrases.working)
    this.#offer = this.#say(book.phrases.offer)
    this.#anythingElse = this.#say(book.phrases.anythingElse)
    for (const [index, turn] of turns.entries()) {
      if (turn.task < 0 || turn.kind === 'handover' || turn.kind === 'agent') continue
      if (turn.last > turn.first) this.#lastTurn[turn.task] = index
      if (turn.kind === 'slot') this.#lastSlot[turn.task] = index
    }
  }

  /** Puts the texts of a turn into `texts`, up to message `until`. */
  write(index: number, until: number, texts: string[]): void {
    const { turns, sides } = this.#timeline
    const turn = turns[index]!
    const book = this.#book
    const last = Math.min(turn.last, until)
    const count = messagesOf(BOT_SIDE, sides, turn.first, last + 1)
    const turnAt: TurnAt = { turn, index, isLast: index === turns.length - 1, count }
    book.setTask(turn.task)
    let lines: readonly LineWriter[] | undefined
    let line = 0
    for (let message = turn.first; message <= last; message++) {
      book.message = message
      let text: string
      if (sides[message] === BOT_SIDE) {
        lines ??= this.#answer(turnAt)
        text = lines[line++]!()
      } else text = message === turn.first ? this.#customerText(turnAt) : book.phrase(book.phrases.impatient)
      texts[message] = book.lastText = text
    }
  }

  #customerText(turnAt: TurnAt): string {
    const { turn, count } = turnAt
    const book = this.#book
    const { phrases } = book
    if (this.#isLost(turnAt) && count === 0 && turn.kind !== 'notUnderstood')
      return book.pair(phrases.notUnderstood).user()
    switch (turn.kind) {
      case 'ask':
        this.#pending = undefined
        return this.#wish(turn.task)
      case 'slot':
        return this.#tell(turn.task)
      case 'followUp':
        return this.#followUp(turnAt)
      case 'notUnderstood':
        this.#aside = book.pair(phrases.notUnderstood)
        return this.#aside.user()
      case 'smallTalk':
        this.#aside = book.pair(phrases.smallTalk)
        return this.#aside.user()
      case 'handover':
        return book.phrase(phrases.wantsAgent)
      case 'close':
        return book.phrase(this.#timeline.ending === 'resolved' ? phrases.thanks : phrases.leave)
      default:
        return book.phrase(phrases.patient)
    }
  }

  /** The customer answers what was asked; or tells what will be asked when the bot has not said anything yet. */
  #tell(task: number): string {
    const book = this.#book
    const pending = this.#pending
    this.#pending = undefined
    if (typeof pending === 'object') return pending.user()
    const question = book.questions(task)[this.#answered[task]!]
    if (question === undefined) return book.phrase(book.phrases.patient)
    this.#answered[task] = this.#answered[task]! + 1
    return book.intentPhrase(question.user)
  }

  /** What the customer wants. He tells at once what the bot will name in the end without having asked for it. */
  #wish(task: number): string {
    const book = this.#book
    const wish = book.intentPhrase(book.texts(task).ask)
    if (this.#timeline.tasks[task]!.outcome === 'open') return wish
    const told = book.openQuestions(task).map(question => book.intentPhrase(statementsOf(question.user)))
    return [wish, ...told].join(' ')
  }

  /** The customer says one thing more: the answer to a question of the bot's, patience while it fails, a further question. */
  #followUp(turnAt: TurnAt): string {
    const book = this.#book
    const pending = this.#pending
    this.#aside = undefined
    if (typeof pending === 'object') {
      this.#pending = undefined
      return pending.user()
    }
    if (this.#fails(turnAt)) return book.phrase(book.phrases.patient)
    this.#aside = this.#furtherQuestion(turnAt.turn.task)
    return this.#aside.user()
  }

  /** Details of the thing itself once it is done; before that, and when they are used up, what one may always ask. */
  #furtherQuestion(task: number): LinePair {
    const book = this.#book
    const { followUps } = book.texts(task)
    const { followUps: more } = book.phrases
    const before = this.#followed[task]!
    this.#followed[task] = before + 1
    const isOwn = before % (followUps.length + more.length) < followUps.length
    return this.#timeline.tasks[task]!.outcome === 'success' && isOwn ? book.intentPair(followUps) : book.pair(more)
  }

  /** The bot's words of a turn, one for each of its messages. */
  #answer(turnAt: TurnAt): readonly LineWriter[] {
    const lines = this.#linesFor(turnAt)
    const { ending } = this.#timeline
    const isLeft = turnAt.isLast && (ending === 'left' || ending === 'noAnswer')
    if (!isLeft || turnAt.count < 2) return lines
    return [...lines.slice(0, -1), this.#say(this.#book.phrases.nudge)]
  }

  #linesFor(turnAt: TurnAt): readonly LineWriter[] {
    const { turn, count } = turnAt
    const { phrases } = this.#book
    switch (turn.kind) {
      case 'opening':
        return this.#opening(turnAt)
      case 'handover':
        return this.#handover(turnAt)
      case 'close':
        return repeatLine(count, this.#say(phrases.goodbye))
      case 'agent':
        return repeatLine(count, this.#say(phrases.queueUpdate))
    }
    if (this.#fails(turnAt)) return this.#failure(turnAt)
    return turn.kind === 'ask' || turn.kind === 'slot' ? this.#taskStep(turnAt) : this.#asideAnswer(turnAt)
  }

  /** Welcome and offer, or a notification; a session may be handed over in the middle of it. */
  #opening({ turn, count, isLast }: TurnAt): readonly LineWriter[] {
    const { welcome, nudge, notification } = this.#book.phrases
    const { handover } = this.#timeline
    const first = this.#isNotification ? [] : [this.#say(welcome), this.#offer]
    const rest = this.#isNotification ? this.#say(notification) : isLast ? this.#say(nudge) : this.#offer
    return linesOf(count, i => (turn.first + i === handover ? this.#handoverLine(-1) : (first[i] ?? rest)))
  }

  #handover({ turn, count }: TurnAt): readonly LineWriter[] {
    const { handover } = this.#timeline
    const waiting = this.#say(this.#book.phrases.queueUpdate)
    // Without a message of its own the hand-over is the last thing the bot says.
    const at = handover >= 0 ? handover - turn.first - 1 : count - 1
    return linesOf(count, i => (i === at ? this.#handoverLine(turn.task) : i < at ? this.#working : waiting))
  }

  /** A step of a task: the next question, or the result. */
  #taskStep(turnAt: TurnAt): readonly LineWriter[] {
    const { turn, index, count } = turnAt
    const book = this.#book
    if (this.#isLost(turnAt)) {
      const { other } = book.pair(book.phrases.notUnderstood)
      return this.#around(count, { main: other, tails: [this.#offer] })
    }
    const asksOn = index < this.#lastSlot[turn.task]!
    const { outcome } = this.#timeline.tasks[turn.task]!
    if (!asksOn && outcome === 'success') return this.#result(turnAt)
    if (!asksOn && outcome === 'failed') return this.#around(count, { main: this.#working })
    const question = this.#question(turn.task)
    if (turn.kind === 'slot') return this.#around(count, { main: question })
    const acknowledge = this.#say(book.phrases.acknowledge)
    if (count === 1 && this.#lot(ACKNOWLEDGE_LOT) < JOIN_ACKNOWLEDGE) return [bothLines(acknowledge, question)]
    return this.#around(count, { leads: [acknowledge], main: question })
  }

  /** The task is done. */
  #result({ turn, isLast, count }: TurnAt): readonly LineWriter[] {
    const book = this.#book
    const done: LineWriter = () => book.intentPhrase(book.texts(turn.task).done)
    const leads = [this.#working]
    if (isLast) return this.#around(count, { leads, main: done })
    if (count === 1 && this.#lot(ANYTHING_ELSE_LOT) < JOIN_ANYTHING_ELSE) return [bothLines(done, this.#anythingElse)]
    const isAll = count === 2 && this.#lot(NOTHING_ELSE_LOT) < NOTHING_ELSE
    return this.#around(count, { leads, main: done, tails: isAll ? [] : [this.#anythingElse] })
  }

  /** An answer beside the task: a detail, small talk, not understood; then back to the open question. */
  #asideAnswer(turnAt: TurnAt): readonly LineWriter[] {
    const { turn, count, isLast } = turnAt
    const { ending, tasks } = this.#timeline
    if (this.#isLost(turnAt)) {
      return composeLines(count, { main: this.#notUnderstood(turn), tails: [this.#offer], filler: this.#offer })
    }
    const answer = this.#aside?.other ?? this.#working
    if (this.#pending !== undefined) return this.#backToQuestion(turnAt, answer)
    if (isLast && ending === 'left' && turn.task >= 0) {
      // Who leaves without a solution leaves a question behind.
      const again = this.#question(turn.task)
      return this.#around(count, { main: this.#aside === undefined ? again : bothLines(answer, again) })
    }
    if (isLast && ending === 'resolved') return this.#lastAnswer(turnAt, answer)
    const isDone = tasks[turn.task]?.outcome === 'success'
    const next = turn.task < 0 ? this.#offer : isDone ? this.#anythingElse : this.#working
    if (isBesideTask(turn)) return [answer, ...repeatLine(count - 1, next)]
    return this.#around(count, { main: answer, tails: [next] })
  }

  #backToQuestion({ turn, count, isLast }: TurnAt, answer: LineWriter): readonly LineWriter[] {
    const again = this.#question(turn.task)
    const isBeside = isBesideTask(turn)
    if (count === 1) {
      const asksAgain = isBeside || (isLast && this.#timeline.ending === 'left')
      return [asksAgain ? bothLines(answer, again) : answer]
    }
    if (isBeside) return [answer, ...repeatLine(count - 2, this.#offer), again]
    return this.#around(count, { main: answer, tails: [again] })
  }

  #lastAnswer({ turn, count }: TurnAt, answer: LineWriter): readonly LineWriter[] {
    if (!isBesideTask(turn)) return this.#around(count, { main: answer })
    const goodbye = this.#say(this.#book.phrases.goodbye)
    return count === 1 ? [bothLines(answer, goodbye)] : [answer, ...repeatLine(count - 1, goodbye)]
  }

  /** The bot gives the task up. */
  #failure({ turn, isLast, count }: TurnAt): readonly LineWriter[] {
    const book = this.#book
    const failed: LineWriter = () => book.intentPhrase(book.texts(turn.task).failed)
    const isStep = turn.kind === 'ask' || turn.kind === 'slot'
    const next = this.#timeline.turns.find(({ first }) => first > turn.last)
    const goesOn = !isLast && next?.kind !== 'handover'
    const lead = isStep ? this.#working : (this.#aside?.other ?? this.#working)
    return this.#around(count, { leads: [lead], main: failed, tails: goesOn ? [this.#anythingElse] : [] })
  }

  /** Asks what is still to be asked of a task, in another wording when it was asked before. */
  #question(task: number): LineWriter {
    const book = this.#book
    return () => {
      const question = task >= 0 ? book.questions(task)[this.#answered[task]!] : undefined
      if (question === undefined) {
        this.#pending = book.pair(book.phrases.confirm)
        return this.#pending.other()
      }
      this.#pending = 'question'
      return book.intentPhrase(question.bot)
    }
  }

  #handoverLine(task: number): LineWriter {
    const book = this.#book
    // The queue is that of the first task; about another one's matter it is better not named.
    const isOwn = book.isOfQueue(task)
    return () => book.phrase(book.phrases.handover, isOwn ? undefined : 'queue')
  }

  #notUnderstood(turn: Turn): LineWriter {
    const book = this.#book
    const known = turn.kind === 'notUnderstood' ? this.#aside : undefined
    return (known ?? book.pair(book.phrases.notUnderstood)).other
  }

  /** Whether a turn is the last one of a session that ends because the bot does not understand. */
  #isLost({ isLast }: TurnAt): boolean {
    return this.#timeline.ending === 'notUnderstood' && isLast
  }

  /** Whether the bot gives a task up in a turn: its last one with an answer, unless a value is still to be told. */
  #fails({ turn, index, isLast }: TurnAt): boolean {
    const { tasks, ending } = this.#timeline
    if (turn.task < 0 || tasks[turn.task]?.outcome !== 'failed' || this.#lastTurn[turn.task] !== index) return false
    return index >= this.#lastSlot[turn.task]! || (ending === 'failed' && isLast)
  }

  #say(list: readonly Wording[]): LineWriter {
    return () => this.#book.phrase(list)
  }

  /** As many lines as there are messages; those to spare say that the bot is looking something up. */
  #around(count: number, order: Omit<LineOrder, 'filler'>): readonly LineWriter[] {
    return composeLines(count, { ...order, filler: this.#working })
  }

  /** A number in [0, 1) for a purpose at the message at hand. */
  #lot(purpose: number): number {
    return this.#book.lot(purpose) / 2 ** 32
  }
}

/** Two lines in one message. */
function bothLines(first: LineWriter, second: LineWriter): LineWriter {
  return () => `${first()} ${second()}`
}

/** Small talk and what is not understood lead away from the task; further questions on it do not. */
function isBesideTask({ kind }: Turn): boolean {
  return kind !== 'followUp'
}
