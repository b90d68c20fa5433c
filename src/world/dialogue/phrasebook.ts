import { ownOf } from '../own.ts'
import { hash2, hash3, hashText } from '../random.ts'
import type { Task, Timeline } from '../sessions/types.ts'
import type { IntentTexts, PackIntent, PackPhrases, UserThenAgent, UserThenBot } from '../spec.ts'
import type { Bot } from '../types.ts'
import { type SlotContext, slotMaker } from './slots.ts'
import { companyOf, contactIntentOf, queueFor } from './staff.ts'
import {
  type FillSlot,
  type PairTemplates,
  pairsOf,
  render,
  type Template,
  type Wordings,
  wordingsOf,
} from './template.ts'

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

const PHRASE_SLOTS: ReadonlySet<string> = new Set(['company', 'agent', 'queue', 'topic', 'topic1', 'topic2'])

/** Whether a phrase may name that slot, whatever the pack. */
export const knowsPhraseSlot = (name: string): boolean => PHRASE_SLOTS.has(name) || PHRASE_KINDS.has(name)

/**
 * All that can be said in one session: picks wordings of the pack and fills their slots. What it picks depends on the
 * session's address, the list and how often the list was used before in this session, so the same list is gone through
 * without repeating itself.
 */
export class Phrasebook {
  readonly bot: Bot
  readonly timeline: Timeline
  readonly phrases: PackPhrases
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
  readonly #context: SlotContext
  readonly #contactIntent: number
  readonly #used = new Map<Wordings<unknown>, number>()
  readonly #values = new Map<number, string>()
  #task = NO_TASK_SET

  constructor(bot: Bot, day: number, row: number, timeline: Timeline) {
    const columns = bot.day(day)
    this.bot = bot
    this.timeline = timeline
    this.#contactIntent = contactIntentOf(bot, day, row)
    this.language = languageFor(bot, bot.languages[columns.language[row]!] ?? 'en', timeline.tasks, this.#contactIntent)
    this.phrases = bot.pack.phrases[this.language]!
    this.company = companyOf(bot)
    this.queue = queueFor(bot, day, row).queueName
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

  /** The wordings of a task's intent. */
  texts(task: number): IntentTexts {
    const { texts } = this.intent(task)
    return (ownOf(texts, this.language) ?? texts.en)!
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
  phrase(list: readonly string[], without?: string): string {
    return this.#unlikeLast(wordingsOf(list), this.#fillPhrase, without)
  }

  /** The next wording of a list of the intent at hand, filled; never the text that was said just before. */
  intentPhrase(list: readonly string[]): string {
    return this.#unlikeLast(wordingsOf(list), this.#fillIntent)
  }

  /** `intentPhrase` for a list that is gone through from its beginning, whatever was said before. */
  intentPhraseAnew(list: readonly string[]): string {
    this.#used.delete(wordingsOf(list))
    return this.intentPhrase(list)
  }

  /** Questions of a task that no turn of its own answers; the last ones, as they are asked in their order. */
  openQuestions(task: number): IntentTexts['questions'] {
    const { turns } = this.timeline
    let told = 0
    for (const turn of turns) if (turn.task === task && turn.kind === 'slot') told++
    return this.texts(task).questions.slice(told)
  }

  /** One wording of the intent at hand, filled. */
  fill(template: Template): string {
    return this.#render(template, this.#fillIntent)
  }

  /** The next pair of a list of phrases: both texts come filled when they are asked for. */
  pair(list: PairList): LinePair {
    return this.#pair(list, this.#fillPhrase)
  }

  /** `pair` for a list of the intent at hand. */
  intentPair(list: PairList): LinePair {
    return this.#pair(list, this.#fillIntent)
  }

  /** The value of a slot of a task: the same in every text. */
  value(task: number, slot: string): string {
    const before = this.#task
    this.#task = task
    const value = this.#fillIntent(slot, hashText(slot))
    this.#task = before
    return value
  }

  #pair(list: PairList, fill: FillSlot): LinePair {
    const wordings = pairsOf(list)
    let pair = this.#next(wordings)
    if (this.#render(pair.user, fill) === this.lastText) pair = this.#next(wordings)
    return { user: () => this.#render(pair.user, fill), other: () => this.#render(pair.other, fill) }
  }

  /** The next wording, filled, whose text is not that which was said just before. */
  #unlikeLast(wordings: Wordings<Template>, fill: FillSlot, without?: string): string {
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
  #next<T extends Template | PairTemplates>(wordings: Wordings<T>): T {
    const { items, hash } = wordings
    const used = this.#used.get(wordings) ?? 0
    this.#used.set(wordings, used + 1)
    const lot = hash2(this.#seed, hash)
    const step = lot & 1 ? 1 : items.length - 1
    return items[((lot >>> 1) + used * step) % items.length]!
  }

  #render(template: Template, fill: FillSlot): string {
    return render(template, fill, hash2(this.#seed, this.message))
  }

  readonly #fillIntent = (name: string, hash: number): string => {
    if (name === 'company') return this.company
    const kind = ownOf(this.intent(this.#task).slots, name)
    return this.#drawn(kind ?? name, this.#task, hash)
  }

  readonly #fillPhrase = (name: string, hash: number): string => {
    switch (name) {
      case 'company':
        return this.company
      case 'agent':
        return this.agentName
      case 'queue':
        return this.queue
      case 'topic':
        return this.#topic(this.intent(this.#task))
      case 'topic1':
        return this.#otherTopic(0)
      case 'topic2':
        return this.#otherTopic(1)
    }
    const own = name === 'reference' ? this.intent(this.#task).slots.reference : undefined
    if (own !== undefined) return this.#drawn(own, this.#task, hash)
    // Without a task each message speaks of something else: notifications.
    return this.#drawn(PHRASE_KINDS.get(name) ?? name, this.#task >= 0 ? this.#task : -2 - this.message, hash ^ WORDS)
  }

  #drawn(kind: string, task: number, hash: number): string {
    const seed = hash3(this.#seed, task, hash)
    let value = this.#values.get(seed)
    if (value === undefined) {
      value = slotMaker(this.bot.pack, kind)(seed, this.#context)
      this.#values.set(seed, value)
    }
    return value
  }

  #topic(intent: PackIntent): string {
    return (ownOf(intent.topic, this.language) ?? intent.topic.en)!
  }

  /** Topics of two intents that are not the same. */
  #otherTopic(which: 0 | 1): string {
    const { intents } = this.bot.pack
    const lot = this.lot(0x70f1c)
    const first = lot % intents.length
    const second = (first + 1 + ((lot >>> 12) % Math.max(1, intents.length - 1))) % intents.length
    return this.#topic(intents[which === 0 ? first : second]!)
  }
}

/** Pairs of wordings: what the customer says, and what bot or agent says to it. */
export type PairList = readonly (UserThenBot | UserThenAgent)[]

/** What the customer says, and what bot or agent says to it. */
export interface LinePair {
  readonly user: () => string
  readonly other: () => string
}

/** The language of the session where phrases and the intents talked about have wordings in it, else English. */
function languageFor(bot: Bot, language: string, tasks: readonly Task[], contactIntent: number): string {
  const { phrases, intents } = bot.pack
  if (ownOf(phrases, language) === undefined || ownOf(intents[contactIntent]?.texts, language) === undefined)
    return 'en'
  for (const task of tasks) if (ownOf(intents[task.intent]?.texts, language) === undefined) return 'en'
  return language
}
