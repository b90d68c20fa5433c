import { isHostAlone } from '../admin/own-hosts.ts'
import { isToken, TOKEN_FORM } from '../admin/token.ts'
import { CLOCK_RANGE_TEXT } from '../contract/clock-range.ts'
import { isJsonObject } from '../contract/json-object.ts'
import { own } from '../contract/own.ts'
import { readField, whyClosed } from '../contract/read-field.ts'
import { shown } from '../contract/violations.ts'
import { ORIGIN_FORM, webOriginOf } from '../control/cors-rule.ts'
import { parseClockInstant } from '../control/duration.ts'
import { MOST_JOURNAL_ENTRIES } from '../control/journal.ts'
import { failureOf } from '../errors/failure.ts'
import { HIGHEST_PORT } from '../fastify/limits.ts'
import { LEAST_MEMORY_BYTES } from '../memory/memory.ts'
import { MOST_THREADS } from '../memory/thread-bounds.ts'
import type { KoreMockOptions } from './options.ts'

/*
 * What a program may say when it starts a mock. Types say it too, but not to everybody, and none knows of NaN, Infinity or
 * a text that is no instant (decision D199).
 */

/** What a value is to be, in words, and whether it is. */
interface OptionRule {
  readonly must: string
  readonly isMet: (value: unknown) => boolean
}

/** An hour: no timer waits longer here, ms. */
export const LONGEST_PATIENCE = 3_600_000

const either = (...words: readonly unknown[]): OptionRule => ({
  must: `be ${words.map(String).join(' or ')}`,
  isMet: value => words.includes(value),
})
const yesNo = either(true, false)

const numberOption = (least: number, most: number, what: string): OptionRule => ({
  must: `be ${what} from ${least} to ${most}`,
  isMet: value => typeof value === 'number' && value >= least && value <= most,
})

const wholeOption = (least: number, most: number, what: string): OptionRule => ({
  must: `be a whole number${what} from ${least} to ${most}`,
  isMet: value => Number.isSafeInteger(value) && Number(value) >= least && Number(value) <= most,
})

const wait = (least: number) => numberOption(least, LONGEST_PATIENCE, 'a number of ms')
const bytes = (least: number) => wholeOption(least, Number.MAX_SAFE_INTEGER, ' of bytes')

/** Names that a certificate can have. */
function isCertifiedList(value: unknown): boolean {
  return Array.isArray(value) && value.every(host => typeof host === 'string' && isHostAlone(host.replace(/^\*\./, '')))
}

const isPath = (value: unknown) => typeof value === 'string' && value !== ''

/** What each part of `tls` is to be; those of one group go together, and not with those of the other. */
const TLS_PARTS: Readonly<Record<string, (value: unknown) => boolean>> = {
  hosts: isCertifiedList,
  caDir: isPath,
  cert: isPath,
  key: isPath,
}

function isTlsChoice(value: unknown): boolean {
  if (!isJsonObject(value)) return false
  const given = Object.keys(value).filter(name => own(value, name) !== undefined)
  const isGiven = (name: string) => given.includes(name)
  const isPair = isGiven('cert') || isGiven('key')
  if (isPair && given.length !== 2) return false
  if (isGiven('cert') !== isGiven('key')) return false
  return given.every(name => own(TLS_PARTS, name)?.(own(value, name)))
}

const OPTIONS: {
  readonly [Name in keyof Required<KoreMockOptions>]: OptionRule | Readonly<Record<string, OptionRule>>
} = {
  seed: { must: 'be text with something in it', isMet: value => typeof value === 'string' && value !== '' },
  now: {
    must: `be an ISO instant ${CLOCK_RANGE_TEXT}, such as 2026-03-01T09:00:00Z, or a Date`,
    isMet: isClockInstant,
  },
  scenario: {
    must: 'be the name of a scenario, the path of a file, or an object',
    isMet: value => (typeof value === 'string' && value !== '') || isJsonObject(value),
  },
  port: {
    must: `be a whole number from 0 to ${HIGHEST_PORT}, or false`,
    isMet: value => value === false || wholeOption(0, HIGHEST_PORT, '').isMet(value),
  },
  host: {
    must: 'be a name or an address alone, such as 127.0.0.1',
    isMet: value => typeof value === 'string' && isHostAlone(value),
  },
  auth: either('lenient', 'strict', 'off'),
  tls: {
    must: 'be true, false, or an object of hosts (a list of names) and caDir (a path), or of cert and key (both PEM)',
    isMet: value => typeof value === 'boolean' || isTlsChoice(value),
  },
  proxyPort: wholeOption(0, HIGHEST_PORT, ''),
  proxyHosts: { must: 'be a list of hosts, each alone, or *. and one', isMet: isCertifiedList },
  control: yesNo,
  cors: yesNo,
  corsOrigins: {
    must: `be a list of origins, each ${ORIGIN_FORM}`,
    isMet: value =>
      Array.isArray(value) && value.every(origin => typeof origin === 'string' && webOriginOf(origin) !== undefined),
  },
  console: yesNo,
  journal: { entries: wholeOption(0, MOST_JOURNAL_ENTRIES, ''), bytes: bytes(0) },
  allowHosts: {
    must: 'be a list of hosts, each alone: no scheme, no port, no path',
    isMet: value => Array.isArray(value) && value.every(host => typeof host === 'string' && isHostAlone(host)),
  },
  adminToken: { must: `be ${TOKEN_FORM}`, isMet: value => typeof value === 'string' && isToken(value) },
  memoryBytes: bytes(LEAST_MEMORY_BYTES),
  cacheBytes: bytes(LEAST_MEMORY_BYTES),
  threads: wholeOption(1, MOST_THREADS, ''),
  maxBlockMs: numberOption(0, Number.POSITIVE_INFINITY, 'a number of ms'),
  readsAhead: yesNo,
  logger: {
    must: 'be true, false, or what pino takes',
    isMet: value => typeof value === 'boolean' || isJsonObject(value),
  },
  patience: { head: wait(1), body: wait(1), idle: wait(1), farewell: wait(0) },
}

/**
 * Sees to it that the options of a mock are ones.
 * @throws RangeError with everything that is wrong: which option, what it must be, what was found.
 */
export function checkOptions(options: unknown): void {
  const faults = faultsOfGroup(options, OPTIONS, 'options')
  if (faults.length > 0) throw new RangeError(faults.join('; '))
}

/**
 * Sees to it that a call got an object with names that it knows: of a mistyped one it would do more than was meant.
 * @param call its name, for the error
 * @throws RangeError that says what it takes.
 */
export function checkNamed(value: unknown, known: readonly string[], call: string): void {
  const takes = `${call} takes ${known.join(', ')}`
  const closed = whyClosed(value)
  if (closed !== undefined) throw new RangeError(`${takes}; what it got cannot be read: ${closed}`)
  if (!isJsonObject(value)) throw new RangeError(`${takes} in an object; found ${found(value)}`)
  const unknown = Object.keys(value).find(name => !known.includes(name))
  if (unknown !== undefined) throw new RangeError(`${takes}; ${shown(unknown)} is not known`)
  for (const name of known) {
    const { unreadable } = readField(value, name)
    if (unreadable !== undefined) throw new RangeError(`${call}: ${name} cannot be read: ${unreadable}`)
  }
}

/**
 * An instant at which the clock may stand, as ISO text.
 * @param name of what it is given for
 * @throws RangeError that names it, with what was found.
 */
export function clockInstant(value: unknown, name: string): string {
  const text = instantTextOf(value)
  if (text === undefined) throw new RangeError(`${name} must be an ISO instant or a Date; found ${found(value)}`)
  try {
    return new Date(parseClockInstant(text)).toISOString()
  } catch (error) {
    throw new RangeError(`${name}: ${(error as RangeError).message}`)
  }
}

/**
 * An ISO duration of a duration or a number of ms.
 * @throws RangeError for what is neither; whether the text is a duration is seen by who reads it.
 */
export function durationText(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number' && Math.abs(value) < Number.MAX_SAFE_INTEGER) {
    return `${value < 0 ? '-' : ''}PT${(Math.abs(value) / 1000).toFixed(3)}S`
  }
  throw new RangeError(`duration must be an ISO duration such as PT1H, or a number of ms; found ${found(value)}`)
}

/** A day of the world in a second, as in the admin API. */
const HIGHEST_RATE = 86_400

/** How many times as fast as real time a clock runs. @throws RangeError for what is no such number */
export function clockRate(value: unknown): number {
  if (typeof value === 'number' && value >= 0 && value <= HIGHEST_RATE) return value
  throw new RangeError(`rate must be a number from 0 to ${HIGHEST_RATE}; found ${found(value)}`)
}

/** A test id, or undefined: all of them. @throws RangeError for what is neither. */
export function testIdIn(value: unknown): string | undefined {
  if (value === undefined || (typeof value === 'string' && value !== '')) return value
  throw new RangeError(`testId must be text with something in it, or be left out; found ${found(value)}`)
}

/** Undefined: it is neither text nor a Date that stands for an instant. */
function instantTextOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  const ms = msOfDate(value)
  return ms === undefined || Number.isNaN(ms) ? undefined : new Date(ms).toISOString()
}

function isClockInstant(value: unknown): boolean {
  const text = instantTextOf(value)
  try {
    return text !== undefined && parseClockInstant(text) > 0
  } catch {
    return false
  }
}

type OptionRules = Readonly<Record<string, OptionRule | Readonly<Record<string, OptionRule>>>>

/** @param place of the options; those at the top need nothing before their names */
function faultsOfGroup(options: unknown, rules: OptionRules, place: string): string[] {
  const closed = whyClosed(options)
  if (closed !== undefined) return [`${place} cannot be read: ${closed}`]
  if (!isJsonObject(options)) return [`${place} must be an object; found ${found(options)}`]
  return faultsIn(options, rules, rules === OPTIONS ? '' : `${place}.`)
}

function faultsIn(options: object, rules: OptionRules, above: string): string[] {
  return Object.keys(options).flatMap(name => {
    const place = `${above}${name}`
    const { value, unreadable } = readField(options, name)
    if (unreadable !== undefined) return [`${place} cannot be read: ${unreadable}`]
    if (value === undefined) return []
    const rule = own(rules, name)
    if (rule === undefined) return [`${place} is no option; there are ${Object.keys(rules).join(', ')}`]
    return isRule(rule) ? faultsOfOption(value, rule, place) : faultsOfGroup(value, rule, place)
  })
}

function faultsOfOption(value: unknown, { isMet, must }: OptionRule, place: string): string[] {
  const closed = whyClosed(value)
  if (closed !== undefined) return [`${place} cannot be read: ${closed}`]
  try {
    return isMet(value) ? [] : [`${place} must ${must}; found ${found(value)}`]
  } catch (error) {
    // Of a list its items may be what cannot be read.
    return [`${place} cannot be read: ${failureOf(error).message}`]
  }
}

const isRule = (rule: OptionRule | Readonly<Record<string, OptionRule>>): rule is OptionRule =>
  typeof rule.must === 'string'

/** ms of a Date, also of one of another realm, such as that of a test in Jest; undefined: it is none. */
function msOfDate(value: unknown): number | undefined {
  try {
    return Reflect.apply(Date.prototype.getTime, value, [])
  } catch {
    return undefined
  }
}

/** As a program wrote it. */
const found = (value: unknown) => {
  const ms = msOfDate(value)
  if (ms !== undefined) return Number.isNaN(ms) ? 'an invalid Date' : new Date(ms).toISOString()
  return ['bigint', 'symbol', 'function'].includes(typeof value) ? `a ${typeof value}` : shown(value)
}
