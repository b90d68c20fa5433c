import { execFileSync } from 'node:child_process'
import { mkdirSync, promises, renameSync, rmSync, symlinkSync, unlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import t, { type Test } from 'tap'
import type { ScenarioError } from '../../src/scenario/error.ts'
import { loadScenario } from '../../src/scenario/load.ts'
import { type LoadedScenario, loadedScenario } from '../../src/scenario/loaded.ts'
import type { Scenario } from '../../src/scenario/types.ts'
import { watchScenario } from '../../src/scenario/watch.ts'

// Each of them waits most of its time for the next look at its files.
t.jobs = 8

const perDay = (number: number | string) => `everyBot: { sessions: { perDay: ${number} } }\n`
const good = (number: number) => ({ world: { unnamed: { traffic: { perDay: number } } } })
const bad = (message: RegExp) => ({ name: 'ScenarioError', message })

type Event = Scenario | ScenarioError

/** Watches a file; `after` does something and gives what the watch says next. */
function watched(
  t: Test,
  file: string,
  changed: (scenario: Scenario) => void | Promise<void> = () => {},
  load: (given: string) => LoadedScenario = loadedScenario,
) {
  const events: Event[] = []
  let wake = () => {}
  const record = (event: Event) => {
    events.push(event)
    wake()
  }
  const end = watchScenario(loadScenario(file), file, {
    changed: async scenario => {
      await changed(scenario)
      record(scenario)
    },
    broken: record,
    // Here: that a thread does it is tried in load-beside.test.ts, and each has to load the loader of sources.
    load: async given => load(given),
  })
  // A watch keeps no process alive, and nothing else does here.
  const alive = setInterval(() => {}, 1000)
  t.teardown(() => {
    end()
    clearInterval(alive)
  })
  return {
    events,
    after: async (deed: () => unknown): Promise<Event> => {
      const before = events.length
      const said = new Promise<void>(resolve => {
        wake = resolve
      })
      await deed()
      await said
      return events[before]!
    },
  }
}

t.test('a good edit is loaded, a bad one reported, and the next good one loaded again', async t => {
  const file = join(t.testdir({ 'my.yaml': perDay(1) }), 'my.yaml')
  const { after } = watched(t, file)
  t.match(await after(() => writeFileSync(file, perDay(2))), good(2))
  t.match(await after(() => writeFileSync(file, perDay('few'))), bad(/my\.yaml:1:\d+: .*must be a number; found "few"/))
  t.match(await after(() => writeFileSync(file, perDay(3))), good(3))
})

/** What happens to files, in a folder with a scenario that extends another, brings a pack and has one session a day. */
const DEEDS: [name: string, deed: (folder: string) => unknown, expected: object][] = [
  [
    'another file of the same name takes its place, as editors write',
    folder => {
      writeFileSync(join(folder, 'my.yaml~'), perDay(2))
      renameSync(join(folder, 'my.yaml~'), join(folder, 'my.yaml'))
    },
    good(2),
  ],
  [
    'it is cut to nothing and written, half by half',
    async folder => {
      const text = perDay(2)
      writeFileSync(join(folder, 'my.yaml'), '')
      writeFileSync(join(folder, 'my.yaml'), text.slice(0, 20))
      await sleep(20)
      writeFileSync(join(folder, 'my.yaml'), text)
    },
    good(2),
  ],
  [
    'it is written twice at once',
    folder => {
      writeFileSync(join(folder, 'my.yaml'), perDay(7))
      writeFileSync(join(folder, 'my.yaml'), perDay(2))
    },
    good(2),
  ],
  [
    'it is deleted and made anew',
    async folder => {
      unlinkSync(join(folder, 'my.yaml'))
      await sleep(50)
      writeFileSync(join(folder, 'my.yaml'), perDay(2))
    },
    good(2),
  ],
  [
    'it has the same size and the same times as before',
    folder => {
      writeFileSync(join(folder, 'my.yaml'), perDay(2))
      utimesSync(join(folder, 'my.yaml'), 1_700_000_000, 1_700_000_000)
    },
    good(2),
  ],
  ['a file that it builds on changes', folder => writeFileSync(join(folder, 'lower.yaml'), 'seed: b\n'), { seed: 'b' }],
  [
    'its pack is broken',
    folder => writeFileSync(join(folder, 'pack.yaml'), 'industry: x\n'),
    bad(/pack\.yaml:1:1: needs `companies`/),
  ],
  ['it is deleted', folder => unlinkSync(join(folder, 'my.yaml')), bad(/my\.yaml: there is no such file/)],
  ['its folder is renamed', folder => renameSync(folder, `${folder}-away`), bad(/my\.yaml: there is no such file/)],
  [
    'a pipe takes its place',
    folder => {
      unlinkSync(join(folder, 'my.yaml'))
      execFileSync('mkfifo', [join(folder, 'my.yaml')])
    },
    bad(/is a pipe, not a file/),
  ],
  [
    'a folder takes its place',
    folder => {
      unlinkSync(join(folder, 'my.yaml'))
      mkdirSync(join(folder, 'my.yaml'))
    },
    bad(/is a folder, not a file/),
  ],
  ...(
    [
      ['an alias of nothing', 'bots: *nothing\n', /1:7: \*nothing is an alias of nothing/],
      ['an alias of itself', 'bots: &a { st-a: *a }\n', /1:18: \*a stands in &a/],
      ['half a surrogate pair', 'seed: "\\ud800"\n', /1:7: seed: must be text/],
      ['an industry constructor', 'everyBot: { industry: constructor }\n', /1:23: .*no content pack "constructor"/],
      [
        'more sessions than a day holds',
        "everyBot: { sessions: { exactly: 50000000, between: ['2026-03-02', '2026-03-02'] } }\n",
        /my\.yaml:1:34: .*must be at most 1000000; found 50000000/,
      ],
    ] as const
  ).map(([name, text, expected]): (typeof DEEDS)[number] => [
    name,
    folder => writeFileSync(join(folder, 'my.yaml'), text),
    bad(expected),
  ]),
]

t.test('what editors and others do to files', { jobs: 24 }, async t => {
  const { smallPack } = await import('./small-pack.ts')
  const pack = JSON.stringify(smallPack())
  const first = `extends: ./lower.yaml\npacks: { mine: ./pack.yaml }\n${perDay(1)}`
  await Promise.all(
    DEEDS.map(([name, deed, expected]) =>
      t.test(name, async t => {
        const folder = join(
          t.testdir({ world: { 'my.yaml': first, 'lower.yaml': 'seed: a\n', 'pack.yaml': pack } }),
          'world',
        )
        const { after, events } = watched(t, join(folder, 'my.yaml'))
        t.match(await after(() => deed(folder)), expected)
        t.equal(events.length, 1, 'once')
        // Whatever was there, the next good file is loaded.
        rmSync(folder, { recursive: true, force: true })
        const again = after(() => {
          mkdirSync(folder)
          writeFileSync(join(folder, 'my.yaml'), perDay(9))
        })
        t.match(await again, good(9))
      }),
    ),
  )
})

t.test('links: the target is edited, and the link led elsewhere, as a ConfigMap does', async t => {
  const folder = t.testdir({ one: { 'my.yaml': perDay(1) }, two: { 'my.yaml': perDay(2) } })
  symlinkSync('one', join(folder, '..data'))
  symlinkSync(join('..data', 'my.yaml'), join(folder, 'my.yaml'))
  const { after } = watched(t, join(folder, 'my.yaml'))
  const lead = (to: string) => {
    symlinkSync(to, join(folder, '..next'))
    renameSync(join(folder, '..next'), join(folder, '..data'))
  }
  t.match(await after(() => lead('two')), good(2))
  t.match(await after(() => writeFileSync(join(folder, 'two/my.yaml'), perDay(3))), good(3))
  t.match(await after(() => lead('one')), good(1))
})

t.test('a file that is named before it is there', async t => {
  const folder = t.testdir({ 'my.yaml': perDay(1) })
  const { after } = watched(t, join(folder, 'my.yaml'))
  const extending = after(() => writeFileSync(join(folder, 'my.yaml'), 'extends: ./new.yaml\n'))
  t.match(await extending, bad(/my\.yaml:1:10: extends: .*new\.yaml: there is no such file/))
  t.match(await after(() => writeFileSync(join(folder, 'new.yaml'), perDay(2))), good(2))
  t.match(await after(() => writeFileSync(join(folder, 'new.yaml'), perDay(3))), good(3), 'it is watched from now on')
})

t.test('an error that nobody has foreseen is told, and the watch goes on', async t => {
  const file = join(t.testdir({ 'my.yaml': perDay(1) }), 'my.yaml')
  const { after } = watched(t, file, scenario => {
    if (scenario.world.unnamed?.traffic.perDay === 2) throw new TypeError('no world today')
  })
  const failed = await after(() => writeFileSync(file, perDay(2)))
  t.match(failed, bad(/my\.yaml: no world can be made of it: no world today \[KM_SCENARIO_FAILED\]/))
  t.equal(basename((failed as ScenarioError).file), 'my.yaml')
  t.match(await after(() => writeFileSync(file, perDay(3))), good(3))
})

t.test('what is written while it is read is loaded too', async t => {
  const file = join(t.testdir({ 'my.yaml': perDay(1) }), 'my.yaml')
  let loads = 0
  const { events, after } = watched(t, file, undefined, given => {
    const { scenario } = loadedScenario(given)
    loads += 1
    if (loads === 1) writeFileSync(file, perDay(3))
    // It was read before the file was written again, and what it is known by after that.
    return { ...loadedScenario(given), scenario: scenario! }
  })
  t.match(await after(() => writeFileSync(file, perDay(2))), good(2))
  t.match(await after(() => {}), good(3))
  t.equal(events.length, 2)
})

// It changes what all tests look with.
t.test('a file system that hangs holds up the watch alone, which goes on when it answers', { jobs: 1 }, async t => {
  const file = join(t.testdir({ 'my.yaml': perDay(1) }), 'my.yaml')
  const { events, after } = watched(t, file)
  const { stat } = promises
  let answers = () => {}
  const hangs = new Promise<void>(resolve => {
    answers = resolve
  })
  promises.stat = (async (...given: Parameters<typeof stat>) => {
    if (given[0] === file) await hangs
    return stat(...given)
  }) as typeof stat
  t.teardown(() => {
    promises.stat = stat
  })
  writeFileSync(file, perDay(2))
  await sleep(500)
  t.same(events, [], 'nothing is seen of it, and this goes on')
  t.match(await after(answers), good(2))
})
