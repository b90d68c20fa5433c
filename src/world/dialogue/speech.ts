import { memoize } from '../../memory/memoize.ts'
import { ownOf } from '../own.ts'
import type { ContentPack, IntentWords, PackIntent, PackPhrases, PackWords } from '../pack.ts'
import { Lists, type SayList, type SplitWording } from './lists.ts'
import { wordsOf } from './words.ts'

/** The words of a language in a pack, split as far as somebody has said them. */
export class Speech {
  readonly words: PackWords
  readonly phrases: PackPhrases
  readonly lists = new Lists()
  readonly #intents = new Map<PackIntent, IntentSpeech>()

  constructor(words: PackWords) {
    this.words = words
    this.phrases = words.phrases
  }

  intent(intent: PackIntent): IntentSpeech {
    let found = this.#intents.get(intent)
    if (found === undefined) {
      found = new IntentSpeech(intent, ownOf(this.words.intents, intent.name)!)
      this.#intents.set(intent, found)
    }
    return found
  }
}

/** The words of one intent. */
export class IntentSpeech {
  readonly intent: PackIntent
  readonly words: IntentWords
  readonly lists: Lists
  readonly #questions: readonly (IntentWords['questions'][string] | undefined)[]

  constructor(intent: PackIntent, words: IntentWords) {
    this.intent = intent
    this.words = words
    this.lists = new Lists(intent.asked)
    this.#questions = intent.asked.map(slot => ownOf(words.questions, slot))
  }

  /** How one of what is asked is asked for, or told; undefined where less is asked. */
  question(index: number, who: 'bot' | 'user'): SayList<SplitWording> | undefined {
    const question = this.#questions[index]
    return question === undefined ? undefined : this.lists.list(question[who])
  }
}

const speechOf = memoize((words: PackWords) => new Speech(words))

/** The words that a pack has for a session's language, for people of a country (ISO 3166). */
export const speechIn = (pack: ContentPack, language: string, country: string): Speech =>
  speechOf(wordsOf(pack, language, country))
