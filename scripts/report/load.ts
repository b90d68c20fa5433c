import { loadScenario } from '../../src/scenario/load.ts'
import { createWorld } from '../../src/world/world.ts'
import { barChart } from './bar-chart.ts'
import { count, decimal, duration, figure, percent, type Section } from './figures.ts'
import { handOversOf } from './month.ts'
import { type Days, Views } from './rows.ts'
import { type Waits, waitsOf } from './waits.ts'
import { busyWith, occupancyOf } from './work.ts'

interface Trial {
  readonly name: string
  readonly sessions: number
  readonly waits: Waits
  readonly occupancy: number
}

type ScenarioFile = Exclude<Parameters<typeof loadScenario>[0], string>

/** A Wednesday with ten times the sessions of its neighbours. */
const SPIKE: ScenarioFile = { everyBot: { sessions: { events: [{ from: '2026-03-04', times: 10 }] } } }

function trial(name: string, scenario: ScenarioFile, days: Days, now: number): Trial {
  const { world: spec } = loadScenario(scenario)
  const [bot] = createWorld({ ...spec, seed: 'kore-mock' }).bots
  const views = new Views(bot!, now)
  const sessions = views.sessions(days).filter(({ isDeveloper }) => !isDeveloper)
  const handOvers = handOversOf(views, days, sessions)
  return { name, sessions: sessions.length, waits: waitsOf(handOvers), occupancy: occupancyOf(busyWith(handOvers)) }
}

/** What load and staffing do to waits: days of other worlds. @param now ms UTC, after all of them */
export function load(now: number): Section {
  const day = (date: string) => ({ from: date, to: date })
  const staffed = (agents: number) =>
    trial(`${agents} agents`, { everyBot: { staff: { agents } } }, day('2026-03-10'), now)
  const trials = [
    trial('before spike', SPIKE, day('2026-03-03'), now),
    trial('spike', SPIKE, day('2026-03-04'), now),
    trial('after spike', SPIKE, day('2026-03-05'), now),
    ...[10, 20, 28, 40, 60].map(staffed),
  ]
  const [before, spike, , few, , , , many] = trials as [Trial, Trial, Trial, Trial, Trial, Trial, Trial, Trial]
  const ratio = (a: Trial, b: Trial) => a.waits.p90 / Math.max(1, b.waits.p90)
  return {
    title: 'Load',
    figures: [
      figure('p90 of waits on the day of a spike, times that of the day before', ratio(spike, before), decimal, {
        from: 3,
      }),
      figure('never answered on the day of a spike', spike.waits.abandoned, percent, { from: 0.15 }),
      figure('p90 of waits with 10 agents, times that with 60', ratio(few, many), decimal, { from: 3 }),
    ],
    tables: [
      {
        title: 'Load and staffing',
        head: ['', 'sessions', 'handed over', 'within 20 s', 'never', 'median', 'p90', 'occupancy'],
        rows: trials.map(({ name, sessions, waits, occupancy }) => [
          name,
          count(sessions),
          count(waits.handedOver),
          percent(waits.within20),
          percent(waits.abandoned),
          duration(waits.median),
          duration(waits.p90),
          percent(occupancy),
        ]),
      },
    ],
    charts: [
      barChart(
        'Never answered: a spike; numbers of agents',
        trials.map(({ name, waits }) => ({ name, value: waits.abandoned })),
      ),
    ],
  }
}
