import t from 'tap'
import { parse } from 'yaml'
import { addressOfStep, storyPlaceIn } from '../../src/console/story/story-place.ts'
import { chartOfWidget } from '../../src/console/views/dashboards/widget-chart.ts'
import { snippetOfWidget, tidyDraft } from '../../src/console/views/dashboards/widget-query.ts'
import { SchemaHelp } from '../../src/console/views/scenario/schema-help.ts'
import { placeAtEnd } from '../../src/console/views/scenario/yaml-place.ts'
import { scenarioSchema } from '../../src/scenario/scenario-text.ts'

t.test('where in a text somebody writes', async t => {
  for (const [text, path, name, typed] of [
    ['', [], undefined, ''],
    ['ever', [], undefined, 'ever'],
    ['auth: le', [], 'auth', 'le'],
    ['everyBot:\n  ', ['everyBot'], undefined, ''],
    ['everyBot:\n  sessions:\n    per', ['everyBot', 'sessions'], undefined, 'per'],
    ['everyBot:\n  sessions:\n    perDay: 5\n  na', ['everyBot'], undefined, 'na'],
    ['everyBot: { sessions: { per', ['everyBot', 'sessions'], undefined, 'per'],
    ['everyBot: { name: x, sessions: { perDay: 5 }, zo', ['everyBot'], undefined, 'zo'],
    ['faults:\n  - { fault: { st', ['faults', '*', 'fault'], undefined, 'st'],
    ['faults:\n  - times: 1\n    fault:\n      sta', ['faults', '*', 'fault'], undefined, 'sta'],
    ['faults:\n- times: 1\n  fa', ['faults', '*'], undefined, 'fa'],
    ['everyBot:\n  staff: { queues: [Ca', ['everyBot', 'staff', 'queues'], '*', 'Ca'],
    ['# a comment: b\nbots:\n  st-x:\n    # more\n    indus', ['bots', 'st-x'], undefined, 'indus'],
    ['everyBot:\n  sessions: # here\n    we', ['everyBot', 'sessions'], undefined, 'we'],
  ] as const) {
    t.same(placeAtEnd(text), { path, name, typed }, JSON.stringify(text))
  }
  t.equal(placeAtEnd('auth: strict # wh'), undefined, 'in a comment nothing is offered')
})

t.test('what may be written there, by the schema', async t => {
  const help = new SchemaHelp(scenarioSchema())
  const offered = (text: string) => help.offersAt(placeAtEnd(text)!).map(offer => offer.text)
  t.match(offered(''), ['extends', 'seed', 'now', 'auth'])
  t.same(offered('auth: ').slice(0, 3), ['lenient', 'strict', 'off'])
  t.ok(offered('everyBot:\n  ').includes('sessions'))
  t.ok(offered('bots:\n  st-x:\n    sessions: { ').includes('perDay'))
  t.ok(offered('everyBot:\n  sessions:\n    events:\n      - { ').includes('times'))
  t.same(offered('everyBot:\n  nonsense:\n    '), [])
  t.ok(
    help.offersAt({ path: [], name: undefined, typed: '' }).every(({ about }) => about !== ''),
    'each says what it is',
  )
})

t.test('a widget as a part of a scenario holds whatever is in its query', async t => {
  const draft = {
    name: 'Say "yes": now',
    type: 'barchart',
    dataSet: 'Sessions' as const,
    select: "channel, count(sessionid) as 'n # 1'",
    filterBy: '',
    groupBy: 'channel',
    sortBy: '  ',
    overlay: ['channel', 'gone'],
  }
  const text = snippetOfWidget('yes', draft)
  t.same(parse(text), {
    everyBot: {
      dashboards: [
        {
          name: 'yes',
          widgets: [
            {
              name: draft.name,
              type: 'barchart',
              dataSet: 'Sessions',
              select: draft.select,
              groupBy: 'channel',
              overlay: ['channel'],
            },
          ],
        },
      ],
    },
  })
  t.same(Object.keys(tidyDraft(draft)), ['name', 'type', 'dataSet', 'select', 'groupBy', 'overlay'])
})

t.test('rows as a chart: split by overlay, by the second dimension, or by metric', async t => {
  const column = (name: string) => ({ fieldName: name, displayName: name, type: 'string' })
  const rows = [
    { day: 'Mon', kind: 'a', n: 1, m: 10 },
    { day: 'Mon', kind: 'b', n: 2, m: 20 },
    { day: 'Tue', kind: 'a', n: 3, m: 30 },
  ]
  const of = (dimensions: string[], metrics: string[], overlay: string[]) =>
    chartOfWidget(
      { dimensions: dimensions.map(column), metrics: metrics.map(column), overlay: overlay.map(column) },
      rows,
    )
  const series = (chart: ReturnType<typeof of>) => chart?.series.map(({ name, values }) => [name, ...values])
  t.same(series(of(['day'], ['n'], ['kind'])), [
    ['a', 1, 3],
    ['b', 2, null],
  ])
  t.same(series(of(['day', 'kind'], ['n'], [])), [
    ['a', 1, 3],
    ['b', 2, null],
  ])
  t.same(series(of(['day'], ['n', 'm'], [])), [
    ['n', 3, 3],
    ['m', 30, 30],
  ])
  t.same(series(of([], ['n'], [])), [['n', 6]])
  t.equal(of(['day'], [], []), undefined)
})

t.test('the place in a story stands in the address', async t => {
  const steps = [
    { look: 'centre?range=7d', text: 'x', seconds: 13 },
    { look: 'conversations', text: 'y', seconds: 13 },
  ]
  const story = { name: 'a b', title: 'x', about: 'x', industry: null, scenario: 's', isUsed: true, speed: 60, steps }
  t.equal(addressOfStep(story, { step: 0, isPlaying: true }), '/console/centre?range=7d&story=a+b&step=1&play=1')
  t.equal(addressOfStep(story, { step: 1, isPlaying: false }), '/console/conversations?story=a+b&step=2')
  for (const [query, step, isPlaying] of [
    ['step=2&play=1', 1, true],
    ['step=99', 1, false],
    ['step=-1', 0, false],
    ['step=x', 0, false],
    ['', 0, false],
  ] as const) {
    t.same(storyPlaceIn(new URLSearchParams(query), 'a b', 2), { name: 'a b', step, isPlaying }, query)
  }
})
