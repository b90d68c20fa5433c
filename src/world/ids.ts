import { hash2, hash3, hashPath } from './random.ts'

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
const OBJECT_ID_FORM = /^[0-9a-f]{24}$/
const UUID5 = /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
const CALL_ID = /^C[AH][0-9a-f]{32}$/

const HEX_BYTES = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

const DIGITS = '0123456789abcdef'
const VARIANTS = '89ab'

function byte(value: number): string {
  return HEX_BYTES[value & 0xff]!
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
  if (!OBJECT_ID_FORM.test(text)) return undefined
  const second = Number.parseInt(text.slice(0, 8), 16)
  const row = Number.parseInt(text.slice(18), 16)
  return encodeObjectId(issuer, kind, second, row) === text ? { second, row } : undefined
}

/** The session id of a row: an ObjectId whose first 8 digits are the second it starts in. */
export function encodeSessionId(issuer: Issuer, second: number, row: number): string {
  return encodeObjectId(issuer, 'session', second, row)
}

/** Second and row a session id speaks of. Whether the day has such a row is not looked at. */
export function decodeSessionId(issuer: Issuer, text: string): SessionAddress | undefined {
  return decodeObjectId(issuer, 'session', text)
}

/**
 * 112 bits as numbers of 32, 16, 32 and 32: 48 check digits' bits, then 64 of payload under a mask that the check digits
 * give, so that neighbours do not look alike.
 */
interface Sealed {
  /** 32 and 16 check digits' bits. */
  readonly check: number
  readonly more: number
  /** The payload under its mask. */
  readonly a: number
  readonly b: number
}

function seal(salt: number, high: number, low: number): Sealed {
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
 * `prefix` + a uuid of version 5's look: 30 hex digits of `first` (8 bits) and what was sealed (32, 16, 32 and 32 bits), and
 * two bits. The digits go straight to their places, as every message has two ids of this kind.
 */
function uuid(prefix: string, first: number, { check, more, a, b }: Sealed, variant: number): string {
  const head = prefix + byte(first) + hex24(check >>> 8)
  const middle = `-${byte(check)}${byte(more >>> 8)}-5${byte(more)}${DIGITS[a >>> 28]}-`
  const tail = `${VARIANTS[variant & 3]}${DIGITS[(a >>> 24) & 15]}${byte(a >>> 16)}-${hex16(a)}`
  return head + middle + (tail + hex32(b))
}

function bareDigits(id: string): string {
  return id.slice(0, 8) + id.slice(9, 13) + id.slice(15, 18) + id.slice(20, 23) + id.slice(24)
}

/** What a uuid holds: numbers of 32, 32 and 8 bits. */
interface Payload {
  readonly high: number
  readonly low: number
  readonly extra: number
}

function encodeUuid(prefix: string, salt: number, { high, low, extra }: Payload): string {
  const sealed = seal(salt + Math.imul(extra, 0x9e3779b1), high, low)
  return uuid(prefix, extra ^ hash2(salt, sealed.check), sealed, hash3(salt, high, extra))
}

function decodeUuid(prefix: string, salt: number, text: string): Payload | undefined {
  if (!text.startsWith(prefix) || !UUID5.test(text.slice(prefix.length))) return undefined
  const digits = bareDigits(text.slice(prefix.length))
  const extra = Number.parseInt(digits.slice(0, 2), 16) ^ (hash2(salt, Number.parseInt(digits.slice(2, 10), 16)) & 0xff)
  const found = unseal(salt + Math.imul(extra, 0x9e3779b1), digits.slice(2))
  if (found === undefined) return undefined
  const payload = { ...found, extra }
  return encodeUuid(prefix, salt, payload) === text ? payload : undefined
}

/** `ms-` + uuid of message number `seq` (from 0, up to 65,535) of a session. */
export function encodeMessageId(issuer: Issuer, second: number, row: number, seq: number): string {
  const low = ((row << 8) | (seq & 0xff)) >>> 0
  return encodeUuid('ms-', issuer.salt ^ MESSAGE, { high: second, low, extra: (seq >>> 8) & 0xff })
}

/** Session address and number of the message an id names. */
export function decodeMessageId(issuer: Issuer, text: string): (SessionAddress & { readonly seq: number }) | undefined {
  const found = decodeUuid('ms-', issuer.salt ^ MESSAGE, text)
  if (found === undefined) return undefined
  return { second: found.high, row: found.low >>> 8, seq: (found.extra << 8) | (found.low & 0xff) }
}

/** `u-` + uuid of a user's number. */
export function encodeUserId(issuer: Issuer, user: number): string {
  return encodeUuid('u-', issuer.salt ^ USER, { high: 0, low: user, extra: 0 })
}

/** The number of the user an id names. Whether he has had a session yet is not looked at: the calendar knows. */
export function decodeUserId(issuer: Issuer, text: string): number | undefined {
  const found = decodeUuid('u-', issuer.salt ^ USER, text)
  return found !== undefined && found.high === 0 && found.extra === 0 ? found.low : undefined
}

const EMAIL_SHAPE = /^[a-z]+\.[a-z]+\.([0-9a-z]{1,7})@example\.(?:com|net|org)$/
const ENTERPRISE = /^C(\d{1,10})\d\d$/

/** The number in a text that has the form of a Kore id, an e-mail address or an enterprise id of a user; whether it is one is not looked at. */
export function userNumberIn(issuer: Issuer, text: string): number | undefined {
  const inId = decodeUserId(issuer, text)
  if (inId !== undefined) return inId
  const enterprise = ENTERPRISE.exec(text)?.[1]
  const email = EMAIL_SHAPE.exec(text)?.[1]
  const number = enterprise === undefined ? Number.parseInt(email ?? '', 36) : Number(enterprise)
  return number <= 0xffffffff ? number : undefined
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

/** Seeds of the hashes that a uuid and an ObjectId are made of. */
const UUID_SEEDS = [1, 2] as const
const OBJECT_SEEDS = [5, 6] as const

/**
 * `prefix` + uuid for something nobody looks up by its id.
 * @param key the bot's key, or another text that names the issuer
 * @param address what the id is for; the same address gives the same id
 */
export function uuidFor(prefix: string, key: string, ...address: readonly (string | number)[]): string {
  const [one, two] = hashPath(key, address, UUID_SEEDS)
  const three = hash3(one, two, 3)
  const four = hash3(one, two, 4) & 0xffffff
  // The digits of the four numbers one after the other, cut into the lengths that a uuid is made of.
  const digits = {
    check: ((one << 8) | (two >>> 24)) >>> 0,
    more: (two >>> 8) & 0xffff,
    a: ((two << 24) | (three >>> 8)) >>> 0,
    b: ((three << 24) | four) >>> 0,
  }
  return uuid(prefix, one >>> 24, digits, one ^ two)
}

/** 24 hex digits whose first 8 are `second`, for records nobody looks up by id. */
export function objectIdFor(key: string, second: number, ...address: readonly (string | number)[]): string {
  const [one, two] = hashPath(key, address, OBJECT_SEEDS)
  return hex32(second) + hex32(one) + hex32(two)
}
