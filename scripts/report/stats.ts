/** Small sums over lists of numbers and groups; nothing here knows of a world. */

/** The value below which a share (0..1) of them lies; 0 without any. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = Float64Array.from(values).sort()
  return sorted[Math.floor(share * (sorted.length - 1))] ?? 0
}

export const median = (values: readonly number[]) => quantile(values, 0.5)

export const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

/** 0 without any. */
export const mean = (values: readonly number[]) => (values.length === 0 ? 0 : sum(values) / values.length)

/** Share (0..1) of the items that are so; 0 without any. */
export function shareOf<Item>(items: readonly Item[], isSo: (item: Item) => boolean): number {
  return items.length === 0 ? 0 : items.filter(isSo).length / items.length
}

/** Items by what a function says of them, in the order of first appearance. */
export function groupBy<Item, Key>(items: Iterable<Item>, keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [item])
    else group.push(item)
  }
  return groups
}

/** How often each text comes, the most frequent first. */
export function tally(texts: Iterable<string>): [text: string, count: number][] {
  const counts = new Map<string, number>()
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1)
  return [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
}

/** A stretch of time, ms UTC. */
export interface Stretch {
  readonly start: number
  readonly end: number
}

/** Stretches joined where they touch, by start. */
function union(stretches: readonly Stretch[]): Stretch[] {
  const joined: { start: number; end: number }[] = []
  for (const { start, end } of [...stretches].sort((a, b) => a.start - b.start)) {
    const last = joined.at(-1)
    if (last === undefined || start > last.end) joined.push({ start, end })
    else last.end = Math.max(last.end, end)
  }
  return joined
}

/** How long they last together, ms; what overlaps counts once. */
export const unionLength = (stretches: readonly Stretch[]) => sum(union(stretches).map(({ start, end }) => end - start))

/** How many lie over each other at most. One that begins in the ms in which another ends follows it. */
export function mostAtOnce(stretches: readonly Stretch[]): number {
  const steps = stretches.flatMap(({ start, end }) => [
    { at: start, by: 1 },
    { at: end, by: -1 },
  ])
  steps.sort((a, b) => a.at - b.at || a.by - b.by)
  let most = 0
  let now = 0
  for (const { by } of steps) {
    now += by
    most = Math.max(most, now)
  }
  return most
}

/** How many of them lie over another one. */
export function overlapping(stretches: readonly Stretch[]): number {
  const sorted = [...stretches].sort((a, b) => a.start - b.start)
  let count = 0
  let until = Number.NEGATIVE_INFINITY
  for (const [index, { start, end }] of sorted.entries()) {
    const next = sorted[index + 1]
    if (start < until || (next !== undefined && next.start < end)) count++
    until = Math.max(until, end)
  }
  return count
}
