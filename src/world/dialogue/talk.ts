import type { UserThenAgent, UserThenBot, Wording } from '../pack.ts'
import { AGENT_SIDE, BOT_SIDE, USER_SIDE } from '../sessions/sides.ts'
import type { Act, SpeechLine } from '../talk/acts.ts'
import type { SaidLine } from '../talk/said-line.ts'
import { MINUTE } from '../time.ts'
import type { Pairs, SaidPair, SayList, SplitWording } from './lists.ts'
import { type SessionTalk, Speaker } from './speaker.ts'
import type { IntentSpeech } from './speech.ts'
import { agentFor, queueFor } from './staff.ts'
import type { Draft } from './template.ts'
import { holdsWordOf } from './word-classes.ts'

/** A session's acts by message, beside all that decides about their words. */
export interface PlannedTalk extends SessionTalk {
  readonly lines: readonly SpeechLine[]
}

/** A pair of which one side was said and the other is to come. */
interface Half {
  readonly pair: SaidPair
  readonly isOfIntent: boolean
}

/** Things asked for as bits, by their place in `PackIntent.asked`. */
type Slots = number

/** A transcript while it is put into words: what was said so far decides what may be said next. */
export class Talk {
  readonly speaker: Speaker
  readonly session: PlannedTalk
  /** Acts of the line at hand that are still to come. */
  rest: Act[] = []
  /** What waits for its other side: a confirmation for yes, a question or small talk for its answer. */
  confirmation: Half | undefined
  aside: Half | undefined
  /** Tasks of which something was made sure. */
  readonly confirmed = new Set<number>()
  /** Which of the ways to settle it the agent goes. */
  exchange = -1
  /** The words before the customer's: what the answer fits. */
  before: Act['kind'] | undefined
  /** The agent's findings so far are but the last ones before he settles it. */
  isLastFinding = false
  /** The agent cannot settle it. */
  isUnsettled = false
  /** The customer has said that he is disappointed. */
  isDisappointed = false
  /** Message in which the bot handed over. */
  handover = 0
  /** Nobody is on shift who could take it. */
  isTurnedAway = false
  /** Tasks that the bot could not do. */
  readonly failed = new Set<number>()
  /** Humans talk. */
  isHuman = false
  readonly #told = new Map<number, Slots>()
  readonly #wished = new Set<number>()
  readonly #done = new Set<number>()
  /** Slots that were named so far, of whatever task. */
  readonly #named = new Set<string>()
  /** Questions on a matter's own details so far, by task. */
  readonly #ownAsides = new Map<number, number>()
  #lastOfCustomer = ''
  /** An agent speaks, or the bot asks: nobody says that to the letter once more. */
  #isToBeHeard = false
  /** With what such sentences so far begin. */
  readonly #begun = new Set<string>()
  /** Number of the human agent in the session. */
  #part = 0
  #side = BOT_SIDE
  #draft: Draft = { text: '', spans: [] }
  #reason: string | undefined
  #next: string | undefined

  constructor(session: PlannedTalk) {
    this.session = session
    this.speaker = new Speaker(session)
  }

  /** Begins a line. */
  begin(line: SpeechLine, message: number): void {
    this.speaker.begin(message, line.side === USER_SIDE)
    this.#isToBeHeard = line.side === AGENT_SIDE || asks(line)
    // Whoever looks at the rest alone needs it as well: an agent asks in other words.
    if (asks(line)) this.speaker.isUnheard = false
    this.#side = line.side
    this.#draft = { text: '', spans: [] }
    this.#reason = undefined
    this.#next = undefined
    this.rest = [...line.acts]
  }

  /** The line as it came to be. */
  end(): SaidLine {
    const { text, spans } = this.#draft
    if (this.#side === USER_SIDE) this.#lastOfCustomer = text
    else if (this.#isToBeHeard) for (const words of beginningsOf(text)) this.#begun.add(words)
    for (const { name } of spans) this.#named.add(name)
    return { text, slots: spans, reason: this.#reason, next: this.#next }
  }

  /** What was put together so far. */
  get draft(): Draft {
    return this.#draft
  }

  set draft(draft: Draft) {
    this.#draft = draft
  }

  get side(): number {
    return this.#side
  }

  /** The words of a task's intent. */
  intent(task: number): IntentSpeech {
    return this.speaker.speech.intent(this.speaker.intent(task))
  }

  /** What the customer has told of a task. */
  told(task: number): Slots {
    return this.#told.get(task) ?? 0
  }

  tell(task: number, slots: Slots): void {
    this.#told.set(task, this.told(task) | slots)
  }

  /** The customer has said what he wants. */
  isWished(task: number): boolean {
    return this.#wished.has(task)
  }

  wish(task: number): void {
    this.#wished.add(task)
  }

  isDone(task: number): boolean {
    return this.#done.has(task)
  }

  settle(task: number): void {
    this.#done.add(task)
  }

  /** Says one of some phrases; of several lists the first that there is. */
  phrase(list: readonly Wording[]): void {
    this.#phraseOf(this.speaker.speech.lists.list(list))
  }

  /** Says the same of some phrases each time, as people sign their letters. */
  samePhrase(list: readonly Wording[]): void {
    const said = this.speaker.same(this.speaker.speech.lists.list(list), this.#part)
    this.speaker.putSame(this.#draft, said.template, this.#part)
  }

  /** `phrase` and `ofIntent` in words with which no agent has begun a sentence in this talk, nor a question of the bot, as far as there are others. */
  freshly(say: () => void): void {
    const [reason, next] = [this.#reason, this.#next]
    const { text, spans } = this.#draft
    for (let i = 0; i < WAYS_TO_SAY; i++) {
      this.#draft = { text, spans: [...spans] }
      this.#reason = reason
      this.#next = next
      say()
      if (!beginningsOf(this.#draft.text.slice(text.length)).some(words => this.#begun.has(words))) return
    }
  }

  /** Says what goes with the intent of a task, naming only what is known; `also` is told by it. */
  ofIntent(task: number, list: readonly Wording[], also: Slots = 0): void {
    const known = this.told(task) | also
    this.sayOfIntent(task, this.intent(task).lists.list(list), ({ needs }) => (needs & ~known) === 0)
  }

  /** `ofIntent` for a list that is split. */
  sayOfIntent(task: number, list: SayList<SplitWording>, accepts: (said: SplitWording) => boolean): void {
    const said = this.speaker.next(list, { style: this.#style, accepts })
    this.speaker.setTask(task)
    this.#gap()
    this.speaker.putOfIntent(this.#draft, said.template)
    this.#noteSummary(said, true)
  }

  /** Whether there is something in a list of an intent that names only what is known. */
  canSay(task: number, list: readonly Wording[]): boolean {
    const known = this.told(task)
    return this.intent(task)
      .lists.list(list)
      .items.some(({ needs }) => (needs & ~known) === 0)
  }

  /** A pair of phrases. */
  pairOfPhrases(list: Pairs): Half {
    return { pair: this.speaker.nextPair(this.speaker.speech.lists.pairs(list)), isOfIntent: false }
  }

  /** A pair of an intent that names only what is known; undefined when there is none. */
  pairOfIntent(task: number, list: Pairs): Half | undefined {
    const known = this.told(task)
    const pairs = this.intent(task).lists.pairs(list)
    const accepts = ({ needs }: SaidPair): boolean => (needs & ~known) === 0
    if (!pairs.items.some(accepts)) return undefined
    return { pair: this.speaker.nextPair(pairs, accepts), isOfIntent: true }
  }

  /** Chooses what the customer asks beside: details of the thing itself once it is done, or what one may always ask. */
  chooseAside(task: number): Half {
    const own = this.intent(task).words.followUps
    const used = this.#ownAsides.get(task) ?? 0
    if (this.isDone(task) && used < own.length) {
      this.#ownAsides.set(task, used + 1)
      const pair = this.pairOfIntent(task, own)
      if (pair !== undefined) return pair
    }
    return this.pairOfPhrases(this.#generalAsides)
  }

  get #generalAsides(): readonly (UserThenBot | UserThenAgent)[] {
    const { agentFollowUps, followUps } = this.speaker.phrases
    return this.isHuman ? agentFollowUps : followUps
  }

  /** Says a side of a pair; nothing when the pair leaves it open. */
  sayHalf({ pair, isOfIntent }: Half, task: number, who: 'user' | 'other'): boolean {
    const list = pair[who]
    if (list === undefined) return false
    if (isOfIntent) this.sayOfIntent(task, list, () => true)
    else {
      this.speaker.setTask(task)
      this.#phraseOf(list)
    }
    return true
  }

  #phraseOf(list: SayList<SplitWording>): void {
    const said = this.speaker.next(list, { style: this.#style })
    this.#gap()
    this.speaker.putPhrase(this.#draft, said.template)
    this.#noteSummary(said, false)
  }

  /** Only customers are terse or polite. */
  get #style() {
    return this.#side === USER_SIDE ? this.speaker.style : 'plain'
  }

  /** What stands before the next words. */
  #gap(): void {
    const { text } = this.#draft
    if (text === '') return
    this.#draft.text = endsSentence(text) ? `${text} ` : `${text}. `
  }

  #noteSummary({ reason, next }: SplitWording, isOfIntent: boolean): void {
    if (reason !== undefined) this.#reason = this.speaker.sentence(reason, isOfIntent)
    if (next !== undefined) this.#next = this.speaker.sentence(next, isOfIntent)
  }

  /** What a summary says of what was done, beside the line: a sentence that names only what was named, where there is one. */
  noteDone(list: readonly Wording[]): void {
    for (const { name } of this.#draft.spans) this.#named.add(name)
    const isNamed = (said: SplitWording) =>
      said.template.slots.every(name => name === 'company' || this.#named.has(name))
    const all = this.speaker.speech.lists.list(list)
    if (all.items.some(isNamed))
      this.#reason = this.speaker.sentence(this.speaker.next(all, { accepts: isNamed }), true)
  }

  /** ms from the message at hand until a human takes it, or to the last message and two minutes more. */
  get waitLeft(): number {
    const { times, lines } = this.session
    const { message } = this.speaker
    const taken = lines.findIndex(({ side }, i) => i > message && side === AGENT_SIDE)
    const until = taken < 0 ? times.at(-1)! + 2 * MINUTE : times[taken]!
    return until - times[message]!
  }

  /** Says one of some last words, which may answer thanks. */
  lastWords(list: readonly Wording[]): void {
    this.speaker.afterThanks(holdsWordOf(this.speaker.speech.words, 'thanks', this.#lastOfCustomer) ?? true)
    this.phrase(list)
  }

  /** A human agent begins: the first, or the next one. */
  beginPart(isNext: boolean): void {
    this.isHuman = true
    if (isNext) this.#part++
    else if (this.#waited >= WAIT) this.speaker.afterWait()
    const { bot, day, row } = this.session
    this.speaker.agentName = agentFor(bot, day, row, this.#part).firstName
    this.speaker.queue = this.#queueOf(this.#part)
  }

  /** From here on the queue is the one that it is passed on to. */
  passOn(): void {
    this.speaker.queue = this.#queueOf(this.#part + 1)
  }

  /** ms from the hand-over to the message at hand. */
  get #waited(): number {
    const { times } = this.session
    return (times[this.speaker.message] ?? 0) - (times[this.handover] ?? 0)
  }

  /** Name of the agent who speaks, as he signs. */
  get agentFullName(): string {
    const { bot, day, row } = this.session
    return agentFor(bot, day, row, this.#part).name
  }

  #queueOf(part: number): string {
    const { bot, day, row } = this.session
    return this.speaker.queueName(queueFor(bot, day, row, part).queueName)
  }
}

/** The bot asks for something. */
function asks({ side, acts }: SpeechLine): boolean {
  return side === BOT_SIDE && acts.some(({ kind }) => kind === 'question')
}

const WAYS_TO_SAY = 4
/** What a sentence begins with, in words and blanks: enough to be noticed when it comes again. */
const OPENING_WORDS = 3

const SENTENCE_ENDS = '.?!…:'

/** The first words of each sentence of a text, in small letters. By hand: to split it takes three times as long, and most lines of a talk come here. */
function beginningsOf(text: string): string[] {
  const lower = text.toLowerCase()
  const found: string[] = []
  let start = 0
  let blanks = 0
  let words = -1
  for (let blank = lower.indexOf(' '); blank >= 0; blank = lower.indexOf(' ', blank + 1)) {
    if (blank > start && SENTENCE_ENDS.includes(lower[blank - 1]!)) {
      found.push(lower.slice(start, words < 0 ? blank - 1 : words))
      start = blank + 1
      blanks = 0
      words = -1
    } else if (++blanks === OPENING_WORDS) words = blank
  }
  found.push(lower.slice(start, words < 0 ? lower.length : words))
  return found
}

/** Who has waited for so many ms has had to wait. */
const WAIT = 30_000

const CLOSING_SIGNS = '"“»)'

/** Whether a text ends with a sign that ends a sentence, or with one and what closes a quotation or a bracket. */
function endsSentence(text: string): boolean {
  const last = text.charAt(text.length - 1)
  if (SENTENCE_ENDS.includes(last)) return true
  return CLOSING_SIGNS.includes(last) && text.length > 1 && SENTENCE_ENDS.includes(text.charAt(text.length - 2))
}
