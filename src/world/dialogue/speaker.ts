import { matterOf } from '../columns/matters.ts'
import { nextOpening } from '../desk/hours.ts'
import { companyOf } from '../desk/staff.ts'
import { countryOf } from '../homes.ts'
import { ownOf } from '../own.ts'
import type { Medium, Mood, PackIntent, PackPhrases } from '../pack.ts'
import { hash2, hash3, hashText } from '../random.ts'
import type { Bot } from '../types.ts'
import { beginIn, type SaidPair, type SayList, type SplitWording, type Style } from './lists.ts'
import { localeOf } from './locale.ts'
import { daypartAt, mediumNamed, moodOf, styleOf } from './manner.ts'
import { type SlotContext, slotMaker } from './slots.ts'
import { type Speech, speechIn } from './speech.ts'
import { queueFor } from './staff.ts'
import { type Draft, type FillSlot, nameInto, render, renderInto, type Template, UNHEARD } from './template.ts'
import { CALM, DAYPART_BITS, fitsCalm, mediumBit, moodBit, situationBits } from './wordings.ts'
import { formOf, languageOf } from './words.ts'

const WORDS = 0x3057d5
const TOPICS = 0x70f1c
const SAME = 0x5a3e

const NOTHING_BEFORE = situationBits({})
const AFTER_WAIT = situationBits({ waited: true })
const AFTER_QUESTION = situationBits({ asked: true })
const AFTER_SENSITIVE_QUESTION = situationBits({ asked: true, sensitive: true })
const AFTER_THANKS = situationBits({ thanked: true })

/** Slots of phrases that are drawn; those of the talk itself (company, topic, agent, queue, opening) are known. */
const PHRASE_KINDS: ReadonlyMap<string, string> = new Map([
  ['minutes', 'number:2..9'],
  ['reference', 'code:R-#######'],
  ['amount', 'amount:12..900'],
  ['date', 'date:2..6'],
  ['time', 'time'],
])
const PHRASE_SLOTS: ReadonlySet<string> = new Set(['company', 'agent', 'queue', 'topic', 'topic1', 'topic2', 'opens'])

/** Whether a phrase may name that slot, whatever the pack. */
export const knowsPhraseSlot = (name: string): boolean => PHRASE_SLOTS.has(name) || PHRASE_KINDS.has(name)

/** Where a session is, and what it is about. */
export interface SessionTalk {
  readonly bot: Bot
  readonly day: number
  readonly row: number
  /** Intents of its tasks. */
  readonly tasks: readonly { readonly intent: number }[]
  /** ms UTC, by message. */
  readonly times: readonly number[]
}

/** What may be said: `list` for a side of a style. */
export interface SayOptions {
  readonly style?: Style
  /** Which of the list; those that do not are taken only when there is nothing else. */
  readonly accepts?: (said: SplitWording) => boolean
}

/** Which of a list, for whom and where. */
interface ChoiceOf<T> {
  readonly style: Style
  readonly accepts: (item: T) => boolean
  readonly when: number
}

/**
 * All that can be said in one session: chooses wordings of the pack and fills their slots. What it chooses depends on the
 * session's address, the list and how often the list was used before in this session, so the same list is gone through
 * without repeating itself.
 */
export class Speaker {
  readonly speech: Speech
  readonly language: string
  readonly medium: Medium
  readonly mood: Mood
  readonly style: Style
  /** First name of the agent who speaks. */
  agentName = ''
  /** Minutes until somebody takes it, while that is spoken of. */
  minutesLeft: number | undefined
  /** Nobody reads what is said now: it is chosen, so that what follows is the same, and not put into words. */
  isUnheard = false
  /** What the queue that is spoken of is called. */
  queue: string
  #message = 0
  #isCustomer = false
  /** The customer has said something that people say in his mood alone: before that nobody can know it. */
  #showsMood = false
  /** The place of the message at hand for who speaks, and with the mood of the customer. */
  #when = 0
  readonly #mediumBit: number
  readonly #moodBit: number
  #whenOfCustomer = 0
  readonly #talk: SessionTalk
  readonly #seed: number
  readonly #context: SlotContext
  readonly #contactIntent: number
  readonly #used = new Map<SayList<SplitWording> | SayList<SaidPair>, number>()
  readonly #values = new Map<number, string>()
  /** Acts rendered so far: no two choose alike. */
  #acts = 0
  #task = -1

  constructor(talk: SessionTalk) {
    const { bot, day, row } = talk
    const columns = bot.day(day)
    const language = bot.languages[columns.language[row]!] ?? ''
    this.language = languageOf(bot.pack, language)
    this.speech = speechIn(bot.pack, language, countryOf({ bot, language: this.language }))
    this.medium = mediumNamed(bot.channels[columns.channel[row]!]!)
    this.mood = moodOf(bot, day, row)
    this.#mediumBit = mediumBit(this.medium)
    this.#moodBit = moodBit(this.mood)
    this.style = styleOf(bot, columns.user[row]!)
    this.queue = this.queueName(queueFor(bot, day, row).queueName)
    this.#talk = talk
    this.#seed = hash3(bot.salt ^ WORDS, day, row)
    this.#context = { bot, day, user: columns.user[row]!, language: this.language, start: talk.times[0] }
    this.#contactIntent = matterOf(columns, row)
    this.begin(0, false)
  }

  /** Number of the message at hand. */
  get message(): number {
    return this.#message
  }

  /** Begins a message. */
  begin(message: number, isCustomer: boolean): void {
    this.#message = message
    this.#isCustomer = isCustomer
    this.#place(NOTHING_BEFORE)
  }

  /** The agent speaks to somebody who has waited for him. */
  afterWait(): void {
    this.#place(AFTER_WAIT)
  }

  /**
   * The customer has been asked something: what he says stands as the answer, or in its place.
   * @param sensitive for a number, a code or something personal
   */
  afterQuestion(sensitive = false): void {
    this.#place(sensitive ? AFTER_SENSITIVE_QUESTION : AFTER_QUESTION)
  }

  /** The customer has, or has not, just said thank you. */
  afterThanks(thanked: boolean): void {
    this.#place(thanked ? AFTER_THANKS : NOTHING_BEFORE)
  }

  /** @param situation bits of what was said before */
  #place(situation: number): void {
    const { bot, times } = this.#talk
    const daypart = daypartAt(bot, times[this.#message] ?? times[0] ?? 0)
    const place = this.#mediumBit | DAYPART_BITS[daypart] | situation
    this.#whenOfCustomer = place | this.#moodBit
    this.#when = this.#isCustomer || this.#showsMood ? this.#whenOfCustomer : place | CALM
  }

  get phrases(): PackPhrases {
    return this.speech.phrases
  }

  /** What is spoken of from here on; -1: nothing in particular. */
  setTask(task: number): void {
    this.#task = task
  }

  /** What a task is about; for -1 what brought the customer here. */
  intent(task: number): PackIntent {
    return this.#talk.bot.pack.intents[this.#talk.tasks[task]?.intent ?? this.#contactIntent]!
  }

  /** What a queue is called in the language. */
  queueName(name: string): string {
    return ownOf(this.speech.words.queues, name) ?? name
  }

  /** 32 bits for a purpose at the message at hand. */
  lot(purpose: number): number {
    return hash3(this.#seed, this.message, purpose)
  }

  /** 32 bits for a purpose, the same for the whole session. */
  lotOfSession(purpose: number): number {
    return hash2(this.#seed, purpose)
  }

  /** The next wording of a list that may be said here. */
  next(list: SayList<SplitWording>, { style = 'plain', accepts = anything }: SayOptions = {}): SplitWording {
    const said = this.#next(list, { style, accepts, when: this.#when })
    if (this.#isCustomer && !fitsCalm(said.fits)) this.#showsMood = true
    return said
  }

  /** The one of a list that somebody always says; `who` tells people apart. */
  same(list: SayList<SplitWording>, who: number): SplitWording {
    const { items } = list.in(this.#when, 'plain')
    return items[hash3(this.#seed, list.hash, who) % items.length]!
  }

  /** Puts a phrase into a text with the choices that somebody always makes. */
  putSame(draft: Draft, template: Template, who: number): void {
    draft.text += render(template, this.#fillPhrase, hash3(this.#seed, SAME, who))
  }

  /** The next pair of a list, for whom the customer speaks. */
  nextPair(list: SayList<SaidPair>, accepts: (pair: SaidPair) => boolean = anything): SaidPair {
    const pair = this.#next(list, { style: this.style, accepts, when: this.#whenOfCustomer })
    if (this.#isCustomer && !fitsCalm(pair.fits)) this.#showsMood = true
    return pair
  }

  /** Goes through what fits once before it begins again. */
  #next<T extends SplitWording | SaidPair>(list: SayList<T>, { style, accepts, when }: ChoiceOf<T>): T {
    const choice = list.in(when, style)
    const { items } = choice
    const key = list as SayList<SplitWording> | SayList<SaidPair>
    const used = this.#used.get(key) ?? 0
    const first = beginIn(choice, hash2(this.#seed, list.hash)) + used
    for (let i = 0; i < items.length; i++) {
      const item = items[(first + i) % items.length]!
      if (!accepts(item)) continue
      this.#used.set(key, used + i + 1)
      return item
    }
    this.#used.set(key, used + 1)
    return list.items.find(accepts) ?? items[first % items.length]!
  }

  /** Puts a wording of the intent at hand into a text. */
  putOfIntent(draft: Draft, template: Template): void {
    if (this.isUnheard) nameInto(draft, template, this.#fillIntent, this.#lotOfAct())
    else renderInto(draft, template, this.#fillIntent, this.#lotOfAct())
  }

  /** Puts a phrase into a text. What it names is not the matter's, so it is no slot of the line. */
  putPhrase(draft: Draft, template: Template): void {
    const lot = this.#lotOfAct()
    if (this.isUnheard && template.hasWord) draft.text = UNHEARD
    else draft.text += render(template, this.#fillPhrase, lot)
  }

  /** A sentence of a summary. */
  sentence(said: SplitWording | Template, isOfIntent: boolean): string {
    const template = 'template' in said ? said.template : said
    return render(template, isOfIntent ? this.#fillIntent : this.#fillPhrase, this.#lotOfAct())
  }

  #lotOfAct(): number {
    this.#acts++
    return hash2(this.#seed, this.#acts)
  }

  /** The value of a slot of a task, in its plain form: the same in every text. */
  value(task: number, slot: string): string {
    const before = this.#task
    this.#task = task
    const value = this.#fillIntent(slot, hashText(slot), '')
    this.#task = before
    return value
  }

  readonly #fillIntent: FillSlot = (name, hash, form) => {
    if (name === 'company') return companyOf(this.#talk.bot)
    const kind = ownOf(this.intent(this.#task).slots, name)
    return this.#drawn(kind ?? name, this.#task, hash, form)
  }

  readonly #fillPhrase: FillSlot = (name, hash, form) => {
    switch (name) {
      case 'company':
        return companyOf(this.#talk.bot)
      case 'agent':
        return this.agentName
      case 'queue':
        return this.queue
      case 'minutes':
        if (this.minutesLeft === undefined) break
        return String(this.minutesLeft)
      case 'opens':
        return this.#opens()
      case 'topic':
        return this.#topic(this.intent(this.#task), form)
      case 'topic1':
      case 'topic2':
        return this.#topic(this.#otherIntent(name === 'topic1'), form)
    }
    const own = name === 'reference' ? this.intent(this.#task).slots.reference : undefined
    if (own !== undefined) return this.#drawn(own, this.#task, hash, form)
    // Without a task each message speaks of something else: notifications.
    const task = this.#task >= 0 ? this.#task : -2 - this.message
    return this.#drawn(PHRASE_KINDS.get(name) ?? name, task, hash ^ WORDS, form)
  }

  #drawn(kind: string, task: number, hash: number, form: string): string {
    const seed = hash3(this.#seed, task, hash)
    if (form !== '') return slotMaker(this.#talk.bot.pack, kind)(seed, this.#context, form)
    let value = this.#values.get(seed)
    if (value === undefined) {
      value = slotMaker(this.#talk.bot.pack, kind)(seed, this.#context)
      this.#values.set(seed, value)
    }
    return value
  }

  #topic(intent: PackIntent, form: string): string {
    return formOf(this.speech.intent(intent).words.topic, form)
  }

  /** When somebody will be there again. */
  #opens(): string {
    const { bot, times } = this.#talk
    const { hour, isTomorrow } = nextOpening(bot, times[this.#message] ?? times[0] ?? 0)
    const { at, time } = localeOf(this.language, countryOf({ bot, language: this.language }))
    return at(time(hour, '00'), isTomorrow)
  }

  /** Two intents that are not the same. */
  #otherIntent(isFirst: boolean): PackIntent {
    const { intents } = this.#talk.bot.pack
    const lot = this.lot(TOPICS)
    const first = lot % intents.length
    const second = (first + 1 + ((lot >>> 12) % Math.max(1, intents.length - 1))) % intents.length
    return intents[isFirst ? first : second]!
  }
}

const anything = (): boolean => true
