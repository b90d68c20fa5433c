import { join } from 'node:path'
import t, { type Test } from 'tap'
import { createApp } from '../../src/fastify/app.ts'
import { ScenarioError } from '../../src/scenario/error.ts'
import { momentText, readMoment } from '../../src/scenario/moments.ts'
import { loadStory, type Story } from '../../src/scenario/story.ts'
import { storyNames } from '../../src/scenario/story-files.ts'

/** Stories are told relative to today: on a working day, on a Sunday, on the day after the clock changes in America. */
const TODAYS = ['2026-03-12T15:20:00Z', '2026-11-29T18:00:00Z', '2026-03-09T15:00:00Z', '2026-07-04T20:00:00Z']

/** Counts of a bot between two days or times by the clock, the second no part of it. */
interface Figures {
  readonly sessions: number
  readonly selfService: number
  readonly agent: number
  readonly dropOff: number
  readonly tagged: (name: string, value: string, type?: 'user') => Promise<number>
  readonly users: { readonly uniqueUsers: number; readonly newUsers: number; readonly returningUsers: number }
  /** Share of the calls and chats handed over that were answered within the target. */
  readonly serviceLevel: number
  readonly occupancy: number
  /** Calls and chats that a human took. */
  readonly answered: number
}

type Asks = (from: string, to: string, bot?: number) => Promise<Figures>
type Claims = (ask: Asks, t: Test) => Promise<void>

/** What each sentence of a story says, by figures. */
const claims: Readonly<Record<string, Claims>> = {
  'containment-drop': async (ask, t) => {
    const [day, before, after] = [await ask('-4d', '-3d'), await ask('-5d', '-4d'), await ask('-3d', '-2d')]
    const half = await ask('-4d 12:00', '-3d')
    t.ok(before.selfService / before.sessions > 0.55, 'well over half')
    t.ok(after.selfService / after.sessions > 0.55, 'where it was')
    t.ok(between(day.selfService / day.sessions, 0.2, 0.3), 'about one in four')
    t.ok(between(half.selfService / half.sessions, 0.18, 0.32), 'at every hour alike')
    t.ok(between(day.dropOff / day.sessions, 0.26, 0.36), 'about three in ten')
    t.ok(day.dropOff / day.sessions > before.dropOff / before.sessions, 'more than usual')
    t.ok(between(day.agent / day.sessions, 0.4, 0.5), 'nearly half')
    t.ok(day.agent / day.sessions > 1.8 * (before.agent / before.sessions), 'about twice as many')
    t.ok(day.serviceLevel < before.serviceLevel, 'they waited')
    t.ok(between(day.sessions / ((before.sessions + after.sessions) / 2), 0.6, 1.5), 'as many people')
  },
  outage: async (ask, t) => {
    const [outage, same] = [await ask('-1d 09:00', '-1d 11:00'), await ask('-2d 09:00', '-2d 11:00')]
    t.ok(outage.sessions > 3 * same.sessions, 'several times as many')
    t.ok(outage.dropOff > outage.selfService, 'more give up')
    const tagged = await outage.tagged('incident', 'network-down')
    t.ok(between(tagged / outage.sessions, 0.72, 0.88), 'four out of five')
    const [day, before] = [await ask('-1d', 'today'), await ask('-2d', '-1d')]
    t.ok(day.serviceLevel < before.serviceLevel - 0.2, 'far fewer in time')
    const today = await ask('today', 'tomorrow')
    t.ok(today.dropOff / today.sessions < 0.3, 'like others again')
  },
  launch: async (ask, t) => {
    t.equal((await ask('-24d', '-21d')).sessions, 0, 'nothing before it')
    const [first, second, third] = [await ask('-21d', '-14d'), await ask('-14d', '-7d'), await ask('-7d', 'today')]
    t.ok(between(first.sessions / 7, 200, 400), 'some 300 a day')
    t.equal(first.users.returningUsers, 0, 'nobody returns')
    t.equal(first.users.newUsers, first.users.uniqueUsers, 'the same line')
    t.ok(between(first.dropOff / first.sessions, 0.33, 0.42), 'more than one in three')
    t.ok(first.selfService / first.sessions < 0.5)
    const [bad, good] = [await ask('-16d', '-14d'), await ask('-14d', '-11d')]
    t.ok(bad.selfService / bad.sessions < 0.5 && good.selfService / good.sessions > 0.5, 'from one day to the next')
    t.ok(second.users.returningUsers > 0, 'the first ones come back')
    const last = await ask('-1d', 'today')
    t.ok(between(last.users.returningUsers / last.users.uniqueUsers, 0.38, 0.65), 'close to half')
    t.ok(third.users.returningUsers > second.users.returningUsers)
  },
  'black-friday': async (ask, t) => {
    const [great, rise, rest, usual] = [
      await ask('-2d', '-1d'),
      await ask('-3d', '-2d'),
      await ask('-1d', 'today'),
      await ask('-6d', '-5d'),
    ]
    t.ok(
      great.sessions > 1.9 * usual.sessions && great.sessions > rise.sessions && great.sessions > rest.sessions,
      'a hill',
    )
    t.ok(between(great.users.newUsers / great.users.uniqueUsers, 0.42, 0.58), 'half are new')
    t.ok(between(usual.users.newUsers / usual.users.uniqueUsers, 0.14, 0.28), 'one in five')
    t.ok(great.serviceLevel < usual.serviceLevel, 'a smaller part in time')
    t.ok(great.agent > usual.agent * 1.5, 'far more calls and chats')
    const tagged = await great.tagged('campaign', 'black-friday')
    t.ok(between(tagged / great.sessions, 0.54, 0.66), 'six in ten')
  },
  'new-agents': async (ask, t) => {
    const [west, east] = [await ask('-7d', 'today', 0), await ask('-7d', 'today', 1)]
    for (const clinic of [west, east]) t.ok(between(clinic.agent / clinic.sessions, 0.35, 0.45), 'four in ten')
    t.ok(between(west.sessions / east.sessions, 0.8, 1.25), 'as many customers')
    t.ok(east.serviceLevel > west.serviceLevel, 'more in time')
    const day = ['last tuesday', 'last tuesday 23:59'] as const
    const [westDay, eastDay] = [await ask(...day, 0), await ask(...day, 1)]
    t.ok(eastDay.occupancy < westDay.occupancy, 'a smaller part of their time')
  },
  'card-fraud': async (ask, t) => {
    const [days, before, after] = [await ask('-4d', '-1d'), await ask('-8d', '-4d'), await ask('-1d', 'today')]
    const [day, usual] = [await ask('-3d', '-2d'), await ask('-7d', '-6d')]
    t.ok(days.agent / days.sessions > 2 * (before.agent / before.sessions), 'more than twice as large')
    t.ok(between(days.agent / days.sessions, 0.4, 0.5), 'nearly half')
    t.ok(after.agent / after.sessions < 0.27 && after.selfService / after.sessions > 0.5, 'as before')
    t.ok(day.serviceLevel < usual.serviceLevel - 0.15, 'a much smaller part')
    t.ok(between((await days.tagged('topic', 'card-fraud')) / days.sessions, 0.35, 0.45), 'four in ten')
  },
  'late-parcels': async (ask, t) => {
    const [strike, before, after] = [await ask('-6d', '-2d'), await ask('-13d', '-6d'), await ask('-1d', 'today')]
    t.ok(between(strike.sessions / 4 / (before.sessions / 7), 1.5, 2.6), 'about twice as many')
    t.ok(after.sessions < 0.8 * (strike.sessions / 4) && after.selfService / after.sessions > 0.5, 'over')
    t.ok(between(strike.users.newUsers / strike.users.uniqueUsers, 0.05, 0.15), 'one in ten')
    t.ok(strike.dropOff / strike.sessions > 0.25 && before.dropOff / before.sessions < 0.2, 'more than one in four')
    t.ok(between((await strike.tagged('parcel', 'late', 'user')) / strike.sessions, 0.42, 0.58), 'half of the users')
  },
  'evening-hotline': async (ask, t) => {
    const [day, work] = [await ask('-1d', 'today'), await ask('-1d 09:00', '-1d 17:00')]
    t.ok(work.sessions < 0.5 * day.sessions, 'more than half outside')
    const [evening, noon] = [await ask('-1d 18:00', '-1d 22:00'), await ask('-1d 10:00', '-1d 14:00')]
    t.ok(evening.sessions > noon.sessions, 'darkest in the evening')
    t.equal(evening.answered, 0, 'nobody is there')
    t.ok(noon.answered > 0, 'somebody answers')
  },
  'flu-season': async (ask, t) => {
    const [ago, last, wave] = [await ask('-8d', '-6d'), await ask('-2d', 'today'), await ask('-6d', 'today')]
    const steps = [ago, await ask('-6d', '-4d'), await ask('-4d', '-2d'), last].map(({ sessions }) => sessions)
    t.same(
      steps,
      [...steps].sort((a, b) => a - b),
      'in steps',
    )
    t.ok((await ask('-1d', 'today')).sessions > 2 * (await ask('-8d', '-7d')).sessions, 'more than twice')
    t.ok(last.serviceLevel < ago.serviceLevel, 'a smaller part in time')
    t.ok(last.occupancy > ago.occupancy, 'busier')
    t.ok(between(wave.selfService / wave.sessions - ago.selfService / ago.sessions, -0.06, 0.06), 'as large a part')
  },
  storm: async (ask, t) => {
    const [storm, same] = [await ask('-1d 17:00', '-1d 21:00'), await ask('-2d 17:00', '-2d 21:00')]
    t.ok(storm.sessions > 3 * same.sessions, 'several times as many')
    t.ok(between(storm.agent / storm.sessions, 0.44, 0.58), 'about half')
    t.ok(between((await storm.tagged('disruption', 'storm')) / storm.sessions, 0.84, 0.96), 'nine in ten')
    const [day, before] = [await ask('-1d', 'today'), await ask('-2d', '-1d')]
    t.ok(day.serviceLevel < before.serviceLevel - 0.15, 'a much smaller part')
  },
}

const between = (value: number, least: number, most: number) => value >= least && value <= most

t.test('every shipped story has claims here', async t => {
  t.same(storyNames(), Object.keys(claims).sort())
})

for (const name of storyNames()) {
  for (const now of TODAYS) {
    t.test(`${name} on ${now.slice(0, 10)}: its sentences are true`, async t => {
      const clock = { set: Date.parse(now), real: Date.parse(now) }
      const story = loadStory(name, clock)
      const app = createApp({ auth: 'off', now, scenario: story.scenario, startClock: clock }, { story })
      t.teardown(() => app.close())
      await claims[name]!((from, to, bot) => figures(app, story, { now, from, to, bot: bot ?? 0 }), t)
    })
  }
}

type App = ReturnType<typeof createApp>
interface Stretch {
  readonly now: string
  readonly from: string
  readonly to: string
  readonly bot: number
}

async function figures(app: App, story: Story, { now, from: first, to: last, bot: at }: Stretch): Promise<Figures> {
  const bot = story.scenario.world.bots[at]!
  const base = { now: Date.parse(now), zone: bot.zone }
  const [from, to] = [first, last].map(text => {
    const moment = readMoment(text)!
    return momentText('day' in moment ? { ...moment, time: moment.time ?? 0 } : moment, base)
  }) as [string, string]
  const headers = { accountId: story.scenario.world.account.id }
  const count = async (query: string, tags?: object) => {
    const payload = { dateFrom: from, dateTo: to, skip: 0, limit: 1, ...(tags && { tags }) }
    const url = `/api/public/bot/${bot.id}/getSessions${query}`
    return ((await app.inject({ method: 'POST', url, headers, payload })).json() as { total: number }).total
  }
  const day = (text: string) => new Intl.DateTimeFormat('sv-SE', { timeZone: bot.zone }).format(Date.parse(text))
  const range = `start_date=${day(from)}&end_date=${day(new Date(Date.parse(to) - 1).toISOString())}`
  const trendUrl = `/api/public/bot/${bot.id}/v2/userEngagementTrend?aggregation_type=daily&${range}&timeZoneOffset=${encodeURIComponent(bot.zone)}`
  const trend = (await app.inject({ method: 'POST', url: trendUrl, headers })).json() as { summary: Figures['users'] }
  const desk = (await app.inject({ url: `/__admin/bots/${bot.id}/desk?from=${from}&to=${to}` })).json() as Desk
  const sum = (rows: readonly Readonly<Record<string, number>>[], key: string) =>
    rows.reduce((n, row) => n + row[key]!, 0)
  const [selfService, agent, dropOff] = [
    await count('?containmentType=selfService'),
    await count('?containmentType=agent'),
    await count('?containmentType=dropOff'),
  ]
  return {
    sessions: selfService + agent + dropOff,
    selfService,
    agent,
    dropOff,
    tagged: (name, value, type) => count('', { and: [{ name, values: [value], ...(type && { type }) }] }),
    users: trend.summary,
    serviceLevel: sum(desk.queues, 'withinTarget') / sum(desk.queues, 'offered'),
    answered: sum(desk.queues, 'answered'),
    occupancy: sum(desk.hours, 'busySeconds') / sum(desk.hours, 'staffedSeconds'),
  }
}

interface Desk {
  readonly queues: readonly Readonly<Record<string, number>>[]
  readonly hours: readonly Readonly<Record<string, number>>[]
}

t.test('a story of its own, and what is wrong with one, with line and column', async t => {
  const step = { look: 'centre?bot={bot}&from={-2d}&to={today 09:00}', text: 'Look.' }
  const good = { title: 'Ours', about: 'A story.', steps: [{ ...step, clock: 'yesterday' }] }
  const folder = t.testdir({
    'mine.yaml': JSON.stringify({ ...good, scenario: { extends: 'small', everyBot: { zone: 'UTC' } } }),
    'named.yaml': JSON.stringify({ ...good, scenario: './world.yaml' }),
    'world.yaml': 'everyBot: { name: Ours, zone: UTC }\n',
    'steps.yaml':
      'title: x\nabout: y\nsteps:\n  - { look: nowhere, text: a }\n  - { look: "centre?from={lats monday}", text: a, clock: soon }\n',
    'braces.yaml': 'title: x\nabout: y\nsteps:\n  - { look: "centre?from={lats monday}", text: a, clock: soon }\n',
    'scenario.yaml': 'title: x\nabout: y\nscenario:\n  everyBot: { perDay: 5 }\nsteps: [{ look: centre, text: a }]\n',
  })
  const clock = { set: Date.parse('2026-03-12T15:00:00Z'), real: 0 }
  const mine = loadStory(join(folder, 'mine.yaml'), clock)
  t.equal(mine.scenario.name, 'story-mine')
  t.match(mine.steps[0]?.look, /^centre\?bot=st-8d4c1a72-.*&from=2026-03-10&to=2026-03-12T09%3A00%3A00/)
  t.equal(mine.steps[0]?.clock, '2026-03-11T00:00:00.000Z')
  t.match(mine.scenarioText, /extends: small/)
  t.equal(loadStory(join(folder, 'named.yaml'), clock).scenario.name, 'world')
  for (const [file, expected] of [
    ['steps.yaml', [{ path: 'steps.0.look', line: 4, column: 13, code: 'KM_SETTING_WRONG' }]],
    [
      'braces.yaml',
      [
        { path: 'steps.0.look', line: 4, code: 'KM_STORY_BRACE', message: /last monday/ },
        { path: 'steps.0.clock', line: 4, code: 'KM_MOMENT_UNKNOWN' },
      ],
    ],
    ['scenario.yaml', [{ path: 'everyBot.perDay', line: 4, column: 23, code: 'KM_SETTING_UNKNOWN' }]],
  ] as const) {
    try {
      loadStory(join(folder, file), clock)
      t.fail(`${file} was taken`)
    } catch (error) {
      t.type(error, ScenarioError)
      const found = [...(error as ScenarioError).problems].sort((a, b) => (a.path < b.path ? 1 : -1))
      t.match(
        found,
        [...expected].sort((a, b) => (a.path < b.path ? 1 : -1)),
        file,
      )
    }
  }
  t.throws(() => loadStory('outagge'), /did you mean outage/)
})
