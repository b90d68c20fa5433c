import { isObject, type Json } from './document.ts'

/** A violation has three errors at most; those of 200 are listed (decision D9). */
const MOST_ERRORS = 600

/** A loop over the items of a list or the fields of an object, as Ajv writes it. */
const LOOP = /\bfor\((?:let|const) [^{}]*?\)\{/g
const ANY_LOOP = /\b(?:for|while|do)\s*[({]/g

/**
 * The code of a validator whose loops end once there are more errors than anybody lists: a body of a million wrong items
 * costs as little as one of a thousand. What is found by then is already enough to refuse the request.
 * @throws Error for a loop of another form
 */
export function boundLoops(code: string): string {
  const loops = code.match(LOOP) ?? []
  if (loops.length !== (code.match(ANY_LOOP) ?? []).length) throw new Error('a validator has a loop of an unknown form')
  return code.replace(LOOP, loop => `${loop}if(errors>${MOST_ERRORS})break;`)
}

const BRANCHES = new Set(['anyOf', 'oneOf', 'not', 'if', 'contains'])
const LOOPED = new Set(['items', 'prefixItems', 'additionalProperties', 'patternProperties', 'propertyNames'])

/**
 * Errors of a branch are taken back when another one is met, so a loop that ended early in one would let faults through.
 * @throws Error for a schema with a list or a map in a branch
 */
export function forbidLoopsInBranches(schema: Json, inBranch = false): void {
  if (Array.isArray(schema)) for (const part of schema) forbidLoopsInBranches(part, inBranch)
  if (!isObject(schema)) return
  for (const [name, part] of Object.entries(schema)) {
    if (inBranch && LOOPED.has(name) && part !== false) throw new Error(`a branch of a schema must not have ${name}`)
    if (part !== undefined) forbidLoopsInBranches(part, inBranch || BRANCHES.has(name))
  }
}
