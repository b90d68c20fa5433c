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
    return { unreadable: error instanceof Error ? error.message : String(error) }
  }
}
