import t from 'tap'
import { checkWidget, parseQuery } from '../../../src/world/query/parse.ts'
import type { WidgetSpec } from '../../../src/world/spec.ts'

// The widget query language: facts 10.4, 10.5.

const widget = (clauses: Partial<WidgetSpec>): WidgetSpec => ({
  name: 'w',
  type: 'table',
  dataSet: 'Analytics',
  select: 'metricType',
  ...clauses,
})

t.test('a column is called by its alias, else by its text as written', async t => {
  const { select } = parseQuery(
    widget({
      select: "taskName as TaskName, COUNT( DISTINCT sessionid ), userTag.CustomerType, min(date) as 'first day'",
      groupBy: 'taskname, userTag.CustomerType',
    }),
  )
  t.same(
    select.map(({ key }) => key),
    ['TaskName', 'COUNT( DISTINCT sessionid )', 'userTag.CustomerType', 'first day'],
  )
  t.match(select[1]?.expression, { kind: 'aggregate', fn: 'count', distinct: true, of: { id: 'sessionId' } })
})

t.test('conditions: quotes of both kinds, none, and values in any case', async t => {
  for (const filterBy of ["metricType='successtasks' ", 'metrictype=SuccessTasks', 'METRICTYPE = "successtasks"']) {
    t.match(
      parseQuery(widget({ filterBy })).filter,
      { join: 'and', list: [{ operator: '=', values: ['successtasks'] }] },
      filterBy,
    )
  }
  const both = parseQuery(
    widget({ filterBy: "channel in (rtm, 'korevg') and language not in ('de') and timestampvalue >= 5" }),
  )
  t.match(both.filter, {
    join: 'and',
    list: [
      { operator: 'in', values: ['rtm', 'korevg'] },
      { operator: 'not in', values: ['de'] },
      { operator: '>=', values: ['5'] },
    ],
  })
  t.equal(parseQuery(widget({ filterBy: 'isdeveloper = include or isdeveloper = exclude' })).filter?.join, 'or')
})

t.test('every documented example is read', async t => {
  for (const spec of [
    { select: 'sessionTag.TransferValue as TransferValue, count(taskName)', groupBy: 'sessionTag.TransferValue' },
    { select: 'userTag.CustomerType as CustomerCategory, count(taskName)', groupBy: 'userTag.CustomerType' },
    { select: 'date, metricType, count(metricType) as TotalTasks', groupBy: 'date, metricType' },
    { dataSet: 'Messages' as const, select: 'date, channel, count(messageId)', groupBy: 'date, channel' },
    {
      dataSet: 'Messages' as const,
      select: 'count(messageId), userId',
      groupBy: 'userId',
      having: 'count(messageId) > 12',
    },
  ]) {
    t.same(checkWidget(widget(spec)), [], spec.select)
  }
})

t.test('a faulty query says in which clause, what is wrong and what there is', async t => {
  const faults: [Partial<WidgetSpec>, RegExp][] = [
    [{ select: 'taskname, intent' }, /^select: "intent" is no field of Analytics; there are channel, .*sessionTag\.X/],
    [{ select: '' }, /^select: names no column/],
    [{ select: 'channel,' }, /^select: ends where a field is expected/],
    [{ select: 'channel as' }, /^select: ends where an alias is expected/],
    [{ select: 'channel, channel' }, /^select: two columns are called "channel"/],
    [{ select: 'median(timestampvalue)' }, /^select: "median" is no aggregate; there are min, max, sum, count, avg/],
    [{ select: 'sum(channel)' }, /^select: sum needs a number, and channel is none/],
    [{ select: 'min(distinct channel)' }, /^select: distinct is not allowed in min/],
    [{ select: 'channel, count(taskName)' }, /^groupBy: must name channel/],
    [{ select: 'messageTag.X' }, /^select: messageTag\.X belongs to the data set Messages/],
    [{ filterBy: "channel = 'a' and language = 'b' or channel = 'c'" }, /^filterBy: "and" and "or" cannot be mixed/],
    [{ filterBy: 'channel like a' }, /^filterBy: "like" is no operator; there are = >= <= > < in, not in/],
    [{ filterBy: 'metricType = done' }, /^filterBy: metricType is one of successtasks, .*never "done"/],
    ...['', '0x10', '0b11', 'Infinity', '-Infinity', 'NaN', '1e999', '1_0', '1.2.3', '.', '5 '].map(
      (value): [object, RegExp] => [
        { filterBy: `timestampvalue > '${value}'` },
        new RegExp(`^filterBy: timestampvalue is compared with numbers, not "${value.replaceAll('.', '\\.')}"`),
      ],
    ),
    [{ filterBy: "date = '02-30-2026'" }, /^filterBy: date is compared with dates as mm-dd-yyyy, not "02-30-2026"/],
    [{ filterBy: "date = '2026-02-29'" }, /^filterBy: date is compared with dates/],
    [{ filterBy: 'timestampvalue > today' }, /^filterBy: timestampvalue is compared with numbers, not "today"/],
    [{ filterBy: 'date = yesterday' }, /^filterBy: date is compared with dates as mm-dd-yyyy/],
    [{ filterBy: "channel = 'rtm" }, /^filterBy: cannot read/],
    [{ filterBy: 'channel in (rtm' }, /^filterBy: "\)" is expected at the end/],
    [{ filterBy: 'channel = rtm language = de' }, /^filterBy: "and" or "or" is expected, found "language"/],
    [{ having: 'count(taskName) > 1' }, /^having: needs groupBy/],
    [{ select: 'channel', groupBy: 'channel', having: 'channel > 1' }, /^having: "channel" is no aggregate/],
    [{ sortBy: 'channel up' }, /^sortBy: "up" is not expected/],
    [{ sortBy: 'count(taskName)' }, /^sortBy: an aggregate needs groupBy/],
    [{ select: 'channel', groupBy: 'channel', sortBy: 'language' }, /^sortBy: language is not in groupBy/],
    [{ overlay: ['language'] }, /^overlay: "language" is not selected; selected are metricType/],
    [{ dataSet: 'Tasks' as 'Analytics' }, /^dataSet: must be one of Analytics, Messages, Sessions; found "Tasks"/],
  ]
  for (const [clauses, message] of faults) {
    t.match(checkWidget(widget(clauses)), [message], JSON.stringify(clauses))
    t.throws(() => parseQuery(widget(clauses)), { name: 'QueryError' })
  }
  t.equal(checkWidget(widget({ select: 'nothing', filterBy: 'x' })).length, 2, 'every clause is looked at')
})
