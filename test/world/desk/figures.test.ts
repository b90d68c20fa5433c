import t from 'tap'
import { loadScenario } from '../../../src/scenario/load.ts'
import { partsAt } from '../../../src/world/columns/agents.ts'
import { shiftsOf } from '../../../src/world/desk/rota.ts'
import { GAVE_UP, MOST_BREAKS, TAKEN_BY_HUMAN } from '../../../src/world/desk/types.ts'
import { VOICE_CHANNELS } from '../../../src/world/spec.ts'
import { dayOfDate } from '../../../src/world/time.ts'
import type { Bot } from '../../../src/world/types.ts'
import { createWorld } from '../../../src/world/world.ts'

/** Work after a contact on average, ms. */
const AFTER = 120_000

function botOf(times: number, agents?: number): Bot {
  const { world } = loadScenario('default')
  const bots = world.bots.map(bot => ({
    ...bot,
    staff: agents === undefined ? bot.staff : { ...bot.staff, agents },
    traffic: { ...bot.traffic, events: [{ from: '2026-05-06', to: '2026-05-06', times }] },
  }))
  return createWorld({ ...world, seed: 'kore-mock', bots }).bots[0]!
}

/** Length of what some stretches cover together. */
function covered(stretches: [begin: number, end: number][]): number {
  let sum = 0
  let last = 0
  for (const [begin, end] of stretches.sort(([a], [b]) => a - b)) {
    sum += Math.max(0, end - Math.max(begin, last))
    last = Math.max(last, end)
  }
  return sum
}

function figuresOf(bot: Bot, from: number, days: number) {
  let [calls, soon, all, lost, staffed, busy] = [0, 0, 0, 0, 0, 0]
  for (let number = from; number < from + days; number++) {
    const day = bot.day(number)
    const { agents } = day
    const work = new Map<number, [number, number][]>()
    agents.rows.forEach((row, i) => {
      const wait = agents.answered[i]! - agents.handover[i]!
      all++
      if (agents.outcome[i] === GAVE_UP) lost++
      if (VOICE_CHANNELS.includes(bot.channels[day.channel[row]!]!)) {
        calls++
        if (agents.outcome[i] === TAKEN_BY_HUMAN && wait <= 20_000) soon++
      }
      for (const { agent, begin, end } of partsAt(agents, i)) {
        const start = day.start[row]!
        const own = work.get(agent) ?? []
        own.push([start + begin, start + end + AFTER])
        work.set(agent, own)
      }
    })
    const shifts = shiftsOf(bot, number)
    for (const [i, agent] of shifts.agent.entries()) {
      staffed += shifts.end[i]! - shifts.begin[i]!
      for (let b = 0; b < MOST_BREAKS; b++) staffed -= shifts.breaks[2 * (MOST_BREAKS * i + b) + 1]!
      busy += covered(work.get(agent) ?? [])
    }
  }
  return { occupancy: busy / staffed, soon: soon / calls, lost: lost / all }
}

t.test('the default centre has work enough and answers soon', async t => {
  const { occupancy, soon, lost } = figuresOf(botOf(1), dayOfDate('2026-05-11'), 21)
  t.ok(occupancy > 0.62 && occupancy < 0.88, `occupancy ${occupancy}`)
  t.ok(soon > 0.68 && soon < 0.87, `${soon} of the calls within 20 s`)
  t.ok(lost > 0.02 && lost < 0.08, `${lost} give up`)
})

t.test('ten times the load makes people wait, half as many agents more makes them wait less', async t => {
  const day = dayOfDate('2026-05-06')
  const [usual, spike, more] = [
    figuresOf(botOf(1), day, 1),
    figuresOf(botOf(10), day, 1),
    figuresOf(botOf(1, 18), day - 2, 5),
  ]
  t.ok(spike.lost > 0.4 && spike.soon < 0.3, JSON.stringify(spike))
  t.ok(usual.lost < 0.15)
  const before = figuresOf(botOf(1), day - 2, 5)
  t.ok(more.lost <= before.lost && more.soon > before.soon, `${JSON.stringify(before)}, ${JSON.stringify(more)}`)
})
