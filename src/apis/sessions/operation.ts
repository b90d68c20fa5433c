import type { RequestOf, SchemaOf } from '../../contract/contract.ts'
import { utf8 } from '../../memory/bytes.ts'
import { findSessions } from '../../world/sessions/search.ts'
import { sessionById, sessionOf } from '../../world/sessions/session.ts'
import type { Session, SessionFilter } from '../../world/sessions/types.ts'
import { DAY } from '../../world/time.ts'
import type { Bot, Day } from '../../world/types.ts'
import { windowFor } from '../dates.ts'
import { KeptRows, keepText, type Shelf } from '../kept-rows.ts'
import { type AnswerOf, botOf, botsOf, type Operation, type View } from '../operation.ts'
import { sessionText } from './row.ts'

/** Asked for by id, older sessions show no session tags (facts 6.3). */
const TAGS_BY_ID = 14 * DAY

const keptSessions = new KeptRows()

/** Sessions of one bot: facts 6. */
export const getSessions: Operation<'getSessions'> = (view, { path, query, body }) =>
  sessionsAnswer(view, [botOf(view, path.botId)], query, body)

/** Sessions of all bots that the app may see. */
export const getAccountSessions: Operation<'getAccountSessions'> = (view, { query, body }) =>
  sessionsAnswer(view, botsOf(view), query, body)

type SessionsQuery = RequestOf<'getSessions'>['query']
type SessionsBody = SchemaOf<'SessionsRequest'>

function sessionsAnswer(
  view: View,
  bots: readonly Bot[],
  query: SessionsQuery,
  body: SessionsBody,
): AnswerOf<'getSessions'> {
  const { now } = view
  if (body.sessionId !== undefined && body.sessionId.length > 0) return byId(bots, body.sessionId, now)
  const found = findSessions(bots, windowFor(body, query.callId !== undefined, now), now, filterOf(query, body))
  const pieces = found.runs(body.skip, body.limit).map(({ day, rows }) => {
    const shelf = keptSessions.of(day, day.bot.sights.sessions)
    return rows.map(row => rowBytes(shelf, day, row, now))
  })
  const rows = pieces.length === 1 ? pieces[0]! : pieces.flat()
  return {
    body: {
      total: found.total,
      moreAvailable: body.skip + rows.length < found.total,
      invalidSessions: undefined,
    },
    rows,
  }
}

function filterOf(query: SessionsQuery, body: SessionsBody): SessionFilter {
  return {
    containment: query.containmentType,
    callId: query.callId,
    userId: body.userId,
    tags: body.tags,
    interactive: body.sessionType === undefined ? undefined : body.sessionType === 'interactive',
  }
}

/** All other filters and paging are ignored (facts 6.3); ids that are no session's come back as they were sent. */
function byId(bots: readonly Bot[], ids: readonly string[], now: number): AnswerOf<'getSessions'> {
  const sessions: Session[] = []
  const invalid: string[] = []
  for (const id of new Set(ids)) {
    const session = sessionById(bots, id, now)
    if (session === undefined) invalid.push(id)
    else sessions.push(session)
  }
  sessions.sort((a, b) => b.start - a.start || (a.sessionId < b.sessionId ? 1 : -1))
  return {
    body: { total: sessions.length, moreAvailable: false, invalidSessions: invalid },
    rows: sessions.map(session => {
      if (session.start <= now - TAGS_BY_ID) return utf8(sessionText(session, []))
      const day = session.bot.day(session.day)
      return rowBytes(keptSessions.of(day, day.bot.sights.sessions), day, session.row, now)
    }),
  }
}

/** A session's row as it is sent. */
function rowBytes(shelf: Shelf<Uint8Array>, day: Day, row: number, now: number): Uint8Array {
  const known = shelf.get(row, now)
  if (known !== undefined) return known
  return keepText(shelf, row, now, sessionText(sessionOf(day, row, now, day.bot.sights.sessions)))
}
