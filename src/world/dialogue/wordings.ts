import {
  DAYPARTS,
  type Daypart,
  MEDIUMS,
  type Medium,
  MOODS,
  type Mood,
  type Wording,
  type WordingCondition,
} from '../pack.ts'

/** A place in a talk: where, when, with whom, whether he has waited for a human, been asked something, said thank you, been asked for a number or something personal. */
export interface WordingPlace {
  readonly medium: Medium
  readonly daypart: Daypart
  readonly mood: Mood
  readonly waited: boolean
  readonly asked: boolean
  readonly thanked: boolean
  readonly sensitive: boolean
}

const EITHER = [false, true]

/** A place as seven bits of twenty: a wording fits when it has all seven. */
export function whenBits({ medium, daypart, mood, waited, asked, thanked, sensitive }: WordingPlace): number {
  const talk = bitOf(MEDIUMS, medium, 0) | bitOf(DAYPARTS, daypart, 4) | bitOf(MOODS, mood, 8)
  const said = bitOf(EITHER, waited, 12) | bitOf(EITHER, asked, 14) | bitOf(EITHER, thanked, 16)
  return talk | said | bitOf(EITHER, sensitive, 18)
}

/** What may or may not have been said or waited for, in all its combinations. */
const TALKS = EITHER.flatMap(waited =>
  EITHER.flatMap(asked => EITHER.flatMap(thanked => EITHER.map(sensitive => ({ waited, asked, thanked, sensitive })))),
)

/** Every place there is. */
export const EVERY_PLACE: readonly number[] = MEDIUMS.flatMap(medium =>
  DAYPARTS.flatMap(daypart => MOODS.flatMap(mood => TALKS.map(talk => whenBits({ medium, daypart, mood, ...talk })))),
)

function bitOf<T>(all: readonly T[], one: T, shift: number): number {
  return 1 << (all.indexOf(one) + shift)
}

/** The bits of all places in which something fits. */
export function fitsOf({ on, at, mood, waited, asked, thanked, sensitive }: WordingCondition): number {
  const talk = bitsOf(MEDIUMS, on, 0) | bitsOf(DAYPARTS, at, 4) | bitsOf(MOODS, mood, 8)
  return talk | eitherBits(waited, 12) | eitherBits(asked, 14) | eitherBits(thanked, 16) | eitherBits(sensitive, 18)
}

function eitherBits(wanted: boolean | undefined, shift: number): number {
  return wanted === undefined ? 0b11 << shift : bitOf(EITHER, wanted, shift)
}

function bitsOf<T extends string>(all: readonly T[], some: T | readonly T[] | undefined, shift: number): number {
  if (some === undefined) return 0xf << shift
  const list: readonly T[] = typeof some === 'string' ? [some] : some
  return list.reduce((bits, one) => bits | bitOf(all, one, shift), 0)
}

const CALM = bitOf(MOODS, 'calm', 8)

/** Whether something, by its bits, is said by people in no particular mood too. */
export const fitsCalm = (fits: number): boolean => (fits & CALM) !== 0

/** What a wording says, without its conditions. */
export const sayOf = (wording: Wording): string => (typeof wording === 'string' ? wording : wording.say)
