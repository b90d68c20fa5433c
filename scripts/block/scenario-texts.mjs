// Texts of scenarios that are long in the reading: as long as a text may be that is sent to the admin API.
const MOST = 65_500

/** Lines until the text is full. */
function lines(start, line, end = '') {
  let text = start
  for (let i = 0; text.length + line(i).length + end.length < MOST; i += 1) text += line(i)
  return text + end
}

const bots = (count, each) => `bots:\n${Array.from({ length: count }, (_, i) => `  st-b${i}: ${each}\n`).join('')}`

const list = (count, each) => Array.from({ length: count }, (_, i) => each(i)).join(',')
/** Bots that have their traffic from `everyBot`. */
const shared = (count, sessions, run) =>
  `${bots(count, `{ name: B${run} }`)}everyBot:\n  sessions: { perDay: 10, ${sessions} }\n`

/** By name. Each is a function of the number of its run, which stands in it. */
export const scenarioTexts = {
  'one mistake': run => `everyBot: { sessions: { perDay: many${run} } }\n`,
  'good, one line': run => `seed: s${run}\n`,
  'unknown settings': run => lines(`seed: s${run}\n`, i => `k${i}: 1\n`),
  'one key, again and again': run => lines(`seed: s${run}\n`, () => 'k: 1\n'),
  '4,000 wrong bots': () => lines('bots:\n', i => `  b${i}: { x: 1 }\n`),
  '1,000 good bots': run => bots(1_000, `{ name: B${run}, sessions: { perDay: 100 } }`),
  '900 bots of other industries': run =>
    bots(900, `{ industry: retail, newUsers: 0.${(run % 9) + 1}, sessions: { perDay: 9 } }`),
  '1,000 bots without a pack': () => bots(1_000, '{ industry: none, zone: Nowhere }'),
  '800 bots of 5,000 agents': () => bots(800, '{ since: -20d, staff: { agents: 5000 }, sessions: { perDay: 9 } }'),
  'bots with wrong weights': () => lines('bots:\n', i => `  st-b${i}: { channels: { a: -1, b: x } }\n`),
  'a thousand events': () => lines('everyBot:\n  sessions:\n    events:\n', () => '      - { from: -5d, times: 10 }\n'),
  'a thousand events of a hundred bots': run =>
    shared(100, `events: [${list(1_000, () => '{ from: -1d, times: 1 }')}]`, run),
  'ninety exact stretches of a thousand bots': run =>
    shared(1_000, `exactly: [${list(90, i => `{ count: 1, between: [-${i + 1}d, -${i + 1}d] }`)}]`, run),
  'a hundred pins of a thousand bots': run =>
    `${shared(1_000, '', run)}  pins: { sessions: [${list(100, i => `{ start_time: -${(i % 9) + 1}d }`)}] }\n`,
  'a hundred people of a thousand bots': run =>
    `${shared(1_000, '', run)}  staff: { people: [${list(100, i => `{ name: Ann B${i} }`)}] }\n`,
  'a thousand events of a thousand bots': run =>
    shared(1_000, `events: [${list(1_000, () => '{ from: -1d, times: 1 }')}]`, run),
  'exact stretches': () =>
    lines(
      'everyBot:\n  sessions:\n    exactly:\n',
      i => `      - { count: ${i}, between: [-${i + 1}d, -${i + 1}d] }\n`,
    ),
  'pinned sessions': () =>
    lines('everyBot:\n  pins:\n    sessions:\n', i => `      - { start_time: -${(i % 900) + 1}d, userId: u${i} }\n`),
  people: () => lines('everyBot:\n  staff:\n    people:\n', i => `      - { name: Ann B${i} }\n`),
  apps: () => lines('apps:\n', i => `  a${i}: { clientId: cs-${i}, clientSecret: s, bots: [st-x] }\n`),
  quotas: () => lines('quotas:\n', i => `  - { bucket: b${i}, perMinute: 1 }\n`),
  faults: () => lines('faults:\n', () => '  - { match: { operationId: nothing }, fault: { status: 503 } }\n'),
  widgets: () =>
    lines(
      'everyBot:\n  dashboards:\n    - name: D\n      widgets:\n',
      i => `        - { name: W${i}, type: t, dataSet: Sessions, select: 'a${i}, count(b)', filterBy: "c = 'd'" }\n`,
    ),
  'a widget with a long clause': () =>
    lines(
      "everyBot: { dashboards: [ { name: D, widgets: [ { name: W, type: t, dataSet: Sessions, select: 'channel', filterBy: \"",
      () => "channel = 'a' and ",
      "channel = 'b'\" } ] } ] }\n",
    ),
  'a list of items': () => lines('quotas: [', () => '1,', '1]\n'),
  'a list of lists': () => lines('quotas: [', () => '[],', '1]\n'),
  'a mapping on one line': () => lines('bots: {', i => `a${i},`, 'z: 1}\n'),
  'brackets in brackets': () => '['.repeat(MOST),
  'braces in braces': () => '{a: '.repeat(MOST / 4),
  'dashes in dashes': () => '- '.repeat(MOST / 2),
  'deeper and deeper': () => Array.from({ length: 350 }, (_, i) => `${' '.repeat(i)}a:\n`).join(''),
  'question marks': () => '? '.repeat(MOST / 2),
  'aliases of aliases': () =>
    lines('a0: &a0 [1,1,1,1,1,1,1,1,1]\n', i => `a${i + 1}: &a${i + 1} [${Array(9).fill(`*a${i}`).join(',')}]\n`),
  'many anchors': () => lines('', i => `k${i}: &a${i} 1\n`),
  'many aliases of one': () => lines('x: &x { a: 1, b: 2 }\nl:\n', () => '- *x\n'),
  'aliases of nothing': () => lines('quotas:\n', i => `- *x${i}\n`),
  tags: () => lines('quotas:\n', i => `- !t${i} x\n`),
  'merge keys': () => lines('a: &a { b: 1 }\n', i => `k${i}: { <<: *a }\n`),
  'one long word': () => `seed: ${'x'.repeat(MOST)}`,
  'one long text of escapes': () => `seed: "${'\\u0041'.repeat(10_900)}"`,
  'an open quote': () => `seed: "${'a\n '.repeat(21_000)}`,
  'a block of lines': () => lines('seed: |\n', () => '  x\n'),
  'a folded block': () => lines('seed: >\n', () => '  x\n\n'),
  comments: () => lines('', () => '#\n', 'seed: x\n'),
  'comments on lines': () => lines('', i => `k${i}: 1 # c\n`),
  'empty lines': () => lines('seed: x\n', () => '\n'),
  'lines with CR': () => lines('seed: x\r\n', i => `k${i}: 1\r\n`),
  tabs: () => lines('a:\n', i => `\tk${i}: 1\n`),
  documents: () => lines('', () => '---\na: 1\n'),
  'control signs': () => '\u0001'.repeat(MOST),
  'euro signs': () => lines('', i => `€${i}: €\n`),
  'names of objects': () =>
    lines('constructor: 1\n__proto__: { x: 1 }\nbots:\n', i => `  __proto__${i}: { toString: 1 }\n`),
  'numbers too large': () => lines('', i => `k${i}: 1e999\n`),
  'words that come near': () => lines('', i => `sed${i}: 1\n`),
  'industries that come near': () => lines('bots:\n', i => `  st-b${i}: { industry: bankin${i} }\n`),
  'packs that are no files': () => lines('packs:\n', i => `  p${i}: ./p${i}.yaml\n`),
  'a chain of extends': () => `extends: busy\n${bots(1_000, '{ name: B }')}`,
  'six bots at the bound': run => `${bots(6, `{ name: B${run}, sessions: { perDay: 20000 } }`)}`,
}
