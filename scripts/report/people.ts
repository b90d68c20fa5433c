import { DAY } from '../../src/world/time.ts'
import { barChart } from './bar-chart.ts'
import { count, decimal, figure, percent, type Section } from './figures.ts'
import type { SessionRow } from './rows.ts'
import { groupBy, shareOf, sum } from './stats.ts'

/** A session and the same user's next one. */
export interface Return {
  readonly session: SessionRow
  readonly next: SessionRow | undefined
}

/** Each session with the next of its user. @param sessions by start */
export function returnsOf(sessions: readonly SessionRow[]): Return[] {
  return [...groupBy(sessions, ({ userId }) => userId).values()].flatMap(own =>
    own.map((session, at) => ({ session, next: own[at + 1] })),
  )
}

const startOf = ({ start_time }: SessionRow) => Date.parse(start_time)
const endOf = ({ end_time }: SessionRow) => Date.parse(end_time)

/** Whether the user came back within 7 days of the end. */
const cameBack = ({ session, next }: Return) => next !== undefined && startOf(next) - endOf(session) <= 7 * DAY

/** So few sessions tell nothing. */
const FEW = 50

/** What became of a session, as far as it bears on whether somebody comes back. */
export type OutcomeOf = (session: SessionRow) => string

const OUTCOMES: readonly string[] = ['selfService', 'dropOff', 'settled', 'unsettled', 'unanswered']

/**
 * Who comes back, when, and where.
 * @param sessions of a month, by start
 * @param outcomeOf one of `OUTCOMES`
 */
export function people(sessions: readonly SessionRow[], outcomeOf: OutcomeOf): Section {
  const returns = returnsOf(sessions)
  const until = startOf(sessions.at(-1)!) - 8 * DAY
  const seen = groupBy(
    returns.filter(({ session }) => startOf(session) < until),
    ({ session }) => outcomeOf(session),
  )
  const again = (outcome: string) => shareOf(seen.get(outcome) ?? [], cameBack)
  const settled = again('selfService')
  const ratioOf = (outcome: string) => ((seen.get(outcome)?.length ?? 0) < FEW ? Number.NaN : again(outcome) / settled)
  const kept = returns.filter(({ next }) => next !== undefined)
  const atOnce = pairsAtOnce(sessions)
  const more = (outcome: string) =>
    figure(`contact again in 7 days, ${outcome}, times that of selfService`, ratioOf(outcome), decimal, { from: 1.2 })
  return {
    title: 'People',
    figures: [
      figure('contact again in 7 days after selfService', settled, percent),
      more('dropOff'),
      more('unsettled'),
      figure('returning users on the channel of the time before', shareOf(kept, sameChannel), percent, { from: 0.6 }),
      figure('pairs of sessions of one person at once', atOnce, count, { to: 0 }),
    ],
    tables: [
      {
        title: 'Contact again in 7 days',
        head: ['after', 'sessions', 'share'],
        rows: OUTCOMES.map(outcome => [outcome, count(seen.get(outcome)?.length ?? 0), percent(again(outcome))]),
      },
    ],
    charts: [
      barChart(
        'Contact again within 7 days, after',
        OUTCOMES.map(name => ({ name, value: again(name) })),
      ),
    ],
  }
}

const sameChannel = ({ session, next }: Return) => next?.channel === session.channel

/** Pairs of overlapping sessions of the same user, all of them. */
export function pairsAtOnce(sessions: readonly SessionRow[]): number {
  const counts = [...groupBy(sessions, ({ userId }) => userId).values()].map(own => {
    let pairs = 0
    for (const [at, session] of own.entries()) {
      for (let other = at + 1; other < own.length && startOf(own[other]!) < endOf(session); other++) pairs++
    }
    return pairs
  })
  return sum(counts)
}
