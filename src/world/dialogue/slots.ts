import { memoize } from '../../memory/memoize.ts'
import { countryOf, homeOf, phoneNear, streetNear, townNear } from '../homes.ts'
import { ownOf } from '../own.ts'
import type { ContentPack } from '../pack.ts'
import { hash2, UNIT32 } from '../random.ts'
import { DAY } from '../time.ts'
import type { Bot } from '../types.ts'
import { identityOf, namesIn } from '../users.ts'
import { dateText, grouped, type Locale, localeOf, money } from './locale.ts'
import { formOf, wordsOf } from './words.ts'

/** For whom and when a slot is filled. */
export interface SlotContext {
  readonly bot: Bot
  /** UTC day number of the session. */
  readonly day: number
  /** Number of the customer. */
  readonly user: number
  /** Of the wordings, ISO 639-1. */
  readonly language: string
  /** ms UTC: when the session began, so that what is said of the same day is still to come. */
  readonly start?: number | undefined
}

/** Gives the value a slot has for 32 drawn bits; in a form, where the words of a list know it. */
export type SlotMaker = (seed: number, context: SlotContext, form?: string) => string

/** A kind of slot nobody knows; the message names it. */
export class SlotError extends Error {
  override name = 'SlotError'
}

const RANGE = /^(amount|money|number|date):(-?\d+)\.\.(-?\d+)$/
/** Of `digits:n`. */
const MOST_DIGITS = 64
const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ'

const makersOf = memoize((_: ContentPack) => new Map<string, SlotMaker>())

/**
 * What fills a slot of a kind; kept by pack. The kinds, `a..b` being a range with both ends inside:
 *
 * | Kind | Value |
 * |---|---|
 * | `amount:20..900` | money with cents, as the language writes it |
 * | `money:100..5000` | whole money, a round figure |
 * | `number:1..9` | a count |
 * | `date:-9..-1` | a day, counted from the session's |
 * | `month` | one of the three before the session's |
 * | `weekday`, `time` | a working day; a time within office hours, later on the day of the session while there is one |
 * | `officeTime` | a time within office hours, for any day |
 * | `digits:4` | that many digits |
 * | `code:RX-####A` | `#` is a digit, an `A` after `#` a letter |
 * | `list:cards` | an entry of the pack's list |
 * | `name`, `firstName`, `lastName` | a person, by Faker's names of the language |
 * | `customer`, `customerFirst`, `customerLast`, `email`, `customerPhone`, `postcode` | the customer's own, the same wherever he is named |
 * | `phone` | a number of his town, which nobody has |
 * | `city`, `street` | of his country, mostly the town in which he lives |
 * | `company` | one of the pack's firms |
 *
 * @throws SlotError for a kind that is none of these, and for a list that the pack's main language does not have
 */
export function slotMaker(pack: ContentPack, kind: string): SlotMaker {
  const known = makersOf(pack)
  let maker = known.get(kind)
  if (maker === undefined) {
    maker = makeMaker(pack, kind)
    known.set(kind, maker)
  }
  return maker
}

function makeMaker(pack: ContentPack, kind: string): SlotMaker {
  const plain = PLAIN.get(kind)
  if (plain !== undefined) return plain
  const range = RANGE.exec(kind)
  if (range !== null) return rangeMaker(range[1]!, Number(range[2]), Number(range[3]))
  const [name, detail = ''] = kind.split(':')
  if (name === 'digits' && Number(detail) <= MOST_DIGITS) return codeMaker('#'.repeat(Number(detail)))
  if (name === 'code') return codeMaker(detail)
  if (name !== 'list' || ownOf(wordsOf(pack, '').lists, detail) === undefined)
    throw new SlotError(`"${kind}" is not a kind of slot`)
  return (seed, context, form = '') => {
    const list = ownOf(wordsOf(pack, context.language, countryOf(context)).lists, detail) ?? []
    return formOf(list[seed % list.length] ?? '', form)
  }
}

/** Whether a kind of slot, where it is an entry of a list, has one in every language of a pack: for who checks a pack, as it reads the words of all. */
export function hasItsLists(pack: ContentPack, kind: string): boolean {
  const [name, detail = ''] = kind.split(':')
  return name !== 'list' || Object.values(pack.words).every(({ lists }) => ownOf(lists, detail) !== undefined)
}

function rangeMaker(kind: string, from: number, to: number): SlotMaker {
  const size = Math.max(1, to - from + 1)
  if (kind === 'number') return (seed, { language }) => grouped(localeOf(language), from + (seed % size))
  if (kind === 'date') return (seed, context) => dateText(locale(context), context.day + from + (seed % size))
  if (kind === 'amount') {
    // Small amounts are the common ones; one in five ends in .00 or .90.
    return (seed, context) => {
      const x = seed * UNIT32
      const whole = Math.floor(from + x * x * (to - from)) * 100
      const cents = seed % 10 === 0 ? 0 : seed % 10 === 1 ? 90 : hash2(seed, 1) % 100
      return money(locale(context), whole + cents, true)
    }
  }
  const step = to >= 20_000 ? 1000 : to >= 2000 ? 100 : to >= 200 ? 10 : 1
  const steps = Math.max(1, Math.floor((to - from) / step) + 1)
  return (seed, context) => money(locale(context), (from + (seed % steps) * step) * 100, false)
}

function codeMaker(pattern: string): SlotMaker {
  const signs = Array.from(pattern, (sign, i) => codeSign(sign, pattern[i - 1]))
  return seed => {
    let text = ''
    for (let i = 0; i < signs.length; i++) {
      const sign = signs[i]!
      text += typeof sign === 'string' ? sign : sign(hash2(seed, i))
    }
    return text
  }
}

/** A sign of a code as it stands, or how it is drawn from 32 bits. */
function codeSign(sign: string, before: string | undefined): string | ((lot: number) => string) {
  if (sign === 'A' && before === '#') return lot => LETTERS[lot % LETTERS.length]!
  if (sign !== '#') return sign
  // A code never begins with 0.
  return before === undefined ? lot => String(1 + (lot % 9)) : lot => String(lot % 10)
}

const pickOne = (list: readonly string[], seed: number): string => list[seed % list.length] ?? ''
const namesFor = ({ bot, language }: SlotContext) => namesIn(bot, language)
const locale = (context: SlotContext): Locale => localeOf(context.language, countryOf(context))
const customer = ({ bot, user }: SlotContext) => identityOf(bot, user)

const OPENS = 8
const CLOSES = 19
const LATEST_HOUR = 22
const QUARTERS = ['00', '15', '30', '45']

/** A quarter of an hour within office hours, of whatever day. */
const officeTime: SlotMaker = (seed, context) =>
  locale(context).time(OPENS + (seed % (CLOSES - OPENS)), pickOne(QUARTERS, seed >>> 8))

/** A quarter of an hour within office hours, or in the evening soon: later on the day of the session while there is one. */
function timeToday(seed: number, context: SlotContext): string {
  const { bot, start } = context
  const now = start === undefined ? 0 : bot.zone.hourAt(start)
  const isLate = now >= LATEST_HOUR
  const first = isLate ? OPENS : Math.max(OPENS, now + 1)
  const last = isLate ? CLOSES : Math.max(CLOSES, Math.min(LATEST_HOUR + 1, now + 3))
  return locale(context).time(first + (seed % (last - first)), pickOne(QUARTERS, seed >>> 8))
}

const PLAIN_KINDS: Readonly<Record<string, SlotMaker>> = {
  month: (seed, context) => pickOne(locale(context).months, new Date(context.day * DAY).getUTCMonth() + 9 + (seed % 3)),
  weekday: (seed, context) => pickOne(locale(context).weekdays.slice(1, 6), seed),
  time: timeToday,
  officeTime,
  firstName: (seed, context) => pickOne(namesFor(context).first, seed),
  lastName: (seed, context) => pickOne(namesFor(context).last, seed),
  name: (seed, context) =>
    `${pickOne(namesFor(context).first, seed)} ${pickOne(namesFor(context).last, hash2(seed, 1))}`,
  customer: (_, context) => customer(context).name,
  customerFirst: (_, context) => customer(context).firstName,
  customerLast: (_, context) => customer(context).lastName,
  email: (_, context) => customer(context).email,
  customerPhone: (_, context) => homeOf(context).phone,
  phone: (seed, context) => phoneNear(context, seed),
  city: (seed, context) => townNear(context, seed),
  street: (seed, context) => locale(context).street(streetNear(context, seed), 1 + (hash2(seed, 1) % 180)),
  postcode: (_, context) => homeOf(context).postcode,
  company: (seed, { bot }) => pickOne(bot.pack.companies, seed),
}
const PLAIN: ReadonlyMap<string, SlotMaker> = new Map(Object.entries(PLAIN_KINDS))
