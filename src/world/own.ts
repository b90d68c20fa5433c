/** A property of the object's own; undefined where it has none of that name, whatever the names that all objects have. */
export function ownOf<Value>(object: Readonly<Record<string, Value>> | undefined, name: string): Value | undefined {
  return object !== undefined && Object.hasOwn(object, name) ? object[name] : undefined
}
