import { jsonIn } from './json-in.ts'

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)$/
const STORED_INSTANT = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?) ?(Z|UTC|[+-]\d\d:?\d\d)?$/
const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['t', true],
  ['1', true],
  ['yes', true],
  ['false', false],
  ['f', false],
  ['0', false],
  ['no', false],
])

/**
 * Whether what was stored says the same as the API's value, whatever the file's format makes of it: numbers and flags as text,
 * instants in another way of writing. Lists and objects are not compared: everybody stores these in a way of his own.
 */
export function saysTheSame(stored: unknown, value: unknown): boolean {
  if (stored === undefined || value === undefined || (typeof value === 'object' && value !== null)) return true
  if (Object.is(stored, value)) return true
  if (isNothing(value) || isNothing(stored)) return isNothing(value) && isNothing(stored)
  if (typeof value === 'string') return saysText(stored, value)
  if (typeof value === 'boolean') return BOOLEANS.get(String(stored).toLowerCase()) === value
  return typeof value === 'number' && Number(stored) === value
}

const isNothing = (value: unknown) => value === null || value === ''

function saysText(stored: unknown, value: string): boolean {
  if (INSTANT.test(value)) return saysInstant(stored, Date.parse(value))
  if (typeof stored !== 'string') return false
  // Some writers put quotes around a text once more.
  return stored === value || jsonIn(stored) === value
}

/** A text without a zone is taken for UTC; what has no part of a second is compared without. */
function saysInstant(stored: unknown, ms: number): boolean {
  if (stored instanceof Date) return stored.getTime() === ms
  if (typeof stored === 'bigint') return saysInstant(Number(stored), ms)
  if (typeof stored === 'number') return [ms, ms / 1000, Math.floor(ms / 1000), ms * 1000].includes(stored)
  if (typeof stored !== 'string') return false
  if (/^\d{10,16}$/.test(stored)) return saysInstant(Number(stored), ms)
  const [, day, time = '', zone = 'Z'] = STORED_INSTANT.exec(stored) ?? []
  if (day === undefined) return stored !== '' && Date.parse(stored) === ms
  const unit = time.length === 5 ? 60_000 : time.includes('.') ? 1 : 1_000
  const said = Date.parse(`${day}T${time.slice(0, 12)}${zone === 'UTC' ? 'Z' : zone}`)
  return said === ms - (unit === 1 ? 0 : ms % unit)
}
