import { setImmediate as nextTurn } from 'node:timers/promises'
import { bodyText } from '../apis/page.ts'
import type { Mock } from '../mock/mock.ts'
import { compute } from '../offload/job.ts'
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

/**
 * The last seven days of a scenario's bots, by the clock of the mock or its own, each by the calendar of its zone.
 * @throws ScenarioError for a world that contradicts itself with this seed.
 */
export async function weekShown(mock: Mock, scenario: Scenario) {
  const world = previewWorld(scenario, mock.options.seed ?? scenario.seed ?? DEFAULT_SEED)
  const now = mock.control.clock.now(undefined, scenario.now === undefined ? undefined : Date.parse(scenario.now))
  const shown = world.bots.filter(({ spec }) => spec.traffic.perDay <= MOST_PER_DAY).slice(0, MOST_BOTS)
  const bots = []
  for (const bot of shown) {
    const days = []
    for (let back = DAYS - 1; back >= 0; back -= 1) {
      days.push(dayShown(world, bot, { now, back }))
      // Others have their turns between.
      await nextTurn()
    }
    bots.push({ id: bot.id, name: bot.spec.name, zone: bot.spec.zone, days })
  }
  return { bots, isCut: shown.length < world.bots.length }
}

function dayShown(world: World, bot: Bot, { now, back }: { readonly now: number; readonly back: number }) {
  const base = { now, zone: bot.spec.zone }
  const at = (fromToday: number, time?: number) => momentText({ day: { fromToday }, time }, base)
  const range = { dateFrom: at(-back, 0), dateTo: at(1 - back, 0) }
  const count = (containmentType: string): number => {
    const body = { ...range, skip: 0, limit: 0 }
    const request = { path: { botId: bot.id }, query: { containmentType }, headers: {}, body }
    const question = { operationId: 'getSessions', request, now, accountId: world.spec.account.id }
    return (JSON.parse(bodyText(compute(world, question))) as { total: number }).total
  }
  const [selfService, agent, dropOff] = ENDINGS.map(count) as [number, number, number]
  return { day: at(-back), selfService, agent, dropOff }
}

function previewWorld({ name, world }: Scenario, seed: string): World {
  try {
    return createWorld({ ...world, seed })
  } catch (error) {
    if (!(error instanceof WorldError)) throw error
    throw new ScenarioError(name, [{ path: '', ...contradiction(error.message) }])
  }
}
