import { ownOf } from '../own.ts'
import type { IntentWords, PackIntent, PackPhrases, PackWords, Wording } from '../pack.ts'
import { hash2, hash3, hashText } from '../random.ts'
import type { Timeline } from '../sessions/types.ts'
import type { Bot } from '../types.ts'
import { whenOf } from './manner.ts'
import { type SlotContext, slotMaker } from './slots.ts'
import { companyOf, contactIntentOf, queueFor } from './staff.ts'
import { type FillSlot, render, type Template } from './template.ts'
import { fitting, type ListOf, type Pairs, pairsOf, type WordingList, wordingsOf } from './wordings.ts'
import { formOf, languageOf, wordsOf } from './words.ts'

const WORDS = 0x3057d5
const NO_TASK_SET = -1

/** Slots of phrases that are drawn; those of the talk itself (company, topic, agent, queue) are known. */
const PHRASE_KINDS: ReadonlyMap<string, string> = new Map([
  ['minutes', 'number:2..9'],
  ['reference', 'code:R-#######'],
  ['amount', 'amount:12..900'],
  ['date', 'date:1..9'],
  ['time', 'time'],
])

/**
 * All that can be said in one session: picks wordings of the pack and fills their slots. What it picks depends on the
 * session's address, the list and how often the list was used before in this session, so the same list is gone through
 * without repeating itself.
 */
export class Phrasebook {
  readonly bot: Bot
  readonly timeline: Timeline
  readonly words: PackWords
  readonly language: string
  readonly company: string
  readonly queue: string
  /** First name of the agent who speaks. */
  agentName = ''
  /** The text before the next one. */
  lastText = ''
  /** Number of the next message: choices inside a wording depend on it. */
  message = 0
  readonly #seed: number
  readonly #when: number
  readonly #context: SlotContext
  readonly #contactIntent: number
  readonly #used = new Map<number, number>()
  readonly #values = new Map<number, string>()
  #task = NO_TASK_SET

  constructor(bot: Bot, day: number, row: number, timeline: Timeline) {
    const columns = bot.day(day)
    this.bot = bot
    this.timeline = timeline
    this.#contactIntent = contactIntentOf(bot, day, row)
    this.language = languageOf(bot.pack, bot.languages[columns.language[row]!] ?? '')
    this.words = wordsOf(bot.pack, this.language)
    this.company = companyOf(bot)
    const { queueName } = queueFor(bot, day, row)
    this.queue = ownOf(this.words.queues, queueName) ?? queueName
    this.#when = whenOf(bot, day, row)
    this.#seed = hash3(bot.salt ^ WORDS, day, row)
    this.#context = { bot, day, user: columns.user[row]!, language: this.language }
  }

  /** Task whose slots texts are filled with from here on; -1 for none. */
  setTask(task: number): void {
    this.#task = task
  }

  /** What a task is about; for -1 what brought the customer here. */
  intent(task: number): PackIntent {
    const { intents } = this.bot.pack
    return intents[this.timeline.tasks[task]?.intent ?? this.#contactIntent]!
  }

  get phrases(): PackPhrases {
    return this.words.phrases
  }

  /** The wordings of a task's intent. */
  texts(task: number): IntentWords {
    return ownOf(this.words.intents, this.intent(task).name)!
  }

  /** What is asked of the customer for a task, in its order. */
  questions(task: number): readonly Question[] {
    const { questions } = this.texts(task)
    return this.intent(task).asked.map(slot => ({ slot, ...ownOf(questions, slot)! }))
  }

  /** A place to begin in a list of a given length, the same for the whole session. */
  startIn(length: number): number {
    return hash2(this.#seed, length) % length
  }

  /** 32 bits for a purpose at the next message. */
  lot(purpose: number): number {
    return hash3(this.#seed, this.message, purpose)
  }

  /** Whether a task's matter is one of the queue that the session is handed over to. */
  isOfQueue(task: number): boolean {
    return this.bot.pack.intents[this.#contactIntent]?.queue === this.intent(task).queue
  }

  /**
   * The next wording of a list of phrases, filled; never the text that was said just before.
   * @param without a slot that had better not be named; it is when every wording does
   */
  phrase(list: readonly Wording[], without?: string): string {
    return this.#unlikeLast(wordingsOf(list), this.#fillPhrase, without)
  }

  /** The next wording of a list of the intent at hand, filled; never the text that was said just before. */
  intentPhrase(list: readonly Wording[]): string {
    return this.#unlikeLast(wordingsOf(list), this.#fillIntent)
  }

  /** `intentPhrase` for a list that is gone through from its beginning, whatever was said before. */
  intentPhraseAnew(list: readonly Wording[]): string {
    this.#used.delete(wordingsOf(list).hash)
    return this.intentPhrase(list)
  }

  /** Questions of a task that no turn of its own answers; the last ones, as they are asked in their order. */
  openQuestions(task: number): readonly Question[] {
    const { turns } = this.timeline
    let told = 0
    for (const turn of turns) if (turn.task === task && turn.kind === 'slot') told++
    return this.questions(task).slice(told)
  }

  /** One wording of the intent at hand, filled. */
  fill(template: Template): string {
    return this.#render(template, this.#fillIntent)
  }

  /** The next pair of a list of phrases: both texts come filled when they are asked for. */
  pair(list: Pairs): LinePair {
    return this.#pair(list, this.#fillPhrase)
  }

  /** `pair` for a list of the intent at hand. */
  intentPair(list: Pairs): LinePair {
    return this.#pair(list, this.#fillIntent)
  }

  /** The value of a slot of a task: the same in every text. */
  value(task: number, slot: string): string {
    const before = this.#task
    this.#task = task
    const value = this.#fillIntent(slot, hashText(slot), '')
    this.#task = before
    return value
  }

  #pair(list: Pairs, fill: FillSlot): LinePair {
    const pairs = pairsOf(list)
    let pair = this.#next(pairs)
    if (this.#render(this.#peek(pair.user), fill) === this.lastText) pair = this.#next(pairs)
    return {
      user: () => this.#render(this.#next(pair.user), fill),
      other: () => this.#render(this.#next(pair.other), fill),
    }
  }

  /** The next wording, filled, whose text is not that which was said just before. */
  #unlikeLast(wordings: WordingList, fill: FillSlot, without?: string): string {
    let text = ''
    for (let tries = 0; tries < wordings.items.length; tries++) {
      const template = this.#next(wordings)
      if (without !== undefined && text !== '' && template.slots.includes(without)) continue
      const next = this.#render(template, fill)
      if (next === this.lastText) continue
      text = next
      if (without === undefined || !template.slots.includes(without)) break
    }
    return text
  }

  /** Goes through a list once before it begins again, from a place and in a direction of its own. */
  #next<T extends { readonly fits: number }>(list: ListOf<T>): T {
    const next = this.#peek(list)
    this.#used.set(list.hash, (this.#used.get(list.hash) ?? 0) + 1)
    return next
  }

  #peek<T extends { readonly fits: number }>(list: ListOf<T>): T {
    const { items, hash } = fitting(list, this.#when)
    const used = this.#used.get(hash) ?? 0
    const lot = hash2(this.#seed, hash)
    const step = lot & 1 ? 1 : items.length - 1
    return items[((lot >>> 1) + used * step) % items.length]!
  }

  #render(template: Template, fill: FillSlot): string {
    return render(template, fill, hash2(this.#seed, this.message))
  }

  readonly #fillIntent = (name: string, hash: number, form: string): string => {
    if (name === 'company') return this.company
    const kind = ownOf(this.intent(this.#task).slots, name)
    return this.#drawn(kind ?? name, this.#task, hash, form)
  }

  readonly #fillPhrase = (name: string, hash: number, form: string): string => {
    switch (name) {
      case 'company':
        return this.company
      case 'agent':
        return this.agentName
      case 'queue':
        return this.queue
      case 'topic':
        return this.#topic(this.intent(this.#task), form)
      case 'topic1':
        return this.#otherTopic(0, form)
      case 'topic2':
        return this.#otherTopic(1, form)
    }
    const own = name === 'reference' ? this.intent(this.#task).slots.reference : undefined
    if (own !== undefined) return this.#drawn(own, this.#task, hash, form)
    // Without a task each message speaks of something else: notifications.
    const task = this.#task >= 0 ? this.#task : -2 - this.message
    return this.#drawn(PHRASE_KINDS.get(name) ?? name, task, hash ^ WORDS, form)
  }

  #drawn(kind: string, task: number, hash: number, form: string): string {
    const seed = hash3(this.#seed, task, hash)
    if (form !== '') return slotMaker(this.bot.pack, kind)(seed, this.#context, form)
    let value = this.#values.get(seed)
    if (value === undefined) {
      value = slotMaker(this.bot.pack, kind)(seed, this.#context)
      this.#values.set(seed, value)
    }
    return value
  }

  #topic({ name }: PackIntent, form: string): string {
    return formOf(ownOf(this.words.intents, name)?.topic ?? name, form)
  }

  /** Topics of two intents that are not the same. */
  #otherTopic(which: 0 | 1, form: string): string {
    const { intents } = this.bot.pack
    const lot = this.lot(0x70f1c)
    const first = lot % intents.length
    const second = (first + 1 + ((lot >>> 12) % Math.max(1, intents.length - 1))) % intents.length
    return this.#topic(intents[which === 0 ? first : second]!, form)
  }
}

/** A slot that the customer is asked for. */
export interface Question {
  readonly slot: string
  readonly bot: readonly Wording[]
  readonly user: readonly Wording[]
}

/** What the customer says, and what bot or agent says to it. */
export interface LinePair {
  readonly user: () => string
  readonly other: () => string
}
