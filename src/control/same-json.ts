import { isJsonObject } from '../contract/json-object.ts'
import { own } from '../contract/own.ts'

/** Whether two JSON values are the same; the order of properties does not count. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, i) => sameJson(item, b[i]))
  if (!isJsonObject(a) || !isJsonObject(b)) return a === b
  const names = Object.keys(a)
  return names.length === Object.keys(b).length && names.every(name => hasSame(b, name, a))
}

/**
 * Whether `part` is a part of `whole`.
 * @throws RangeError where many objects of a list would have to be compared with many (decision D156).
 */
export function containsJson(whole: unknown, part: unknown): boolean {
  return contains(whole, part, { left: MOST_STEPS })
}

/** Fields and items that are compared for one entry: some tens of ms. */
const MOST_STEPS = 300_000

interface Work {
  left: number
}

function contains(whole: unknown, part: unknown, work: Work): boolean {
  if (Array.isArray(part)) return Array.isArray(whole) && containsItems(whole, part, work)
  if (!isJsonObject(part)) return whole === part
  if (!isJsonObject(whole)) return false
  const names = Object.keys(part)
  spend(work, names.length)
  return names.every(name => Object.hasOwn(whole, name) && contains(own(whole, name), own(part, name), work))
}

/** Texts, numbers and the like are looked up; only objects and lists are compared one by one. */
function containsItems(whole: readonly unknown[], part: readonly unknown[], work: Work): boolean {
  spend(work, whole.length + part.length)
  const plain = new Set(whole.filter(isPlain))
  const others = whole.filter(item => !isPlain(item))
  return part.every(wanted => (isPlain(wanted) ? plain.has(wanted) : others.some(item => contains(item, wanted, work))))
}

/** Each comparison is a step, and each field and item in it. */
function spend(work: Work, steps: number): void {
  work.left -= 1 + steps
  if (work.left < 0)
    throw new RangeError(`to look for these lists in its body takes more than ${MOST_STEPS} steps; ask for fewer items`)
}

const isPlain = (value: unknown) => typeof value !== 'object' || value === null

const hasSame = (b: Record<string, unknown>, name: string, a: Record<string, unknown>) =>
  Object.hasOwn(b, name) && sameJson(own(a, name), own(b, name))
