import { mediumNamed } from '../../src/world/dialogue/manner.ts'
import type { Medium } from '../../src/world/pack.ts'
import type { Zone } from '../../src/world/zones.ts'
import { hourOf } from '../report/local-time.ts'
import type { Days, SegmentRow, Views } from '../report/rows.ts'
import { isTaken, type Talk, talksOf } from '../report/talks.ts'

/** What becomes of a session, as a reader sees it. */
export type Kind = 'selfService' | 'dropOff' | 'agent' | 'transfer' | 'unanswered'
export const KINDS: readonly Kind[] = ['selfService', 'dropOff', 'agent', 'transfer', 'unanswered']

/** Which sessions are wanted; what is absent does not matter. */
export interface Wanted {
  readonly language?: string | undefined
  readonly medium?: Medium | undefined
  readonly kind?: Kind | undefined
  readonly sessionId?: string | undefined
  /** Local hour at which it starts at the earliest. */
  readonly hour?: number | undefined
}

/** A session chosen to be read, with what its agents saw. */
export interface Chosen {
  readonly views: Views
  readonly talk: Talk
  readonly kind: Kind
  readonly segments: readonly SegmentRow[]
}

/** Candidates that are looked at together. */
const AT_ONCE = 20

/** The first closed sessions of the days that are as wanted and in which the customer says something. */
export function choose(views: Views, days: Days, wanted: Wanted, count: number): Chosen[] {
  const { zone } = views.bot
  const candidates = views
    .sessions(days)
    .filter(row => row.sessionStatus === 'closed' && row.sessionType === 'interactive' && !row.isDeveloper)
    .filter(({ sessionId }) => wanted.sessionId === undefined || sessionId === wanted.sessionId)
    .filter(({ session_lang }) => wanted.language === undefined || session_lang[0] === wanted.language)
    .filter(({ channel }) => wanted.medium === undefined || mediumNamed(channel) === wanted.medium)
    .filter(({ containmentType }) => wanted.kind === undefined || containmentType === containmentOf(wanted.kind))
    .filter(({ start_time }) => isLateEnough(zone, Date.parse(start_time), wanted.hour))
  const segments = views.segments(days)
  const chosen: Chosen[] = []
  for (let at = 0; at < candidates.length && chosen.length < count; at += AT_ONCE) {
    for (const talk of talksOf(views, candidates.slice(at, at + AT_ONCE))) {
      const own = segments.filter(({ botSessionID }) => botSessionID === talk.session.sessionId)
      const kind = kindOf(talk, own.length)
      if (wanted.kind === undefined || kind === wanted.kind) chosen.push({ views, talk, kind, segments: own })
    }
  }
  return chosen.slice(0, count)
}

const isLateEnough = (zone: Zone, ms: number, hour: number | undefined) =>
  hour === undefined || hourOf(zone, ms) >= hour

const containmentOf = (kind: Kind) => (kind === 'selfService' || kind === 'dropOff' ? kind : 'agent')

function kindOf(talk: Talk, segments: number): Kind {
  const { containmentType } = talk.session
  if (containmentType !== 'agent') return containmentType
  if (!isTaken(talk)) return 'unanswered'
  return segments > 1 ? 'transfer' : 'agent'
}
