import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { ScenarioError } from '../../src/scenario/error.ts'
import type { ScenarioFile } from '../../src/scenario/file.ts'
import { loadScenario } from '../../src/scenario/load.ts'

/** What is said about a scenario; undefined: nothing. */
function complaintOf(given: string | ScenarioFile): string | undefined {
  try {
    loadScenario(given)
    return undefined
  } catch (error) {
    if (error instanceof ScenarioError) return error.message
    throw error
  }
}

function fileOf(t: Test, text: string | Uint8Array): string {
  const file = join(t.testdir({}), 'my.yaml')
  writeFileSync(file, text)
  return file
}

const nested = (depth: number, open: string, close = '') => open.repeat(depth) + close.repeat(depth)
const laughs = Array.from(
  { length: 9 },
  (_, i) => `l${i + 1}: &l${i + 1} [${Array(10).fill(`*l${i}`).join(', ')}]`,
).join('\n')

const BROKEN: [name: string, text: string | Uint8Array, expected: RegExp][] = [
  [
    'an alias to nothing',
    'bots:\n  st-a: *base\n',
    /my\.yaml:2:9: \*base is an alias of nothing: .* \[KM_YAML_ALIAS_UNKNOWN\]$/,
  ],
  ['an alias before its anchor', 'everyBot: *b\notherBots: &b {}\n', /:1:11: \*b is an alias of nothing/],
  ['an alias to itself', 'bots: &a\n  st-a: *a\n', /:2:9: \*a stands in &a/],
  ['an alias to itself in a list', 'quotas: &a [*a]\n', /:1:13: \*a stands in &a/],
  ['a key that is an alias to itself', '&a { *a : 1 }\n', /:1:6: \*a stands in &a/],
  ['billion laughs', `l0: &l0 lol\n${laughs}\n`, /:\d+:\d+: is repeated by aliases to more than 100000 values/],
  [
    'half a surrogate pair',
    'seed: "\\ud800"\n',
    /:1:7: seed: must be text that UTF-8 can say; found half .* "\\ud800"/,
  ],
  [
    'half a pair far inside',
    'everyBot:\n  name: x\n  channels:\n    "\\udfff": 1\n',
    /:4:\d+: everyBot\.channels\..*: must be text that UTF-8 can say/,
  ],
  [
    'half a pair in a free field',
    'everyBot: { pins: { segments: [{ segmentStartTime: \'2026-03-02\', agent: { x: "\\ud83d" } }] } }\n',
    /pins\.segments\.0\.agent\.x: must be text that UTF-8 can say/,
  ],
  [
    'an industry that is a name of every object',
    'everyBot:\n  industry: constructor\n',
    /:2:13: .*industry: there is no content pack "constructor"/,
  ],
  ['another one', 'everyBot:\n  industry: __proto__\n', /:2:13: .*industry: there is no content pack "__proto__"/],
  ['a setting that is a name of every object', 'constructor: 1\n', /:1:14: constructor: is not a setting/],
  ['__proto__ as a setting', '__proto__: { seed: x }\n', /:1:12: __proto__: is not a setting/],
  [
    'names of every object as channels, languages and intents',
    'everyBot: { channels: { toString: 1, __proto__: 1 }, languages: { valueOf: 1 }, intents: { constructor: 1 } }\n',
    /(channels\.toString: must be one of rtm, .*\n.*channels\.__proto__: must.*\n.*languages\.valueOf: .*no words in valueOf.*\n.*intents\.constructor: must be one of Check)/,
  ],
  [
    'no: it is a language here, of which there are no words',
    'everyBot: { languages: { no: 1, en: 1 } }\n',
    /:1:\d+: everyBot\.languages\.no: the content pack "banking" has no words in no; it has words in /,
  ],
  ['an unknown tag', 'seed: !secret x\n', /:1:\d+: the tag !secret means nothing here/],
  ['an unknown tag of a mapping', 'everyBot: !include\n  name: x\n', /:\d:\d+: the tag !include means nothing here/],
  [
    'a tag that makes a date',
    'now: !!timestamp 2026-03-02\n',
    /:1:\d+: the tag tag:yaml\.org,2002:timestamp means nothing/,
  ],
  ['a tag that makes bytes', 'seed: !!binary aGVsbG8=\n', /:1:\d+: the tag .*binary means nothing/],
  ['a tag that makes a set', 'everyBot: !!set { a, b }\n', /:1:\d+: the tag .*set means nothing/],
  ['a tag that nobody declared', 'seed: !e!x y\n', /:1:7: /],
  ['a setting twice', 'seed: a\nauth: off\nseed: b\n', /:3:1: "seed" is there twice/],
  ['a bot twice', 'bots:\n  st-a: {}\n  st-a: {}\n', /:3:3: "st-a" is there twice/],
  [
    'a setting twice does not hide what else is wrong, of which the last one counts',
    'seed: a\nseed: 7\nbots: !x\n  st-a: { zone: Nowhere, sesions: {} }\nauth: offf\n',
    /:2:1: "seed" is there twice.*\n.*:2:7: seed: must be a string; found 7.*\n.*:4:3: the tag !x means.*\n.*sesions: is not a setting.*\n.*zone: must be .*\n.*:5:7: auth: /,
  ],
  [
    'the same of what stands below, by another check',
    'auth: "off"\nauth: "off"\neveryBot: { zone: Nowhere, sesions: {} }\n',
    /"auth" is there twice.*\n.*:3:\d+: everyBot\.sesions: is not a setting.*\n.*everyBot\.zone: must be an IANA time zone/,
  ],
  ['two documents', 'seed: a\n---\nseed: b\n', /:2:1: must be one document; found another one/],
  ['a mapping as a key', '? { a: 1 }\n: 1\n', /:1:3: a setting must have a text as its name/],
  ['a merge of a text', 'everyBot:\n  <<: nothing\n', /:2:3: << takes a mapping/],
  ['YAML 1.1', '%YAML 1.1\n---\nseed: a\n', /:1:1: must be YAML 1\.2; found 1\.1/],
  ['an unknown YAML', '%YAML 9.9\n---\nseed: a\n', /:1:\d+: /],
  ['Latin-1', Buffer.from('# f\xfcr\nseed: caf\xe9\n', 'latin1'), /:1:4: is not UTF-8 text; found byte 0xfc/],
  ['bytes in line 2', Buffer.from('# fine\nseed: caf\xe9', 'latin1'), /:2:10: is not UTF-8 text; found byte 0xe9/],
  ['UTF-16', Buffer.from('\ufeffseed: a\n', 'utf16le'), /:1:1: is not UTF-8 text; found byte 0xff/],
  ['a binary file', Buffer.from('seed: a\n\0\0\0'), /:2:1: must be text; found the control character U\+0000/],
  ['a tab as indentation', 'bots:\n\tst-a: {}\n', /:2:\d: not valid YAML: .*[Tt]ab/],
  [
    'signs without end',
    `everyBot: ${': '.repeat(200_000)}`,
    /:1:\d+: is made of more than 100000 names.*KM_YAML_LONG\]$/,
  ],
  ['brackets that end, again and again', '{}'.repeat(200_000), /:1:\d+: is made of more than 100000 names/],
  [
    'anchors without end',
    Array.from({ length: 25_000 }, (_, i) => `- &a${i} 1\n`).join(''),
    /:\d+:\d+: is made of more/,
  ],
  ['fewer signs than are too many', '{}'.repeat(40_000), /:1:3: not valid YAML: Unexpected flow-map-start/],
  ['brackets without end', nested(100_000, '['), /:1:65: is nested deeper than 64 levels/],
  ['braces without end', `everyBot: ${nested(100_000, '{a: ', '}')}`, /:1:\d+: is nested deeper than 64 levels/],
  ['dashes without end', nested(100_000, '- '), /:1:\d+: is nested deeper than 64 levels/],
  ['question marks without end', nested(10_000, '? '), /:1:\d+: is nested deeper than 64 levels/],
  [
    'nested by indentation',
    Array.from({ length: 500 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'),
    /:\d+:\d+: is nested deeper than 64 levels/,
  ],
  ['a huge number', 'everyBot: { sessions: { perDay: 1e400 } }\n', /perDay: must be a finite number; found 1e400/],
  ['infinity', 'everyBot: { sessions: { growth: .inf } }\n', /growth: must be a finite number; found \.inf/],
  ['no number', 'everyBot: { developer: .nan }\n', /:1:\d+: everyBot\.developer: must be a finite number; found \.nan/],
  [
    'no number in a free field',
    "everyBot: { pins: { segments: [{ segmentStartTime: '2026-03-02', queueInfo: { n: .NaN } }] } }\n",
    /queueInfo\.n: must be a finite number/,
  ],
  [
    'a seed of many digits',
    'seed: 123456789012345678901234567890\n',
    /:1:7: seed: must be a string; found 1\.2345678901234568e\+29/,
  ],
  ['a setting without a value', 'seed:\n', /:1:\d: seed: must be a string; found null/],
  ['a bot without a value', 'bots:\n  st-a:\n', /:2:\d+: bots\.st-a: must be one of bank, st-8d4c[^ ]+; found "st-a"/],
  ['a text', 'seed\n', /:1:1: must be a mapping of settings/],
  [
    'a pinned segment that the contract does not know',
    "bots:\n  st-a:\n    pins:\n      segments:\n        - segmentStartTime: '2026-03-02'\n          playbookRuntimeData: [0]\n",
    /:6:33: bots\.st-a\.pins\.segments\.0\.playbookRuntimeData\.0: must be a mapping; found 0/,
  ],
  [
    'a pinned agent without id',
    "everyBot: { pins: { segments: [{ segmentStartTime: '2026-03-02', agent: { name: x } }] } }\n",
    /pins\.segments\.0\.agent: needs `agentId`/,
  ],
  [
    'a dashboard whose name no path holds',
    "everyBot: { dashboards: [{ name: '.', widgets: [] }] }\n",
    /:1:\d+: everyBot\.dashboards\.0\.name: "\." cannot stand in a path.* \[KM_NAME_OF_DOTS\]/,
  ],
  [
    'two pins with one id',
    "bots:\n  st-a:\n    pins: { sessions: [{ sessionId: &i 65e5a1000000000000000001, start_time: '2026-03-02' }, { sessionId: *i, start_time: '2026-03-03' }] }\n",
    /:\d:\d+: bots\.st-a\.pins: .*is there twice \[KM_WORLD_CONTRADICTS\]/,
  ],
]

t.test('whatever is wrong with a file is told with line and column', async t => {
  for (const [name, text, expected] of BROKEN) {
    t.match(complaintOf(fileOf(t, text)), expected, name)
  }
})

const GOOD: [name: string, text: string | Uint8Array, expected: object][] = [
  ['an empty file', '', { name: 'my' }],
  ['comments alone', '# Nothing.\n# At all.\n', { description: 'Nothing. At all.' }],
  ['a document that is null', '---\n~\n', { name: 'my' }],
  ['a byte order mark', '\ufeff# Marked.\nseed: a\n', { seed: 'a', description: 'Marked.' }],
  [
    'line ends of Windows',
    '# One.\r\n# Two.\r\nseed: a\r\neveryBot:\r\n  name: b\r\n',
    { seed: 'a', description: 'One. Two.', world: { unnamed: { name: 'b' } } },
  ],
  [
    'a merge',
    'bots:\n  st-a: &a { name: A, zone: Europe/Berlin }\n  st-b: { <<: *a, name: B }\n',
    { world: { bots: [{ name: 'A' }, { name: 'B', zone: 'Europe/Berlin' }] } },
  ],
  [
    'a list of merges, the first counts',
    'bots:\n  st-a: &a { name: A }\n  st-b: &b { name: B, zone: Europe/Berlin }\n  st-c: { <<: [*a, *b] }\n',
    { world: { bots: [{}, {}, { name: 'A', zone: 'Europe/Berlin' }] } },
  ],
  [
    '<< in quotes is a name',
    'apps:\n  "<<": { clientId: cs-x, clientSecret: s }\n',
    { apps: [{}, {}, { name: '<<' }] },
  ],
  ['an alias', 'bots:\n  st-a: &a { name: A }\n  st-b: *a\n', { world: { bots: [{ name: 'A' }, { name: 'A' }] } }],
  [
    'dates without quotes',
    'now: 2026-03-02T10:00:00Z\neveryBot: { since: 2025-01-01 }\n',
    { now: '2026-03-02T10:00:00.000Z', world: { unnamed: { since: '2025-01-01' } } },
  ],
  ['plain tags', 'seed: !!str 12\neveryBot: !!map { name: ! x }\n', { seed: '12' }],
  ['a pair of halves', 'seed: "\\ud83d\\ude00"\n', { seed: '😀' }],
  [
    'names of every object where any name may stand',
    'apps:\n  constructor: { clientId: cs-1, clientSecret: s }\n  __proto__: { clientId: cs-2, clientSecret: s }\n',
    { apps: [{}, {}, { name: 'constructor' }, { name: '__proto__' }] },
  ],
]

t.test('what is only unusual is read', async t => {
  for (const [name, text, expected] of GOOD) t.match(loadScenario(fileOf(t, text)), expected, name)
})

t.test('what is no file is told at once, and what it is', async t => {
  const folder = mkdtempSync(join(tmpdir(), 'kore-mock-'))
  const at = (name: string) => join(folder, name)
  execFileSync('mkfifo', [at('pipe.yaml')])
  mkdirSync(at('folder.yaml'))
  writeFileSync(at('huge.yaml'), 'seed: a\n')
  truncateSync(at('huge.yaml'), 100 * 1024 * 1024)
  symlinkSync(at('nowhere'), at('dangling.yaml'))
  symlinkSync(at('round.yaml'), at('round.yaml'))
  writeFileSync(at('file'), '')
  writeFileSync(at('closed.yaml'), '')
  chmodSync(at('closed.yaml'), 0)
  const server = createServer().listen(at('socket.yaml'))
  t.teardown(() => server.close())
  await new Promise(resolve => server.once('listening', resolve))

  const cases: [name: string, expected: RegExp][] = [
    [at('pipe.yaml'), /is a pipe, not a file \[KM_FILE_NOT_PLAIN\]$/],
    [at('socket.yaml'), /\[KM_FILE_(NOT_PLAIN|UNREADABLE)\]$/],
    ['/dev/zero', /is a device, not a file/],
    [at('folder.yaml'), /is a folder, not a file/],
    [at('huge.yaml'), /is larger than 512 kB/],
    [at('dangling.yaml'), /there is no such file/],
    [at('round.yaml'), /cannot be read \(ELOOP\)/],
    [at('file/x.yaml'), /there is no such file/],
    [at(`${'x'.repeat(300)}.yaml`), /cannot be read \(ENAMETOOLONG\)/],
    ['./with\0zero.yaml', /cannot be read \(ERR_INVALID_ARG_VALUE\)/],
  ]
  // Root may read everything.
  if (process.getuid?.() !== 0) cases.push([at('closed.yaml'), /cannot be read \(EACCES\)/])
  for (const [file, expected] of cases) {
    t.match(complaintOf(file), expected, file)
    if (file.includes('\0')) continue
    for (const text of [
      `seed: a\nextends: ${JSON.stringify(file)}\n`,
      `seed: a\npacks: { mining: ${JSON.stringify(file)} }\n`,
    ]) {
      writeFileSync(at('upper.yaml'), text)
      const said = complaintOf(at('upper.yaml'))
      t.match(said, expected, `${file}, named by another`)
      t.match(said, /upper\.yaml:2:\d+: (extends|packs\.mining): \//, 'the place that names it is told')
    }
  }
})

t.test('files that build on each other', async t => {
  const folder = t.testdir({
    'a.yaml': 'extends: ./b.yaml\n',
    'b.yaml': 'extends: ./a.yaml\n',
    'linked.yaml': 'extends: ./here/here/linked.yaml\n',
    here: t.fixture('symlink', '.'),
    'nobody.yaml': 'seed: a\nextends: nobody\n',
    'lower.yaml': 'everyBot:\n  name: x\n  industry: mining\n',
    'upper.yaml': 'extends: ./lower.yaml\nseed: a\n',
    'app.yaml': 'apps:\n  half:\n    clientId: cs-1\n',
    'app-above.yaml': 'extends: ./app.yaml\n',
    'broken.yaml': 'seed: [\n',
    'above-broken.yaml': 'extends: ./broken.yaml\n',
  })
  for (const [name, expected] of [
    ['a.yaml', /b\.yaml:1:10: extends: goes in a circle: \.\/a\.yaml/],
    ['linked.yaml', /linked\.yaml:1:10: extends: goes in a circle/],
    ['nobody.yaml', /nobody\.yaml:2:10: extends: there is no scenario "nobody"/],
    ['upper.yaml', /lower\.yaml:3:13: everyBot\.industry: there is no content pack "mining"/],
    ['app-above.yaml', /app\.yaml:3:5: apps\.half: needs `clientId` and `clientSecret`/],
    ['above-broken.yaml', /\/broken\.yaml:\d:\d+: not valid YAML/],
  ] as const) {
    t.match(complaintOf(join(folder, name)), expected, name)
  }
})

t.test('an object is looked at like a file', async t => {
  const circle: Record<string, unknown> = {}
  circle.self = circle
  const pinned = (agent: unknown) => ({ everyBot: { pins: { segments: [{ segmentStartTime: '2026-03-02', agent }] } } })
  const shared = Array.from({ length: 40 }).reduce<object>(below => ({ a: below, b: below }), {})
  for (const [name, given, expected] of [
    ['a circle', pinned(circle), /is nested deeper than 64 levels/],
    ['a function', pinned({ f: () => 1 }), /agent\.f: must be plain data.*found a function/],
    ['a date', { now: new Date() }, /now: must be plain data.*found a Date/],
    ['a big integer', pinned({ n: 1n }), /found a bigint/],
    ['no number', { everyBot: { sessions: { perDay: Number.NaN } } }, /perDay: must be a finite number; found NaN/],
    ['half a pair', { seed: '\ud800' }, /seed: must be text that UTF-8 can say/],
    ['a text', 'x', /there is no scenario "x"/],
    ['null', null, /must be a mapping; found null/],
    ['a list', [], /must be a mapping; found \[\]/],
    ['__proto__', JSON.parse('{"__proto__": {"seed": "x"}}'), /__proto__: is not a setting/],
  ] as const) {
    t.match(complaintOf(given as ScenarioFile), expected, name)
  }
  t.match(complaintOf(pinned(shared) as ScenarioFile), /must have at most 1000000 values; found more/)
  const part = { x: 1 }
  t.equal(
    complaintOf(pinned({ agentId: 'a', a: part, b: part }) as ScenarioFile),
    undefined,
    'what is shared is no circle',
  )
  t.match(loadScenario({ seed: undefined, everyBot: undefined } as unknown as ScenarioFile), { name: 'scenario' })
})

t.test('a pack with texts that nobody can fill is told with the place', async t => {
  const { smallPack } = await import('./small-pack.ts')
  const folder = t.testdir({ 'my.yaml': 'packs: { banking: ./pack.yaml }\n' })
  const complaintAbout = (change: (pack: ReturnType<typeof packOf>) => void) => {
    const pack = packOf()
    change(pack)
    writeFileSync(join(folder, 'pack.yaml'), JSON.stringify(pack, undefined, 1))
    return complaintOf(join(folder, 'my.yaml'))
  }
  // biome-ignore lint/suspicious/noExplicitAny: what is broken here are packs that keep to no type
  const packOf = (): any => smallPack()
  t.equal(
    complaintAbout(() => {}),
    undefined,
  )
  for (const [name, change, expected] of [
    [
      'an unknown slot',
      pack => (pack.words.en.phrases.welcome[1] = 'Hello {nobody}'),
      /pack\.yaml:\d+:\d+: words\.en\.phrases\.welcome\.1: there is no slot \{nobody\}/,
    ],
    [
      'a slot that is a name of every object',
      pack => (pack.words.en.intents['Check Balance'].ask[0] = 'I {constructor}'),
      /words\.en\.intents\.Check Balance\.ask\.0: there is no slot \{constructor\}/,
    ],
    [
      'a bracket without its partner',
      pack => (pack.words.de.intents['Check Balance'].done[0] = 'Fertig [oder'),
      /words\.de\.intents\.Check Balance\.done\.0: no "\]" in/,
    ],
    [
      'a list that is not there',
      pack => (pack.intents[0].slots.x = 'list:nothing'),
      /intents\.0\.slots\.x: "list:nothing" is not a kind of slot/,
    ],
    [
      'digits without end',
      pack => (pack.intents[0].slots.x = 'digits:1000000000'),
      /"digits:1000000000" is not a kind/,
    ],
    [
      'a question about nothing',
      pack => (pack.intents[0].asked[0] = 'nobody'),
      /intents\.0\.asked\.0: there is no slot "nobody"/,
    ],
    [
      'a question that nobody wrote',
      pack => delete pack.words.es.intents['Check Balance'].questions.account,
      /words\.es\.intents\.Check Balance\.questions: no question for the slot "account"/,
    ],
    [
      'a form that a thing does not have',
      pack => {
        pack.words.de.lists.accounts[0] = { is: 'Girokonto', dat: 'dem Girokonto' }
        pack.words.de.intents['Check Balance'].done[0] = 'Auf {account:acc}'
      },
      /done\.0: "Girokonto" has no form "acc"/,
    ],
    [
      'words of an intent that is not there',
      pack => (pack.words.en.intents.Chat = pack.words.en.intents['Check Balance']),
      /words\.en\.intents\.Chat: names nothing of the pack; there are Check Balance/,
    ],
    [
      'an intent without words',
      pack => delete pack.words.de.intents['Check Balance'],
      /words\.de\.intents: no words for the intent "Check Balance"/,
    ],
    [
      'nothing to say in the evening',
      pack => (pack.words.en.phrases.welcome = [{ say: 'Good morning', at: ['morning', 'afternoon'] }]),
      /words\.en\.phrases\.welcome: needs a wording without conditions/,
    ],
    ['no language', pack => delete pack.words, /pack\.yaml:\d+:\d+: needs `words`/],
    ['a missing part', pack => delete pack.words.en.phrases, /pack\.yaml:\d+:\d+: words\.en: needs `phrases`/],
    [
      'a medium that is none',
      pack => (pack.words.en.phrases.welcome[0] = { say: 'Hi', on: 'fax' }),
      /words\.en\.phrases\.welcome\.0\.on: must be one of voice, chat, sms, email; found "fax"/,
    ],
    ['nothing at all', pack => Object.keys(pack).map(key => delete pack[key]), /pack\.yaml:1:1: needs `industry`/],
    // biome-ignore lint/suspicious/noExplicitAny: see above
  ] as [string, (pack: any) => unknown, RegExp][]) {
    t.match(complaintAbout(change), expected, name)
  }
})
