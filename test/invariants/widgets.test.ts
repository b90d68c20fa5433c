import fc from 'fast-check'
import t from 'tap'
import type { View } from '../../src/apis/operation.ts'
import { evaluate } from '../../src/world/query/evaluate.ts'
import { parseQuery } from '../../src/world/query/parse.ts'
import { timelineOf } from '../../src/world/sessions/timeline.ts'
import type { WidgetSpec } from '../../src/world/spec.ts'
import { identityOf, userNumber } from '../../src/world/users.ts'
import { call, type MessageRow, rowsOf, type SessionRow, sessionsIn, viewOf } from '../apis/views.ts'
import { runs } from '../long.ts'
import { TEST_BOT } from '../world/helper.ts'

// Invariant 6: a widget is what the same query gives over the rows of the other APIs.

const DAY = 86_400_000
const view = viewOf('2026-03-20T13:20:00.000Z', {
  since: '2026-02-20',
  perDay: 40,
  developer: 0.06,
  nonInteractive: 0.15,
  seed: 'widgets',
})
const bot = view.world.bot(TEST_BOT)!

type Value = string | number | null
type Record = { [field: string]: Value }

function run(spec: Omit<WidgetSpec, 'name' | 'type'>, from: number, to: number, limit = -1, skip = 0) {
  return evaluate(parseQuery({ name: 'w', type: 'table', ...spec }), bot, {
    window: { from, to },
    now: view.now,
    skip,
    limit,
  })
}

const mailOf = (userId: string) => identityOf(bot, userNumber(bot, userId)!).email
const dateOf = (ms: number) =>
  new Date(ms)
    .toISOString()
    .slice(0, 10)
    .replace(/(\d+)-(\d+)-(\d+)/, '$2-$3-$1')

/** The data set Sessions by hand. */
function sessionRecords(from: number, to: number): Record[] {
  return sessionsIn(view, from, to).map(row => ({
    sessionid: row.sessionId,
    channel: row.channel,
    language: row.session_lang[0] as string,
    userId: mailOf(row.userId),
    isDeveloper: row.isDeveloper ? 'include' : 'exclude',
    sessionstatus: row.sessionStatus,
    sessiontype: row.sessionType === 'interactive' ? 'Interactive' : 'Non-interactive',
    containment_type: row.containmentType,
    streamid: row.botId,
    timestampvalue: Date.parse(row.start_time),
    date: dateOf(Date.parse(row.start_time)),
    'userTag.CustomerType': tagOf(row.tags.userTags, 'CustomerType'),
    'sessionTag.TransferValue': tagOf(row.tags.sessionTags, 'TransferValue'),
  }))
}

/** The data set Messages by hand. */
function messageRecords(view: View, from: number, to: number): Record[] {
  const rows: MessageRow[] = []
  for (let more = true; more; ) {
    const body = { ...span(from, to), skip: rows.length, limit: 100, forward: true }
    const answer = call(view, 'postMessages', { body })
    rows.push(...rowsOf<MessageRow>(answer))
    more = (answer.body as { moreAvailable: boolean }).moreAvailable
  }
  return rows.map(row => ({
    messageId: row._id,
    sessionId: row.sessionId,
    channel: row.chnl,
    language: row.lang,
    userId: mailOf(row.createdBy),
    isDeveloper: row.isD === 1 ? 'include' : 'exclude',
    messagetype: row.type,
    timestampvalue: row.timestampValue,
    date: dateOf(row.timestampValue),
    'userTag.CustomerType': tagOf(row.tags.userTags, 'CustomerType'),
    'messageTag.Sentiment': tagOf(row.tags.messageTags, 'Sentiment'),
  }))
}

const span = (from: number, to: number) => ({
  dateFrom: new Date(from).toISOString(),
  dateTo: new Date(to).toISOString(),
})

function tagOf(tags: readonly { name: string; value: unknown }[], name: string): Value {
  return (tags.find(tag => tag.name === name)?.value as Value) ?? null
}

interface Asked {
  readonly by: readonly string[]
  readonly counted: string
  readonly distinct: boolean
  readonly filter: { readonly field: string; readonly values: readonly string[]; readonly out: boolean } | undefined
  readonly more: number
}

const quoted = (values: readonly string[]) => values.map(value => `'${value}'`).join(', ')

function specOf(dataSet: WidgetSpec['dataSet'], { by, counted, distinct, filter, more }: Asked): WidgetSpec {
  const count = `count(${distinct ? 'distinct ' : ''}${counted})`
  return {
    name: 'w',
    type: 'table',
    dataSet,
    select: [...by, `${count} as n`].join(', '),
    groupBy: by.join(', '),
    having: `${count} > ${more}`,
    sortBy: `${count} desc`,
    ...(filter === undefined
      ? {}
      : { filterBy: `${filter.field} ${filter.out ? 'not in' : 'in'} (${quoted(filter.values)})` }),
  }
}

/** The query by hand: groups as a sorted list of `values -> count`. */
function byHand(records: readonly Record[], { by, counted, distinct, filter, more }: Asked): string[] {
  const groups = new Map<string, { n: number; seen: Set<Value> }>()
  for (const record of records) {
    if (filter?.field !== 'isDeveloper' && record.isDeveloper === 'include') continue
    if (filter !== undefined) {
      const value = record[filter.field] as Value
      if (value === null || filter.values.includes(String(value)) === filter.out) continue
    }
    if (by.some(field => field.includes('.') && record[field] === null)) continue
    const key = JSON.stringify(by.map(field => record[field]))
    const group = groups.get(key) ?? { n: 0, seen: new Set() }
    groups.set(key, group)
    const value = record[counted] as Value
    if (value === null) continue
    group.n++
    group.seen.add(value)
  }
  return [...groups]
    .map(([key, { n, seen }]) => ({ key, n: distinct ? seen.size : n }))
    .filter(({ n }) => n > more)
    .map(({ key, n }) => `${key} ${n}`)
    .sort()
}

function check(
  dataSet: WidgetSpec['dataSet'],
  records: readonly Record[],
  asked: Asked,
  from: number,
  to: number,
): void {
  const rows = run(specOf(dataSet, asked), from, to)
  const counts = rows.map(row => row.n as number)
  if (counts.some((n, i) => i > 0 && n > (counts[i - 1] as number))) throw new Error('not sorted')
  const found = rows.map(row => `${JSON.stringify(asked.by.map(field => row[field]))} ${row.n}`).sort()
  const wanted = byHand(records, asked)
  if (found.join('\n') !== wanted.join('\n')) throw new Error(`${found.join('\n')}\nis not\n${wanted.join('\n')}`)
}

/** A window within the bot's life, to the millisecond. */
const windows = fc
  .tuple(fc.integer({ min: 0, max: 26 * DAY }), fc.integer({ min: 0, max: 4 * DAY }))
  .map(([at, length]) => ({ from: Date.parse('2026-02-20') + at, to: Date.parse('2026-02-20') + at + length }))

function asked(by: readonly string[], counted: readonly string[], filters: { [field: string]: readonly string[] }) {
  return fc.record<Asked>({
    by: fc.subarray([...by], { minLength: 1, maxLength: 2 }),
    counted: fc.constantFrom(...counted),
    distinct: fc.boolean(),
    filter: fc.option(
      fc.constantFrom(...Object.keys(filters)).chain(field =>
        fc.record({
          field: fc.constant(field),
          values: fc.subarray([...(filters[field] as readonly string[])], { minLength: 1 }),
          out: fc.boolean(),
        }),
      ),
      { nil: undefined },
    ),
    more: fc.constantFrom(0, 0, 3),
  })
}

t.test('Sessions: random queries = the same done over the rows of getSessions', async t => {
  const query = asked(
    [
      'containment_type',
      'channel',
      'language',
      'date',
      'userId',
      'sessionstatus',
      'sessiontype',
      'isDeveloper',
      'userTag.CustomerType',
      'sessionTag.TransferValue',
    ],
    ['sessionid', 'userId', 'channel', 'sessionTag.TransferValue'],
    {
      containment_type: ['dropOff', 'selfService', 'agent'],
      sessionstatus: ['active', 'closed'],
      sessiontype: ['Interactive', 'Non-interactive'],
      channel: ['rtm', 'korevg', 'email'],
      isDeveloper: ['include', 'exclude'],
      'userTag.CustomerType': ['Gold', 'Premium'],
      'sessionTag.TransferValue': ['HighValue'],
    },
  )
  fc.assert(
    fc.property(windows, query, ({ from, to }, asked) => {
      check('Sessions', sessionRecords(from, to), asked, from, to)
    }),
    { seed: 6, numRuns: runs(120) },
  )
  t.pass('120 queries')
})

t.test('Messages: random queries = the same done over the rows of getMessages', async t => {
  const query = asked(
    [
      'channel',
      'language',
      'date',
      'userId',
      'messagetype',
      'isDeveloper',
      'userTag.CustomerType',
      'messageTag.Sentiment',
    ],
    ['messageId', 'sessionId', 'userId'],
    {
      messagetype: ['incoming', 'outgoing'],
      channel: ['rtm', 'korevg', 'email'],
      isDeveloper: ['include', 'exclude'],
      'messageTag.Sentiment': ['Negative'],
    },
  )
  fc.assert(
    fc.property(windows, query, ({ from, to }, asked) => {
      check('Messages', messageRecords(view, from, to), asked, from, to)
    }),
    { seed: 6, numRuns: runs(25) },
  )
  t.pass('25 queries')
})

t.test('Sessions grouped by containment = totals of getSessions', async t => {
  const [from, to] = [Date.parse('2026-03-14'), view.now]
  const rows = run(
    {
      dataSet: 'Sessions',
      select: 'containment_type, count(sessionid)',
      groupBy: 'containment_type',
      filterBy: 'isDeveloper = include or isDeveloper = exclude',
    },
    from,
    to,
  )
  t.equal(rows.length, 3)
  for (const { containment_type, 'count(sessionid)': count } of rows) {
    const { body } = call(view, 'getSessions', {
      query: { containmentType: String(containment_type) },
      body: { ...span(from, to), limit: 1 },
    })
    t.equal(count, (body as { total: number }).total, String(containment_type))
  }
})

t.test('Messages = the sum of noOfMessagesExchanged over whole sessions', async t => {
  const everything = {
    dataSet: 'Messages',
    select: 'count(messageId) as n',
    filterBy: 'isDeveloper in (include, exclude)',
  } as const
  const rows = sessionsIn(view, Date.parse('2026-02-20'), view.now)
  const sum = rows.reduce((total, row) => total + row.noOfMessagesExchanged, 0)
  t.same(run(everything, 0, view.now), [{ n: sum }])
  const perSession = run(
    { ...everything, select: 'sessionId, count(messageId) as n', groupBy: 'sessionId' },
    0,
    view.now,
  )
  t.same(
    new Map(perSession.map(row => [row.sessionId, row.n])),
    new Map(rows.map((row: SessionRow) => [row.sessionId, row.noOfMessagesExchanged])),
  )
})

t.test('Analytics = what the courses of the sessions say', async t => {
  const [from, to] = [Date.parse('2026-03-16T10:30:00Z'), view.now]
  const counts: { [metric: string]: number } = {}
  const tasks: { [name: string]: number } = {}
  const add = (metric: string, at: number) => {
    if (at < from || at > to) return false
    counts[metric] = (counts[metric] ?? 0) + 1
    return true
  }
  for (let number = 20518; number <= Math.floor(to / DAY); number++) {
    const day = bot.day(number)
    for (let row = 0; row < day.count; row++) {
      if ((day.flags[row]! & 8) !== 0 || day.userMessages[row] === 0) continue
      const { times, lines, tasks: done } = timelineOf(bot, number, row)
      for (const [message, { acts }] of lines.entries()) {
        for (const { kind } of acts) {
          if (kind === 'ask' || kind === 'smallTalk') add('successintents', times[message]!)
          if (kind !== 'unclear') continue
          add('failedintents', times[message]!)
          add('unhandledutterances', times[message]!)
        }
      }
      for (const { outcome, endedBy, intent } of done) {
        if (outcome === 'success') add('successtasks', times[endedBy]!)
        if (outcome === 'failed' && add('failedtasks', times[endedBy]!)) {
          const { name } = bot.pack.intents[intent]!
          tasks[name] = (tasks[name] ?? 0) + 1
        }
      }
    }
  }
  const found = run(
    { dataSet: 'Analytics', select: 'metricType, count(metricType) as n', groupBy: 'metricType' },
    from,
    to,
  )
  t.same(Object.fromEntries(found.map(row => [row.metricType, row.n])), counts)
  t.equal(found.length, 5)
  const failures = run(
    {
      dataSet: 'Analytics',
      select: 'taskName, count(taskName) as n',
      filterBy: "metricType = 'failedtasks'",
      groupBy: 'taskName',
    },
    from,
    to,
  )
  t.same(Object.fromEntries(failures.map(row => [row.taskName, row.n])), tasks)
})
