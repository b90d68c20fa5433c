import t from 'tap'
import { createKoreMock } from '../../src/index.ts'
import { ScenarioError } from '../../src/scenario/error.ts'
import type { PersonFile, ScenarioFile } from '../../src/scenario/file.ts'
import { loadScenario } from '../../src/scenario/load.ts'

const staffed = (people: PersonFile[], more: object = {}): ScenarioFile => ({
  bots: { 'st-a': { staff: { people, ...more } } },
})

t.test('agents by name, with hours of work in minutes of the week', async t => {
  const { staff } = loadScenario(
    staffed([
      { name: 'Anna Berg', email: 'anna@example.com', languages: ['en', 'de'], skills: ['Cards and Fraud'] },
      {
        name: 'Bo',
        shifts: [
          { from: '09:00', to: '17:30' },
          { days: ['sat', 'sun'], from: '22:00', to: '06:00' },
        ],
      },
      { name: 'Cy', shifts: [{ days: ['mon'], from: '12:00', to: '24:00' }] },
    ]),
  ).world.bots[0]!
  t.same(staff.people, [
    { name: 'Anna Berg', email: 'anna@example.com', languages: ['en', 'de'], skills: ['Cards and Fraud'] },
    {
      name: 'Bo',
      shifts: [
        { days: [0, 1, 2, 3, 4], from: 540, to: 1050 },
        { days: [5, 6], from: 1320, to: 1800 },
      ],
    },
    { name: 'Cy', shifts: [{ days: [0], from: 720, to: 1440 }] },
  ])
})

t.test('what cannot be is refused with the place', async t => {
  const anna = { name: 'Anna Berg' }
  const cases: [ScenarioFile, RegExp][] = [
    [staffed([anna, anna]), /staff\.people\.1\.name: "Anna Berg" is there twice/],
    [
      staffed([
        { ...anna, email: 'a@b' },
        { name: 'Bo', email: 'a@b' },
      ]),
      /people\.1\.email: "a@b" is there twice/,
    ],
    [staffed([{ ...anna, email: 'anna' }]), /people\.0\.email: must be an e-mail address; found "anna"/],
    [
      staffed([{ ...anna, skills: ['Cards and Frauds'] }]),
      /people\.0\.skills\.0: must be one of Cards and Fraud, .* \(did you mean Cards and Fraud\?\)/,
    ],
    [staffed([{ ...anna, skills: ['X'] }], { queues: ['Y'] }), /skills\.0: must be one of Y; found "X"/],
    [staffed([{ ...anna, languages: ['fr'] }]), /people\.0\.languages\.0: must be one of en, es, de; found "fr"/],
    [staffed([anna, { name: 'Bo' }], { agents: 1 }), /staff\.agents: must be at least 2: so many are named; found 1/],
    [staffed([{ ...anna, shifts: [{ from: '25:00', to: '17:00' }] }]), /shifts\.0\.from: must be a time of day/],
    [
      staffed([{ ...anna, shifts: [{ from: '07:00', to: '20:00' }] }]),
      /shifts\.0: must be 12 hours at most; found 07:00 to 20:00/,
    ],
    [
      staffed([
        {
          ...anna,
          shifts: [
            { from: '09:00', to: '13:00' },
            { days: ['fri'], from: '12:00', to: '14:00' },
          ],
        },
      ]),
      /shifts\.1: must not overlap another shift/,
    ],
    [
      staffed([
        {
          ...anna,
          shifts: [
            { days: ['mon'], from: '00:00', to: '04:00' },
            { days: ['sun'], from: '20:00', to: '01:00' },
          ],
        },
      ]),
      /shifts\.1: must not overlap another shift/,
    ],
    [staffed([]), /staff\.people: must have at least 1 item; found 0/],
  ]
  for (const [file, expected] of cases) {
    t.throws(() => loadScenario(file), { constructor: ScenarioError, message: expected })
  }
})

t.test('who has hours takes conversations in them and at no other time', async t => {
  const hours = new Map([
    ['Anna Berg', [9, 17]],
    ['Bo Late', [12, 20]],
  ])
  const scenario: ScenarioFile = {
    bots: {
      'st-a': {
        zone: 'UTC',
        sessions: { perDay: 200 },
        staff: {
          people: [...hours].map(([name, [from, to]]) => ({ name, shifts: [{ from: timeOf(from!), to: `${to}:00` }] })),
        },
      },
    },
  }
  const mock = await createKoreMock({ now: '2026-03-09T12:00:00Z', scenario })
  t.teardown(() => mock.close())
  const segments = mock.world('st-a').segments({ from: '2026-03-02', to: '2026-03-08' })
  const had = new Set<string>()
  for (const { agent, segmentStartTime } of segments) {
    const name = `${agent?.firstName} ${agent?.lastName}`
    const [from, to] = hours.get(name) ?? []
    const hour = Number(segmentStartTime.slice(11, 13))
    if (!(hour >= from! && hour < to!)) t.fail(`${name} begins at ${segmentStartTime}`)
    had.add(name)
  }
  t.same([...had].sort(), [...hours.keys()])
})

const timeOf = (hour: number) => `${String(hour).padStart(2, '0')}:00`
