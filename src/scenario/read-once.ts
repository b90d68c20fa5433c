/**
 * Reads each thing that has a name once. Only for what is part of the program, such as shipped packs and schemas: it is the
 * same for all mocks of a process, as a constant is, and there are as many as were shipped.
 */
export function readOnce<Value>(read: (name: string) => Value): (name: string) => Value {
  const known = new Map<string, Value>()
  return name => {
    const before = known.get(name)
    if (before !== undefined) return before
    const value = read(name)
    known.set(name, value)
    return value
  }
}
