/** A text and the acts it says. */
export interface TextOfActs {
  readonly acts: string
  readonly text: string
}

const MOST_ACTS = 16
const MOST_TEXTS = 16

/** Where texts repeat: by acts, how many there are and how many differ; then the texts that come up most. */
export function repeatsIn(texts: readonly TextOfActs[]): string {
  const byActs = new Map<string, string[]>()
  const counts = new Map<string, number>()
  for (const { acts, text } of texts) {
    const own = byActs.get(acts)
    if (own === undefined) byActs.set(acts, [text])
    else own.push(text)
    counts.set(text, (counts.get(text) ?? 0) + 1)
  }
  const rows = [...byActs]
    .map(([acts, all]) => ({ acts, all: all.length, different: new Set(all).size }))
    .sort((a, b) => b.all - b.different - (a.all - a.different))
    .slice(0, MOST_ACTS)
    .map(({ acts, all, different }) => `${share(different, all)} of ${String(all).padStart(5)}  ${acts}`)
  const often = [...counts]
    .sort(([, a], [, b]) => b - a)
    .slice(0, MOST_TEXTS)
    .map(([text, count]) => `${String(count).padStart(5)} x ${text}`)
  const all = `${share(counts.size, texts.length)} of ${String(texts.length).padStart(5)}  texts differ`
  return [all, '', 'least by acts:', ...rows, '', 'most often:', ...often].join('\n')
}

function share(part: number, whole: number): string {
  return `${((100 * part) / Math.max(1, whole)).toFixed(1).padStart(5)} %`
}
