import { CONTAINMENT, DROP_OFF } from '../columns/flags.ts'
import type { Timeline, Turn } from '../sessions/types.ts'
import type { Exchange, Words } from './phrasebook.ts'
import { statementsOf } from './template.ts'

type Line = () => string

/** What the bot has asked and nobody has answered yet. */
type Pending = { readonly slot: number } | { readonly confirm: Exchange } | undefined

const JOIN_ACKNOWLEDGE = 0.35
const JOIN_ELSE = 0.45

/** Writes what bot and customer say up to the hand-over; the customer's wishes, the bot's questions, what became of it. */
export class BotPart {
  readonly #words: Words
  readonly #timeline: Timeline
  /** By task: questions answered so far, further questions used so far. */
  readonly #answered: number[]
  readonly #followed: number[]
  /** By task: turn with its last answer; number of the last turn with a `slot` answer. */
  readonly #lastTurn: number[]
  readonly #lastSlot: number[]
  readonly #notice: boolean
  #pending: Pending
  #exchange: Exchange | undefined

  constructor(words: Words, timeline: Timeline, flags: number) {
    this.#words = words
    this.#timeline = timeline
    const { tasks, turns } = timeline
    this.#answered = tasks.map(() => 0)
    this.#followed = tasks.map(() => 0)
    this.#lastTurn = tasks.map(() => -1)
    this.#lastSlot = tasks.map(() => -1)
    this.#notice = timeline.ending === 'notified' && (flags & CONTAINMENT) !== DROP_OFF
    for (let i = 0; i < turns.length; i++) {
      const turn = turns[i]!
      if (turn.task < 0 || turn.kind === 'handover' || turn.kind === 'agent') continue
      if (turn.last > turn.first) this.#lastTurn[turn.task] = i
      if (turn.kind === 'slot') this.#lastSlot[turn.task] = i
    }
  }

  /** Puts the texts of a turn into `out`, up to message `until`. */
  write(index: number, until: number, out: string[]): void {
    const turn = this.#timeline.turns[index]!
    const words = this.#words
    const last = Math.min(turn.last, until)
    let bots = 0
    for (let m = turn.first; m <= last; m++) if (this.#timeline.sides[m] === 0) bots++
    words.about(turn.task)
    let lines: readonly Line[] | undefined
    let bot = 0
    for (let m = turn.first; m <= last; m++) {
      words.message = m
      let text: string
      if (this.#timeline.sides[m] === 0) {
        lines ??= this.#answer(turn, index, bots)
        text = lines[bot++]!()
      } else text = m === turn.first ? this.#ask(turn, index, bots) : words.phrase(words.phrases.impatient)
      out[m] = words.last = text
    }
  }

  /** The customer's words. */
  #ask(turn: Turn, index: number, bots: number): string {
    const words = this.#words
    const { phrases } = words
    if (this.#isLost(index) && bots === 0 && turn.kind !== 'notUnderstood')
      return words.pair(phrases.notUnderstood).user()
    switch (turn.kind) {
      case 'ask':
        this.#pending = undefined
        return this.#wish(turn.task)
      case 'slot':
        return this.#tell(turn.task)
      case 'followUp':
        return this.#followUp(turn, index)
      case 'notUnderstood':
        this.#exchange = words.pair(phrases.notUnderstood)
        return this.#exchange.user()
      case 'smallTalk':
        this.#exchange = words.pair(phrases.smallTalk)
        return this.#exchange.user()
      case 'handover':
        return words.phrase(phrases.wantsAgent)
      case 'close':
        return words.phrase(this.#timeline.ending === 'resolved' ? phrases.thanks : phrases.leaving)
      default:
        return words.phrase(phrases.patient)
    }
  }

  /** The customer answers what was asked; or tells what will be asked when the bot has not said anything yet. */
  #tell(task: number): string {
    const words = this.#words
    const pending = this.#pending
    this.#pending = undefined
    if (pending !== undefined && 'confirm' in pending) return pending.confirm.user()
    const question = words.texts(task).questions[this.#answered[task]!]
    if (question === undefined) return words.phrase(words.phrases.patient)
    this.#answered[task] = this.#answered[task]! + 1
    return words.own(question.user)
  }

  /** What the customer wants. He tells at once what the bot will name in the end without having asked for it. */
  #wish(task: number): string {
    const words = this.#words
    const ask = words.own(words.texts(task).ask)
    if (this.#timeline.tasks[task]!.outcome === 'open') return ask
    return [ask, ...words.untold(task).map(question => words.own(statementsOf(question.user)))].join(' ')
  }

  /** The customer says one thing more: the answer to a question of the bot's, patience while it fails, a further question. */
  #followUp(turn: Turn, index: number): string {
    const words = this.#words
    const pending = this.#pending
    this.#exchange = undefined
    if (pending !== undefined && 'confirm' in pending) {
      this.#pending = undefined
      return pending.confirm.user()
    }
    if (this.#fails(turn, index)) return words.phrase(words.phrases.patient)
    this.#exchange = this.#further(turn.task)
    return this.#exchange.user()
  }

  /** Details of the thing itself once it is done; before that, and when they are used up, what one may always ask. */
  #further(task: number): Exchange {
    const words = this.#words
    const { followUps } = words.texts(task)
    const { more } = words.phrases
    const before = this.#followed[task]!
    this.#followed[task] = before + 1
    const isOwn = before % (followUps.length + more.length) < followUps.length
    return this.#timeline.tasks[task]!.outcome === 'success' && isOwn ? words.pair(followUps, true) : words.pair(more)
  }

  /** The bot's words of a turn, one for each of its messages. */
  #answer(turn: Turn, index: number, count: number): readonly Line[] {
    const words = this.#words
    const { phrases } = words
    const lines = this.#plan(turn, index, count)
    const { ending, turns } = this.#timeline
    const isLeft = index === turns.length - 1 && (ending === 'left' || ending === 'noAnswer')
    if (!isLeft || count < 2) return lines
    return [...lines.slice(0, -1), () => words.phrase(phrases.nudge)]
  }

  #plan(turn: Turn, index: number, count: number): readonly Line[] {
    const words = this.#words
    const { phrases } = words
    const { turns, handover } = this.#timeline
    const isLast = index === turns.length - 1
    const say =
      (list: readonly string[]): Line =>
      () =>
        words.phrase(list)
    if (turn.kind === 'opening') {
      const lines = this.#notice ? [] : [say(phrases.welcome), say(phrases.offer)]
      const rest = say(this.#notice ? phrases.notification : isLast ? phrases.nudge : phrases.offer)
      return linesOf(count, i => (turn.first + i === handover ? this.#handOver(-1) : (lines[i] ?? rest)))
    }
    if (turn.kind === 'handover') {
      // Without a message of its own the hand-over is the last thing the bot says.
      const at = handover >= 0 ? handover - turn.first - 1 : count - 1
      return linesOf(count, i =>
        i === at ? this.#handOver(turn.task) : say(i < at ? phrases.working : phrases.waiting),
      )
    }
    if (turn.kind === 'close') return fill(count, say(phrases.goodbye))
    if (turn.kind === 'agent') return fill(count, say(phrases.waiting))
    if (this.#fails(turn, index)) return this.#failed(turn, isLast, count)
    if (turn.kind === 'ask' || turn.kind === 'slot') return this.#course(turn, index, isLast, count)
    return this.#reply(turn, index, isLast, count)
  }

  /** A step of a task: the next question, or the result. */
  #course(turn: Turn, index: number, isLast: boolean, count: number): readonly Line[] {
    const words = this.#words
    const { phrases } = words
    const task = this.#timeline.tasks[turn.task]!
    const working: Line = () => words.phrase(phrases.working)
    if (this.#isLost(index)) {
      const { answer } = words.pair(phrases.notUnderstood)
      return compose(count, [], answer, [() => words.phrase(phrases.offer)], working)
    }
    const asksOn = index < this.#lastSlot[turn.task]!
    if (!asksOn && task.outcome === 'success') {
      const done: Line = () => words.own(words.texts(turn.task).done)
      const other: Line = () => words.phrase(phrases.anythingElse)
      if (isLast) return compose(count, [working], done, [], working)
      if (count === 1 && this.#chance(1) < JOIN_ELSE) return [() => `${done()} ${other()}`]
      return compose(count, [working], done, count === 2 && this.#chance(2) < 0.3 ? [] : [other], working)
    }
    if (!asksOn && task.outcome === 'failed') return compose(count, [], working, [], working)
    const question = this.#question(turn.task)
    if (turn.kind === 'slot') return compose(count, [], question, [], working)
    const accept: Line = () => words.phrase(phrases.acknowledge)
    if (count === 1 && this.#chance(3) < JOIN_ACKNOWLEDGE) return [() => `${accept()} ${question()}`]
    return compose(count, [accept], question, [], working)
  }

  /** An answer beside the task: a detail, small talk, not understood; then back to the open question. */
  #reply(turn: Turn, index: number, isLast: boolean, count: number): readonly Line[] {
    const words = this.#words
    const { phrases } = words
    const working: Line = () => words.phrase(phrases.working)
    const answer: Line = this.#exchange?.answer ?? (() => words.phrase(phrases.working))
    const offer: Line = () => words.phrase(phrases.offer)
    const isAside = turn.kind !== 'followUp'
    const filler = isAside ? offer : working
    if (this.#isLost(index)) return compose(count, [], this.#lost(turn), [offer], offer)
    if (this.#pending !== undefined) {
      const again = this.#question(turn.task)
      const joins = isAside || (isLast && this.#timeline.ending === 'left')
      if (count === 1) return [joins ? () => `${answer()} ${again()}` : answer]
      return isAside ? [answer, ...fill(count - 2, offer), again] : compose(count, [], answer, [again], working)
    }
    if (isLast && this.#timeline.ending === 'left' && turn.task >= 0) {
      // Who leaves without a solution leaves a question behind.
      const again = this.#question(turn.task)
      const main: Line = this.#exchange === undefined ? again : () => `${answer()} ${again()}`
      return compose(count, [], main, [], working)
    }
    if (isLast && this.#timeline.ending === 'resolved') {
      const bye: Line = () => words.phrase(phrases.goodbye)
      if (!isAside) return compose(count, [], answer, [], filler)
      return count === 1 ? [() => `${answer()} ${bye()}`] : [answer, ...fill(count - 1, bye)]
    }
    const isDone = this.#timeline.tasks[turn.task]?.outcome === 'success'
    const next: Line = turn.task < 0 ? offer : isDone ? () => words.phrase(phrases.anythingElse) : working
    return isAside ? [answer, ...fill(count - 1, next)] : compose(count, [], answer, [next], working)
  }

  #failed(turn: Turn, isLast: boolean, count: number): readonly Line[] {
    const words = this.#words
    const { phrases } = words
    const working: Line = () => words.phrase(phrases.working)
    const failed: Line = () => words.own(words.texts(turn.task).failed)
    const isAside = turn.kind !== 'ask' && turn.kind !== 'slot'
    const next = this.#timeline.turns.find(({ first }) => first > turn.last)
    const goesOn = !isLast && next?.kind !== 'handover'
    const lead = isAside && this.#exchange !== undefined ? this.#exchange.answer : working
    return compose(count, [lead], failed, goesOn ? [() => words.phrase(phrases.anythingElse)] : [], working)
  }

  /** Asks what is still to be asked of a task, in another wording when it was asked before. */
  #question(task: number): Line {
    const words = this.#words
    return () => {
      const question = task >= 0 ? words.texts(task).questions[this.#answered[task]!] : undefined
      if (question === undefined) {
        const confirm = words.pair(words.phrases.confirm)
        this.#pending = { confirm }
        return confirm.answer()
      }
      this.#pending = { slot: this.#answered[task]! }
      return words.own(question.bot)
    }
  }

  #handOver(task: number): Line {
    const words = this.#words
    // The queue is that of the first task; about another one's matter it is better not named.
    const isOwn = words.isOfQueue(task)
    return () => words.phrase(words.phrases.handover, isOwn ? undefined : 'queue')
  }

  #lost(turn: Turn): Line {
    const words = this.#words
    if (turn.kind === 'notUnderstood' && this.#exchange !== undefined) return this.#exchange.answer
    return words.pair(words.phrases.notUnderstood).answer
  }

  /** Whether a turn is the last one of a session that ends because the bot does not understand. */
  #isLost(index: number): boolean {
    return this.#timeline.ending === 'notUnderstood' && index === this.#timeline.turns.length - 1
  }

  /** Whether the bot gives a task up in a turn: its last one with an answer, unless a value is still to be told. */
  #fails(turn: Turn, index: number): boolean {
    const { tasks, turns, ending } = this.#timeline
    if (turn.task < 0 || tasks[turn.task]?.outcome !== 'failed' || this.#lastTurn[turn.task] !== index) return false
    return index >= this.#lastSlot[turn.task]! || (ending === 'failed' && index === turns.length - 1)
  }

  #chance(purpose: number): number {
    return this.#words.lot(purpose) / 2 ** 32
  }
}

function fill(count: number, line: Line): readonly Line[] {
  return linesOf(count, () => line)
}

function linesOf(count: number, lineAt: (index: number) => Line): readonly Line[] {
  const lines: Line[] = []
  for (let i = 0; i < count; i++) lines.push(lineAt(i))
  return lines
}

/**
 * As many lines as there are messages: the main one, what follows it, what leads to it, and fillers before it for the rest.
 */
function compose(
  count: number,
  leads: readonly Line[],
  main: Line,
  tails: readonly Line[],
  filler: Line,
): readonly Line[] {
  if (count <= 1) return count === 1 ? [main] : []
  const after = Math.min(tails.length, count - 1)
  const lines = leads.slice(0, count - 1 - after)
  while (lines.length < count - 1 - after) lines.push(filler)
  lines.push(main)
  for (let i = 0; i < after; i++) lines.push(tails[i]!)
  return lines
}
