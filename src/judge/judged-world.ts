import { howMany } from '../contract/how-many.ts'
import type { BotFile, LateFile, LatenessFile, ScenarioFile } from '../scenario/file.ts'
import type { Schedule } from './schedule.ts'

/** Days that clients are asked for, and what is special about them. */
export const RANGES = [
  { from: '2026-02-18', to: '2026-02-19', trait: 'plain days' },
  { from: '2026-03-10', to: '2026-03-10', trait: 'one day' },
  { from: '2026-02-27', to: '2026-03-01', trait: 'end of a month' },
  { from: '2025-12-31', to: '2026-01-01', trait: 'end of a year' },
  { from: '2026-03-07', to: '2026-03-08', trait: 'clocks change in America' },
  { from: '2026-03-28', to: '2026-03-29', trait: 'clocks change in Europe' },
] as const

/** Bots whose sessions come at random times, some of them under way whenever one looks. */
export const FLOWING = 'st-judge-flow'
/** The same, and further sessions at the edges of days and hours. */
export const EDGES = 'st-judge-edges'
const SIZED = 'st-judge-rows-'

/** The app that clients have; it may see every bot. */
export const CLIENT_APP = {
  clientId: 'cs-5c1d9e70-2b84-5f3a-9d06-7e41a8c3f2b5',
  clientSecret: 'local-secret-of-the-judged-client',
} as const
const APP_NAME = 'judged'

/** What of the client decides about the world. */
export interface WorldNeeds {
  /** Rows that it asks for at once. */
  readonly pageSize: number
  /** It stores what agents did. */
  readonly hasAgents: boolean
}

/** Some minutes for most rows, hours for one of five; none changes a day after it began, even if it is a talk by mail of twelve hours (D475). */
const LATE_ROWS: LateFile = {
  lag: { median: 'PT5M', p99: 'PT30M' },
  late: { share: 0.2, by: { median: 'PT3H', max: 'PT8H' } },
}
const LATENESS: LatenessFile = {
  sessions: { ...LATE_ROWS, revisions: { end: { median: 'PT2M', p99: 'PT10M' }, containment: 'PT30M' } },
  messages: LATE_ROWS,
  conversations: { ...LATE_ROWS, revisions: { summary: { median: 'PT2M', p99: 'PT15M' } } },
  segments: { ...LATE_ROWS, revisions: { summary: { median: 'PT2M', p99: 'PT15M' } } },
}

/** Numbers of rows at the edges of a page. */
export const sizesFor = (pageSize: number): number[] => [
  ...new Set([0, 1, pageSize - 1, pageSize, pageSize + 1, 2 * pageSize]),
]

/** The bot that has so many rows in each range, all on its first day. */
export const edgeBot = (rows: number): string => `${SIZED}${rows}`

/** What is special about a bot, in words. */
export function botTrait(bot: string): string {
  const rows = bot.startsWith(SIZED) ? bot.slice(SIZED.length) : undefined
  if (rows !== undefined) return howMany(Number(rows), 'row')
  return bot === EDGES ? 'rows at the edges of days' : 'a usual day'
}

/** Whether rows come late in the world of a schedule. */
export const isLateUnder = ({ events }: Pick<Schedule, 'events'>): boolean => events.some(({ kind }) => kind === 'late')

/** The world of a schedule. */
export const worldOf = (needs: WorldNeeds, schedule: Pick<Schedule, 'events'>): ScenarioFile =>
  isLateUnder(schedule) ? { ...judgedWorld(needs), lateness: LATENESS } : judgedWorld(needs)

/** The scenario in which clients are judged: few rows, and bots for each special case. Tokens go by real time, as those that clients sign do. */
function judgedWorld({ pageSize, hasAgents }: WorldNeeds): ScenarioFile {
  const sized = sizesFor(pageSize).map((rows): [string, BotFile] => [
    edgeBot(rows),
    {
      sessions: {
        perDay: 0,
        exactly: RANGES.map(({ from }) => ({
          count: rows,
          between: [from, from] as [string, string],
          ...(hasAgents ? { containment: 'agent' as const } : {}),
        })),
      },
    },
  ])
  return {
    tokens: { clock: 'real' },
    apps: { [APP_NAME]: { ...CLIENT_APP, kind: 'account', scopes: 'all' } },
    otherBots: false,
    everyBot: {
      developer: 0,
      languages: { en: 1 },
      channels: { rtm: 3, korevg: 1, email: 1 },
      sessions: { perDay: 36, growth: 0, week: [1, 1, 1, 1, 1, 1, 1] },
    },
    bots: {
      [FLOWING]: {},
      [EDGES]: { sessions: { perDay: 12 }, pins: { sessions: RANGES.flatMap(edgeSessions) } },
      ...Object.fromEntries(sized),
    },
  }
}

/** Sessions at the first and last millisecond of a day, on the hour, and one of a user whose id looks like a number. */
function edgeSessions({ from, to }: { readonly from: string; readonly to: string }) {
  const days = [...new Set([from, to])]
  return [
    ...days.flatMap(day => [
      { start_time: `${day}T00:00:00.000Z` },
      { start_time: `${day}T12:00:00.000Z`, userId: '00420017' },
      { start_time: `${day}T23:59:59.999Z` },
    ]),
    ...outside(from, to).map(start_time => ({ start_time })),
  ]
}

/** The milliseconds just before and after the range. */
function outside(from: string, to: string): string[] {
  const first = Date.parse(from)
  return [first - 1, Date.parse(to) + 86_400_000].map(ms => new Date(ms).toISOString())
}
