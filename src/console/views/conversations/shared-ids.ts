/** Ids, of whatever kind, stand in JSON as one word of some length with a digit in it. */
const ID = /"((?:[A-Za-z]{1,4}-)?[0-9A-Za-z][0-9A-Za-z-]{14,})"/g

/** A piece of a text: an id that other answers have too, or what stands between. */
export interface Piece {
  readonly text: string
  readonly isShared: boolean
}

/** Ids that more than one of some texts have, those of the most first. @param known ids that all have, such as that of the bot */
export function sharedIds(texts: readonly string[], known: ReadonlySet<string>): Map<string, number> {
  const counts = new Map<string, number>()
  for (const text of texts) {
    for (const id of new Set([...text.matchAll(ID)].map(([, id]) => id!))) {
      if (/\d/.test(id) && !known.has(id)) counts.set(id, (counts.get(id) ?? 0) + 1)
    }
  }
  return new Map([...counts].filter(([, count]) => count > 1).sort(([, a], [, b]) => b - a))
}

/** A text cut at the ids that it shares with others. */
export function piecesOf(text: string, shared: ReadonlyMap<string, number>): Piece[] {
  const pieces: Piece[] = []
  let at = 0
  for (const match of text.matchAll(ID)) {
    const id = match[1]!
    if (!shared.has(id)) continue
    const begin = match.index + 1
    pieces.push({ text: text.slice(at, begin), isShared: false }, { text: id, isShared: true })
    at = begin + id.length
  }
  pieces.push({ text: text.slice(at), isShared: false })
  return pieces
}

/** Some lines of a text, whose last line end is left out: blocks stand below each other by themselves. */
export interface TextPart {
  readonly text: string
  readonly count: number
}

/** A text in parts of so many lines. */
export function textPartsOf(text: string, most: number): TextPart[] {
  const lines = text.split('\n')
  const parts: TextPart[] = []
  for (let at = 0; at < lines.length; at += most) {
    const some = lines.slice(at, at + most)
    parts.push({ text: some.join('\n'), count: some.length })
  }
  return parts
}
