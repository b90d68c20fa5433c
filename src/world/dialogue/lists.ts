import { MOODS, type UserThenAgent, type UserThenBot, type Wording } from '../pack.ts'
import { hash2, hashText } from '../random.ts'
import { parseTemplate, type Template } from './template.ts'
import { decisiveBits, fitsOf, sayOf } from './wordings.ts'

const ALWAYS = fitsOf({})
const MOOD_SHIFT = 8
const EVERY_MOOD = 0xf
const ANNOYED = 1 << (MOOD_SHIFT + MOODS.indexOf('annoyed'))

/** How somebody likes to talk: shortly, in any way, at length. */
export type Style = 'terse' | 'plain' | 'polite'
const STYLES = 3

/** What stands in a list: a wording or a pair. */
interface Choosable {
  /** Where it fits. */
  readonly fits: number
  /** Signs of it, for who likes it short or long. */
  readonly length: number
}

/** A wording. It is split when it is first said: a list is read for one of its wordings, and most sessions end before the others. */
export class SplitWording implements Choosable {
  readonly fits: number
  readonly length: number
  /** Slots that are asked for and named in it, as bits by their place in `PackIntent.asked`. */
  readonly needs: number
  readonly #wording: Wording
  #template: Template | undefined
  #isBare: boolean | undefined
  #reason: Template | undefined
  #next: Template | undefined

  constructor(wording: Wording, asked: readonly string[]) {
    const text = sayOf(wording)
    this.fits = typeof wording === 'string' ? ALWAYS : fitsOf(wording)
    this.length = text.length
    this.needs = asked.reduce((bits, slot, index) => (names(text, slot) ? bits | (1 << index) : bits), 0)
    this.#wording = wording
  }

  get template(): Template {
    this.#template ??= parseTemplate(sayOf(this.#wording))
    return this.#template
  }

  /** It is, or may be by its choices, but the value of a slot, and makes no sentence. */
  get isBare(): boolean {
    this.#isBare ??= mayBeBare(this.template)
    return this.#isBare
  }

  /** Sentences of a summary that go with it. */
  get reason(): Template | undefined {
    if (typeof this.#wording === 'string' || this.#wording.reason === undefined) return undefined
    this.#reason ??= parseTemplate(this.#wording.reason)
    return this.#reason
  }

  get next(): Template | undefined {
    if (typeof this.#wording === 'string' || this.#wording.next === undefined) return undefined
    this.#next ??= parseTemplate(this.#wording.next)
    return this.#next
  }
}

/** Whether a text names a slot, in whatever form. */
function names(text: string, slot: string): boolean {
  const start = `{${slot}`
  for (let at = text.indexOf(start); at >= 0; at = text.indexOf(start, at + 1)) {
    const after = text[at + start.length]
    if (after === '}' || after === ':' || after === '|') return true
  }
  return false
}

/** What two people say, split. */
export interface SaidPair extends Choosable {
  readonly user: SayList<SplitWording> | undefined
  readonly other: SayList<SplitWording>
  readonly needs: number
}

/** Pairs as packs have them: what the customer says, and what bot or agent says to it. */
export type Pairs = readonly (UserThenBot | UserThenAgent | PairWithoutUser)[]
type PairWithoutUser = Omit<UserThenBot, 'user'> & { readonly user?: UserThenBot['user'] }

/** Those of a list that may be said in one place. */
export interface FittingItems<T> {
  readonly items: readonly T[]
  /** The first so many are for the mood alone. */
  readonly special: number
}

const NO_ITEMS: FittingItems<never> = { items: [], special: 0 }

/** The wordings of a list, split. */
export class SayList<T extends Choosable> {
  readonly items: readonly T[]
  /** 32 bits out of the texts, so that lists are told apart. */
  readonly hash: number
  /** Bits of a place on which it hangs what of it may be said: most lists look at the mood or at nothing. */
  readonly #decisive: number
  readonly #choices = new Map<number, FittingItems<T>>()
  /** The one asked for last: most sessions of a time are of the same place and style. */
  #lastKey = -1
  #last: FittingItems<T> = NO_ITEMS

  constructor(items: readonly T[], texts: readonly string[]) {
    this.items = items
    this.hash = hashText(texts.join())
    this.#decisive = decisiveBits(items.map(({ fits }) => fits))
  }

  /** What may be said in a place (`whenBits`; 0: anywhere) by somebody of a style; all when nothing fits. */
  in(when: number, style: Style): FittingItems<T> {
    const place = when & this.#decisive
    const key = place * STYLES + (style === 'plain' ? 0 : style === 'terse' ? 1 : 2)
    if (key === this.#lastKey) return this.#last
    let choice = this.#choices.get(key)
    if (choice === undefined) {
      choice = choiceOf(this.items, place, style)
      this.#choices.set(key, choice)
    }
    this.#lastKey = key
    this.#last = choice
    return choice
  }
}

function choiceOf<T extends Choosable>(all: readonly T[], when: number, style: Style): FittingItems<T> {
  const fit = all.filter(({ fits }) => (fits & when) === when)
  const isSpecial = ({ fits }: T): boolean => ((fits >>> MOOD_SHIFT) & EVERY_MOOD) !== EVERY_MOOD
  const angry = (when & ANNOYED) === 0 ? [] : fit.filter(isSpecial)
  // Who is annoyed does not talk as others do from one line to the next.
  if (angry.length > 1) return allSpecial(ofStyle(angry, style))
  const items = ofStyle(fit.length === 0 ? all : fit, style)
  const special = items.filter(isSpecial)
  return { items: [...special, ...items.filter(item => !isSpecial(item))], special: special.length }
}

const allSpecial = <T>(items: readonly T[]): FittingItems<T> => ({ items, special: items.length })

/** The shorter or the longer ones of some; of a few, all. */
function ofStyle<T extends Choosable>(items: readonly T[], style: Style): readonly T[] {
  if (style === 'plain' || items.length < 4) return items
  const sorted = items.map(({ length }) => length).sort((a, b) => a - b)
  const limit = sorted[Math.floor(sorted.length * (style === 'terse' ? 0.6 : 0.4))]!
  return items.filter(({ length }) => (style === 'terse' ? length <= limit : length >= limit))
}

/** Where a session begins in a choice, by 32 bits of its own: with what is for the mood in two of three. */
export function beginIn({ items, special }: FittingItems<unknown>, lot: number): number {
  return special > 0 && hash2(lot, 1) % 3 < 2 ? lot % special : lot % items.length
}

/** Lists of a pack's words, each split when it is first needed. */
export class Lists {
  readonly #asked: readonly string[]
  readonly #lists = new Map<readonly Wording[], SayList<SplitWording>>()
  readonly #pairs = new Map<Pairs, SayList<SaidPair>>()

  /** @param asked slots that the customer is asked for, where the words are of an intent */
  constructor(asked: readonly string[] = []) {
    this.#asked = asked
  }

  list(list: readonly Wording[]): SayList<SplitWording> {
    let found = this.#lists.get(list)
    if (found === undefined) {
      found = this.#split(list)
      this.#lists.set(list, found)
    }
    return found
  }

  pairs(list: Pairs): SayList<SaidPair> {
    let found = this.#pairs.get(list)
    if (found === undefined) {
      const items = list.map(pair => this.#pair(pair))
      found = new SayList(
        items,
        list.map(pair => JSON.stringify(pair)),
      )
      this.#pairs.set(list, found)
    }
    return found
  }

  #pair(pair: Pairs[number]): SaidPair {
    const user = pair.user === undefined ? undefined : this.#side(pair.user)
    const other = this.#side('bot' in pair ? pair.bot : pair.agent)
    const needs = (side: SayList<SplitWording> | undefined): number =>
      side?.items.reduce((all, one) => all | one.needs, 0) ?? 0
    return { fits: fitsOf(pair), length: user?.items[0]?.length ?? 0, needs: needs(user) | needs(other), user, other }
  }

  #side(side: string | readonly Wording[]): SayList<SplitWording> {
    return this.#split(typeof side === 'string' ? [side] : side)
  }

  #split(list: readonly Wording[]): SayList<SplitWording> {
    return new SayList(
      list.map(wording => new SplitWording(wording, this.#asked)),
      list.map(sayOf),
    )
  }
}

/** Whether a wording may come to a text without a word of its own. */
function mayBeBare({ parts, end }: Template): boolean {
  const isWordless = ({ before, choices }: Template['parts'][number]): boolean =>
    !/\p{L}/u.test(before) && (choices.length === 0 || choices.some(mayBeBare))
  return !/\p{L}/u.test(end) && parts.every(isWordless)
}
