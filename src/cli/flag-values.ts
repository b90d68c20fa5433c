import { isHostAlone } from '../admin/own-hosts.ts'
import { isToken, TOKEN_FORM } from '../admin/token.ts'
import { CLOCK_RANGE_TEXT } from '../contract/clock-range.ts'
import { own } from '../contract/own.ts'
import { ORIGIN_FORM, webOriginOf } from '../control/cors-rule.ts'
import { parseClockInstant } from '../control/duration.ts'
import { BLANK } from '../control/redact/shapes.ts'
import { say } from '../errors/catalogue.ts'
import { UsageError } from './usage-error.ts'

/*
 * Readers of what flags and variables are given: each gives the value, or throws a UsageError that says what is allowed.
 */

const wrong = (name: string, allowed: string, found: string) =>
  new UsageError(say('KM_FLAG_WRONG', { name, allowed, found }))

/** A whole number between two bounds. */
export function wholeNumber(value: string, name: string, max: number, min = 0): number {
  const number = Number(value)
  if (!/^\d+$/.test(value) || number < min || number > max) {
    throw wrong(name, `a whole number from ${min} to ${max}`, value)
  }
  return number
}

/** ms, given as seconds. */
export function seconds(value: string, name: string, max: number): number {
  const number = Number(value)
  if (!/^\d+(\.\d+)?$/.test(value) || number > max) {
    throw wrong(name, `seconds from 0 to ${max}, such as 5 or 0.5`, value)
  }
  return Math.round(number * 1000)
}

const UNITS: Readonly<Record<string, number>> = { '': 1, KB: 1024, MB: 1024 ** 2, GB: 1024 ** 3 }

/** Bytes: a number alone, or one with a unit. */
export function size(value: string, name: string, min: number): number {
  const [, number, unit = ''] = /^(\d+(?:\.\d+)?) ?(KB|MB|GB|)$/i.exec(value) ?? []
  const bytes = Math.floor(Number(number) * own(UNITS, unit.toUpperCase())!)
  if (!(bytes >= min && bytes <= Number.MAX_SAFE_INTEGER)) {
    throw wrong(name, `bytes, or a size such as 256MB or 1GB, from ${min} to ${Number.MAX_SAFE_INTEGER} bytes`, value)
  }
  return bytes
}

/** One of some words. */
export function wordOf<Name extends string>(allowed: readonly Name[], value: string, name: string): Name {
  const found = allowed.find(word => word === value)
  if (found === undefined) throw wrong(name, `one of ${allowed.join(', ')}`, value)
  return found
}

/** A text with something in it. */
export function nonEmptyText(value: string, name: string): string {
  if (value.trim() === '') throw new UsageError(say('KM_FLAG_EMPTY', { name }))
  return value
}

/** A text with something in it, of some characters at most. */
export function textUpTo(value: string, name: string, max: number): string {
  if (value === '') throw new UsageError(say('KM_FLAG_EMPTY', { name }))
  if (value.length > max) throw wrong(name, `at most ${max} characters`, `${value.slice(0, 64)}...`)
  return value
}

/** A host without scheme, port or path. */
export function hostText(value: string, name: string): string {
  if (!isHostAlone(value)) throw wrong(name, 'a host alone, such as kore-mock, mock.example.org or an address', value)
  return value
}

/** A host without scheme, port or path, or `*.` and one: what a certificate can be for. */
export function certifiedText(value: string, name: string): string {
  if (isHostAlone(value.replace(/^\*\./, ''))) return value
  throw wrong(name, 'a host alone, such as platform.kore.ai or an address, or *.example.org', value)
}

/** An origin, as browsers write it. */
export function originText(value: string, name: string): string {
  const origin = webOriginOf(value)
  if (origin === undefined) throw wrong(name, `an origin: ${ORIGIN_FORM}`, value)
  return origin
}

/** A secret that a header can hold; what was found is not told, as logs keep it. */
export function tokenText(value: string, name: string): string {
  if (!isToken(value)) throw wrong(name, TOKEN_FORM, BLANK)
  return value
}

/** An instant, in the one form that the rest of the program reads. */
export function instantText(value: string, name: string): string {
  try {
    return new Date(parseClockInstant(value)).toISOString()
  } catch {
    throw wrong(name, `an ISO instant ${CLOCK_RANGE_TEXT}, such as 2026-03-01T09:00:00Z`, value)
  }
}

/** Yes or no, in the words that variables have for it. */
export function yesOrNo(value: string, name: string): boolean {
  if (['1', 'true', 'yes', 'on'].includes(value.toLowerCase())) return true
  if (['0', 'false', 'no', 'off'].includes(value.toLowerCase())) return false
  throw wrong(name, 'true or false', value)
}
