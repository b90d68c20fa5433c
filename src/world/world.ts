import { Cache } from '../memory/cache.ts'
import { Memory } from '../memory/memory.ts'
import { allAtOnce } from '../memory/steps.ts'
import { BotOfWorld } from './bot.ts'
import type { WorldSpec } from './spec.ts'
import type { Bot, Breaks, World } from './types.ts'
import { latestOfAll } from './visible.ts'
import { Zone } from './zones.ts'

/** Bytes of a time zone with the changes of some years, about. */
const ZONE_BYTES = 3_000

const nothing = () => {}

const UNNAMED_BOT_ID = /^st-[A-Za-z0-9-]+$/

/**
 * Makes a world; its sessions come later, as they are asked for.
 * @param breaks what is done between two pieces of work; nothing where it is absent
 * @throws WorldError when the spec contradicts itself
 */
export function createWorld(spec: WorldSpec, memory?: Memory, breaks?: Partial<Breaks>): World {
  return allAtOnce(worldByBots(spec, memory, breaks))
}

/** As `createWorld`, with a step for each bot: a thousand of them take longer than others may wait. */
export function* worldByBots(
  spec: WorldSpec,
  memory: Memory = new Memory(),
  breaks: Partial<Breaks> = {},
): Generator<undefined, World> {
  const bots: Bot[] = []
  const named = new Map<string, Bot>()
  const budget = memory.budget('bots')
  // When there is no room for a bot that nobody named, all that was made of it goes. It is the same again when it comes back.
  const unnamed = new Cache<string, Bot>(budget, { onDrop: bot => bot.belongings.clear() })
  const zones = new Cache<string, Zone>(memory.budget('trends'))
  const world: World = {
    spec,
    bots,
    latest: latestOfAll(spec.lateness),
    memory,
    pause: breaks.pause ?? nothing,
    kept: breaks.kept ?? nothing,
    bot(id) {
      const known = named.get(id) ?? unnamed.get(id)
      if (known !== undefined || spec.unnamed === undefined || !UNNAMED_BOT_ID.test(id)) return known
      const bot = new BotOfWorld(id, spec.unnamed, world)
      unnamed.set(id, bot, bot.bytes)
      return bot
    },
    zone(name) {
      let zone = zones.get(name)
      if (zone === undefined) {
        zone = new Zone(name)
        zones.set(name, zone, ZONE_BYTES)
      }
      return zone
    },
    count(bot, more) {
      if (named.get(bot.id) === bot) budget.hold(more)
      else unnamed.resize(bot.id, bot, bot.bytes)
    },
    clear() {
      unnamed.clear()
      zones.clear()
      for (const bot of bots) {
        bot.belongings.clear()
        budget.hold(-bot.bytes, -1)
      }
    },
  }
  let isWhole = false
  try {
    for (const botSpec of spec.bots) {
      const bot = new BotOfWorld(botSpec.id, botSpec, world)
      bots.push(bot)
      named.set(bot.id, bot)
      budget.hold(bot.bytes, 1)
      yield
    }
    isWhole = true
  } finally {
    // Of one that comes to nothing nothing is kept.
    if (!isWhole) world.clear()
  }
  return world
}
