import t from 'tap'
import { ask, BOT, buildApp } from '../../helper.ts'
import { call, viewOf } from '../views.ts'

const path = (widget: string, dashboard = 'Operations', bot = BOT) =>
  `/api/public/bot/${bot}/dashboard/${encodeURIComponent(dashboard)}/widget/${encodeURIComponent(widget)}`
const WEEK = 'startDate=2026-03-02&endDate=2026-03-08'
type Row = Record<string, string | number | null>

const app = buildApp(t)

t.test('004_f76154da4050d190: the sample request for GET', async t => {
  const { status, json } = await ask(app, 'GET', `${path('Top Failure Tasks')}?${WEEK}`)
  t.equal(status, 200)
  t.same(Object.keys(json), [
    '_id',
    'overlay',
    'name',
    'type',
    'sqlQuery',
    'dimensions',
    'metrics',
    'row',
    'properties',
    'queryResponse',
  ])
  t.match(json, {
    _id: /^wg-[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    overlay: [],
    name: 'Top Failure Tasks',
    type: 'table',
    sqlQuery: {
      dataSet: 'Analytics',
      select: 'taskName as TaskName, count(taskName) as Failures',
      filterBy: "metricType = 'failedtasks'",
      groupBy: 'taskName',
      startDate: '2026-03-02T00:00:00.000Z',
      endDate: '2026-03-08T23:59:59.999Z',
      botId: BOT,
    },
    dimensions: [{ fieldName: 'taskName', displayName: 'TaskName', type: 'string' }],
    metrics: [{ fieldName: 'count(taskName)', displayName: 'Failures', type: 'number' }],
    row: [],
    properties: {},
    queryResponse: { metaData: { TaskName: 'string', Failures: 'number' } },
  })
  t.notOk('having' in json.sqlQuery)
  const rows: Row[] = json.queryResponse.queryResponse
  t.ok(rows.length > 2)
  const failures = rows.map(row => row.Failures as number)
  t.same(
    failures,
    failures.toSorted((a, b) => b - a),
  )
})

t.test('range and limit in query or body, where the body wins: ruling R25', async t => {
  const url = path('Top Failure Tasks')
  const of = async (query: string, body?: object) => await ask(app, 'POST', `${url}?${query}`, { body })
  const expected = await of(`${WEEK}&limit=2&skip=1`)
  t.equal(expected.json.queryResponse.queryResponse.length, 2)
  const range = { startDate: '2026-03-02', endDate: '2026-03-08' }
  t.equal((await of('', { ...range, limit: 2, skip: 1 })).text, expected.text)
  t.equal((await of('endDate=2026-03-08&limit=2', { startDate: '2026-03-02', skip: 1 })).text, expected.text)
  t.equal(
    (await of('startDate=2020-01-01&endDate=2020-01-02&limit=9', { ...range, limit: 2, skip: 1 })).text,
    expected.text,
  )
  const property = async (query: string, body?: object) => {
    const { status, json } = await of(query, body)
    return `${status} ${json.errors[0].error.map((one: { property: string }) => one.property).join()}`
  }
  t.equal(await property(''), '412 query.startDate,query.endDate')
  t.equal(await property('endDate=2026-03-08', {}), '412 query.startDate')
  t.equal(await property('startDate=x&endDate=2026-03-08', {}), '412 query.startDate')
  t.equal(await property(WEEK, { startDate: 5 }), '412 body.startDate')
  t.equal(await property(WEEK, { limit: '2' }), '412 body.limit')
  t.equal(await property(WEEK, { startDate: '2026-03-09' }), '400 body.endDate', 'the range is that of both')
})

t.test('004_f76154da4050d190: the sample request for POST', async t => {
  const url = `${path('Heavy Users')}?${WEEK}&limit=10`
  const body = { customFilters: [{ filterSource: 'userType', fieldName: 'user', values: ['newuser'] }] }
  const { status, json } = await ask(app, 'POST', url, { body })
  t.equal(status, 200)
  t.equal(json.queryResponse.queryResponse.length, 10)
  const all = (await ask(app, 'GET', url)).json
  t.not(JSON.stringify(json.queryResponse), JSON.stringify(all.queryResponse))
  for (const key of ['_id', 'sqlQuery', 'dimensions', 'metrics']) t.same(json[key], all[key])
  t.same((await ask(app, 'POST', url)).json, all, 'without a body as GET')
})

t.test('every shipped widget has rows of its columns (facts 10.7)', async t => {
  const widgets = {
    Operations: [
      'Task Fulfillment Trend',
      'Top Failure Tasks',
      'Channel Volume Trend',
      'Heavy Users',
      'Sessions By Containment',
      'Unhandled Utterances',
    ],
    'Customer Insights': ['Dollar Value Breakup', 'Customer Type Summary'],
  }
  const found: Record<string, Row[]> = {}
  for (const [dashboard, names] of Object.entries(widgets)) {
    for (const name of names) {
      const { json } = await ask(app, 'GET', `${path(name, dashboard)}?${WEEK}`)
      const { metaData, queryResponse } = json.queryResponse
      t.ok(queryResponse.length > 0, name)
      t.ok(queryResponse.length <= 50)
      for (const row of queryResponse) t.same(Object.keys(row), Object.keys(metaData))
      const columns = [...json.dimensions, ...json.metrics, ...json.overlay].map(
        (one: { displayName: string }) => one.displayName,
      )
      t.same(columns.sort(), Object.keys(metaData).sort())
      found[name] = queryResponse
    }
  }
  const values = (name: string, key: string) => new Set(found[name]?.map(row => row[key]))
  t.same(values('Dollar Value Breakup', 'TransferValue'), new Set(['HighValue', 'MediumValue', 'LowValue']))
  t.same(values('Customer Type Summary', 'CustomerCategory'), new Set(['Premium', 'Gold', 'Regular']))
  t.same(values('Sessions By Containment', 'containment_type'), new Set(['agent', 'dropOff', 'selfService']))
  t.same(values('Task Fulfillment Trend', 'metricType'), new Set(['successtasks', 'failedtasks']))
  t.ok(found['Heavy Users']?.every(row => (row['count(messageId)'] as number) > 12))
  t.match(found['Channel Volume Trend']?.[0], { date: '03-02-2026' })
})

t.test('limit, skip, and -1 for all rows', async t => {
  const rows = async (more: string) =>
    (await ask(app, 'GET', `${path('Heavy Users')}?${WEEK}${more}`)).json.queryResponse.queryResponse as Row[]
  const all = await rows('&limit=-1')
  t.ok(all.length > 50)
  t.same(await rows(''), all.slice(0, 50), 'ruling R2')
  t.same(await rows('&limit=7&skip=60'), all.slice(60, 67))
  t.same(await rows(`&skip=${all.length}`), [], 'ruling R9')
  t.equal((await ask(app, 'GET', `${path('Heavy Users')}?${WEEK}&limit=51`)).status, 412, 'ruling R1')
})

t.test('names that lead nowhere: 400, with the names there are', async t => {
  const dashboard = await ask(app, 'GET', `${path('Heavy Users', 'operations')}?${WEEK}`)
  t.match(dashboard, { status: 400, json: { errors: [{ msg: 'Invalid dashboard name', code: 400 }] } })
  t.match(JSON.stringify(dashboard.json.errors[0].error), /Operations.*Customer Insights/)
  const widget = await ask(app, 'GET', `${path('Dollar Value Breakup')}?${WEEK}`)
  t.match(widget, { status: 400, json: { errors: [{ msg: 'Invalid widget name', code: 400 }] } })
  t.match(JSON.stringify(widget.json.errors[0].error), /Task Fulfillment Trend.*Unhandled Utterances/)
})

const NOW = '2026-03-10T12:00:00.000Z'
const dashboards = [
  {
    name: 'D',
    widgets: [
      { name: 'sessions', type: 'label', dataSet: 'Sessions' as const, select: 'count(sessionid) as n' },
      { name: 'messages', type: 'label', dataSet: 'Messages' as const, select: 'count(messageId) as n' },
      {
        name: 'roles',
        type: 'pivot',
        dataSet: 'Sessions' as const,
        select: 'date, channel, containment_type, count(sessionid) as n, min(timestampvalue) as first',
        groupBy: 'date, channel, containment_type',
        overlay: ['channel'],
        dimensions: ['date', 'first'],
        metrics: ['n', 'containment_type'],
      },
    ],
  },
]
const view = viewOf(NOW, { dashboards })

function count(widgetName: string, ...customFilters: object[]): number {
  const answer = call(view, 'queryWidgetData', {
    path: { dashboardName: 'D', widgetName },
    query: { startDate: '2026-03-02', endDate: '2026-03-08' },
    body: { customFilters },
  })
  const [row] = (answer.body as { queryResponse: { queryResponse: { n: number }[] } }).queryResponse.queryResponse
  return row?.n ?? 0
}

t.test('filters of the body: facts 10.6', async t => {
  const filter = (filterSource: string, fieldName: string, ...values: (string | number)[]) => ({
    filterSource,
    fieldName,
    values,
  })
  const all = count('sessions')
  const fresh = count('sessions', filter('userType', 'user', 'newuser'))
  t.ok(fresh > 0 && fresh < all)
  for (const source of ['userTag', 'USER', 'usertype']) {
    t.equal(count('sessions', filter(source, 'user', 'newuser')), fresh, source)
  }
  t.equal(count('sessions', filter('userType', 'user', 'regular')), all - fresh)
  t.equal(count('sessions', filter('userType', 'user', 'newuser', 'regular')), all, 'values: any')
  t.equal(
    count('sessions', filter('userType', 'user', 'newuser'), filter('userTag', 'user', 'regular')),
    0,
    'filters: all',
  )
  const high = count('sessions', filter('sessionType', 'TransferValue', 'HighValue'))
  t.ok(high > 0 && high < all)
  const rtm = count('sessions', filter('sessions', 'Channel', 'rtm'))
  t.ok(rtm > 0 && rtm < all)
  t.equal(count('sessions', filter('dataset', 'containment_type', 'agent', 'dropOff', 'selfService')), all)
  t.ok(count('messages', filter('messageType', 'Sentiment', 'Negative')) > 0)
})

t.test('filters that cannot apply give no rows, not an error', async t => {
  t.equal(count('sessions', { filterSource: 'weather', fieldName: 'rain', values: ['yes'] }), 0)
  t.equal(count('sessions', { filterSource: 'messageType', fieldName: 'Sentiment', values: ['Negative'] }), 0)
  t.equal(count('messages', { filterSource: 'sessions', fieldName: 'channel', values: ['rtm'] }), 0)
  for (const name of ['constructor', '__proto__', 'toString']) {
    t.equal(count('sessions', { filterSource: name, fieldName: 'x', values: ['y'] }), 0, name)
    t.equal(count('sessions', { filterSource: 'sessions', fieldName: name, values: ['y'] }), 0, name)
    t.equal(count('sessions', { filterSource: 'userTag', fieldName: name, values: ['y'] }), 0, name)
  }
  t.equal(count('sessions', { filterSource: 'sessions', fieldName: 'colour', values: ['red'] }), 0)
  t.equal(count('sessions', { filterSource: 'userType', fieldName: 'user', values: [] }), 0)
})

t.test('roles: what the widget names, else aggregates are metrics', async t => {
  const { body } = call(view, 'getWidgetData', {
    path: { dashboardName: 'D', widgetName: 'roles' },
    query: { startDate: '2026-03-02', endDate: '2026-03-02T08:00:00Z' },
  })
  t.match(body, {
    overlay: [{ fieldName: 'channel', displayName: 'channel', type: 'string' }],
    dimensions: [
      { fieldName: 'date', displayName: 'date', type: 'date' },
      { fieldName: 'min(timestampvalue)', displayName: 'first', type: 'number' },
    ],
    metrics: [{ fieldName: 'containment_type' }, { fieldName: 'count(sessionid)', displayName: 'n', type: 'number' }],
    sqlQuery: { endDate: '2026-03-02T08:00:00.000Z' },
  })
})
