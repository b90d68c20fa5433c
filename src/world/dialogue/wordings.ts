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
/** Bits of a place that say when, by the part of the day. */
export const DAYPART_BITS = Object.fromEntries(
  DAYPARTS.map(daypart => [daypart, bitOf(DAYPARTS, daypart, 4)]),
) as Readonly<Record<Daypart, number>>

/** What was said or waited for before a message. */
type Situation = Pick<WordingPlace, 'waited' | 'asked' | 'thanked' | 'sensitive'>

/** A place as seven bits of twenty: a wording fits when it has all seven. Who talks puts the parts below together himself: a place is looked at for every message. */
export function whenBits({ medium, daypart, mood, ...situation }: WordingPlace): number {
  return mediumBit(medium) | DAYPART_BITS[daypart] | moodBit(mood) | situationBits(situation)
}

/** Bits of a place that say where. */
export const mediumBit = (medium: Medium): number => bitOf(MEDIUMS, medium, 0)

/** Bits of a place that say with whom. */
export const moodBit = (mood: Mood): number => bitOf(MOODS, mood, 8)

/** Bits of a place that say what was said or waited for; what is not named was not. */
export function situationBits({
  waited = false,
  asked = false,
  thanked = false,
  sensitive = false,
}: Partial<Situation>): number {
  return (
    bitOf(EITHER, waited, 12) | bitOf(EITHER, asked, 14) | bitOf(EITHER, thanked, 16) | bitOf(EITHER, sensitive, 18)
  )
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

/** Of a fit, the bits by which each part of a place is told. */
const PARTS_OF_FIT = [0xf, 0xf << 4, 0xf << 8, 0b11 << 12, 0b11 << 14, 0b11 << 16, 0b11 << 18]

/** The bits of a place on which it hangs whether some things fit: of other places they need not be told apart. */
export const decisiveBits = (fits: readonly number[]): number =>
  PARTS_OF_FIT.filter(part => fits.some(one => (one & part) !== part)).reduce((bits, part) => bits | part, 0)

/** Of people in no particular mood. */
export const CALM = bitOf(MOODS, 'calm', 8)

/** Whether something, by its bits, is said by people in no particular mood too. */
export const fitsCalm = (fits: number): boolean => (fits & CALM) !== 0

/** What a wording says, without its conditions. */
export const sayOf = (wording: Wording): string => (typeof wording === 'string' ? wording : wording.say)
