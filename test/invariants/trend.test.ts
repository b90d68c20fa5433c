import fc from 'fast-check'
import t from 'tap'
import type { View } from '../../src/apis/operation.ts'
import type { ResponseOf } from '../../src/contract/contract.ts'
import type { SessionPin } from '../../src/world/spec.ts'
import { call, type SessionRow, sessionsIn, viewOf } from '../apis/views.ts'
import { runs } from '../long.ts'

// Invariant 3: a trend is what a recount of getSessions gives (rulings R16, R17).

const DAY = 86_400_000
const ZONES = [
  'UTC',
  'Asia/Kolkata', // half an hour
  'America/New_York', // an hour left out, an hour twice
  'Europe/Berlin',
  'Australia/Lord_Howe', // half an hour left out and twice
  'Antarctica/Troll', // two hours left out and twice
  'Africa/Cairo', // changes at midnight
  'Pacific/Kiritimati', // 14 hours ahead
  'Pacific/Pago_Pago', // 11 hours behind
]
const HOURS = Array.from({ length: 24 }, (_, hour) => `${hour} - ${(hour + 1) % 24}`)

interface World {
  readonly view: View
  readonly since: string
  readonly rows: readonly SessionRow[]
  /** Start of each user's first session of any kind. */
  readonly first: ReadonlyMap<string, number>
}

/** Some pinned sessions: of three users who come again and again, and of some who have no name. */
function pinsFrom(from: number, to: number): SessionPin[] {
  const names = ['ann', 'bob', undefined, 'carol', 'ann', undefined, 'ann']
  return Array.from({ length: 60 }, (_, i) => ({
    start_time: new Date(from + Math.floor(((to - from) * ((i * 37) % 61)) / 61)).toISOString(),
    isDeveloper: i % 9 === 0,
    ...(names[i % 7] === undefined ? {} : { userId: names[i % 7]! }),
  }))
}

function worldOf(since: string, now: string, seed: string): World {
  const pins = pinsFrom(Date.parse(since), Date.parse(now))
  const view = viewOf(now, { since, perDay: 36, newUsers: 0.3, developer: 0.08, nonInteractive: 0.15, seed, pins })
  const rows = sessionsIn(view, Date.parse(since), view.now)
  const first = new Map<string, number>()
  for (const { userId, start_time } of rows) if (!first.has(userId)) first.set(userId, Date.parse(start_time))
  return { view, since, rows, first }
}

const formats = new Map<string, Intl.DateTimeFormat>()
const places = new Map<string, { day: number; hour: number }>()

/** Day and hour that a clock on the wall shows; by the runtime's own calendar. */
function localOf(zone: string, ms: number): { day: number; hour: number } {
  const key = `${zone} ${ms}`
  let place = places.get(key)
  if (place === undefined) {
    let format = formats.get(zone)
    if (format === undefined) {
      format = new Intl.DateTimeFormat('en-CA', {
        timeZone: zone,
        hourCycle: 'h23',
        year: 'numeric',
        month: '2-digit',
        day: '2-digit',
        hour: '2-digit',
      })
      formats.set(zone, format)
    }
    const parts = Object.fromEntries(format.formatToParts(ms).map(({ type, value }) => [type, value]))
    place = { day: Date.parse(`${parts.year}-${parts.month}-${parts.day}`) / DAY, hour: Number(parts.hour) }
    places.set(key, place)
  }
  return place
}

interface Question {
  readonly from: number
  readonly length: number
  readonly zone: string
  readonly aggregation: 'daily' | 'hourly'
  readonly type: string
  readonly status: string
  readonly channels: string
}

function recount(
  { rows, first }: World,
  question: Question,
  firstDay: number,
): ResponseOf<'getUserEngagementTrend'>['summary'] & {
  unique: number[]
  fresh: number[]
} {
  const { zone, length, type, status } = question
  const hourly = question.aggregation === 'hourly'
  const channels = question.channels.split(',')
  const placeOf = (ms: number) => {
    const { day, hour } = localOf(zone, ms)
    const index = day - firstDay
    return index < 0 || index >= length ? -1 : hourly ? index * 24 + hour : index
  }
  const buckets = Array.from({ length: hourly ? length * 24 : length }, () => new Set<string>())
  const all = new Set<string>()
  const back = new Set<string>()
  for (const row of rows) {
    const start = Date.parse(row.start_time)
    const place = placeOf(start)
    if (place < 0 || row.isDeveloper) continue
    if (type !== 'All' && row.sessionType !== type.toLowerCase().replace(' ', '-')) continue
    if (status !== 'All' && row.sessionStatus !== status.toLowerCase()) continue
    if (!channels.includes('All') && !channels.includes(row.channel)) continue
    buckets[place]?.add(row.userId)
    all.add(row.userId)
    if (first.get(row.userId) !== start) back.add(row.userId)
  }
  const isNewIn = (user: string, place?: number) => {
    const home = placeOf(first.get(user) as number)
    return place === undefined ? home >= 0 : home === place
  }
  const newUsers = [...all].filter(user => isNewIn(user)).length
  const average = (count: number) => Math.round((count / length) * 100) / 100
  return {
    uniqueUsers: all.size,
    newUsers,
    returningUsers: back.size,
    avgUniqueUsersPerDay: average(all.size),
    avgNewUsersPerDay: average(newUsers),
    avgReturningUsersPerDay: average(back.size),
    unique: buckets.map(users => users.size),
    fresh: buckets.map((users, place) => [...users].filter(user => isNewIn(user, place)).length),
  }
}

function values(
  points: ResponseOf<'getUserEngagementTrend'>['uniqueUsersTrend']['dataPoints'],
  hourly: boolean,
): number[] {
  return points.flatMap(point =>
    hourly ? HOURS.map(hour => (point as Record<string, number | string>)[hour] as number) : [point.users as number],
  )
}

const question = fc.record<Question>({
  from: fc.integer({ min: -3, max: 40 }),
  length: fc.integer({ min: 1, max: 10 }),
  zone: fc.constantFrom(...ZONES),
  aggregation: fc.constantFrom('daily', 'hourly'),
  type: fc.constantFrom('All', 'All', 'Interactive', 'Non Interactive'),
  status: fc.constantFrom('All', 'All', 'Closed', 'Active'),
  channels: fc.constantFrom('All', 'rtm', 'rtm,korevg', 'email'),
})

for (const [since, now] of [
  ['2026-03-01', '2026-04-09T15:07:31.000Z'], // clocks go forward, in the south back
  ['2026-09-27', '2026-11-06T19:41:03.000Z'], // and the other way round
] as const) {
  t.test(`trend = recount over the rows of getSessions, ${since} to ${now}`, async t => {
    const world = worldOf(since, now, `trend ${since}`)
    t.ok(world.rows.length > 1000)
    fc.assert(
      fc.property(question, asked => {
        const firstDay = Date.parse(since) / DAY + asked.from
        const text = (day: number) => new Date(day * DAY).toISOString().slice(0, 10)
        const answer = call(world.view, 'getUserEngagementTrend', {
          query: {
            aggregation_type: asked.aggregation,
            start_date: text(firstDay),
            end_date: text(firstDay + asked.length - 1),
            conversationType: asked.type,
            conversationStatus: asked.status,
            channels: asked.channels,
            timeZoneOffset: asked.zone,
          },
        })
        const body = answer.body as ResponseOf<'getUserEngagementTrend'>
        const hourly = asked.aggregation === 'hourly'
        const { unique, fresh, ...summary } = recount(world, asked, firstDay)
        const counted = {
          summary: body.summary,
          unique: values(body.uniqueUsersTrend.dataPoints, hourly),
          fresh: values(body.newUsersTrend.dataPoints, hourly),
          returning: values(body.returningUsersTrend.dataPoints, hourly),
        }
        const wanted = { summary, unique, fresh, returning: unique.map((count, i) => count - (fresh[i] as number)) }
        if (JSON.stringify(counted) !== JSON.stringify(wanted)) {
          throw new Error(`${JSON.stringify(counted)}\nis not the recount\n${JSON.stringify(wanted)}`)
        }
      }),
      { seed: 3, numRuns: runs(100) },
    )
  })
}
