import { editDistance } from './edit-distance.ts'

/** The word that somebody may have meant: one that begins so, or of which few letters differ; undefined: none comes near. */
export function nearestWord(written: string, known: readonly string[]): string | undefined {
  const word = written.toLowerCase()
  const most = Math.min(3, Math.max(1, Math.floor(word.length / 3)))
  let best: string | undefined
  let least = most + 1
  for (const one of known) {
    const letters = isSwapped(word, one.toLowerCase()) ? 1 : editDistance(word, one.toLowerCase())
    if (letters < least) [best, least] = [one, letters]
  }
  return best ?? (word.length > 1 ? known.find(one => one.toLowerCase().startsWith(word)) : undefined)
}

/** Two neighbours have changed places: `prot`. */
function isSwapped(word: string, other: string): boolean {
  const at = [...word].findIndex((letter, index) => letter !== other[index])
  return at >= 0 && word.slice(0, at) + (word[at + 1] ?? '') + word[at] + word.slice(at + 2) === other
}

/** Puts it behind what was written, in an error. */
export const didYouMean = (meant: string | undefined): string =>
  meant === undefined ? '' : ` (did you mean ${meant}?)`
