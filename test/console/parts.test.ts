import t from 'tap'
import type { Call } from '../../src/console/api/call.ts'
import { eventsIn } from '../../src/console/api/event-stream.ts'
import { headersIn } from '../../src/console/api/header-lines.ts'
import { snippetOf } from '../../src/console/api/snippets.ts'
import { csvOf, csvOfRows, ticksTo, writtenSeconds } from '../../src/console/charts/data.ts'
import { instantsOf, rangeIn, withFirst, withLast } from '../../src/console/state/range.ts'
import { ZoneTime } from '../../src/console/state/zone-time.ts'
import { openingOf } from '../../src/console/views/centre/column-opening.ts'
import { Columns, containmentChart, shareChart, weekChart } from '../../src/console/views/centre/session-charts.ts'
import { FAULT_PRESETS, faultScope, faultText } from '../../src/console/views/control/fault-words.ts'
import { questionIn, unreadTags } from '../../src/console/views/conversations/filter-question.ts'
import { piecesOf, sharedIds, textPartsOf } from '../../src/console/views/conversations/shared-ids.ts'
import type { ReadWidget } from '../../src/console/views/dashboards/read-widget.ts'
import { chartOfWidget, isDrawn, isRows, rowsOf } from '../../src/console/views/dashboards/widget-chart.ts'
import {
  filterIn,
  meetsFilter,
  shortPath,
  statusesOf,
  valuesOf,
  writtenBytes,
  writtenMs,
} from '../../src/console/views/traffic/entry-words.ts'

const NOW = Date.parse('2026-03-09T03:00:00Z')
const newYork = new ZoneTime('America/New_York')

t.test('days begin by the clock of their zone, also where it changes', async t => {
  for (const [zone, day, begin] of [
    ['UTC', '2026-03-09', '2026-03-09T00:00:00.000Z'],
    ['America/New_York', '2026-03-08', '2026-03-08T05:00:00.000Z'],
    ['America/New_York', '2026-03-09', '2026-03-09T04:00:00.000Z'],
    ['Asia/Kathmandu', '2026-03-09', '2026-03-08T18:15:00.000Z'],
    ['Pacific/Auckland', '2026-04-06', '2026-04-05T12:00:00.000Z'],
  ] as const) {
    const time = new ZoneTime(zone)
    t.equal(new Date(time.beginOf(day)).toISOString(), begin, `${zone} ${day}`)
    t.same(time.hourOf(time.beginOf(day)), { day, hour: 0 })
    t.not(time.hourOf(time.beginOf(day) - 1).day, day)
  }
})

t.test('ranges by name and by days, in the zone', async t => {
  const range = (query: string) => rangeIn(new URLSearchParams(query), NOW, newYork)
  t.same(range('range=today'), { first: '2026-03-08', last: '2026-03-08', name: 'today' })
  t.same(range(''), { first: '2026-03-02', last: '2026-03-08', name: '7d' })
  t.same(range('from=2026-01-01&to=2026-01-02').name, 'days')
  for (const wrong of ['from=2026-01-02&to=2026-01-01', 'from=x&to=y', 'from=2025-01-01&to=2026-01-01', 'range=x']) {
    t.equal(range(wrong).name, '7d', wrong)
  }
  const { from, to } = instantsOf(range('range=today'), newYork)
  t.equal(to - from, 23 * 3_600_000, 'a day on which the clock goes forward')
})

t.test('a range that gets another first or last day stays one that can be asked for', async t => {
  const range = { first: '2026-03-02', last: '2026-03-08', name: 'days' }
  t.match(withFirst(range, '2026-03-05'), { first: '2026-03-05', last: '2026-03-08' })
  t.match(withFirst(range, '2026-03-10'), { first: '2026-03-10', last: '2026-03-10' })
  t.match(withFirst(range, '2026-01-01'), { first: '2026-01-01', last: '2026-01-31' })
  t.match(withLast(range, '2026-03-05'), { first: '2026-03-02', last: '2026-03-05' })
  t.match(withLast(range, '2026-02-01'), { first: '2026-02-01', last: '2026-02-01' })
  t.match(withLast(range, '2026-12-31'), { first: '2026-12-01', last: '2026-12-31' })
})

t.test('an hour begins by the clock of its zone', async t => {
  for (const [hour, begin] of [
    [1, '2026-03-08T06:00:00.000Z'],
    [3, '2026-03-08T07:00:00.000Z'],
    [23, '2026-03-09T03:00:00.000Z'],
  ] as const) {
    t.equal(new Date(newYork.beginOfHour({ day: '2026-03-08', hour })).toISOString(), begin, `${hour} o’clock`)
  }
})

t.test('a day leads to its hours, an hour to its conversations', async t => {
  const query = new URLSearchParams('bot=st-1&story=outage')
  const openingIn = (text: string) => {
    const range = rangeIn(new URLSearchParams(text), NOW, newYork)
    return openingOf(new Columns(range, newYork), newYork, query)
  }
  t.equal(openingIn('range=7d').address(1), '/console/centre?bot=st-1&from=2026-03-03&to=2026-03-03')
  const hours = new URLSearchParams(openingIn('from=2026-03-06&to=2026-03-06').address(9).split('?')[1])
  t.same(Object.fromEntries(hours), { bot: 'st-1', from: '2026-03-06T14:00:00.000Z', to: '2026-03-06T14:59:59.999Z' })
})

t.test('hours that have not come are no empty hours', async t => {
  const range = rangeIn(new URLSearchParams('range=today'), NOW, newYork)
  const row = {
    start: NOW - 3_600_000,
    containment: 'agent',
    channel: 'rtm',
    language: 'en',
    queue: undefined,
  } as const
  const week = weekChart([row], range, newYork, NOW - 3_600_000)
  t.same(
    week.series.map(({ name, values }) => [name, ...values.slice(20)]),
    [['Sun', 0, 0, 1, null]],
    'on Sunday, until the hour that has begun; no other day is looked at',
  )
  const shares = shareChart(containmentChart([row], new Columns(range, newYork)))
  t.same(
    shares.series.map(({ values }) => values[22]),
    [0, 1, 0],
  )
  t.equal(shares.series[0]!.values[0], null)
})

t.test('what an address asks of getSessions', async t => {
  const asked = (query: string) => questionIn(new URLSearchParams(query))
  t.same(asked('').body, { skip: 0, limit: 50 })
  t.same(asked('q=69B2C01E47F16F07FA0001D8').body.sessionId, ['69b2c01e47f16f07fa0001d8'])
  t.equal(asked('q=u-9f667880-ec30').body.userId, 'u-9f667880-ec30')
  t.equal(asked('q=ann%40example.com').body.userId, 'ann@example.com')
  t.equal(asked('q=CH885b68').query.callId, 'CH885b68')
  t.same(asked('tag=queue%3DCards').body.tags, { and: [{ name: 'queue', values: ['Cards'] }] })
  t.same(asked('tag=user%3Aa%3Db%3Dc').body.tags, { and: [{ type: 'user', name: 'a', values: ['b=c'] }] })
  t.same(asked('tag=queue%3DCards%3B+user%3Aa%3Db').body.tags, {
    and: [
      { name: 'queue', values: ['Cards'] },
      { type: 'user', name: 'a', values: ['b'] },
    ],
  })
  t.equal(asked('tag=nothing').body.tags, undefined)
  t.same(unreadTags('queue=Cards; nothing;user:a=b; ;=x'), ['nothing', '=x'])
  for (const skip of ['-5', 'x', 'Infinity-']) t.equal(asked(`skip=${skip}`).body.skip, 0)
})

t.test('a table of values is no formula, and is read back', async t => {
  const text = csvOf({
    columnsAre: 'Queue',
    columns: ['a,b', 'say "x"', '=cmd()', '-5'],
    series: [{ name: 'Sessions', colour: 1, values: [1, null, 3, 4] }],
  })
  t.equal(text, 'Queue,Sessions\r\n"a,b",1\r\n"say ""x""",\r\n\'=cmd(),3\r\n-5,4')
})

const READ = {
  answer: {
    name: 'Ends',
    type: 'donutchart',
    dimensions: [{ displayName: 'containment_type' }],
    metrics: [{ displayName: 'Sessions' }],
    overlay: [],
    queryResponse: { metaData: { containment_type: 'string', Sessions: 'number' } },
  },
  rows: [
    { containment_type: 'dropOff', Sessions: 3 },
    { containment_type: 'selfService', Sessions: 5 },
  ],
  isCut: false,
} as unknown as ReadWidget

t.test('ways in which sessions end have their colours in widgets, too', async t => {
  const chart = chartOfWidget(READ.answer, READ.rows)!
  t.same(chart.columns.map(chart.colourOf!), [3, 1])
  const other = chartOfWidget(READ.answer, [...READ.rows, { containment_type: 'other', Sessions: 1 }])!
  t.same(other.columns.map(other.colourOf!), [1, 2, 3])
})

t.test('the file of a widget has its rows as they are', async t => {
  t.equal(csvOfRows(rowsOf(READ)), 'containment_type,Sessions\r\ndropOff,3\r\nselfService,5')
  for (const [type, are, drawn] of [
    ['donutchart', false, true],
    ['pivot', false, false],
    ['table', true, false],
  ] as const) {
    const read = { ...READ, answer: { ...READ.answer, type } } as ReadWidget
    t.same([isRows(read), isDrawn(read)], [are, drawn], type)
  }
})

t.test('axes have round values up to the greatest', async t => {
  t.same(ticksTo(1290), [0, 500, 1000, 1500])
  t.same(ticksTo(3), [0, 1, 2, 3])
  t.same(ticksTo(40), [0, 10, 20, 30, 40])
  for (const most of [0.3, 1, 7, 99, 12_345]) t.ok(ticksTo(most).at(-1)! >= most, String(most))
})

t.test('waits are said as people say them', async t => {
  t.same([5, 59.4, 60, 125, 3_600, 5_400].map(writtenSeconds), [
    '5 s',
    '59 s',
    '1 min 0 s',
    '2 min 5 s',
    '1 h 0 min',
    '1 h 30 min',
  ])
})

t.test('ids that several answers have are found, others are not', async t => {
  const texts = [
    '{"a":"69b2c01e47f16f07fa0001d8","b":"st-11111111-2222"}',
    '{"x":["69b2c01e47f16f07fa0001d8","justwordsthatarelong"]}',
  ]
  const shared = sharedIds(
    [...texts, '{"b":"st-11111111-2222","c":"justwordsthatarelong"}'],
    new Set(['st-11111111-2222']),
  )
  t.same([...shared], [['69b2c01e47f16f07fa0001d8', 2]])
  const pieces = piecesOf(texts[1]!, shared)
  t.equal(pieces.map(({ text }) => text).join(''), texts[1])
  t.same(pieces.filter(({ isShared }) => isShared).length, 1)
})

t.test('calls as code keep whatever is in them', async t => {
  const call: Call<unknown> = {
    method: 'POST',
    path: '/a',
    query: { q: "it's", no: undefined },
    body: { text: 'it\'s "so"' },
    face: 'kore',
  }
  const headers = [{ auth: 'x', 'x-test-id': 'kore-mock-console' }]
  const curl = snippetOf('curl', [call], headers, 'http://h')
  t.equal(curl, `curl -s -X POST 'http://h/a?q=it'\\''s' \\\n  -H 'auth: x' \\\n  -d '{"text":"it'\\''s \\"so\\""}'\n`)
  t.match(snippetOf('fetch', [call], headers, 'http://h'), '"body": "{\\"text\\":\\"it\'s \\\\\\"so\\\\\\"\\"}"')
  t.match(snippetOf('python', [call, call], headers, 'http://h'), /^import requests\n\nprint\([\s\S]*\nprint\(/)
})

t.test('events are read out of a stream, wherever it is cut', async t => {
  const text =
    'retry: 1000\n\n: still here\n\nid: r-1\nevent: exchange\ndata: {"a":"ü"}\n\nevent: x\ndata: 1\ndata: 2\n\ndata: cut'
  const bytes = new TextEncoder().encode(text)
  for (const size of [1, 7, bytes.length]) {
    const stream = new ReadableStream<Uint8Array>({
      start(controller) {
        for (let at = 0; at < bytes.length; at += size) controller.enqueue(bytes.slice(at, at + size))
        controller.close()
      },
    })
    const events: unknown[] = []
    for await (const event of eventsIn(stream)) events.push(event)
    t.same(
      events,
      [
        { name: 'exchange', data: '{"a":"ü"}' },
        { name: 'x', data: '1\n2' },
      ],
      `pieces of ${size}`,
    )
  }
})

t.test('headers are lines, and the token is one of them', async t => {
  t.same(headersIn('Accept: a: b\n\n x-test-id :c', 'tok'), { auth: 'tok', accept: 'a: b', 'x-test-id': 'c' })
  t.same(headersIn('auth: other', 'tok'), { auth: 'other' }, 'what was written wins')
  t.same(headersIn('', undefined), {})
  for (const line of ['no header', ': x']) t.throws(() => headersIn(line, undefined), /is no header/)
})

const ENTRY = {
  id: 'r-1',
  at: '2026-03-01T00:00:00.000Z',
  method: 'POST',
  path: '/api/public/bot/st-8d4c1a72-3f96-5e0b-9a27-c51e7f08b3d6/getSessions',
  operationId: 'getSessions',
  botId: 'st-1',
  clientId: 'cs-1',
  testId: null,
  status: 412,
  bytes: 10,
  durationMs: 1,
  violations: [{ property: 'body.limit', message: 'must be at least 1' }],
  fault: null,
}

t.test('what meets a filter', async t => {
  for (const [query, isMet] of [
    ['', true],
    ['status=4xx', true],
    ['status=412', true],
    ['status=5xx', false],
    ['status=41', false],
    ['only=st-1&client=cs-1', true],
    ['only=st-2', false],
    ['client=cs-2', false],
    ['test=a', false],
    ['text=LIMIT%20must', true],
    ['text=r-1', true],
    ['text=nothing', false],
  ] as const) {
    t.equal(meetsFilter(ENTRY, filterIn(new URLSearchParams(query))), isMet, query)
  }
  t.same(
    valuesOf([ENTRY, ENTRY], ({ botId }) => botId, 'st-0'),
    [
      ['st-0', 0],
      ['st-1', 2],
    ],
    'what is chosen is among them',
  )
  const statuses = [200, 201, 412].map(status => ({ ...ENTRY, status }))
  const classes = [
    ['2xx', 2],
    ['4xx', 1],
    ['5xx', 0],
  ]
  const single = [
    ['200', 1],
    ['201', 1],
    ['412', 1],
  ]
  t.same(statusesOf(statuses, '4xx'), [...classes, ...single])
  t.same(statusesOf(statuses, '503'), [...classes, ...single, ['503', 0]])
})

t.test('sizes, times and paths as people read them', async t => {
  t.same([0, 999, 1_000, 12_345, 999_999, 2_500_000].map(writtenBytes), [
    '0 B',
    '999 B',
    '1.0 kB',
    '12 kB',
    '1000 kB',
    '2.5 MB',
  ])
  t.same([0.42, 12.3, 999, 1_500].map(writtenMs), ['0.4 ms', '12 ms', '999 ms', '1.5 s'])
  t.equal(shortPath(ENTRY.path), '/api/public/bot/st-8d4c1…b3d6/getSessions')
})

t.test('each fault says what it does, to whom, for how long', async t => {
  for (const { name, wish } of FAULT_PRESETS) t.match(faultText(wish.fault), /^[a-z]+ /, name)
  t.equal(
    faultScope({
      id: 'f-1',
      source: 'admin',
      taken: 1,
      endsAt: '2026-03-01T10:00:00.000Z',
      match: { operationId: 'getSessions', testId: 'a' },
      times: 2,
      probability: 0.3,
      fault: { status: 429 },
    }),
    'getSessions, with test id a, 30 % of them, 1 of 2 so far, until 10:00:00 UTC',
  )
})

t.test('a text in parts of some lines is the same text', async t => {
  for (const [text, counts] of [
    ['', [1]],
    ['a', [1]],
    ['a\nb\nc', [2, 1]],
    ['a\nb\nc\n', [2, 2]],
  ] as const) {
    const parts = textPartsOf(text, 2)
    t.same(
      parts.map(({ count }) => count),
      counts,
      JSON.stringify(text),
    )
    t.equal(parts.map(({ text }) => text).join('\n'), text)
  }
})
