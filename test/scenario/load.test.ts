import { mkdirSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import t, { type Test } from 'tap'
import { ScenarioError } from '../../src/scenario/error.ts'
import type { ScenarioFile } from '../../src/scenario/file.ts'
import { listScenarios, scenarioNames } from '../../src/scenario/list.ts'
import { loadScenario } from '../../src/scenario/load.ts'

const BANK = 'st-8d4c1a72-3f96-5e0b-9a27-c51e7f08b3d6'

function write(t: Test, files: Record<string, string>): string {
  const folder = t.testdir({})
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  return folder
}

function problemsOf(given: string | ScenarioFile): ScenarioError {
  try {
    loadScenario(given)
  } catch (error) {
    if (error instanceof ScenarioError) return error
    throw error
  }
  throw new Error('there is no problem')
}

t.test('every shipped scenario loads, says what it is for and keeps the figures of default', async t => {
  t.equal(scenarioNames()[0], 'default')
  for (const { name, description } of listScenarios()) {
    const scenario = loadScenario(name)
    t.equal(scenario.name, name)
    t.match(description, /^[A-Z].{30,}\.$/, `${name} has a sentence about itself`)
    t.equal(scenario.description, description)
    t.equal(scenario.world.account.id, '5f3a9c1e7b2d4068a1c5e9f2')
    t.ok(scenario.world.bots.length > 0)
  }
})

t.test('default', async t => {
  const { world, apps, limits, auth, quotas, faults } = loadScenario('default')
  t.match(world.bots[0], { id: BANK, name: 'Bank Assistant', industry: 'banking', traffic: { perDay: 1200 } })
  t.equal(world.unnamed?.traffic.perDay, 1200)
  t.same(Object.keys(world.packs), ['banking'])
  t.same(
    apps.map(({ name, kind, bots }) => ({ name, kind, bots })),
    [
      { name: 'reporting', kind: 'account', bots: [] },
      { name: 'bank-bot', kind: 'bot', bots: [BANK] },
    ],
  )
  t.same({ limits, auth, quotas, faults }, { limits: 'reject', auth: 'lenient', quotas: [], faults: [] })
  const mean = (list: readonly number[]) => list.reduce((sum, value) => sum + value, 0) / list.length
  t.ok(Math.abs(mean(world.bots[0]!.traffic.hours) - 1) < 1e-9, 'hours are scaled to a mean of 1')
  t.ok(Math.abs(mean(world.bots[0]!.traffic.week) - 1) < 1e-9, 'weekdays are scaled to a mean of 1')
  t.same(
    world.bots[0]!.dashboards.map(({ name, widgets }) => [name, widgets.map(widget => widget.name)]),
    [
      [
        'Operations',
        [
          'Task Fulfillment Trend',
          'Top Failure Tasks',
          'Channel Volume Trend',
          'Heavy Users',
          'Sessions By Containment',
          'Unhandled Utterances',
        ],
      ],
      ['Customer Insights', ['Dollar Value Breakup', 'Customer Type Summary']],
    ],
  )
})

t.test('a file builds on default, or on what it names', async t => {
  const folder = write(t, {
    'lower.yaml': '# Lower.\nextends: small\nbots:\n  st-one: { name: One, channels: { sms: 1 } }\n',
    'sub/upper.yaml': 'extends: ../lower.yaml\nbots:\n  st-one: { zone: Europe/Berlin }\n  st-two: {}\n',
  })
  const { world, files, description } = loadScenario(join(folder, 'sub/upper.yaml'))
  t.same(
    world.bots.map(bot => bot.id),
    ['st-one', 'st-two'],
    'ruling R29',
  )
  t.match(world.bots[0], { name: 'One', zone: 'Europe/Berlin', channels: { sms: 1 }, traffic: { perDay: 6 } })
  t.strictSame(world.bots[0]!.channels, { sms: 1 }, 'weights are replaced whole')
  t.equal(files.length, 4, 'default, small, lower, upper')
  t.equal(description, '')
})

t.test('which bots there are: ruling R29', async t => {
  const folder = write(t, {
    'two.yaml': 'bots:\n  st-a: { name: A }\n  st-b: {}\n',
    'none.yaml': 'extends: ./two.yaml\nseed: x\n',
    'empty.yaml': 'extends: ./two.yaml\nbots: {}\n',
    'fewer.yaml': 'extends: ./two.yaml\nbots:\n  st-c: {}\n  st-a: { zone: Europe/Berlin }\n',
    'kept.yaml': `bots:\n  st-a: {}\n  ${BANK}: {}\n`,
  })
  const botsOf = (file: string) => loadScenario(join(folder, file)).world.bots.map(({ id, name }) => `${id} ${name}`)
  t.same(botsOf('two.yaml'), ['st-a A', 'st-b Assistant'])
  t.same(botsOf('none.yaml'), ['st-a A', 'st-b Assistant'], 'who names none has those below')
  t.same(botsOf('empty.yaml'), ['st-a A', 'st-b Assistant'])
  t.same(botsOf('fewer.yaml'), ['st-c Assistant', 'st-a A'], 'with what is said of them below')
  t.same(botsOf('kept.yaml'), ['st-a Assistant', `${BANK} Bank Assistant`])
  t.same(
    loadScenario('small').world.bots.map(({ id }) => id),
    [BANK],
  )
})

t.test('a bot by a key of its own, and one that is taken away', async t => {
  const folder = write(t, {
    'keys.yaml': 'bots:\n  shop: { id: st-shop, name: Shop }\n  st-b: {}\n',
    'over.yaml': 'extends: ./keys.yaml\nbots:\n  shop: { zone: Europe/Berlin }\n',
  })
  const botsOf = (given: string | ScenarioFile) =>
    loadScenario(given).world.bots.map(({ id, name, zone }) => `${id} ${name} ${zone}`)
  const over = { extends: join(folder, 'keys.yaml') }
  t.same(botsOf(join(folder, 'over.yaml')), ['st-shop Shop Europe/Berlin'], 'by its key')
  t.same(botsOf({ ...over, bots: { 'st-shop': { zone: 'UTC' } } }), ['st-shop Shop UTC'], 'by its id')
  t.same(botsOf({ ...over, bots: { shop: false } }), ['st-b Assistant America/New_York'], 'the others stay')
  t.same(botsOf({ ...over, bots: { 'st-b': null } }), ['st-shop Shop America/New_York'])
  t.same(botsOf({ ...over, bots: { shop: false, 'st-c': {} } }), ['st-c Assistant America/New_York'])
  t.same(botsOf({ extends: 'default', bots: { bank: false } }), [])
  t.same(botsOf({ bots: { [BANK]: false, 'st-a': {} } }), ['st-a Assistant America/New_York'])
  t.same(botsOf({ bots: { bank: {} } }), [`${BANK} Bank Assistant America/New_York`])
  for (const [bots, expected] of [
    [{ bnak: false }, /bots\.bnak: must be one of bank, st-8d4c.*; found "bnak" \(did you mean bank\?\)/],
    [{ shop: {} }, /bots\.shop: needs `id`/],
    [{ 'st-a': { id: 'st-b' } }, /bots\.st-a\.id: must be left out, or st-a; found st-b/],
    [{ bank: {}, [BANK]: {} }, /bots\.st-8d4c\S+: "st-8d4c\S+" is there twice/],
  ] as const) {
    t.match(problemsOf({ bots }).message, expected)
  }
  t.match(problemsOf({ everyBot: { id: 'st-a' } }).message, /everyBot\.id: must be left out/)
})

t.test('the faults of a file come in one go, whatever check finds them', async t => {
  const folder = write(t, {
    'lower.yaml': 'everyBot:\n  industry: minning\n',
    'pack.yaml': 'industry: x\n',
    'my.yaml': `extends: ./lower.yaml
limts: clamp
auth: Strict
packs: { x: ./pack.yaml, mining: ./none.yaml }
everyBot:
  newUsers: .inf
  zone: Europe/Berlim
bots:
  st-a:
    pins:
      sessions:
        - { start_time: 5 }
        - { start_time: '2026-02-30' }
        - { start_time: '2026-03-02T10:00:00Z', end_time: '2026-03-02T09:00:00Z' }
  bnak: false
`,
  })
  const { problems } = problemsOf(join(folder, 'my.yaml'))
  const told = problems.map(
    ({ path, line, message, file }) => `${file ? basename(file) : ''} ${line} ${path} ${message}`,
  )
  for (const [i, expected] of [
    /^ 2 limts is not a setting \(did you mean limits\?\); allowed here: extends/,
    /^ 3 auth must be one of lenient, strict, off; found "Strict" \(did you mean strict\?\)/,
    /^ 4 packs\.mining \/.*none\.yaml: there is no such file/,
    /^ 6 everyBot\.newUsers must be a finite number; found \.inf/,
    /^ 7 everyBot\.zone must be an IANA time zone such as Europe\/Berlin; found "Europe\/Berlim" \(did you mean Europe\/Berlin\?\)/,
    /^ 12 bots\.st-a\.pins\.sessions\.0\.start_time must be a string/,
    /^ 13 bots\.st-a\.pins\.sessions\.1\.start_time must be a day of the calendar/,
    /^ 14 bots\.st-a\.pins\.sessions\.2\.end_time must be at or after start_time/,
    /^ 15 bots\.bnak must be one of bank, st-8d4c/,
    /^pack\.yaml 1 {2}needs `companies`/,
    /^lower\.yaml 2 everyBot\.industry there is no content pack "minning" \(did you mean mining\?\); there are banking/,
  ].entries()) {
    t.ok(
      told.some(line => expected.test(line)),
      `${i} ${expected} in\n${told.join('\n')}`,
    )
  }
})

t.test('an object is a scenario too', async t => {
  const { world, name } = loadScenario({
    bots: { 'st-a': { sessions: { exactly: 101, between: ['2026-03-02', '2026-03-03'] } } },
  })
  t.equal(name, 'scenario')
  t.strictSame(world.bots.at(-1)?.traffic.exactly, [
    { count: 101, from: '2026-03-02T00:00:00.000Z', to: '2026-03-03T23:59:59.999Z' },
  ])
})

t.test('mistakes are told with line, place, finding and what is allowed', async t => {
  const cases: [string, string, RegExp][] = [
    [
      'an unknown setting',
      'bots:\n  st-a:\n    colour: red\n',
      /my\.yaml:3:\d+: bots\.st-a\.colour: is not a setting; allowed here: id, name, industry/,
    ],
    [
      'a wrong type',
      'everyBot:\n  sessions:\n    perDay: many\n',
      /my\.yaml:3:13: everyBot\.sessions\.perDay: must be a number; found "many"/,
    ],
    ['nothing where a name belongs', "seed: ''\n", /:1:7: seed: must not be empty; found ""/],
    [
      'a yes where only a no is one',
      'otherBots: true\n',
      /: otherBots: must be false or a mapping; found true \[KM_SETTING_WRONG\][^\n]*(?:\n\s[^\n]*)*$/,
    ],
    [
      'a number where a word or a list belongs',
      'apps: { a: { clientId: a, clientSecret: s, scopes: 5 } }\n',
      /scopes: must be "all" or a list; found 5/,
    ],
    ['too much', 'everyBot:\n  newUsers: 3\n', /:2:\d+: everyBot\.newUsers: must be at most 1; found 3/],
    ['a bad choice', 'limits: cut\n', /:1:9: limits: must be one of reject, clamp; found "cut"/],
    [
      'a bad bot id',
      'bots:\n  st_bank: {}\n',
      /:2:\d+: bots\.st_bank: must be letters, digits, hyphens: an id \(st-…\), or a key of your own; found "st_bank"/,
    ],
    [
      'a zone nobody knows',
      'everyBot: { zone: Europe/Atlantis }\n',
      /zone: must be an IANA time zone such as Europe\/Berlin; found "Europe\/Atlantis"/,
    ],
    ['a day that does not exist', "now: '2026-02-30'\n", /now: must be a day of the calendar; found "2026-02-30"/],
    ...['2026-03-09T24:00:00Z', '2026-03-09T24:00:00.000+01:00', '2026-03-09T12:60:00Z'].map(
      (now): [string, string, RegExp] => [
        `an hour that does not exist, ${now}`,
        `now: '${now}'\n`,
        /now: must be a day of the calendar; found "2026-03-09T/,
      ],
    ),
    [
      'a pin at an hour that does not exist',
      "everyBot: { pins: { sessions: [{ start_time: '2026-03-09T24:00:00Z' }] } }\n",
      /pins\.sessions\.0\.start_time: must be a day of the calendar/,
    ],
    [
      'a seed that no header holds',
      `seed: ${'a'.repeat(257)}\n`,
      /:1:7: seed: must have at most 256 characters; found/,
    ],
    [
      'a client id that no token holds',
      `apps: { a: { clientId: ${'a'.repeat(257)}, clientSecret: s } }\n`,
      /apps\.a\.clientId: must have at most 256 characters/,
    ],
    ['a bot id that no path holds', `bots: { st-${'a'.repeat(126)}: {} }\n`, /must have at most 128 characters/],
    [
      'a dashboard that no path names',
      `everyBot: { dashboards: [{ name: ${'a'.repeat(1025)}, widgets: [] }] }\n`,
      /:1:\d+: everyBot\.dashboards\.0\.name: must have at most 1024 characters/,
    ],
    [
      'a widget that no path names',
      `everyBot: { dashboards: [{ name: a, widgets: [{ name: ${'b'.repeat(1025)}, type: table, dataSet: Sessions, select: channel }] }] }\n`,
      /widgets\.0\.name: must have at most 1024 characters/,
    ],
    ...['0000-01-01', '1999-12-31T23:59:59Z', '2100-01-01T00:00:01Z', '9999-12-31'].map(
      (now): [string, string, RegExp] => [
        `a clock at ${now}`,
        `now: '${now}'\n`,
        /now: must lie between 2000-01-01 and 2100-01-01; found "/,
      ],
    ),
    [
      'a delay upside down',
      'faults: [{ fault: { delay: { type: uniform, min: 10, max: 1 } } }]\n',
      /faults\.0\.fault\.delay\.min: must be at most max, 1; found 10/,
    ],
    [
      'a delay of days',
      'faults: [{ fault: { delay: { type: fixed, ms: 1e9 } } }]\n',
      /faults\.0\.fault\.delay\.ms: must be at most 600000/,
    ],
    [
      'a body that takes days',
      'faults: [{ fault: { body: { dribbleMs: 1000000000 } } }]\n',
      /faults\.0\.fault\.body\.dribbleMs: must be at most 600000/,
    ],
    [
      'a week of six days',
      'everyBot: { sessions: { week: [1, 1, 1, 1, 1, 1] } }\n',
      /week: must have at least 7 items; found 6/,
    ],
    ['no weight', 'everyBot: { channels: { rtm: 0 } }\n', /channels: must have at least one weight above 0/],
    ['an industry without pack', 'everyBot: { industry: mining }\n', /there is no content pack "mining"/],
    [
      'a pack that is missing',
      'packs: { mining: mining.yaml }\n',
      /my\.yaml:1:18: packs\.mining: .*mining\.yaml: there is no such file/,
    ],
    [
      'a range upside down',
      "everyBot: { sessions: { exactly: 3, between: ['2026-03-03', '2026-03-02'] } }\n",
      /must not end before it begins/,
    ],
    [
      'exactly without between',
      'everyBot: { sessions: { exactly: 3 } }\n',
      /exactly: needs `between: \[from, to\]` beside it/,
    ],
    [
      'overlapping stretches',
      "everyBot: { sessions: { exactly: [{ count: 1, between: ['2026-03-02', '2026-03-03'] }, { count: 1, between: ['2026-03-03', '2026-03-04'] }] } }\n",
      /exactly\.1\.between: overlaps another exact stretch/,
    ],
    ['an unknown base', 'extends: nothing\n', /there is no scenario "nothing"; the names are default, /],
    [
      'a base file that is missing',
      'extends: ./nothing.yaml\n',
      /:1:10: extends: \/.*\/nothing\.yaml: there is no such file/,
    ],
    ['a circle', 'extends: ./my.yaml\n', /extends: goes in a circle/],
    ['broken YAML', 'bots: [\n', /my\.yaml:\d+:\d+: not valid YAML/],
    ['a list', '- 1\n', /:1:1: must be a mapping of settings/],
    [
      'an unknown operation',
      'faults: [{ match: { operationId: getAll }, fault: { status: 429 } }]\n',
      /operationId: must be one of .*getSessions.*; found "getAll"/,
    ],
    [
      'a fault that is none',
      'faults: [{ fault: { explode: true } }]\n',
      /faults\.0\.fault: is none of the forms allowed here/,
    ],
    ['a delay without its figure', 'faults: [{ fault: { delay: { type: fixed } } }]\n', /faults\.0\.fault/],
    ['a quota without figure', 'quotas: [{ botId: st-a }]\n', /quotas\.0: needs `perMinute` or `perHour`/],
    [
      'two apps with one id',
      'apps:\n  a: { clientId: cs-1, clientSecret: x }\n  b: { clientId: cs-1, clientSecret: y }\n',
      /apps\.b\.clientId: is the client id of `a` too/,
    ],
    ['an app without secret', 'apps: { a: { clientId: cs-1 } }\n', /apps\.a: needs `clientId` and `clientSecret`/],
    [
      'a pin that ends too late',
      "everyBot: { pins: { sessions: [{ start_time: '2026-03-02T10:00:00Z', end_time: '2026-03-02T20:00:00Z' }] } }\n",
      /pins\.sessions\.0\.end_time: must be at or after start_time and at most 4 hours later/,
    ],
    [
      'a pin before the first day',
      "everyBot: { pins: { sessions: [{ start_time: '2020-03-02T10:00:00Z' }] } }\n",
      /pin 1 starts before the bot's first day/,
    ],
    [
      'a widget twice',
      'everyBot: { dashboards: [{ name: A, widgets: [] }, { name: A, widgets: [] }] }\n',
      /dashboards\.1\.name: "A" is there twice/,
    ],
  ]
  for (const [name, text, expected] of cases) {
    const folder = write(t, { 'my.yaml': text })
    t.match(problemsOf(join(folder, 'my.yaml')).message, expected, name)
  }
  t.match(
    problemsOf('defualt').message,
    /there is no scenario "defualt" \(did you mean default\?\); the names are default/,
  )
  t.match(problemsOf('../etc/passwd.yaml').message, /there is no such file/)
})

t.test('all mistakes at once, and not the same one twice', async t => {
  const folder = write(t, { 'my.yaml': 'limits: cut\nauth: maybe\nbots:\n  st-a: { newUsers: 3 }\n' })
  const { problems } = problemsOf(join(folder, 'my.yaml'))
  t.same(problems.map(problem => [problem.path, problem.line]).sort(), [
    ['auth', 2],
    ['bots.st-a.newUsers', 4],
    ['limits', 1],
  ])
})

t.test('pins of all three kinds become sessions', async t => {
  const { world } = loadScenario({
    bots: {
      'st-a': {
        pins: {
          sessions: [
            {
              sessionId: '69a5630000000000000000aa',
              start_time: '2026-03-02T10:15:00Z',
              containmentType: 'agent',
              session_lang: ['es'],
            },
            { start_time: '2026-03-01T09:00:00Z', tags: { userTags: [{ name: 'CustomerType', value: 'Gold' }] } },
          ],
          conversations: [
            { startTime: '2026-03-02T10:20:00Z', convId: 'CH1', mbSessionId: '69a5630000000000000000aa' },
            { startTime: '2026-03-03T10:20:00Z', convId: 'CH2' },
          ],
          segments: [
            { segmentStartTime: '2026-03-02T10:25:00Z', conversationID: 'CH1' },
            { segmentStartTime: '2026-03-02T10:21:00Z', conversationID: 'CH1', agent: { agentId: 'a1' } },
            { segmentStartTime: '2026-03-04T08:00:00Z' },
          ],
        },
      },
    },
  })
  const pins = world.bots.at(-1)!.pins
  t.same(
    pins.map(pin => pin.start_time),
    ['2026-03-01T09:00:00.000Z', '2026-03-02T10:15:00.000Z', '2026-03-03T10:18:00.000Z', '2026-03-04T07:58:00.000Z'],
    'ascending; a session made for a conversation starts two minutes before it',
  )
  t.match(pins[1], { session_lang: 'es', containmentType: 'agent', conversation: { convId: 'CH1' } })
  t.same(
    pins[1]!.segments?.map(segment => segment.segmentStartTime),
    ['2026-03-02T10:21:00.000Z', '2026-03-02T10:25:00.000Z'],
  )
  t.match(pins[2], { containmentType: 'agent', conversation: { convId: 'CH2', startTime: '2026-03-03T10:20:00.000Z' } })
  t.match(pins[3], { containmentType: 'agent' })
  t.throws(
    () =>
      loadScenario({
        everyBot: {
          pins: {
            sessions: [{ sessionId: '69a5630000000000000000aa', start_time: '2026-03-02', containmentType: 'dropOff' }],
            conversations: [{ startTime: '2026-03-02T10:20:00Z', mbSessionId: '69a5630000000000000000aa' }],
          },
        },
      }),
    /belongs to a session that is pinned as dropOff; it must be agent/,
  )
})

t.test('the quietest hour of the default bot’s life expects at least ten sessions', async t => {
  const { perDay, hours, week, growth } = loadScenario('default').world.bots[0]!.traffic
  const first = (1 + growth) ** (2023 - 2026)
  t.ok((perDay / 24) * Math.min(...hours) * Math.min(...week) * first >= 10)
})
