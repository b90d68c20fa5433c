import type { Bot } from '../bot.ts'
import { hash2, hash3, hashText } from '../random.ts'
import type { Task, Timeline } from '../sessions/types.ts'
import type { IntentTexts, PackIntent, PackPhrases, UserThenBot } from '../spec.ts'
import { type SlotContext, slotMaker } from './slots.ts'
import { companyOf, matterOf, queueFor } from './staff.ts'
import { type Fill, type PairTemplates, pairsOf, render, type Template, type Wordings, wordingsOf } from './template.ts'

const WORDS = 0x3057d5
const NO_TASK = -1

/** Slots of phrases that are drawn; those of the talk itself (company, topic, agent, queue) are known. */
const PHRASE_KINDS: Readonly<Record<string, string>> = {
  minutes: 'number:2..9',
  reference: 'code:R-#######',
  amount: 'amount:12..900',
  date: 'date:1..9',
  time: 'time',
}

/**
 * The words of one session: picks wordings and fills their slots. What it picks depends on the session's address, the list
 * and how often the list was used before in this session, so the same list is gone through without repeating itself.
 */
export class Words {
  readonly bot: Bot
  readonly timeline: Timeline
  readonly phrases: PackPhrases
  readonly language: string
  readonly company: string
  readonly queue: string
  /** First name of the agent who speaks. */
  agent = ''
  /** The text before the next one. */
  last = ''
  /** Number of the next message: choices inside a wording depend on it. */
  message = 0
  readonly #seed: number
  readonly #context: SlotContext
  readonly #matter: number
  readonly #used = new Map<Wordings<unknown>, number>()
  readonly #values = new Map<number, string>()
  #task = NO_TASK

  constructor(bot: Bot, day: number, row: number, timeline: Timeline) {
    const columns = bot.day(day)
    this.bot = bot
    this.timeline = timeline
    this.#matter = matterOf(bot, day, row)
    this.language = languageFor(bot, bot.languages[columns.language[row]!] ?? 'en', timeline.tasks, this.#matter)
    this.phrases = bot.pack.phrases[this.language]!
    this.company = companyOf(bot)
    this.queue = queueFor(bot, day, row).queueName
    this.#seed = hash3(bot.salt ^ WORDS, day, row)
    this.#context = { bot, day, user: columns.user[row]!, language: this.language }
  }

  /** Task whose slots texts are filled with from here on; -1 for none. */
  about(task: number): void {
    this.#task = task
  }

  /** What a task is about; for -1 what brought the customer here. */
  intent(task: number): PackIntent {
    const { intents } = this.bot.pack
    return intents[this.timeline.tasks[task]?.intent ?? this.#matter]!
  }

  /** The wordings of a task's intent. */
  texts(task: number): IntentTexts {
    const { texts } = this.intent(task)
    return (texts[this.language] ?? texts.en) as IntentTexts
  }

  /** A place to begin in a list of a given length, the same for the whole session. */
  first(length: number): number {
    return hash2(this.#seed, length) % length
  }

  /** 32 bits for a purpose at the next message. */
  lot(purpose: number): number {
    return hash3(this.#seed, this.message, purpose)
  }

  /** Whether a task's matter is one of the queue that the session is handed over to. */
  isOfQueue(task: number): boolean {
    return this.bot.pack.intents[this.#matter]?.queue === this.intent(task).queue
  }

  /**
   * The next wording of a list of phrases, filled; never the text that was said just before.
   * @param without a slot that had better not be named; it is when every wording does
   */
  phrase(list: readonly string[], without?: string): string {
    return this.#unlike(wordingsOf(list), this.#fillPhrase, without)
  }

  /** The next wording of a list of the intent at hand, filled; never the text that was said just before. */
  own(list: readonly string[]): string {
    return this.#unlike(wordingsOf(list), this.#fillOwn)
  }

  /** `own` for a list that is gone through from its beginning, whatever was said before. */
  ownAnew(list: readonly string[]): string {
    this.#used.delete(wordingsOf(list))
    return this.own(list)
  }

  /** Questions of a task that no turn of its own answers; the last ones, as they are asked in their order. */
  untold(task: number): IntentTexts['questions'] {
    const { turns } = this.timeline
    let told = 0
    for (const turn of turns) if (turn.task === task && turn.kind === 'slot') told++
    return this.texts(task).questions.slice(told)
  }

  /** One wording of the intent at hand, filled. */
  line(template: Template): string {
    return this.#render(template, this.#fillOwn)
  }

  /** The next pair of a list of phrases: both texts come filled when they are asked for. */
  pair(list: readonly (UserThenBot | { readonly user: string; readonly agent: string })[], own = false): Exchange {
    const wordings = pairsOf(list)
    const fill = own ? this.#fillOwn : this.#fillPhrase
    let pair = this.#next(wordings)
    if (this.#render(pair.user, fill) === this.last) pair = this.#next(wordings)
    return { user: () => this.#render(pair.user, fill), answer: () => this.#render(pair.other, fill) }
  }

  /** The value of a slot of a task: the same in every text. */
  value(task: number, slot: string): string {
    const before = this.#task
    this.#task = task
    const value = this.#fillOwn(slot, hashText(slot))
    this.#task = before
    return value
  }

  #unlike(wordings: Wordings<Template>, fill: Fill, without?: string): string {
    let text = ''
    for (let tries = 0; tries < wordings.items.length; tries++) {
      const template = this.#next(wordings)
      if (without !== undefined && text !== '' && template.slots.includes(without)) continue
      const next = this.#render(template, fill)
      if (next === this.last) continue
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

  #render(template: Template, fill: Fill): string {
    return render(template, fill, hash2(this.#seed, this.message))
  }

  readonly #fillOwn = (name: string, hash: number): string => {
    if (name === 'company') return this.company
    const kind = this.intent(this.#task).slots[name]
    return this.#drawn(kind ?? name, this.#task, hash)
  }

  readonly #fillPhrase = (name: string, hash: number): string => {
    switch (name) {
      case 'company':
        return this.company
      case 'agent':
        return this.agent
      case 'queue':
        return this.queue
      case 'topic':
        return this.#topic(this.intent(this.#task))
      case 'topic1':
        return this.#other(0)
      case 'topic2':
        return this.#other(1)
    }
    const own = name === 'reference' ? this.intent(this.#task).slots.reference : undefined
    if (own !== undefined) return this.#drawn(own, this.#task, hash)
    // Without a task each message speaks of something else: notifications.
    return this.#drawn(PHRASE_KINDS[name] ?? name, this.#task >= 0 ? this.#task : -2 - this.message, hash ^ WORDS)
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
    return (intent.topic[this.language] ?? intent.topic.en) as string
  }

  /** Topics of two intents that are not the same. */
  #other(which: 0 | 1): string {
    const { intents } = this.bot.pack
    const lot = this.lot(0x70f1c)
    const first = lot % intents.length
    const second = (first + 1 + ((lot >>> 12) % Math.max(1, intents.length - 1))) % intents.length
    return this.#topic(intents[which === 0 ? first : second]!)
  }
}

/** A question of the customer's and its answer. */
export interface Exchange {
  readonly user: () => string
  readonly answer: () => string
}

/** The language of the session where phrases and the intents talked about have wordings in it, else English. */
function languageFor(bot: Bot, language: string, tasks: readonly Task[], matter: number): string {
  const { phrases, intents } = bot.pack
  if (phrases[language] === undefined || intents[matter]?.texts[language] === undefined) return 'en'
  for (const task of tasks) if (intents[task.intent]?.texts[language] === undefined) return 'en'
  return language
}
