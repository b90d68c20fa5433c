import { ask } from '../apis/ask.ts'
import type { Memory } from '../memory/memory.ts'
import { contradiction, DEFAULT_SEED } from '../scenario/check-world.ts'
import { ScenarioError } from '../scenario/error.ts'
import { momentText } from '../scenario/moments.ts'
import type { Scenario } from '../scenario/types.ts'
import { WorldError } from '../world/time.ts'
import type { Bot, World } from '../world/types.ts'
import { createWorld } from '../world/world.ts'

/** Bots that are shown, and sessions of an average day that one may have: more would take too long for who types. */
const MOST_BOTS = 6
const MOST_PER_DAY = 20_000
const DAYS = 7
const ENDINGS = ['selfService', 'agent', 'dropOff'] as const

/** Where a text is read: what worlds that are made of it may keep, and what is done in their breaks. */
export interface ReadingRoom {
  readonly memory?: Memory | undefined
  readonly pause?: () => void
}

/** What a week is shown by. */
export interface WeekBase {
  /** Of the mock, which wins over that of the scenario. */
  readonly seed?: string | undefined
  /** ms UTC, by the clock of the mock. */
  readonly now: number
  /** Whether somebody has set that clock: else the instant counts at which the scenario has it stand. */
  readonly isSet: boolean
}

/**
 * The last seven days of a scenario's bots, each by the calendar of its zone.
 * @throws ScenarioError for a world that contradicts itself with this seed.
 */
export function lastWeekOf(scenario: Scenario, base: WeekBase, room: ReadingRoom) {
  const world = previewWorld(scenario, base.seed ?? scenario.seed ?? DEFAULT_SEED, room)
  try {
    const now = base.isSet || scenario.now === undefined ? base.now : Date.parse(scenario.now)
    const shown = world.bots.filter(({ spec }) => spec.traffic.perDay <= MOST_PER_DAY).slice(0, MOST_BOTS)
    const bots = shown.map(bot => ({
      id: bot.id,
      name: bot.spec.name,
      zone: bot.spec.zone,
      days: Array.from({ length: DAYS }, (_, i) => dayShown(world, bot, { now, back: DAYS - 1 - i })),
    }))
    return { bots, isCut: shown.length < world.bots.length }
  } finally {
    world.clear()
  }
}

function dayShown(world: World, bot: Bot, { now, back }: { readonly now: number; readonly back: number }) {
  const base = { now, zone: bot.spec.zone }
  const at = (fromToday: number, time?: number) => momentText({ day: { fromToday }, time }, base)
  const range = { dateFrom: at(-back, 0), dateTo: at(1 - back, 0) }
  const count = (containmentType: string): number => {
    const body = { ...range, skip: 0, limit: 0 }
    const request = { path: { botId: bot.id }, query: { containmentType }, headers: {}, body }
    const question = { operationId: 'getSessions', request, now, accountId: world.spec.account.id }
    return (ask(world, question).body as { total: number }).total
  }
  const [selfService, agent, dropOff] = ENDINGS.map(count) as [number, number, number]
  return { day: at(-back), selfService, agent, dropOff }
}

function previewWorld({ name, world }: Scenario, seed: string, { memory, ...breaks }: ReadingRoom): World {
  try {
    return createWorld({ ...world, seed }, memory, breaks)
  } catch (error) {
    if (!(error instanceof WorldError)) throw error
    throw new ScenarioError(name, [{ path: '', ...contradiction(error.message) }])
  }
}
