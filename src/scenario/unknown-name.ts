import { didYouMean, nearestWord } from '../contract/nearest-word.ts'
import { type Said, say } from '../errors/catalogue.ts'

/** Names that are told; of more, the nearest one says what there is. */
const MOST_NAMES = 60

/** That a name leads nowhere: which there are, and which of them may have been meant. */
export function unknownName(found: string, known: readonly string[]): Said {
  const hint = didYouMean(nearestWord(found, known))
  return say('KM_NAME_UNKNOWN', { known: listedNames(known), found, hint })
}

/** Names in a sentence. */
function listedNames(names: readonly string[]): string {
  if (names.length === 0) return 'none, as there are none'
  const more = names.length - MOST_NAMES
  return more > 0 ? `${names.slice(0, MOST_NAMES).join(', ')} and ${more} more` : names.join(', ')
}
