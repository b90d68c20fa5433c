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
  recognizing: 'recognising',
  apologize: 'apologise',
  labeled: 'labelled',
  refueled: 'refuelled',
  fiber: 'fibre',
  pediatrics: 'paediatrics',
  pediatrician: 'paediatrician',
  orthopedics: 'orthopaedics',
  orthopedic: 'orthopaedic',
  gynecology: 'gynaecology',
  gynecologist: 'gynaecologist',
  gray: 'grey',
  grayed: 'greyed',
  tire: 'tyre',
  tires: 'tyres',
  license: 'licence',
  shot: 'jab',
  shots: 'jabs',
}
/** What is two words in America. */
const BRITISH_PAIRS: readonly (readonly [string, string])[] = [
  ['rental car', 'hire car'],
  ['Rental car', 'Hire car'],
  ['ZIP code', 'postcode'],
  ['gas station', 'petrol station'],
]
const byAmerican = new Map(Object.entries(BRITISH))

/** The English words of a pack, which are American, as they are written in the United Kingdom. */
export const britishWords = memoize(
  (words: PackWords): PackWords =>
    JSON.parse(JSON.stringify(words), (_, value: unknown) => (typeof value === 'string' ? inBritish(value) : value)),
)

function inBritish(text: string): string {
  // A slot stays as it is called.
  const [before = '', ...parts] = text.split('{')
  const slots = parts.map(part => {
    const end = part.indexOf('}') + 1
    return `{${part.slice(0, end)}${wordsInBritish(part.slice(end))}`
  })
  return wordsInBritish(before) + slots.join('')
}

function wordsInBritish(text: string): string {
  const pairs = BRITISH_PAIRS.reduce((all, [american, british]) => all.replaceAll(american, british), text)
  return pairs.replace(/[a-z]+/gi, word => {
    const british = byAmerican.get(word.toLowerCase())
    if (british === undefined) return word
    return /^[A-Z]/.test(word) ? british[0]!.toUpperCase() + british.slice(1) : british
  })
}
