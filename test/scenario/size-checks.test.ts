import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { scenarioNames } from '../../src/scenario/list.ts'
import { loadScenario } from '../../src/scenario/load.ts'

const bot = (sessions: string) => `everyBot:\n  sessions: ${sessions}\n`

/** So many bots, and so many events in `everyBot`, which each of them has. */
const crowd = (bots: number, events: number) => ({
  everyBot: { sessions: { perDay: 1, events: Array.from({ length: events }, () => ({ from: '-1d', times: 1 })) } },
  bots: Object.fromEntries(Array.from({ length: bots }, (_, i) => [`st-${i}`, { name: 'A' }])),
})

t.test('what is told of every bot is counted for each', async t => {
  t.throws(() => loadScenario(crowd(101, 1_000)), {
    message: /bots: have 101,000 events, exact stretches, pins and people, .* at most 100,000 \[KM_TOO_MANY_ITEMS\]/,
  })
  const { bots } = loadScenario(crowd(100, 1_000)).world
  t.equal(bots.length, 100)
  t.equal(bots[99]?.traffic.events.length, 1_000)
  t.equal(bots[99]?.traffic, bots[0]?.traffic, 'and made once for all of them')
  const own = { 'st-a': { staff: { people: [{ name: 'Ann B' }] } }, 'st-b': {} }
  const person = { name: 'Cy D' }
  const people = loadScenario({ everyBot: { staff: { people: [person] } }, bots: own }).world.bots
  t.match(people, [{ staff: { people: [{ name: 'Ann B' }] } }, { staff: { people: [person] } }])
})

t.test('what a machine does not bear is refused, with its place and the bound', async t => {
  const file = join(t.testdir({}), 'my.yaml')
  const cases: readonly [name: string, text: string, complaint: RegExp | undefined][] = [
    ['perDay at its bound', bot('{ perDay: 100000 }'), undefined],
    [
      'perDay',
      bot('{ perDay: 3e6 }'),
      /my\.yaml:2:\d+: everyBot\.sessions\.perDay: must be at most 100000; found 3000000/,
    ],
    ['exactly at its bound', bot("{ exactly: 1000000, between: ['2026-03-02', '2026-03-02'] }"), undefined],
    [
      'exactly, a number',
      bot("{ exactly: 50000000, between: ['2026-03-02', '2026-03-02'] }"),
      /:2:\d+: everyBot\.sessions\.exactly: must be at most 1000000; found 50000000/,
    ],
    [
      'exactly, 1e9',
      bot("{ exactly: 1e9, between: ['2026-03-02', '2026-12-02'] }"),
      /exactly: must be at most 1000000/,
    ],
    [
      'exactly, a list',
      bot("{ exactly: [{ count: 1000001, between: ['2026-03-02', '2026-03-02'] }] }"),
      /exactly\.0\.count: must be at most 1000000; found 1000001/,
    ],
    ['exactly, of another kind', bot('{ exactly: many }'), /exactly: must be a whole number or a list; found "many"/],
    [
      'two stretches of one day',
      bot(
        "{ exactly: [{ count: 600000, between: ['2026-03-02T00:00:00Z', '2026-03-02T11:59:59Z'] }, { count: 600000, between: ['2026-03-02T12:00:00Z', '2026-03-02T23:59:59Z'] }] }",
      ),
      /sessions: makes 1,200,00\d sessions on one day; a machine bears at most 1,000,000/,
    ],
    [
      'a peak of an hour, and one in each hour',
      bot(
        `{ perDay: 40000, events: [${Array.from({ length: 24 }, (_, hour) => `{ from: '2026-03-02T${String(hour).padStart(2, '0')}:00:00Z', to: '2026-03-02T${String(hour).padStart(2, '0')}:59:00Z', times: 25 }`).join(', ')}] }`,
      ),
      undefined,
    ],
    [
      'a peak of some hours',
      bot('{ perDay: 100000, events: [{ from: 2026-03-02T00:00:00Z, to: 2026-03-02T06:00:00Z, times: 100 }] }'),
      /sessions: makes 2,575,000 sessions on one day/,
    ],
    ['a peak at the bound', bot('{ perDay: 1000, events: [{ from: 2026-03-02, times: 1000 }] }'), undefined],
    [
      'peaks that meet',
      bot(
        '{ perDay: 1000, events: [{ from: 2026-03-02, times: 1000 }, { from: 2026-03-01, to: 2026-03-04, times: 2 }] }',
      ),
      /sessions: makes 2,000,000 sessions on one day/,
    ],
    [
      'a peak of a year',
      bot('{ perDay: 100000, events: [{ from: 2026-01-01, to: 2026-12-31, times: 3 }] }'),
      /my\.yaml:2:13: everyBot\.sessions: makes 109,600,000 sessions in 366 days; a machine bears at most 40,000,000/,
    ],
    [
      'with perDay from the file below',
      'extends: busy\neveryBot: { sessions: { events: [{ from: 2026-01-01, to: 2026-12-31, times: 3 }] } }\n',
      /sessions: makes .* in 366 days/,
    ],
    [
      'many large bots',
      `everyBot: { sessions: { perDay: 100000 } }\nbots:\n${Array.from({ length: 11 }, (_, i) => `  st-${i}: {}\n`).join('')}`,
      /bots: makes \d,\d00,000 sessions a day, of all bots; a machine bears at most 1,000,000/,
    ],
    ['a life of 100 years', 'everyBot: { since: 2000-01-01 }\n', undefined],
    [
      'a life of 2,000 years',
      'everyBot: { since: 0026-01-01 }\n',
      /everyBot\.since: must lie between 2000-01-01 and 2100-01-01/,
    ],
    [
      'a stretch far away',
      bot("{ exactly: 5, between: ['2026-03-02', '9999-12-31'] }"),
      /between\.1: must lie between 2000-01-01 and 2100-01-01; found "9999-12-31"/,
    ],
    [
      'more channels than a column can tell apart',
      `everyBot:\n  channels: { ${Array.from({ length: 300 }, (_, i) => `c${i}: 1`).join(', ')} }\n`,
      /everyBot\.channels: must have at most 100 entries; found 300/,
    ],
  ]
  for (const [name, text, complaint] of cases) {
    writeFileSync(file, text)
    if (complaint === undefined) t.doesNotThrow(() => loadScenario(file), name)
    else t.throws(() => loadScenario(file), { message: complaint }, name)
  }
})

t.test('more of one thing than a scenario may have is refused', async t => {
  const file = join(t.testdir({}), 'my.yaml')
  const many = (count: number, item: (i: number) => string) =>
    Array.from({ length: count }, (_, i) => item(i)).join(', ')
  const codes = (count: number) =>
    many(count, i => `${String.fromCharCode(97 + (i % 26))}${String.fromCharCode(97 + Math.floor(i / 26))}: 1`)
  const pins = (kind: string, pin: string) => `bots:\n  st-a:\n    pins: { ${kind}: [${many(10_001, () => pin)}] }\n`
  const cases: readonly [name: string, text: string, complaint: RegExp][] = [
    ['bots', `bots: { ${many(1_001, i => `st-${i}: {}`)} }\n`, /bots: must have at most 1000 entries; found 1001/],
    [
      'languages',
      `everyBot:\n  languages: { ${codes(101)} }\n`,
      /everyBot\.languages: must have at most 100 entries; found 101/,
    ],
    [
      'events',
      bot(`{ events: [${many(1_001, () => '{ from: 2026-01-01 }')}] }`),
      /events: must have at most 1000 items; found 1001/,
    ],
    [
      'exact stretches',
      bot(`{ exactly: [${many(1_001, () => '{ count: 1 }')}] }`),
      /exactly: must have at most 1000 items; found 1001/,
    ],
    ['pinned sessions', pins('sessions', '{}'), /pins\.sessions: must have at most 10000 items; found 10001/],
    [
      'pinned conversations',
      pins('conversations', '{}'),
      /pins\.conversations: must have at most 10000 items; found 10001/,
    ],
    ['pinned segments', pins('segments', '{}'), /pins\.segments: must have at most 10000 items; found 10001/],
  ]
  for (const [name, text, complaint] of cases) {
    writeFileSync(file, text)
    t.throws(() => loadScenario(file), { message: complaint }, name)
  }
})

t.test('what is shipped is not too much', async t => {
  for (const name of scenarioNames()) t.doesNotThrow(() => loadScenario(name), name)
})
