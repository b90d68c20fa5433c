import fc from 'fast-check'
import t from 'tap'
import { adminContract } from '../../src/contract/admin.ts'
import { type OperationId, operations, validate } from '../../src/contract/contract.ts'
import { integerOf, readingTexts } from '../../src/contract/text-values.ts'
import { runs } from '../long.ts'
import { INTEGER } from './row.ts'
import { BASE, ROWS } from './rows.ts'

/** Ruling R23: texts that are no integer, though JavaScript reads most of them as numbers. */
const NO_INTEGERS = [
  '',
  ' ',
  ' 5',
  '5 ',
  '\t5',
  '+5',
  '--5',
  '-',
  '5.',
  '.5',
  '5.0',
  '1.5',
  '5e0',
  '1e999',
  '1E3',
  '0x10',
  '0b11',
  '0o7',
  '1_000',
  '1,000',
  '٣',
  '５',
  'Infinity',
  'NaN',
  'null',
  'true',
  '5\n',
  '5n',
  '12345678901234567',
  '00000000000000005',
  '9007199254740993',
  '-9007199254740992',
  '9999999999999999',
]

t.test('which texts are integers (ruling R23)', async t => {
  const good: [string, number][] = [
    ['5', 5],
    ['-5', -5],
    ['0', 0],
    ['-0', 0],
    ['007', 7],
    ['0000000000000005', 5],
    ['9007199254740991', Number.MAX_SAFE_INTEGER],
    ['-9007199254740991', Number.MIN_SAFE_INTEGER],
  ]
  for (const [text, number] of good) t.equal(integerOf(text), number, text)
  for (const text of NO_INTEGERS) t.equal(integerOf(text), undefined, JSON.stringify(text))
})

t.test('texts of a query are read before they are checked', async t => {
  const seen: unknown[] = []
  const check = readingTexts({ limit: 'integer', all: 'boolean' }, value => seen.push({ ...(value as object) }) > 1)
  const sent = { limit: '5', all: 'true', name: '5' }
  t.equal(check(sent), false)
  t.equal(check({ limit: '5.', all: 'yes' }), true, 'what the check says')
  check({ limit: ['5', '6'], all: 'false' })
  t.strictSame(seen, [
    { limit: 5, all: true, name: '5' },
    { limit: '5.', all: 'yes' },
    { limit: ['5', '6'], all: false },
  ])
})

/** A good request of the operation with one parameter more. */
function ask(id: OperationId, place: 'query' | 'body', name: string, value: unknown) {
  const base = BASE[id] ?? {}
  return validate(id, { ...base, [place]: { ...base[place], [name]: value } } as never)
}

const inQuery = operations.flatMap(({ operationId }) =>
  ROWS[operationId]
    .filter(row => row.place === 'query' && row.bad.some(([, message]) => message.startsWith(INTEGER)))
    .map(({ name }) => [operationId, name] as const),
)

t.test('every integer of every query refuses them, and shows what came', async t => {
  t.ok(inQuery.length > 20, `${inQuery.length} parameters`)
  for (const [id, name] of inQuery) {
    for (const text of NO_INTEGERS) {
      const { violations } = ask(id, 'query', name, text)
      const shown = JSON.stringify(text)
      t.equal(violations.length, 1, `${id} ${name} ${shown}`)
      t.equal(violations[0]?.property, `query.${name}`)
      t.ok(violations[0]?.message.startsWith(`must be an integer; found ${shown}`), violations[0]?.message ?? '')
    }
  }
})

t.test('who sends more than numbers can hold is told so', async t => {
  t.strictSame(ask('getWidgetData', 'query', 'skip', '9007199254740993').violations, [
    {
      property: 'query.skip',
      message: 'must be an integer; found "9007199254740993", which is beyond 9007199254740991',
    },
  ])
})

t.test('integers of a body are taken at their word, and must be exact', async t => {
  const rows: [unknown, RegExp | undefined][] = [
    [5, undefined],
    [5.0, undefined],
    [1e3, undefined],
    [-0, undefined],
    [1e23, /must be at most 1000000000000; found about 1e\+23$/],
    [JSON.parse('9007199254740993'), /must be at most 1000000000000; found about 9007199254740992$/],
    [2 ** 53, /must be at most/],
    [JSON.parse('1e999'), /must be an integer; found Infinity/],
    [5.5, /must be an integer; found 5\.5/],
    ['5', /must be an integer; found "5"$/],
    ['9007199254740993', /must be an integer; found "9007199254740993", which/],
    [null, /must be an integer; found null/],
    [true, /must be an integer; found true/],
    [[5], /must be an integer; found an array/],
  ]
  for (const [sent, message] of rows) {
    const { violations } = ask('getSessions', 'body', 'skip', sent)
    t.match(violations, message === undefined ? [] : [{ property: 'body.skip', message }], String(sent))
    t.equal(violations.length, message === undefined ? 0 : 1)
  }
})

t.test('what is taken as an integer is one that numbers hold exactly, wherever it stands', async () => {
  const text = fc.oneof(
    fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }).map(String),
    fc.integer().map(String),
    fc.double().map(String),
    fc.string({ unit: fc.constantFrom(...'0123456789-+.eExb _٣'), maxLength: 20 }),
  )
  fc.assert(
    fc.property(fc.constantFrom(...inQuery), text, ([id, name], sent) => {
      const { value, violations } = ask(id, 'query', name, sent)
      const read = (value.query as Record<string, unknown>)[name]
      if (violations.length > 0) return violations[0]!.property === `query.${name}`
      return /^-?[0-9]{1,16}$/.test(sent) && Number.isSafeInteger(read) && BigInt(sent) === BigInt(read as number)
    }),
    { seed: 23, numRuns: runs(2000) },
  )
})

t.test('the figures of a page stay exact at the bounds', async t => {
  const most = (id: OperationId, place: 'query' | 'body', name: string): number => {
    const [violation] = ask(
      id,
      place,
      name,
      place === 'query' ? '9007199254740991' : Number.MAX_SAFE_INTEGER,
    ).violations
    return Number(/at most (\d+)/.exec(violation?.message ?? '')?.[1])
  }
  for (const id of ['getSessions', 'postMessagesV2', 'postMessagesLite'] as const) {
    t.ok(Number.isSafeInteger(most(id, 'body', 'skip') + most(id, 'body', 'limit')), id)
  }
  t.ok(Number.isSafeInteger(most('listConversations', 'body', 'page') * 20))
  t.ok(
    Number.isSafeInteger(most('getAgenticHistory', 'query', 'page') * most('getAgenticHistory', 'query', 'limit')),
    'agentic-history',
  )
})

t.test('the admin API reads numbers alike', async t => {
  const { validate: check } = adminContract()
  for (const text of NO_INTEGERS) {
    for (const name of ['skip', 'limit']) {
      t.match(check('listRequests', { query: { [name]: text } }).violations, [
        { property: `query.${name}`, message: /^must be an integer; found / },
      ])
    }
  }
  for (const status of ['0x1ad', '1e2', ' 429', '+429', '4290']) {
    t.match(check('findRequests', { body: { status } }).violations, [{ property: 'body.status' }], status)
  }
})
