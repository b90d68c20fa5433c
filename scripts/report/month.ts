import { DAY } from '../../src/world/time.ts'
import type { Zone } from '../../src/world/zones.ts'
import { type PackTexts, packTexts } from './packs.ts'
import type { Days, SegmentRow, SessionRow, Views } from './rows.ts'
import { type Line, type Talk, talksOf } from './talks.ts'

/** A session that was handed over to humans. */
export interface HandOver {
  readonly talk: Talk
  /** ms UTC; undefined where no human took it, as only conversations tell it. */
  readonly at: number | undefined
  /** Nobody was on shift, and the bot said so. */
  readonly isClosed: boolean
  /** ms from the hand-over to an agent's first word; undefined where none came. */
  readonly wait: number | undefined
}

/** What the report looks at of one bot. */
export interface MonthOfRows {
  readonly views: Views
  readonly zone: Zone
  readonly days: Days
  /** Closed ones of customers, by start. */
  readonly sessions: readonly SessionRow[]
  /** Those of `talkDays`, with their messages. */
  readonly talkDays: Days
  readonly talks: readonly Talk[]
  /** Those of the month. */
  readonly handOvers: readonly HandOver[]
  readonly segments: readonly SegmentRow[]
}

/** @param talkDays of all sessions of these days the messages are read, of the others only of those handed over */
export function monthOf(views: Views, days: Days, talkDays: Days): MonthOfRows {
  const sessions = views
    .sessions(days)
    .filter(({ sessionStatus, isDeveloper }) => sessionStatus === 'closed' && !isDeveloper)
  const talkStart = Date.parse(talkDays.from)
  const talkEnd = Date.parse(talkDays.to) + DAY
  const talks = talksOf(
    views,
    sessions.filter(({ start_time }) => Date.parse(start_time) >= talkStart && Date.parse(start_time) < talkEnd),
  )
  return {
    views,
    zone: views.bot.zone,
    days,
    sessions,
    talkDays,
    talks,
    handOvers: handOversOf(views, days, sessions, talks),
    segments: views.segments(days),
  }
}

const saysClosed = ({ side, text }: Line, pack: PackTexts) => side === 'bot' && pack.hasPhrase(['closed'], text)

/** @param known talks that were read already */
export function handOversOf(
  views: Views,
  days: Days,
  sessions: readonly SessionRow[],
  known: readonly Talk[] = [],
): HandOver[] {
  const handed = sessions.filter(({ containmentType }) => containmentType === 'agent')
  const talks = new Map(known.map(talk => [talk.session.sessionId, talk]))
  const unread = handed.filter(({ sessionId }) => !talks.has(sessionId))
  for (const talk of talksOf(views, unread)) talks.set(talk.session.sessionId, talk)
  const pack = packTexts(views.bot.spec.industry)
  const starts = new Map<string, number>()
  for (const { mbSessionId, startTime } of views.conversations(days)) {
    if (mbSessionId !== undefined) starts.set(mbSessionId, Date.parse(startTime))
  }
  return handed.map(({ sessionId }) => {
    const talk = talks.get(sessionId)!
    const at = starts.get(sessionId)
    const first = talk.lines.find(({ side }) => side === 'agent')
    const isClosed = first === undefined && talk.lines.some(line => saysClosed(line, pack))
    return { talk, at, isClosed, wait: at === undefined || first === undefined ? undefined : first.at - at }
  })
}
