import fc from 'fast-check'
import t from 'tap'
import { validate } from '../../src/contract/contract.ts'
import { DEEPEST_JSON, jsonOrText, MOST_JSON_PARTS, readJson } from '../../src/contract/json-text.ts'
import { runs } from '../long.ts'

const nested = (levels: number, open = '[', close = ']', middle = '') =>
  open.repeat(levels) + middle + close.repeat(levels)

t.test('JSON of 64 levels is read, deeper JSON is not', async t => {
  const rows: [string, string, boolean][] = [
    ['64 lists', nested(64), true],
    ['65 lists', nested(65), false],
    ['64 objects', nested(64, '{"a":', '}', '1'), true],
    ['65 objects', nested(65, '{"a":', '}', '1'), false],
    ['100,000 lists', nested(100_000), false],
    ['a million lists that never end', '['.repeat(1_000_000), false],
    ['brackets in quotes', JSON.stringify('['.repeat(500)), true],
    ['brackets behind an escaped quote', `["\\"${'['.repeat(500)}"]`, true],
    ['brackets behind an escaped backslash', `["\\\\",${nested(64)}]`, false],
    ['many lists side by side', `[${Array(500).fill('[]').join()}]`, true],
  ]
  for (const [what, text, isGood] of rows) {
    const { fault } = readJson(text)
    t.equal(fault === undefined, isGood, what)
    if (fault !== undefined) t.match(fault.message, /^is nested deeper than 64 levels at position \d+ \(line 1, /, what)
  }
  t.equal(DEEPEST_JSON, 64)
})

t.test('JSON of 20,000 fields and items is read, larger JSON is not', async t => {
  const fields = (count: number) => `{${Array.from({ length: count }, (_, i) => `"k${i}":${i}`).join()}}`
  const rows: [string, string, boolean][] = [
    ['20,000 items', JSON.stringify(Array(MOST_JSON_PARTS).fill(0)), true],
    ['one more', JSON.stringify(Array(MOST_JSON_PARTS + 1).fill(0)), false],
    ['20,000 fields', fields(MOST_JSON_PARTS), true],
    ['one more', fields(MOST_JSON_PARTS + 1), false],
    ['lists of lists', JSON.stringify(Array(200).fill(Array(99).fill(0))), true],
    ['more of them', JSON.stringify(Array(200).fill(Array(100).fill(0))), false],
    ['empty objects', JSON.stringify(Array(MOST_JSON_PARTS / 2).fill({})), true],
    ['more of them', JSON.stringify(Array(MOST_JSON_PARTS / 2 + 1).fill({})), false],
    ['commas in quotes', JSON.stringify(','.repeat(100_000)), true],
  ]
  for (const [what, text, isGood] of rows) {
    const { fault } = readJson(text)
    t.equal(fault === undefined, isGood, what)
    if (fault !== undefined)
      t.match(fault, { path: /./, message: /^is beyond the 20000 fields and items that are read, at position \d+ / })
  }
})

t.test('what is too much is named by its place', async t => {
  t.strictSame(readJson(`{"tags":\n{"and":${JSON.stringify(Array(20_000).fill(0))}}}`).fault, {
    path: '.tags.and[19998]',
    message: 'is beyond the 20000 fields and items that are read, at position 40012 (line 2, column 40004)',
  })
})

t.test('what is nested too deep is named by its place', async t => {
  const deep = nested(64)
  t.strictSame(readJson(`{"tags":\n {"and": [1, ${deep}]}}`).fault, {
    path: `.tags.and[1]${'[0]'.repeat(61)}`.slice(0, 200),
    message: 'is nested deeper than 64 levels at position 83 (line 2, column 75)',
  })
  const named = readJson(`{"${'x'.repeat(5000)}":${deep}}`).fault
  t.ok(named !== undefined && named.path.length < 250, 'long names are cut')
})

t.test('a number that no number can be is named as it came: D198', async t => {
  const rows: [text: string, path: string, found: string][] = [
    ['{"limit":1e999}', '.limit', '1e999'],
    ['{"a":[0,-1E+309]}', '.a[1]', '-1E+309'],
    ['[17976931348623159e292]', '[0]', '17976931348623159e29…'],
    [`[${'9'.repeat(309)}]`, '[0]', '99999999999999999999…'],
    [`{"a":"${'x'.repeat(977)}","b":${'1'.repeat(212)}e99}`, '.b', '11111111111111111111…'],
    ['1e400', '', '1e400'],
  ]
  for (const [text, path, found] of rows) {
    const { fault } = readJson(text)
    t.equal(fault?.path, path, text.slice(0, 40))
    t.ok(fault?.message.startsWith(`holds ${found}, which is beyond all numbers that can be read, at position `), text)
    t.equal(jsonOrText(text), text, 'it is shown as text')
  }
  for (const text of [
    '[1e308]',
    '[1e-999]',
    `[${'9'.repeat(308)}]`,
    '["1e999"]',
    '{"1e999":"e999"}',
    `["${'9'.repeat(400)}"]`,
    '[0.1e-999, 3e100]',
  ]) {
    t.strictSame(readJson(text).value, JSON.parse(text), text.slice(0, 40))
  }
})

t.test('broken JSON, and the place of the fault', async t => {
  const rows: [string, string, string][] = [
    ['a form', 'limit=1&skip=0', 'a value was expected, found "limit" at position 0 (line 1, column 1)'],
    ['nothing', '', 'a value was expected where it ends, at position 0 (line 1, column 1)'],
    ['blanks', ' \n ', 'a value was expected where it ends, at position 3 (line 2, column 2)'],
    ['cut behind a colon', '{"limit": ', 'a value was expected where it ends, at position 10 (line 1, column 11)'],
    [
      'cut behind a value',
      '{"a": 1',
      'a comma or the closing bracket was expected where it ends, at position 7 (line 1, column 8)',
    ],
    ['cut in a text', '{"a": "b', 'a text has no closing quote; it begins at position 6 (line 1, column 7)'],
    ['cut in an escape', '["\\', 'a text has no closing quote; it begins at position 1 (line 1, column 2)'],
    ['cut in a word', '[tru', 'a value or ] was expected, found "tru" at position 1 (line 1, column 2)'],
    [
      'a comma before }',
      '{"a": 1,\n}',
      'a name in double quotes was expected, found "}" at position 9 (line 2, column 1)',
    ],
    ['a comma before ]', '[1,]', 'a value was expected, found "]" at position 3 (line 1, column 4)'],
    ['two commas', '[1,,2]', 'a value was expected, found "," at position 3 (line 1, column 4)'],
    [
      'no comma',
      '{"a": 1 "b": 2}',
      'a comma or the closing bracket was expected, found "\\"" at position 8 (line 1, column 9)',
    ],
    ['no colon', '{"a" 1}', 'a colon was expected, found "1" at position 5 (line 1, column 6)'],
    [
      'a name without quotes',
      '{a: 1}',
      'a name in double quotes or } was expected, found "a" at position 1 (line 1, column 2)',
    ],
    [
      'single quotes',
      "{'a': 1}",
      'a name in double quotes or } was expected, found "\'" at position 1 (line 1, column 2)',
    ],
    ['NaN', '{"a": NaN}', 'a value was expected, found "NaN" at position 6 (line 1, column 7)'],
    ['Infinity', '{"a": -Infinity}', 'a value was expected, found "-Infinity" at position 6 (line 1, column 7)'],
    ['a plus', '[+1]', 'a value or ] was expected, found "+1" at position 1 (line 1, column 2)'],
    [
      'a zero before',
      '[01]',
      'a comma or the closing bracket was expected, found "1" at position 2 (line 1, column 3)',
    ],
    [
      'a point without digits',
      '[1.]',
      'a comma or the closing bracket was expected, found "." at position 2 (line 1, column 3)',
    ],
    [
      'the wrong bracket',
      '[1}',
      'a comma or the closing bracket was expected, found "}" at position 2 (line 1, column 3)',
    ],
    ['something behind it', '{} x', 'nothing more was expected, found "x" at position 3 (line 1, column 4)'],
    [
      'a line break in a text',
      '{"a": "b\nc"}',
      'a text has an unescaped control character, U+000A, at position 8 (line 1, column 9)',
    ],
    ['an escape that is none', '["\\x41"]', 'a text has the unknown escape "\\\\x" at position 2 (line 1, column 3)'],
    ['half an escape', '["\\u12"]', 'a text has the unknown escape "\\\\u" at position 2 (line 1, column 3)'],
    ['a comment', '{} // x', 'nothing more was expected, found "/" at position 3 (line 1, column 4)'],
    [
      'a second mark of byte order',
      '\ufeff{}',
      'a value was expected, found "\ufeff" at position 0 (line 1, column 1)',
    ],
  ]
  for (const [what, text, message] of rows) t.strictSame(readJson(text), { fault: { path: '', message } }, what)
})

t.test('what JSON.parse reads is read, and what it refuses has a fault', async () => {
  const pieces = [
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"',
    '"a"',
    '\\',
    '\\u00e4',
    'true',
    'null',
    '-',
    '0',
    '1.5e3',
    ' ',
    '\n',
    '\t',
    'x',
    '\u0001',
  ]
  const text = fc.oneof(
    { weight: 3, arbitrary: fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map(all => all.join('')) },
    { weight: 1, arbitrary: fc.json() },
    {
      weight: 2,
      arbitrary: fc
        .tuple(fc.json(), fc.nat(), fc.constantFrom(...pieces, ''))
        .map(
          ([json, at, piece]) =>
            json.slice(0, at % (json.length + 1)) + piece + json.slice((at + 1) % (json.length + 1)),
        ),
    },
  )
  fc.assert(
    fc.property(text, sent => {
      let expected: unknown
      try {
        expected = JSON.parse(sent)
      } catch {
        const { fault } = readJson(sent)
        const position = Number(/ position (\d+) /.exec(fault?.message ?? '')?.[1])
        // What stands before the fault may go on to be JSON, so the fault is not named too late.
        return fault !== undefined && position <= sent.length && !/nothing more was expected where/.test(fault.message)
      }
      return JSON.stringify(readJson(sent).value) === JSON.stringify(expected)
    }),
    { seed: 14, numRuns: runs(5000) },
  )
})

t.test('whatever the depth, it is read or refused as such', async () => {
  const opening = fc.constantFrom('[', '{"a":', '[1,', '{"b":[],"a":')
  fc.assert(
    fc.property(fc.array(opening, { minLength: 1, maxLength: 130 }), fc.boolean(), (openings, isWhole) => {
      const closings = [...openings].reverse().map(open => (open.startsWith('[') ? ']' : '}'))
      const text = `${openings.join('')}1${isWhole ? closings.join('') : ''}`
      const { fault } = readJson(text)
      if (openings.length > DEEPEST_JSON) return fault?.message.startsWith('is nested deeper') === true
      return (fault === undefined) === isWhole
    }),
    { seed: 64, numRuns: runs(300) },
  )
})

t.test('JSON in a query is bounded alike', async t => {
  const tags = `{"and":${nested(64)}}`
  t.strictSame(validate('getMessages', { query: { userId: 'u-1', tags } }).violations, [
    {
      property: `query.tags.and${'[0]'.repeat(63)}`,
      message: 'is nested deeper than 64 levels at position 70 (line 1, column 71)',
    },
  ])
  const wordy = { and: [{ name: 5, values: 'x' }] }
  t.strictSame(
    validate('getMessages', { query: { userId: 'u-1', tags: JSON.stringify(wordy) } }).violations,
    [
      { property: 'query.tags.and[0].name', message: 'must be text; found 5' },
      { property: 'query.tags.and[0].values', message: 'must be an array; found "x"' },
    ],
    'and taken at its word (decision D140)',
  )
})
