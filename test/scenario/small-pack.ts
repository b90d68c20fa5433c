import { shippedPack } from '../../src/scenario/packs.ts'
import type { PackWords } from '../../src/world/pack.ts'

/** The shipped pack of banks with the words of one intent: all words of three languages are too many for one file. */
export function smallPack() {
  const { intents, words, ...pack } = structuredClone(shippedPack('banking'))
  const name = 'Check Balance'
  const wordsOf = ([language, { lists, phrases, intents }]: [string, PackWords]) => [
    language,
    { lists, phrases, intents: { [name]: intents[name] } },
  ]
  return {
    ...pack,
    intents: intents.filter(intent => intent.name === name),
    articles: [],
    playbooks: [],
    coaching: [],
    words: Object.fromEntries(Object.entries(words).map(wordsOf)),
  }
}
