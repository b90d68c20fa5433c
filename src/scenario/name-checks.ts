import { document } from '../contract/contract.ts'
import { didYouMean, nearestWord } from '../contract/nearest-word.ts'
import { say } from '../errors/catalogue.ts'
import type { ContentPack } from '../world/pack.ts'
import type { Fault } from './error.ts'
import type { BotFile } from './file.ts'
import { exactStretches } from './stretch-checks.ts'
import { unknownName } from './unknown-name.ts'

/** Languages that a bot speaks where nobody says which: as weights. */
const UNSAID = 1

/** Channels that the contract knows: a session of another one could not be asked for. */
export function knownChannels(): readonly string[] {
  const { schemas } = (document() as { components: { schemas: { ChannelType: { enum: readonly string[] } } } })
    .components
  return schemas.ChannelType.enum
}

/** What of a bot's channels and languages has no words, or is against the contract, and intents that its pack does not have. */
export function checkBotNames(own: BotFile, pack: ContentPack): Fault[] {
  return [...checkChannels(own), ...checkLanguages(own, pack), ...checkIntents(own, pack)]
}

function checkChannels({ channels = {}, sessions = {}, pins }: BotFile): Fault[] {
  const said: [string, Fault['path']][] = Object.keys(channels).map(channel => [channel, ['channels', channel]])
  for (const [index, { channel }] of (pins?.sessions ?? []).entries()) {
    if (channel !== undefined) said.push([channel, ['pins', 'sessions', index, 'channel']])
  }
  for (const [index, { channel }] of exactStretches(sessions).entries()) {
    if (channel !== undefined) said.push([channel, ['sessions', 'exactly', index, 'channel']])
  }
  if (said.length === 0) return []
  const known = knownChannels()
  return said.flatMap(([channel, path]) => (known.includes(channel) ? [] : [{ path, ...unknownName(channel, known) }]))
}

function checkLanguages({ languages = {}, sessions = {}, pins }: BotFile, pack: ContentPack): Fault[] {
  const said: [string, Fault['path']][] = Object.keys(languages).map(language => [language, ['languages', language]])
  for (const [index, { session_lang, transcript }] of (pins?.sessions ?? []).entries()) {
    const language = Array.isArray(session_lang) ? session_lang[0] : session_lang
    // Who writes a transcript may do so in any language.
    if (language !== undefined && transcript === undefined) {
      said.push([language, ['pins', 'sessions', index, 'session_lang']])
    }
  }
  for (const [index, { language }] of exactStretches(sessions).entries()) {
    if (language !== undefined) said.push([language, ['sessions', 'exactly', index, 'language']])
  }
  const known = Object.keys(pack.words)
  return said.flatMap(([language, path]) =>
    known.includes(language) ? [] : [{ path, ...withoutWords(language, pack) }],
  )
}

function withoutWords(language: string, { industry, words }: ContentPack) {
  const known = Object.keys(words)
  const hint = didYouMean(nearestWord(language, known))
  return say('KM_LANGUAGE_WITHOUT_WORDS', { industry, language, hint, known: known.join(', ') })
}

function checkIntents({ intents = {}, pins }: BotFile, { intents: known }: ContentPack): Fault[] {
  const said: [string, Fault['path']][] = Object.keys(intents).map(name => [name, ['intents', name]])
  for (const [index, { intent, transcript = [] }] of (pins?.sessions ?? []).entries()) {
    const path = ['pins', 'sessions', index]
    if (intent !== undefined) said.push([intent, [...path, 'intent']])
    for (const [line, one] of transcript.entries()) {
      if (one.intent !== undefined) said.push([one.intent, [...path, 'transcript', line, 'intent']])
    }
  }
  const names = known.map(({ name }) => name)
  return said.flatMap(([name, path]) => (names.includes(name) ? [] : [{ path, ...unknownName(name, names) }]))
}

/**
 * The languages of a bot of which no file says any but `default`: those of them that its pack has words for, else all that it has words
 * for, alike.
 */
export function spokenLanguages(
  usual: Readonly<Record<string, number>>,
  { words }: ContentPack,
): Record<string, number> {
  const known = Object.entries(usual).filter(([language]) => Object.hasOwn(words, language))
  if (known.some(([, weight]) => weight > 0)) return Object.fromEntries(known)
  return Object.fromEntries(Object.keys(words).map(language => [language, UNSAID]))
}
