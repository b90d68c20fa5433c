import { memoize } from '../../memory/memoize.ts'
import type { PackWords } from '../pack.ts'

/** American words and spellings, and the British ones; a word begins as the other does. */
const BRITISH: Readonly<Record<string, string>> = {
  center: 'centre',
  centers: 'centres',
  color: 'colour',
  colors: 'colours',
  neighbor: 'neighbour',
  neighbors: 'neighbours',
  favor: 'favour',
  favorite: 'favourite',
  traveler: 'traveller',
  travelers: 'travellers',
  traveling: 'travelling',
  traveled: 'travelled',
  canceled: 'cancelled',
  canceling: 'cancelling',
  recognize: 'recognise',
  recognized: 'recognised',
  gray: 'grey',
  tire: 'tyre',
  tires: 'tyres',
  license: 'licence',
  'rental car': 'hire car',
  'rental cars': 'hire cars',
  'ZIP code': 'postcode',
  shot: 'jab',
  shots: 'jabs',
}
/** A slot, which stays, or what may be one of these. */
const WORD = /\{[^}]{0,99}\}|\b(?:rental cars?|ZIP code|[a-z]{1,40})\b/gi
const byLowerCase = new Map(Object.entries(BRITISH).map(([american, british]) => [american.toLowerCase(), british]))

/** The English words of a pack, which are American, as they are written in the United Kingdom. */
export const britishWords = memoize(
  (words: PackWords): PackWords =>
    JSON.parse(JSON.stringify(words), (_, value: unknown) => (typeof value === 'string' ? inBritish(value) : value)),
)

function inBritish(text: string): string {
  return text.replace(WORD, word => {
    const british = byLowerCase.get(word.toLowerCase())
    if (british === undefined) return word
    return /^\p{Lu}/u.test(word) && !word.startsWith('ZIP') ? british[0]!.toUpperCase() + british.slice(1) : british
  })
}
