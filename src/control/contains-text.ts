/** Characters of a text times those of a part up to which the search of the language is quick, whatever they are. */
const QUICK = 1_000_000

/**
 * Whether a text contains a part, in time that grows with both together: `includes` takes seconds for a part of `aaabaaa` in
 * 1 MB of `a`. The way of Knuth, Morris and Pratt.
 */
export function containsText(text: string, part: string): boolean {
  if (part.length > text.length) return false
  if (text.length * part.length <= QUICK) return text.includes(part)
  const borders = bordersOf(part)
  let same = 0
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    while (same > 0 && part.charCodeAt(same) !== code) same = borders[same - 1]!
    if (part.charCodeAt(same) === code) same += 1
    if (same === part.length) return true
  }
  return false
}

/** For each beginning of a part: how much of its own beginning it ends with. */
function bordersOf(part: string): Int32Array {
  const borders = new Int32Array(part.length)
  let same = 0
  for (let at = 1; at < part.length; at += 1) {
    const code = part.charCodeAt(at)
    while (same > 0 && part.charCodeAt(same) !== code) same = borders[same - 1]!
    if (part.charCodeAt(same) === code) same += 1
    borders[at] = same
  }
  return borders
}
