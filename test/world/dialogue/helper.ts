import { loadScenario } from '../../../src/scenario/load.ts'
import { shippedIndustries, shippedPack } from '../../../src/scenario/packs.ts'
import { sayOf } from '../../../src/world/dialogue/wordings.ts'
import type { ContentPack, Wording } from '../../../src/world/pack.ts'
import { timelineOf } from '../../../src/world/sessions/timeline.ts'
import type { Timeline } from '../../../src/world/sessions/types.ts'
import type { ExactSpec, SessionPin } from '../../../src/world/spec.ts'
import type { Bot } from '../../../src/world/types.ts'
import { createWorld } from '../../../src/world/world.ts'

const spec = loadScenario('default').world

/** All packs of the package, by industry. */
export const packs: Readonly<Record<string, ContentPack>> = Object.fromEntries(
  shippedIndustries().map(industry => [industry, shippedPack(industry)]),
)

/** A bot of an industry in a world of its own, with a few sessions a day in three languages. */
export function botOf(
  seed: string,
  industry = 'banking',
  languages: Readonly<Record<string, number>> = { en: 40, es: 30, de: 30 },
  exactly: readonly ExactSpec[] = [],
  pins: readonly SessionPin[] = [],
): Bot {
  const first = spec.bots[0]!
  const traffic = { ...first.traffic, perDay: 150, exactly }
  const staff = { ...first.staff, agents: 28 }
  const bots = [{ ...first, industry, traffic, languages, pins, staff }]
  return createWorld({ ...spec, seed, packs, bots }).bots[0]!
}

/** One session with all that is known of it. */
export interface Case {
  readonly bot: Bot
  readonly day: number
  readonly row: number
  readonly timeline: Timeline
  readonly language: string
}

/** The sessions of a day. */
export function casesOf(bot: Bot, day: number): Case[] {
  const columns = bot.day(day)
  return Array.from({ length: columns.count }, (_, row) => ({
    bot,
    day,
    row,
    timeline: timelineOf(bot, day, row),
    language: bot.languages[columns.language[row]!]!,
  }))
}

/** What a template matches: any filling, any choice. */
function patternOf(template: string): string {
  return template
    .replace(/\{[^}]*\}/g, '\0')
    .replace(/[.*+?^$()\\]/g, '\\$&')
    .replaceAll('[', '(?:')
    .replaceAll(']', ')')
    .replaceAll('\0', '.+')
}

const textsOf = (list: string | readonly Wording[]): readonly string[] =>
  typeof list === 'string' ? [list] : list.map(sayOf)

/** Whether a text is one of the wordings of a list. */
export function isOneOf(text: string, list: string | readonly Wording[]): boolean {
  return textsOf(list).some(template => new RegExp(`^${patternOf(template)}$`, 'iu').test(text))
}
