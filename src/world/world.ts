import { ByteCache } from '../memory/byte-cache.ts'
import { Bot } from './bot.ts'
import type { Day } from './day.ts'
import type { MatchedRows } from './sessions/matched-rows.ts'
import type { FoundDays } from './sessions/search.ts'
import type { WorldSpec } from './spec.ts'

/** Columns kept in memory when nothing else is said, in bytes. */
export const DEFAULT_CACHE_BYTES = 192 * 1024 * 1024

const UNNAMED_BOT_ID = /^st-[A-Za-z0-9-]+$/

/** The simulated contact centre of one scenario and seed: its bots, each made when it is first asked for. */
export interface World {
  readonly spec: WorldSpec
  /** The bots that have a name in the scenario, in its order. */
  readonly bots: readonly Bot[]
  /** Days of columns, within `spec.cacheBytes`. */
  readonly cache: ByteCache<Day>
  /** What of a day meets a filter, for filters asked before. */
  readonly matched: ByteCache<MatchedRows>
  /** Searches asked before. */
  readonly found: ByteCache<FoundDays>
  /** A named bot, else one after `spec.unnamed` for any id of the form `st-` + letters, digits, hyphens (ruling R12). */
  bot(id: string): Bot | undefined
}

const SEARCH_BYTES = 8 * 1024 * 1024
// More bots nobody named than this are made anew when they come back; they are the same again.
const UNNAMED = 200

/**
 * Makes a world; its sessions come later, as they are asked for.
 * @throws WorldError when the spec contradicts itself
 */
export function createWorld(spec: WorldSpec): World {
  const bots: Bot[] = []
  const named = new Map<string, Bot>()
  const unnamed = new Map<string, Bot>()
  const world: World = {
    spec,
    bots,
    cache: new ByteCache<Day>(spec.cacheBytes),
    matched: new ByteCache<MatchedRows>(SEARCH_BYTES),
    found: new ByteCache<FoundDays>(SEARCH_BYTES),
    bot(id) {
      const known = named.get(id) ?? unnamed.get(id)
      if (known !== undefined || spec.unnamed === undefined || !UNNAMED_BOT_ID.test(id)) return known
      const bot = new Bot(id, spec.unnamed, world)
      unnamed.set(id, bot)
      if (unnamed.size > UNNAMED) unnamed.delete(unnamed.keys().next().value!)
      return bot
    },
  }
  for (const botSpec of spec.bots) {
    const bot = new Bot(botSpec.id, botSpec, world)
    bots.push(bot)
    named.set(bot.id, bot)
  }
  return world
}
