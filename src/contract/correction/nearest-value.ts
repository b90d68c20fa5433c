import { nearestWord } from '../nearest-word.ts'

type Schema = Readonly<Record<string, unknown>>

/**
 * The value that a schema takes and that comes nearest to another: a number at the bound, a word as it is spelt, a text cut
 * to its length, a day as days are written. Undefined: none suggests itself.
 */
export function nearestValue(schema: Schema, value: unknown): unknown {
  if (Array.isArray(schema.enum)) return nearestChoice(schema.enum, value)
  const types = [schema.type].flat()
  if (types.includes('integer') || types.includes('number'))
    return nearestNumber(schema, value, types.includes('integer'))
  if (types.includes('boolean')) return nearestBoolean(value)
  if (types.includes('array')) return nearestList(schema, value)
  if (types.includes('string')) return nearestText(schema, value)
  return undefined
}

/** A value for a field that was not sent: what the schema says of itself. */
export function valueFromNothing(schema: Schema): unknown {
  if (schema.default !== undefined) return schema.default
  if (schema.example !== undefined) return schema.example
  return Array.isArray(schema.enum) ? schema.enum[0] : undefined
}

function nearestChoice(known: readonly unknown[], value: unknown): unknown {
  const words = known.filter(word => typeof word === 'string')
  const written = typeof value === 'string' ? value.trim() : ''
  return words.find(word => word.toLowerCase() === written.toLowerCase()) ?? nearestWord(written, words) ?? known[0]
}

function nearestNumber({ minimum, maximum }: Schema, value: unknown, isWhole: boolean): number | undefined {
  const isText = typeof value === 'string' && value.trim() !== ''
  const number = typeof value === 'number' ? value : isText ? Number(value) : Number.NaN
  if (Number.isNaN(number)) return undefined
  const least = typeof minimum === 'number' ? minimum : Number.MIN_SAFE_INTEGER
  const most = typeof maximum === 'number' ? maximum : Number.MAX_SAFE_INTEGER
  return Math.min(most, Math.max(least, isWhole ? Math.round(number) : number))
}

const YES = new Set(['true', '1', 'yes', 'on'])
const NO = new Set(['false', '0', 'no', 'off'])

function nearestBoolean(value: unknown): boolean | undefined {
  const word = String(value).trim().toLowerCase()
  return YES.has(word) ? true : NO.has(word) ? false : undefined
}

function nearestList({ maxItems, minItems }: Schema, value: unknown): unknown {
  if (Array.isArray(value)) {
    return typeof maxItems === 'number' && value.length > maxItems ? value.slice(0, maxItems) : undefined
  }
  if (value === null || typeof value === 'object' || value === '') return minItems === undefined ? [] : undefined
  return [value]
}

function nearestText({ maxLength, format }: Schema, value: unknown): string | undefined {
  if (Array.isArray(value) && value.length === 1 && typeof value[0] === 'string') return value[0]
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (typeof value !== 'string') return undefined
  if (typeof format === 'string' && format !== 'uri') return dayIn(value)
  return typeof maxLength === 'number' && value.length > maxLength ? value.slice(0, maxLength) : undefined
}

/** The day that a text begins with, in whatever way it parts year, month and day. */
function dayIn(text: string): string | undefined {
  const parts = /^(\d{4})[-/.]?(\d{1,2})[-/.]?(\d{1,2})(?!\d)/.exec(text.trim())?.slice(1) ?? yearLast(text.trim())
  if (parts === undefined) return undefined
  const [year, month, date] = parts
  const day = `${year}-${month!.padStart(2, '0')}-${date!.padStart(2, '0')}`
  const ms = Date.parse(`${day}T00:00:00Z`)
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(day) ? day : undefined
}

/**
 * Year, month and day of a text that ends with its year: between dots the day comes first, elsewhere the number that is no month tells
 * which one the day is. Undefined: it could be either.
 */
function yearLast(text: string): string[] | undefined {
  const parts = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?!\d)/.exec(text)
  if (parts === null) return undefined
  const [, first, sign, second, year] = parts
  if (sign === '.' || Number(first) > 12) return [year!, second!, first!]
  return Number(second) > 12 || first === second ? [year!, first!, second!] : undefined
}
