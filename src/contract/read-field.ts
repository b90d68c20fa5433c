/** What a field of a program's object holds. */
export interface FieldRead {
  readonly value?: unknown
  /** What its getter threw, in words; undefined: it could be read. */
  readonly unreadable?: string
}

/** The value of a field, or why it has none: a getter may throw. */
export function readField(object: object, name: string): FieldRead {
  try {
    return { value: Reflect.get(object, name) }
  } catch (error) {
    return { unreadable: reasonOf(error) }
  }
}

/** Why it cannot be seen what a program's object has in it; undefined: it can. A Proxy throws whatever it likes, and a revoked one always. */
export function whyClosed(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  try {
    // All that is asked of an object before its fields are read.
    Array.isArray(value)
    Object.keys(value)
    Object.getPrototypeOf(value)
    return undefined
  } catch (error) {
    return reasonOf(error)
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : 'something was thrown that is no error'
}
