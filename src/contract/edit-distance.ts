/** How many letters must be added, taken out or changed to make one word the other: of the first 40 letters of each. */
export function editDistance(a: string, b: string): number {
  const from = a.slice(0, 40)
  const to = b.slice(0, 40)
  let row = Array.from({ length: to.length + 1 }, (_, j) => j)
  for (let i = 1; i <= from.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= to.length; j += 1) {
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (from[i - 1] === to[j - 1] ? 0 : 1)))
    }
    row = next
  }
  return row[to.length]!
}
