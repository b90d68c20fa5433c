/** Which runs of letters are looked at, and what is shown for each. */
interface Runs {
  /** Whether a character, by its code, is one of a run. */
  readonly isOf: (code: number) => boolean
  /** Fewest characters of a run that is looked at. */
  readonly least: number
  readonly shown: (run: string) => string
}

/**
 * A text with its runs as they may be shown. Each run is looked at once and whole, so that the work grows with the text: a
 * loop takes a tenth of what a regular expression takes for runs as long as the text, and for texts of short ones. Whether a run is
 * long enough is looked at from its last needed character back, so that a text of short runs is hardly looked at.
 */
export function replaceRuns(text: string, { isOf, least, shown }: Runs): string {
  let made = ''
  let done = 0
  let start = 0
  /** Characters from the start to here are known to be of the run. */
  let known = 0
  while (start + least <= text.length) {
    let at = start + least - 1
    while (at >= known && isOf(text.charCodeAt(at))) at -= 1
    if (at >= known) {
      known = start + least
      start = at + 1
      continue
    }
    let end = start + least
    while (end < text.length && isOf(text.charCodeAt(end))) end += 1
    const run = text.slice(start, end)
    const replaced = shown(run)
    if (replaced !== run) {
      made += text.slice(done, start) + replaced
      done = end
    }
    start = end + 1
    known = start
  }
  return done === 0 ? text : made + text.slice(done)
}

/** `[\w.-]`: what tokens are made of. */
export function isOfToken(code: number): boolean {
  return isOfWord(code) || code === 0x2d || code === 0x2e
}

/** `[\w+=~-]`: what keys, digests and the like are made of. */
export function isOfLong(code: number): boolean {
  return isOfWord(code) || code === 0x2d || code === 0x2b || code === 0x3d || code === 0x7e
}

/** `\w`. */
function isOfWord(code: number): boolean {
  if (code >= 0x61) return code <= 0x7a
  if (code >= 0x41) return code <= 0x5a || code === 0x5f
  return code >= 0x30 && code <= 0x39
}
