import {
  type Condition,
  DAYPARTS,
  type Daypart,
  MEDIUMS,
  type Medium,
  MOODS,
  type Mood,
  type Wording,
} from '../pack.ts'

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
