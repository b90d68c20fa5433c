/** First index of an ascending array whose value is at least `value`; its length when there is none. */
export function lowerBound(ascending: Uint16Array | Uint32Array | Float64Array, value: number): number {
  let low = 0
  let high = ascending.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (ascending[middle]! < value) low = middle + 1
    else high = middle
  }
  return low
}

/** Position of a value in an ascending array, -1 when it is not there. */
export function indexIn(ascending: Uint32Array, value: number): number {
  const at = lowerBound(ascending, value)
  return ascending[at] === value ? at : -1
}

/** Order of two texts by their code units. */
export function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
