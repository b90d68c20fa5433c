/** Writes the text of a message when its turn has come: what it says may depend on what was said before. */
export type LineWriter = () => string

/** What the messages of one turn say. */
export interface LineOrder {
  /** What leads to the main line; only as many as there is room for. */
  readonly leads?: readonly LineWriter[]
  readonly main: LineWriter
  /** What follows the main line; this comes before leads where there is little room. */
  readonly tails?: readonly LineWriter[]
  /** Stands before the main line where messages are left. */
  readonly filler: LineWriter
}

/** As many lines as there are messages. */
export function composeLines(
  count: number,
  { leads = [], main, tails = [], filler }: LineOrder,
): readonly LineWriter[] {
  if (count <= 1) return count === 1 ? [main] : []
  const after = Math.min(tails.length, count - 1)
  const lines = leads.slice(0, count - 1 - after)
  while (lines.length < count - 1 - after) lines.push(filler)
  lines.push(main, ...tails.slice(0, after))
  return lines
}

/** The same line for each message. */
export function repeatLine(count: number, line: LineWriter): readonly LineWriter[] {
  return linesOf(count, () => line)
}

/** A line for each message; none for a count below 1. */
export function linesOf(count: number, lineAt: (index: number) => LineWriter): readonly LineWriter[] {
  const lines: LineWriter[] = []
  for (let i = 0; i < count; i++) lines.push(lineAt(i))
  return lines
}
