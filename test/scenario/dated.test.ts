import { join } from 'node:path'
import t from 'tap'
import { createKoreMock } from '../../src/index.ts'
import { ScenarioError } from '../../src/scenario/error.ts'
import type { ScenarioFile } from '../../src/scenario/file.ts'
import { compileScenario, loadScenario } from '../../src/scenario/load.ts'
import { loadBeside } from '../../src/scenario/load-beside.ts'

const real = Date.parse('2026-03-09T12:00:00Z')
const clock = { real }

const FILE: ScenarioFile = {
  everyBot: { zone: 'America/New_York', sessions: { events: [{ from: '-4d', to: 'yesterday', times: 2 }] } },
  bots: {
    'st-home': {
      since: '-30d',
      sessions: {
        exactly: [
          { count: 3, between: ['last tuesday', '-3d'] },
          { count: 2, between: ['-3h', '-1h'] },
        ],
      },
      pins: {
        sessions: [{ start_time: 'yesterday 10:15', end_time: 'yesterday 10:21' }],
        conversations: [{ startTime: '-1d 12:00' }],
        segments: [{ segmentStartTime: 'today 01:00', segmentEndTime: 'today 01:10' }],
      },
    },
    'st-tokyo': { zone: 'Asia/Tokyo', sessions: { exactly: 5, between: ['yesterday', 'yesterday'] } },
  },
}

function problemsOf(file: ScenarioFile): string {
  try {
    loadScenario(file, { clock })
  } catch (error) {
    if (error instanceof ScenarioError) return error.message
    throw error
  }
  return 'good'
}

t.test('days and times by the clock, wherever a scenario says one', async t => {
  const { world, resolved } = loadScenario(FILE, { clock })
  const [home, tokyo] = world.bots
  t.same(home?.since, '2026-02-07')
  t.same(home?.traffic.events, [{ from: '2026-03-05', to: '2026-03-08', times: 2 }])
  t.same(home?.traffic.exactly, [
    { count: 3, from: '2026-03-03T00:00:00.000Z', to: '2026-03-06T23:59:59.999Z' },
    { count: 2, from: '2026-03-09T09:00:00.000Z', to: '2026-03-09T11:00:00.000Z' },
  ])
  t.match(
    home?.pins.map(({ start_time, end_time, conversation, segments }) => [
      start_time,
      end_time ?? conversation?.startTime ?? segments?.[0]?.segmentStartTime,
    ]),
    [
      ['2026-03-08T14:15:00.000Z', '2026-03-08T14:21:00.000Z'],
      ['2026-03-08T15:58:00.000Z', '2026-03-08T16:00:00.000Z'],
      ['2026-03-09T04:58:00.000Z', '2026-03-09T05:00:00.000Z'],
    ],
  )
  t.match(tokyo?.traffic, {
    events: [{ from: '2026-03-05', to: '2026-03-08' }],
    exactly: [{ from: '2026-03-08T00:00:00.000Z', to: '2026-03-08T23:59:59.999Z' }],
  })
  t.match(
    resolved.map(({ path, said, value, zone }) => `${path.join('.')} ${said} ${value} ${zone}`),
    [
      'bots.st-home.since -30d 2026-02-07 America/New_York',
      'everyBot.sessions.events.0.from -4d 2026-03-05 America/New_York',
    ],
  )
})

t.test('what every bot has is dated by the zone of each, and told once for a zone', async t => {
  const everyBot = { since: '-9d', sessions: { perDay: 1, events: [{ from: '-1d 09:00', times: 2 }] } }
  const zones = ['Asia/Tokyo', 'America/New_York', 'Asia/Tokyo']
  const bots = Object.fromEntries(zones.map((zone, i) => [`st-${i}`, { zone }]))
  const { world, resolved } = loadScenario({ everyBot, bots }, { clock })
  t.same(
    world.bots.map(({ traffic }) => traffic.events[0]?.from),
    ['2026-03-08T00:00:00.000Z', '2026-03-08T13:00:00.000Z', '2026-03-08T00:00:00.000Z'],
  )
  t.same(
    resolved.map(({ path, said, value, zone }) => `${path.join('.')} ${said} ${value} ${zone}`),
    [
      'everyBot.since -9d 2026-02-28 Asia/Tokyo',
      'everyBot.sessions.events.0.from -1d 09:00 2026-03-08T00:00:00.000Z Asia/Tokyo',
      'everyBot.since -9d 2026-02-28 America/New_York',
      'everyBot.sessions.events.0.from -1d 09:00 2026-03-08T13:00:00.000Z America/New_York',
    ],
  )
})

t.test('the same file by the same clock is the same; the clock that stands is the one', async t => {
  t.same(loadScenario(FILE, { clock }), loadScenario(FILE, { clock: { real: real + 400 } }))
  const fromOf = (file: ScenarioFile, set?: string) =>
    loadScenario(file, { clock: { real, set: set === undefined ? undefined : Date.parse(set) } }).world.bots[0]?.traffic
      .events[0]?.from
  t.equal(fromOf(FILE), '2026-03-05')
  t.equal(fromOf({ ...FILE, now: '2026-06-15T12:00:00Z' }), '2026-06-11', 'where the scenario has it stand')
  t.equal(fromOf({ ...FILE, now: '2026-06-15T12:00:00Z' }, '2027-01-10T12:00:00Z'), '2027-01-06', 'a flag wins')
  t.equal(
    loadScenario({ now: 'yesterday 12:00' }, { clock }).now,
    '2026-03-08T16:00:00.000Z',
    'a clock by the real one',
  )
  t.equal(fromOf({ ...FILE, now: 'last monday 12:00' }), '2026-02-26')
})

t.test('an exact day by the clock is there for who asks', async t => {
  const scenario: ScenarioFile = {
    bots: { 'st-a': { sessions: { perDay: 0, exactly: 100, between: ['yesterday', 'yesterday'] } } },
  }
  const mock = await createKoreMock({ scenario, now: '2026-03-09T12:00:00Z', port: false })
  t.teardown(() => mock.close())
  t.equal(mock.world().sessions({ from: '2026-03-08', to: '2026-03-08' }).length, 100)
  mock.clock.advance('P3D')
  t.equal(
    mock.world().sessions({ from: '2026-03-08', to: '2026-03-08' }).length,
    100,
    'it does not move with the clock',
  )
})

t.test('scenarios that are asked for later go by the clock of the start', async t => {
  const mock = await createKoreMock({ port: false, now: '2026-03-09T12:00:00Z', seed: 'dated' })
  t.teardown(() => mock.close())
  mock.clock.advance('P2D')
  const ask = async (date: string) => {
    const headers = { ...mock.headers(), 'x-mock-scenario': 'spike' }
    const payload = { dateFrom: date, dateTo: date, limit: 1 }
    const url = `/api/public/bot/${mock.bots[0]}/getSessions`
    return (await mock.inject({ method: 'POST', url, headers, payload })).json<{ total: number }>().total
  }
  t.ok((await ask('2026-03-04')) > 4 * (await ask('2026-03-06')))
})

t.test('a thread beside and the build resolve alike', async t => {
  const file = join(t.testdir({ 'my.yaml': 'everyBot: { since: -30d }\n' }), 'my.yaml')
  t.same((await loadBeside(file, clock)).scenario, loadScenario(file, { clock }))
  t.ok('byClock' in compileScenario('launch'))
  t.ok('fixed' in compileScenario('small'))
})

t.test('events by the hour, and events that do not say their end', async t => {
  const eventOf = (event: { from: string; to?: string }) => {
    const { from, to } = loadScenario({ everyBot: { sessions: { events: [event] } } }, { clock }).world.bots[0]!.traffic
      .events[0]!
    return [from, to]
  }
  t.same(eventOf({ from: '-1d 09:00', to: '-1d 11:00' }), ['2026-03-08T13:00:00.000Z', '2026-03-08T15:00:00.000Z'])
  t.same(
    eventOf({ from: '-1d 09:00' }),
    ['2026-03-08T13:00:00.000Z', '2026-03-09T04:00:00.000Z'],
    'its day in New York',
  )
  t.same(eventOf({ from: '-4d' }), ['2026-03-05', '2026-03-05'])
  t.same(eventOf({ from: '2026-03-05T09:00:00+01:00', to: '2026-03-06' }), ['2026-03-05T08:00:00.000Z', '2026-03-06'])
  t.throws(() => eventOf({ from: '-1d 09:00', to: '-1d 09:00' }), /must be after/)
})

t.test('what is no day, and what leads too far', async t => {
  const events = (from: string, to?: string) =>
    problemsOf({ everyBot: { sessions: { events: [to === undefined ? { from } : { from, to }] } } })
  t.match(events('last tusday'), /from: is no day and no time \(did you mean last tuesday\?\); found "last tusday"/)
  t.match(events('soon'), /from: is no day and no time; found "soon"/)
  t.match(events('yesterday', '-5d'), /events\.0\.to: must be after 2026-03-08; found 2026-03-04/)
  t.match(events('-999999w'), /from: must lie between 2000-01-01 and 2100-01-01; found "-999999w, /)
  t.match(problemsOf({ now: '2026-02-30 09:00' }), /now: must be a day of the calendar/)
  t.match(
    problemsOf({ everyBot: { since: 'yesterday 09:00' } }),
    /since: must be a date as YYYY-MM-DD, or a day by the clock/,
  )
  t.match(problemsOf({ everyBot: { since: 'now' } }), /since: must be a day; found "now"/)
  t.match(
    problemsOf({ bots: { 'st-a': { sessions: { exactly: 3, between: ['today', 'yesterday'] } } } }),
    /between: must not end before it begins; found 2026-03-09 to 2026-03-08/,
  )
})
