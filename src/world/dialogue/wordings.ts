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

/** A place in a talk: where, when, with whom, and whether he has waited for a human. */
export interface WordingPlace {
  readonly medium: Medium
  readonly daypart: Daypart
  readonly mood: Mood
  readonly waited: boolean
}

const WAITED = [false, true]

/** A place as four bits of fourteen: a wording fits when it has all four. */
export function whenBits({ medium, daypart, mood, waited }: WordingPlace): number {
  return bitOf(MEDIUMS, medium, 0) | bitOf(DAYPARTS, daypart, 4) | bitOf(MOODS, mood, 8) | bitOf(WAITED, waited, 12)
}

/** Every place there is. */
export const EVERY_PLACE: readonly number[] = MEDIUMS.flatMap(medium =>
  DAYPARTS.flatMap(daypart => MOODS.flatMap(mood => WAITED.map(waited => whenBits({ medium, daypart, mood, waited })))),
)

function bitOf<T>(all: readonly T[], one: T, shift: number): number {
  return 1 << (all.indexOf(one) + shift)
}

/** The bits of all places in which something fits. */
export function fitsOf({ on, at, mood, waited }: WordingCondition): number {
  const wait = waited === undefined ? bitOf(WAITED, true, 12) | bitOf(WAITED, false, 12) : bitOf(WAITED, waited, 12)
  return bitsOf(MEDIUMS, on, 0) | bitsOf(DAYPARTS, at, 4) | bitsOf(MOODS, mood, 8) | wait
}

function bitsOf<T extends string>(all: readonly T[], some: T | readonly T[] | undefined, shift: number): number {
  if (some === undefined) return 0xf << shift
  const list: readonly T[] = typeof some === 'string' ? [some] : some
  return list.reduce((bits, one) => bits | bitOf(all, one, shift), 0)
}

/** What a wording says, without its conditions. */
export const sayOf = (wording: Wording): string => (typeof wording === 'string' ? wording : wording.say)
