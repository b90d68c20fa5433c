import { memoize } from '../../memory/memoize.ts'
import {
  type Condition,
  DAYPARTS,
  type Daypart,
  MEDIUMS,
  type Medium,
  MOODS,
  type Mood,
  type UserThenAgent,
  type UserThenBot,
  type Wording,
} from '../pack.ts'
import { hashText } from '../random.ts'
import { parseTemplate, type Template } from './template.ts'

/** A wording, split, and where it fits: bits of `whenBits`. */
export interface Said extends Template {
  readonly fits: number
  /** Sentences of a summary that go with it. */
  readonly reason?: Template
  readonly next?: Template
}

/** What two people say, split: each side has one wording or more. */
interface SaidPair {
  readonly fits: number
  readonly user: WordingList
  readonly other: WordingList
}

/** The wordings of a list, split. */
export interface ListOf<T extends { readonly fits: number }> {
  readonly items: readonly T[]
  /** 32 bits out of the texts, so that lists are told apart. */
  readonly hash: number
  /** Some fit in places only. */
  readonly isConditional: boolean
}

export type WordingList = ListOf<Said>
export type PairList = ListOf<SaidPair>

/** Pairs of wordings: what the customer says, and what bot or agent says to it. */
export type Pairs = readonly (UserThenBot | UserThenAgent)[]

const ALL = 0xfff

/** Medium, part of the day and mood as three bits of twelve: a wording fits when it has all three. */
export function whenBits(medium: Medium, daypart: Daypart, mood: Mood): number {
  return bitOf(MEDIUMS, medium, 0) | bitOf(DAYPARTS, daypart, 4) | bitOf(MOODS, mood, 8)
}

/** Every place there is. */
export const EVERYWHERE: readonly number[] = MEDIUMS.flatMap(medium =>
  DAYPARTS.flatMap(daypart => MOODS.map(mood => whenBits(medium, daypart, mood))),
)

function bitOf<T>(all: readonly T[], one: T, shift: number): number {
  return 1 << (all.indexOf(one) + shift)
}

/** The bits of all places in which something fits. */
export function fitsOf({ on, at, mood }: Condition): number {
  return bitsOf(MEDIUMS, on, 0) | bitsOf(DAYPARTS, at, 4) | bitsOf(MOODS, mood, 8)
}

function bitsOf<T extends string>(all: readonly T[], some: T | readonly T[] | undefined, shift: number): number {
  if (some === undefined) return 0xf << shift
  const list: readonly T[] = typeof some === 'string' ? [some] : some
  return list.reduce((bits, one) => bits | bitOf(all, one, shift), 0)
}

/** What a wording says, without its conditions. */
export const sayOf = (wording: Wording): string => (typeof wording === 'string' ? wording : wording.say)

/** The wordings of a list, split; kept for as long as the list. */
export const wordingsOf = memoize((list: readonly Wording[]): WordingList => listOf(list.map(saidOf), list.map(sayOf)))

/** The pairs of a list, split; kept for as long as the list. */
export const pairsOf = memoize(
  (list: Pairs): PairList =>
    listOf(
      list.map(pair => ({
        fits: fitsOf(pair),
        user: sideOf(pair.user),
        other: sideOf('bot' in pair ? pair.bot : pair.agent),
      })),
      list.map(({ user }) => (typeof user === 'string' ? user : user.map(sayOf).join())),
    ),
)

/** One side of a pair. */
function sideOf(side: string | readonly Wording[]): WordingList {
  return typeof side === 'string' ? listOf([saidOf(side)], [side]) : wordingsOf(side)
}

function listOf<T extends { readonly fits: number }>(items: readonly T[], texts: readonly string[]): ListOf<T> {
  return { items, hash: hashText(texts.join()), isConditional: items.some(({ fits }) => fits !== ALL) }
}

function saidOf(wording: Wording): Said {
  if (typeof wording === 'string') return { ...parseTemplate(wording), fits: ALL }
  const { say, reason, next } = wording
  return {
    ...parseTemplate(say),
    fits: fitsOf(wording),
    ...(reason === undefined ? {} : { reason: parseTemplate(reason) }),
    ...(next === undefined ? {} : { next: parseTemplate(next) }),
  }
}

const placesOf = memoize((_: object) => new Map<number, ListOf<never>>())

/** Those of a list that fit in a place; all of it when none does. The same list for the same place. */
export function fitting<T extends { readonly fits: number }>(list: ListOf<T>, when: number): ListOf<T> {
  if (!list.isConditional) return list
  const known = placesOf(list) as Map<number, ListOf<T>>
  let found = known.get(when)
  if (found === undefined) {
    const items = list.items.filter(({ fits }) => (fits & when) === when)
    found = items.length === 0 ? list : { items, hash: list.hash, isConditional: false }
    known.set(when, found)
  }
  return found
}

/** Those of a list that say more than the bare value of a slot, so that they can stand beside others; all when none does. */
export const statementsOf = memoize((list: readonly Wording[]) =>
  someOf(list, ({ parts, end }) => /\p{L}/u.test(end + parts.map(part => part.before).join(''))),
)

/** Those of a list that name no slot; all when each does. */
export const plainOf = memoize((list: readonly Wording[]) => someOf(list, ({ slots }) => slots.length === 0))

const selectionsOf = memoize((_: readonly Wording[]) => new Map<string, readonly Wording[]>())

/** Those of a list that pass a test; the same array for the same ones, so that they are split once. */
export function selectionOf(
  list: readonly Wording[],
  test: (template: Template, index: number) => boolean,
): readonly Wording[] {
  const { items } = wordingsOf(list)
  let key = ''
  for (let i = 0; i < items.length; i++) key += test(items[i]!, i) ? '1' : '0'
  const ofList = selectionsOf(list)
  let found = ofList.get(key)
  if (found === undefined) {
    found = list.filter((_, i) => key[i] === '1')
    ofList.set(key, found)
  }
  return found
}

function someOf(list: readonly Wording[], test: (template: Template) => boolean): readonly Wording[] {
  const { items } = wordingsOf(list)
  const found = list.filter((_, i) => test(items[i]!))
  return found.length > 0 ? found : list
}
