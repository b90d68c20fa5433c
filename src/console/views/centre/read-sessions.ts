import type { SessionRow, SessionsQuestion } from '../../api/answers.ts'
import type { Call } from '../../api/call.ts'
import { sessionsCall } from '../../api/calls.ts'
import type { MockClient } from '../../api/client.ts'
import type { Report } from '../../state/load.ts'

/** What the charts need of a session. */
export interface SeenSession {
  /** ms UTC. */
  readonly start: number
  readonly containment: SessionRow['containmentType']
  readonly channel: string
  readonly language: string
  /** Where it was handed over to; undefined: it was not. */
  readonly queue: string | undefined
}

/** Sessions of a range, as far as they were read. */
export interface ReadSessions {
  readonly rows: readonly SeenSession[]
  /** Sessions that there are in what was asked for so far. */
  readonly total: number
  readonly calls: readonly Call<unknown>[]
  /** More is left than is read at once. */
  readonly isCut: boolean
}

/** ms of a window of one call: the API has seven days at most, and a page shows something sooner where windows are short. */
const WINDOW = 2 * 86_400_000
const PAGE = 10_000
/** Sessions that are read at most: some 20 MB of JSON. */
const MOST_SESSIONS = 40_000

interface Stretch {
  readonly botId: string
  readonly from: number
  readonly to: number
}

/** Walks through all pages of all windows of a range, newest first. @param stretch ms UTC, the end is no part of it */
export async function readSessions(
  client: MockClient,
  { botId, from, to }: Stretch,
  signal: AbortSignal,
  report: Report<ReadSessions>,
): Promise<ReadSessions> {
  let read: ReadSessions = { rows: [], total: 0, calls: [], isCut: false }
  for (let end = to; end > from; end -= WINDOW) {
    const window = { dateFrom: iso8601(Math.max(from, end - WINDOW)), dateTo: iso8601(end - 1) }
    for (let skip = 0, isMore = true; isMore; skip += PAGE) {
      const body: SessionsQuestion = { ...window, skip, limit: PAGE }
      const call = sessionsCall(botId, body)
      const { sessions, total, moreAvailable } = await client.send(call, signal)
      read = {
        rows: [...read.rows, ...sessions.map(seenOf)],
        total: read.total + (skip === 0 ? total : 0),
        calls: [...read.calls, call],
        isCut: false,
      }
      isMore = moreAvailable
      if (read.rows.length >= MOST_SESSIONS && (isMore || end - WINDOW > from)) return { ...read, isCut: true }
    }
    report(read)
  }
  return read
}

const iso8601 = (ms: number) => new Date(ms).toISOString()

function seenOf({ start_time, containmentType, channel, session_lang, tags }: SessionRow): SeenSession {
  const queue = tags.sessionTags.find(({ name }) => name === 'queue')?.value
  return {
    start: Date.parse(start_time),
    containment: containmentType,
    channel,
    language: session_lang[0] ?? '–',
    queue: containmentType === 'agent' && queue !== undefined ? String(queue) : undefined,
  }
}
