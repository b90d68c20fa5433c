import { say } from '../errors/catalogue.ts'
import { longestSpan } from '../world/settled.ts'
import { HOUR, lastInstantOf } from '../world/time.ts'
import { durationMs } from './durations.ts'
import type { Fault, ReportFault } from './error.ts'
import type { EventFile, ExactFile, SessionsFile } from './file.ts'

/** Sessions of a stretch that are made one by one, at most. */
const MOST_ISLANDS = 10_000

/** What stretches of time have wrong with each other, once all of them are dates and instants. */
export function checkStretches(sessions: SessionsFile, place: Fault['path'], report: ReportFault): void {
  for (const [index, event] of (sessions.events ?? []).entries()) checkEvent(event, [...place, 'events', index], report)
  checkExact(sessions, place, report)
}

function checkEvent({ from, to }: EventFile, path: Fault['path'], report: ReportFault): void {
  if (to === undefined || lastInstantOf(to) > Date.parse(from)) return
  report([...path, 'to'], say('KM_RANGE_UPSIDE_DOWN', { from, to }))
}

/** Stretches of exact numbers: each is a range, none overlaps another, and each session has a millisecond of its own. */
function checkExact(sessions: SessionsFile, place: Fault['path'], report: ReportFault): void {
  const before: { from: number; to: number }[] = []
  for (const [index, stretch] of exactStretches(sessions).entries()) {
    const { between, count } = stretch
    const path = placeOfStretch(sessions, place, index)
    const from = Date.parse(between[0])
    const to = lastInstantOf(between[1])
    if (to < from) report(path, say('KM_EXACT_UPSIDE_DOWN', { found: between.join(' to ') }))
    else if (count > to - from + 1) report(path, say('KM_EXACT_TOO_SHORT', { count }))
    if (before.some(other => from <= other.to && other.from <= to)) report(path, say('KM_EXACT_OVERLAP', {}))
    before.push({ from, to })
    checkIslands(stretch, path.slice(0, -1), report)
  }
}

/** Sessions of which more is said than columns hold are made one by one. */
function checkIslands(
  { count, duration, agent, containment, channel }: ExactFile,
  path: Fault['path'],
  report: ReportFault,
): void {
  if (agent !== undefined && containment !== undefined && containment !== 'agent') {
    const must = 'must be agent, or be left out: an agent has them'
    report([...path, 'containment'], say('KM_SETTING_WRONG', { must, found: containment }))
  }
  const most = longestSpan(channel === 'email')
  if (duration !== undefined && durationMs(duration) > most) {
    report([...path, 'duration'], say('KM_SETTING_WRONG', { must: `must be ${most / HOUR}h at most`, found: duration }))
  }
  if ((duration !== undefined || agent !== undefined) && count > MOST_ISLANDS) {
    const must = `must be ${MOST_ISLANDS} at most where \`duration\` or \`agent\` is said`
    report([...path, 'count'], say('KM_SETTING_WRONG', { must, found: String(count) }))
  }
}

/** Where the bounds of a stretch of `exactly` are said. */
export function placeOfStretch({ exactly }: SessionsFile, place: Fault['path'], index: number): Fault['path'] {
  return typeof exactly === 'number' ? [...place, 'between'] : [...place, 'exactly', index, 'between']
}

/** `exactly` in either of its two spellings. */
export function exactStretches(sessions: SessionsFile): ExactFile[] {
  if (Array.isArray(sessions.exactly)) return sessions.exactly
  if (sessions.exactly === undefined || sessions.between === undefined) return []
  return [{ count: sessions.exactly, between: sessions.between }]
}
