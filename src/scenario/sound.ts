import { checkScenarioShape } from './check.ts'
import type { Fault } from './error.ts'
import type { ScenarioFile } from './file.ts'

/** What is sound of data, so that the next checks can look at it, and the way from a place in it to where that stood. */
export interface Sound {
  readonly data: ScenarioFile
  readonly origin: (path: Fault['path']) => Fault['path']
}

/** Rounds of taking out: what lost a part that it needs goes in the next one. */
const MOST_ROUNDS = 12

/** Data as they are, with nothing taken out. */
export const untouched = (data: ScenarioFile): Sound => ({ data, origin: path => path })

/** Data without what stands at some places, and without what is no longer whole then. */
export function soundPart(data: ScenarioFile, faults: readonly Fault[]): Sound {
  if (faults.length === 0) return untouched(data)
  /** Of a list that lost items: where each of the others stood. */
  const places = new WeakMap<object, readonly number[]>()
  let left: unknown = data
  let wrong = faults.map(({ path }) => path)
  for (let round = 0; round < MOST_ROUNDS && wrong.length > 0; round += 1) {
    left = wrong.some(path => path.length === 0) ? {} : without(left, wrong, places)
    wrong = checkScenarioShape(left).map(({ path }) => path)
  }
  const rest = wrong.length === 0 ? left : {}
  return { data: rest as ScenarioFile, origin: path => sourceOf(path, rest, places) }
}

/** @param paths below `value`, none of them empty */
function without(value: unknown, paths: readonly Fault['path'][], places: WeakMap<object, readonly number[]>): unknown {
  if (typeof value !== 'object' || value === null) return value
  const below = new Map<string, Fault['path'][]>()
  for (const [name, ...rest] of paths) below.set(String(name), [...(below.get(String(name)) ?? []), rest])
  const isGone = (name: string) => below.get(name)?.some(rest => rest.length === 0) === true
  const inner = (name: string, item: unknown) => (below.has(name) ? without(item, below.get(name) ?? [], places) : item)
  if (Array.isArray(value)) {
    const before = places.get(value)
    const kept = [...value.keys()].filter(index => !isGone(String(index)))
    const list = kept.map(index => inner(String(index), value[index]))
    places.set(
      list,
      kept.map(index => before?.[index] ?? index),
    )
    return list
  }
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !isGone(name))
      .map(([name, item]) => [name, inner(name, item)]),
  )
}

function sourceOf(path: Fault['path'], data: unknown, places: WeakMap<object, readonly number[]>): Fault['path'] {
  let at = data
  return path.map(part => {
    const moved = Array.isArray(at) ? places.get(at)?.[Number(part)] : undefined
    at = typeof at === 'object' && at !== null && Object.hasOwn(at, part) ? Reflect.get(at, part) : undefined
    return moved ?? part
  })
}
