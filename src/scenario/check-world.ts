import { say } from '../errors/catalogue.ts'
import type { BotSpec, WorldSpec } from '../world/spec.ts'
import { WorldError } from '../world/time.ts'
import { createWorld } from '../world/world.ts'
import type { Fault } from './error.ts'
import type { Scenario } from './types.ts'

/** Seed of a mock when neither its scenario nor who starts it gives one. */
export const DEFAULT_SEED = 'kore-mock'

/** What only shows when the world is made: settings that contradict each other, as pins that an exact stretch has no room for. */
export function checkWorld({ world, seed = DEFAULT_SEED }: Pick<Scenario, 'world' | 'seed'>): Fault[] {
  const { unnamed, bots, ...rest } = world
  const common = { ...rest, seed }
  const ofNamed = contradictionIn({ ...common, bots }) === undefined ? [] : bots.flatMap(bot => faultOf(common, bot))
  if (unnamed === undefined) return ofNamed
  const reason = contradictionIn({ ...common, bots: [], unnamed })
  return reason === undefined
    ? ofNamed
    : [...ofNamed, { path: placeOf(['otherBots'], reason), ...contradiction(reason) }]
}

/** A world's own words for what contradicts itself in it. */
export const contradiction = (reason: string) => say('KM_WORLD_CONTRADICTS', { reason })

function faultOf(common: Omit<WorldSpec, 'bots' | 'unnamed'>, bot: BotSpec): Fault[] {
  const reason = contradictionIn({ ...common, bots: [bot] })
  return reason === undefined ? [] : [{ path: placeOf(['bots', bot.id], reason), ...contradiction(reason) }]
}

/** A world speaks of exact stretches and of pins. */
const placeOf = (bot: Fault['path'], reason: string) => [
  ...bot,
  ...(/: exactly \d/.test(reason) ? ['sessions', 'exactly'] : ['pins']),
]

function contradictionIn(spec: WorldSpec): string | undefined {
  try {
    createWorld(spec).bot('st-any')
    return undefined
  } catch (error) {
    if (error instanceof WorldError) return error.message
    throw error
  }
}
