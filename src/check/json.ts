/** A JSON object. */
export type Json = Readonly<Record<string, unknown>>

/** Whether a value is a JSON object. */
export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A value as an object; an empty one when it is none. */
export const objectIn = (value: unknown): Json => (isObject(value) ? value : {})

/** A value as a list; an empty one when it is none. */
export const listIn = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

/** The texts of a list. */
export const textsIn = (value: unknown): readonly string[] => listIn(value).filter(entry => typeof entry === 'string')

/** JSON's name of the type of a value. */
export function typeName(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number'
  return typeof value === 'object' ? 'object' : typeof value
}
