import type { ContentPack, IntentWords, PackWords } from '../../../src/world/pack.ts'
import type { Bot } from '../../../src/world/types.ts'
import { createWorld } from '../../../src/world/world.ts'
import { tinyPack } from '../helper.ts'
import { botOf } from './helper.ts'

const CHANNELS = { voice: 'korevg', chat: 'rtm', sms: 'sms', email: 'email' }
export const MEDIUMS = Object.keys(CHANNELS) as (keyof typeof CHANNELS)[]

/** A bot that talks on one medium. */
export function botOn(medium: keyof typeof CHANNELS, industry = 'banking', language?: string, pack?: ContentPack): Bot {
  const { spec } = botOf('talk', industry).world
  const [first] = spec.bots
  const bots = [
    {
      ...first!,
      channels: { [CHANNELS[medium]]: 1 },
      ...(language === undefined ? {} : { languages: { [language]: 1 } }),
      ...(pack === undefined ? {} : { industry: pack.industry }),
    },
  ]
  const own = pack === undefined ? {} : { [pack.industry]: pack }
  return createWorld({ ...spec, packs: { ...spec.packs, ...own }, bots }).bots[0]!
}

/** The pack of the tests' worlds with words of our own. */
export function packWith(change: (words: PackWords) => PackWords): ContentPack {
  const pack = tinyPack()
  return { ...pack, words: { en: change(pack.words.en!) } }
}

/** The pack of the tests' worlds with words of our own for one matter. */
export const withMatter = (own: Partial<IntentWords>): ContentPack =>
  packWith(words => ({
    ...words,
    intents: { ...words.intents, 'Check Balance': { ...words.intents['Check Balance']!, ...own } },
  }))

/** The pack of the tests' worlds with some phrases of our own. */
export const withPhrases = (phrases: Partial<PackWords['phrases']>): ContentPack =>
  packWith(words => ({ ...words, phrases: { ...words.phrases, ...phrases } }))
