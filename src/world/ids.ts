import { hash2, hash3, hashOn } from './random.ts'

/**
 * Ids that lead back to what they name (docs/architecture.md, "The world"). An id is an address plus check digits that only
 * the same seed and bot give, so a look-up costs nothing and an id with a changed digit names nothing. Shapes: facts 1.2.
 */

/** Who made an id: two numbers out of the bot's key; a `Bot` is one. */
export interface Issuer {
  readonly key: string
  readonly salt: number
}

/** Second and row of a session: what its ids hold. */
export interface SessionAddress {
  /** Seconds since 1970, UTC. */
  readonly second: number
  readonly row: number
}

/** Kinds of ObjectId; each has check digits of its own, so that one is never taken for another. */
export type ObjectKind = 'session' | 'conversation' | 'aaSession' | 'object'

const OBJECT_SALTS: Readonly<Record<ObjectKind, number>> = { session: 11, conversation: 12, aaSession: 13, object: 14 }
const MESSAGE = 21
const USER = 22
const CALL = 23
const OBJECT_ID = /^[0-9a-f]{24}$/
const UUID5 = /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
const CALL_ID = /^C[AH][0-9a-f]{32}$/

const BYTES = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

const DIGITS = '0123456789abcdef'
const VARIANTS = '89ab'

function byte(value: number): string {
  return BYTES[value & 0xff]!
}

function hex16(value: number): string {
  return byte(value >>> 8) + byte(value)
}

function hex24(value: number): string {
  return byte(value >>> 16) + hex16(value)
}

function hex32(value: number): string {
  return byte(value >>> 24) + hex24(value)
}

/** 24 hex digits: 8 of the second, 10 check digits, 6 of the row. */
export function encodeObjectId(issuer: Issuer, kind: ObjectKind, second: number, row: number): string {
  const salt = OBJECT_SALTS[kind] ^ issuer.salt
  const check = hash3(salt, second, row)
  const more = hash3(salt + 1, second, row) & 0xff
  return hex32(second) + hex32(check) + byte(more) + hex24(row)
}

/** Second and row of an ObjectId of ours; undefined for every other text. */
export function decodeObjectId(issuer: Issuer, kind: ObjectKind, text: string): SessionAddress | undefined {
  if (!OBJECT_ID.test(text)) return undefined
  const second = Number.parseInt(text.slice(0, 8), 16)
  const row = Number.parseInt(text.slice(18), 16)
  return encodeObjectId(issuer, kind, second, row) === text ? { second, row } : undefined
}

/** The session id of a row: an ObjectId whose first 8 digits are the second it starts in. */
export function encodeSessionId(issuer: Issuer, second: number, row: number): string {
  return encodeObjectId(issuer, 'session', second, row)
}

/** Second and row a session id speaks of; whether there is such a row the day must tell. */
export function decodeSessionId(issuer: Issuer, text: string): SessionAddress | undefined {
  return decodeObjectId(issuer, 'session', text)
}

/**
 * 112 bits as numbers of 32, 16, 32 and 32: 48 check digits' bits, then 64 of payload under a mask that the check digits
 * give, so that neighbours do not look alike.
 */
function seal(salt: number, high: number, low: number) {
  const check = hash3(salt, high, low)
  const more = hash3(salt + 1, high, low) & 0xffff
  return { check, more, a: high ^ hash3(salt + 2, check, more), b: low ^ hash3(salt + 3, check, more) }
}

function unseal(salt: number, digits: string): { high: number; low: number } | undefined {
  const check = Number.parseInt(digits.slice(0, 8), 16)
  const more = Number.parseInt(digits.slice(8, 12), 16)
  const high = (Number.parseInt(digits.slice(12, 20), 16) ^ hash3(salt + 2, check, more)) >>> 0
  const low = (Number.parseInt(digits.slice(20, 28), 16) ^ hash3(salt + 3, check, more)) >>> 0
  if (hash3(salt, high, low) !== check || (hash3(salt + 1, high, low) & 0xffff) !== more) return undefined
  return { high, low }
}

/**
 * `prefix` + a uuid of version 5's look: 30 hex digits of numbers of 8, 32, 16, 32 and 32 bits, and two bits. The digits
 * go straight to their places, as every message has two ids of this kind.
 */
function uuid(prefix: string, a: number, b: number, c: number, d: number, e: number, variant: number): string {
  const head = prefix + byte(a) + hex24(b >>> 8)
  const middle = `-${byte(b)}${byte(c >>> 8)}-5${byte(c)}${DIGITS[d >>> 28]}-`
  const tail = `${VARIANTS[variant & 3]}${DIGITS[(d >>> 24) & 15]}${byte(d >>> 16)}-${hex16(d)}`
  return head + middle + (tail + hex32(e))
}

function bareDigits(id: string): string {
  return id.slice(0, 8) + id.slice(9, 13) + id.slice(15, 18) + id.slice(20, 23) + id.slice(24)
}

/** `prefix` + uuid that holds two 32-bit numbers and a third of 8 bits. */
function encodeUuid(prefix: string, salt: number, high: number, low: number, extra: number): string {
  const { check, more, a, b } = seal(salt + Math.imul(extra, 0x9e3779b1), high, low)
  return uuid(prefix, extra ^ hash2(salt, check), check, more, a, b, hash3(salt, high, extra))
}

function decodeUuid(
  prefix: string,
  salt: number,
  text: string,
): { high: number; low: number; extra: number } | undefined {
  if (!text.startsWith(prefix) || !UUID5.test(text.slice(prefix.length))) return undefined
  const digits = bareDigits(text.slice(prefix.length))
  const extra = Number.parseInt(digits.slice(0, 2), 16) ^ (hash2(salt, Number.parseInt(digits.slice(2, 10), 16)) & 0xff)
  const found = unseal(salt + Math.imul(extra, 0x9e3779b1), digits.slice(2))
  if (found === undefined || encodeUuid(prefix, salt, found.high, found.low, extra) !== text) return undefined
  return { ...found, extra }
}

/** `ms-` + uuid of message number `seq` (from 0, up to 65,535) of a session. */
export function encodeMessageId(issuer: Issuer, second: number, row: number, seq: number): string {
  return encodeUuid('ms-', issuer.salt ^ MESSAGE, second, ((row << 8) | (seq & 0xff)) >>> 0, (seq >>> 8) & 0xff)
}

/** Session address and number of the message an id names. */
export function decodeMessageId(issuer: Issuer, text: string): (SessionAddress & { readonly seq: number }) | undefined {
  const found = decodeUuid('ms-', issuer.salt ^ MESSAGE, text)
  if (found === undefined) return undefined
  return { second: found.high, row: found.low >>> 8, seq: (found.extra << 8) | (found.low & 0xff) }
}

/** `u-` + uuid of a user's number. */
export function encodeUserId(issuer: Issuer, user: number): string {
  return encodeUuid('u-', issuer.salt ^ USER, 0, user, 0)
}

/** The number of the user an id names; whether he has been seen yet the calendar must tell. */
export function decodeUserId(issuer: Issuer, text: string): number | undefined {
  const found = decodeUuid('u-', issuer.salt ^ USER, text)
  return found !== undefined && found.high === 0 && found.extra === 0 ? found.low : undefined
}

/** `CA` (a call) or `CH` (a chat) + 32 hex digits from a session's address: its call id and its conversation id. */
export function encodeCallId(issuer: Issuer, prefix: 'CA' | 'CH', second: number, row: number): string {
  const salt = (issuer.salt ^ CALL) + prefix.charCodeAt(1)
  const { check, more, a, b } = seal(salt, second, row)
  return prefix + hex16(hash3(salt + 9, second, row) & 0xffff) + hex32(check) + hex16(more) + hex32(a) + hex32(b)
}

/** Session address a call or conversation id names. */
export function decodeCallId(
  issuer: Issuer,
  text: string,
): (SessionAddress & { readonly prefix: 'CA' | 'CH' }) | undefined {
  if (!CALL_ID.test(text)) return undefined
  const prefix = text.slice(0, 2) as 'CA' | 'CH'
  const salt = (issuer.salt ^ CALL) + prefix.charCodeAt(1)
  const found = unseal(salt, text.slice(6))
  if (found === undefined || encodeCallId(issuer, prefix, found.high, found.low) !== text) return undefined
  return { second: found.high, row: found.low, prefix }
}

function pathOf(address: readonly (string | number)[]): string {
  let path = ''
  for (const part of address) path += `/${part}`
  return path
}

/**
 * `prefix` + uuid for something nobody looks up by its id.
 * @param key the bot's key, or another text that names the issuer
 * @param address what the id is for; the same address gives the same id
 */
export function uuidFor(prefix: string, key: string, ...address: readonly (string | number)[]): string {
  const text = pathOf(address)
  const a = hashOn(key, text, 1)
  const b = hashOn(key, text, 2)
  const c = hash3(a, b, 3)
  const d = hash3(a, b, 4) & 0xffffff
  // The same digits one after the other, only cut into other numbers.
  return uuid(
    prefix,
    a >>> 24,
    ((a << 8) | (b >>> 24)) >>> 0,
    (b >>> 8) & 0xffff,
    ((b << 24) | (c >>> 8)) >>> 0,
    ((c << 24) | d) >>> 0,
    a ^ b,
  )
}

/** 24 hex digits whose first 8 are `second`, for records nobody looks up by id. */
export function objectIdFor(key: string, second: number, ...address: readonly (string | number)[]): string {
  const text = pathOf(address)
  return hex32(second) + hex32(hashOn(key, text, 5)) + hex32(hashOn(key, text, 6))
}
