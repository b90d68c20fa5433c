import { loadNames } from '#names'
import { memoize } from '../memory/memoize.ts'
import { countryOf } from './homes.ts'
import { userNumberIn } from './ids.ts'
import { hash2, hash3 } from './random.ts'
import type { Bot, World } from './types.ts'

/** Who a user is. */
export interface Identity {
  /** Kore id, `u-` + uuid; for a user the scenario brought, what it calls him. */
  readonly id: string
  readonly firstName: string
  readonly lastName: string
  readonly name: string
  readonly email: string
  /** The id the enterprise gave him. */
  readonly enterpriseId: string
}

const FIRST = 0xf125
const LAST = 0x1a57
const HOSTS = ['com', 'net', 'org']

/** The Kore id of a user: all that a session shows of him. */
export function userIdOf(bot: Bot, user: number): string {
  return bot.guests.idOf(user)
}

/** All that is known of a user. The first call reads the names of the language. */
export function identityOf(bot: Bot, user: number): Identity {
  const { first, last } = namesIn(bot, bot.languages[bot.languageOf(user)] ?? 'en')
  const firstName = first[hash3(bot.salt, FIRST, user) % first.length]!
  const lastName = last[hash3(bot.salt, LAST, user) % last.length]!
  const guest = bot.guests.textOf(user)
  const number = bot.guests.shownNumber(user)
  const host = HOSTS[hash2(bot.salt, user) % HOSTS.length]
  return {
    id: bot.guests.idOf(user),
    firstName,
    lastName,
    name: `${firstName} ${lastName}`,
    email: guest?.includes('@')
      ? guest
      : `${plain(firstName)}.${plain(lastName)}.${number.toString(36)}@example.${host}`,
    enterpriseId: `C${number}${String(97 - (hash2(bot.salt, user) % 97)).padStart(2, '0')}`,
  }
}

/**
 * The number of the user a text names: Kore id, e-mail, enterprise id, or what the scenario calls him.
 * Undefined when it names nobody. Whether he has had a session yet is not looked at: the calendar knows.
 */
export function userNumber(bot: Bot, text: string): number | undefined {
  const guest = bot.guests.numberOf(text)
  if (guest !== undefined) return guest
  const number = userNumberIn(bot, text)
  const user = number === undefined ? undefined : bot.guests.userShownAs(number)
  if (user === undefined) return undefined
  if (text.startsWith('u-')) return bot.guests.idOf(user) === text ? user : undefined
  const { email, enterpriseId } = identityOf(bot, user)
  return email === text || enterpriseId === text ? user : undefined
}

interface NameLists {
  readonly first: readonly string[]
  readonly last: readonly string[]
}

/** By locale of Faker. */
const nameListsOf = memoize((_: World) => new Map<string, NameLists>())

/** By language. */
const ownNameListsOf = memoize((_: Bot) => new Map<string, NameLists>())

/** First and last names of who speaks a language with a bot; English ones where Faker has none of it. */
export function namesIn(bot: Bot, language: string): NameLists {
  const known = ownNameListsOf(bot)
  let lists = known.get(language)
  if (lists === undefined) {
    // Faker has no names of the United Kingdom, where people are called as in Australia.
    const locale = countryOf({ bot, language }) === 'GB' ? 'en_AU' : language
    lists = namesOfLocale(bot.world, locale)
    known.set(language, lists)
  }
  return lists
}

function namesOfLocale(world: World, locale: string): NameLists {
  const known = nameListsOf(world)
  let lists = known.get(locale)
  if (lists === undefined) {
    lists = readNames(locale)
    known.set(locale, lists)
  }
  return lists
}

function readNames(language: string): NameLists {
  const { gendered: first, last: all } = loadNames(language)
  // Some lists have particles among the names, which stand alone in no directory.
  const last = all.filter(name => name.length > 2 && name !== 'Von')
  return first.length > 0 && last.length > 0 ? { first, last } : readNames('en')
}

/** Letters for an address: no accents, no spaces. */
function plain(name: string): string {
  const bare = name
    .normalize('NFD')
    .replace(/ß/g, 'ss')
    .replace(/[^A-Za-z]/g, '')
    .toLowerCase()
  return bare === '' ? 'customer' : bare
}
