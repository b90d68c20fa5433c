import { CLOCK_RANGE_TEXT, isInClockRange } from '../contract/clock-range.ts'
import { instantOf } from '../contract/formats.ts'
import { didYouMean, nearestWord } from '../contract/nearest-word.ts'
import type { OperationInfo } from '../contract/types.ts'
import { say } from '../errors/catalogue.ts'
import { checkWidget } from '../world/query/parse.ts'
import { checkSegmentShape } from './check.ts'
import { isDuration } from './durations.ts'
import type { Fault, ReportFault } from './error.ts'
import { brokenFault } from './fault-rules.ts'
import type {
  BotFile,
  DashboardFile,
  PinsFile,
  ScenarioFile,
  ScriptLineFile,
  SessionsFile,
  TrafficTagsFile,
} from './file.ts'
import { checkLateness } from './lateness.ts'
import { isWholeDay, MOMENT_WORDS, readMoment } from './moments.ts'
import { exactStretches, placeOfStretch } from './stretch-checks.ts'
import type { FaultSpec } from './types.ts'
import { unknownName } from './unknown-name.ts'

/** What a schema cannot see: days that do not exist, zones nobody knows, ranges upside down, names that lead nowhere. */
export function checkSemantics(
  file: ScenarioFile,
  known: { operations: readonly OperationInfo[]; buckets: readonly string[] },
): Fault[] {
  const faults: Fault[] = []
  const report: ReportFault = (path, said) => void faults.push({ path, ...said })

  if (file.now !== undefined) checkInstant(file.now, ['now'], report)
  for (const [place, bot] of botPlaces(file)) checkBot(bot, place, report)
  checkApps(file, report)
  for (const [index, quota] of (file.quotas ?? []).entries()) {
    if (quota.bucket !== undefined && !known.buckets.includes(quota.bucket)) {
      report(['quotas', index, 'bucket'], unknownName(quota.bucket, known.buckets))
    }
    if (quota.perMinute === undefined && quota.perHour === undefined) {
      report(['quotas', index], say('KM_QUOTA_UNLIMITED', {}))
    }
  }
  checkFaults(file.faults ?? [], known.operations, report)
  if (file.lateness) checkLateness(file.lateness, report)
  return faults
}

function checkFaults(faults: readonly FaultSpec[], operations: readonly OperationInfo[], report: ReportFault): void {
  const names = operations.map(({ operationId }) => operationId)
  for (const [index, spec] of faults.entries()) {
    for (const { path, must, found } of brokenFault(spec, operations)) {
      report(['faults', index, ...path], say('KM_SETTING_WRONG', { must, found }))
    }
    const asked = spec.match?.operationId
    if (asked !== undefined && !names.includes(asked)) {
      report(['faults', index, 'match', 'operationId'], unknownName(asked, names))
    }
  }
}

/** Every place where a bot is described. */
function botPlaces(file: ScenarioFile): [Fault['path'], BotFile][] {
  const places: [Fault['path'], BotFile][] = []
  for (const [id, bot] of Object.entries(file.bots ?? {})) if (bot) places.push([['bots', id], bot])
  if (file.everyBot) places.push([['everyBot'], file.everyBot])
  if (file.otherBots) places.push([['otherBots'], file.otherBots])
  return places
}

function checkBot(bot: BotFile, place: Fault['path'], report: ReportFault): void {
  if (bot.id !== undefined && place[0] !== 'bots') {
    report([...place, 'id'], say('KM_SETTING_WRONG', { must: 'must be left out: only one bot has it', found: bot.id }))
  }
  if (bot.zone !== undefined && !isZone(bot.zone)) {
    const hint = didYouMean(nearestWord(bot.zone, Intl.supportedValuesOf('timeZone')))
    report([...place, 'zone'], say('KM_ZONE_UNKNOWN', { found: bot.zone, hint }))
  }
  if (bot.since !== undefined) checkInstant(bot.since, [...place, 'since'], report)
  for (const key of ['channels', 'languages', 'intents', 'containment'] as const) {
    if (bot[key]) checkWeights(bot[key], [...place, key], report)
  }
  checkTagShares(bot.tags, [...place, 'tags'], report)
  if (bot.sessions) checkSessions(bot.sessions, [...place, 'sessions'], report)
  checkDashboards(bot.dashboards ?? [], [...place, 'dashboards'], report)
  if (bot.pins) checkPins(bot.pins, [...place, 'pins'], report)
}

function checkDashboards(dashboards: readonly DashboardFile[], place: Fault['path'], report: ReportFault): void {
  checkNames(dashboards, place, report)
  for (const [index, { widgets }] of dashboards.entries()) {
    checkNames(widgets, [...place, index, 'widgets'], report)
    for (const [number, widget] of widgets.entries()) {
      for (const problem of checkWidget(widget)) {
        const [clause = '', ...rest] = problem.split(': ')
        report([...place, index, 'widgets', number, clause], say('KM_WIDGET_QUERY', { reason: rest.join(': ') }))
      }
    }
  }
}

/** Instants of pins, by kind. */
const PIN_INSTANTS = [
  ['sessions', 'start_time'],
  ['sessions', 'end_time'],
  ['conversations', 'startTime'],
  ['segments', 'segmentStartTime'],
  ['segments', 'segmentEndTime'],
] as const

function checkPins(pins: PinsFile, place: Fault['path'], report: ReportFault): void {
  for (const [kind, key] of PIN_INSTANTS) {
    for (const [index, pin] of (pins[kind] ?? []).entries()) {
      const text = new Map(Object.entries(pin)).get(key)
      if (typeof text === 'string') checkInstant(text, [...place, kind, index, key], report)
    }
  }
  for (const [index, { transcript = [] }] of (pins.sessions ?? []).entries()) {
    checkScriptTimes(transcript, [...place, 'sessions', index, 'transcript'], report)
  }
  for (const [index, pin] of (pins.segments ?? []).entries()) {
    for (const { path, ...said } of checkSegmentShape(pin)) report([...place, 'segments', index, ...path], said)
  }
}

function checkScriptTimes(transcript: readonly ScriptLineFile[], place: Fault['path'], report: ReportFault): void {
  for (const [line, { at }] of transcript.entries()) {
    if (at !== undefined && !isDuration(at)) checkInstant(at, [...place, line, 'at'], report)
  }
}

function checkSessions(sessions: SessionsFile, place: Fault['path'], report: ReportFault): void {
  for (const [index, { from, to, containment, tags }] of (sessions.events ?? []).entries()) {
    const path = [...place, 'events', index]
    checkInstant(from, [...path, 'from'], report)
    if (to !== undefined) checkInstant(to, [...path, 'to'], report)
    if (containment) checkWeights(containment, [...path, 'containment'], report)
    checkTagShares(tags, [...path, 'tags'], report)
  }
  for (const [index, { between, tags }] of exactStretches(sessions).entries()) {
    const path = placeOfStretch(sessions, place, index)
    for (const [side, text] of between.entries()) checkInstant(text, [...path, side], report)
    checkTagShares(tags, [...path.slice(0, -1), 'tags'], report)
  }
  if (sessions.week) checkWeights(sessions.week, [...place, 'week'], report)
  if (sessions.hours) checkWeights(sessions.hours, [...place, 'hours'], report)
  if (typeof sessions.exactly === 'number' && sessions.between === undefined) {
    report([...place, 'exactly'], say('KM_SETTING_MISSING', { needed: '`between: [from, to]` beside it' }))
  }
}

/** Values of one name exclude each other, so that their shares are at most all. */
function checkTagShares(tags: TrafficTagsFile | undefined, place: Fault['path'], report: ReportFault): void {
  for (const [kind, list] of Object.entries(tags ?? {})) {
    const sums = new Map<string, number>()
    for (const [index, { name, share = 1 }] of list.entries()) {
      const before = sums.get(name) ?? 0
      sums.set(name, before + share)
      if (before <= 1 && before + share > 1 + 1e-9) {
        const must = `must be at most ${Math.round((1 - before) * 1e6) / 1e6}: those of "${name}" exclude each other`
        report([...place, kind, index, 'share'], say('KM_SETTING_WRONG', { must, found: String(share) }))
      }
    }
  }
}

function checkApps(file: ScenarioFile, report: ReportFault): void {
  const ids = new Map<string, string>()
  for (const [name, app] of Object.entries(file.apps ?? {})) {
    if (app.kind === 'bot' && app.bots !== undefined && app.bots.length === 0) {
      report(['apps', name, 'bots'], say('KM_APP_WITHOUT_BOT', {}))
    }
    if (app.clientId === undefined) continue
    const other = ids.get(app.clientId)
    if (other !== undefined) report(['apps', name, 'clientId'], say('KM_CLIENT_ID_TWICE', { other }))
    ids.set(app.clientId, name)
  }
}

function checkWeights(
  weights: readonly number[] | Readonly<Record<string, number>>,
  path: Fault['path'],
  report: ReportFault,
): void {
  if (!Object.values(weights).some(weight => weight > 0)) {
    report(path, say('KM_WEIGHTS_ALL_ZERO', {}))
  }
}

function checkNames(named: readonly { readonly name: string }[], path: Fault['path'], report: ReportFault): void {
  const names = named.map(({ name }) => name)
  for (const [index, name] of names.entries()) {
    if (name === '.' || name === '..') report([...path, index, 'name'], say('KM_NAME_OF_DOTS', { name }))
    if (names.indexOf(name) !== index) report([...path, index, 'name'], say('KM_NAME_TWICE', { name }))
  }
}

/** A date, an instant, or one of those that the clock or the zone says; whether the last lie where clocks stand shows later. */
function checkInstant(text: string, path: Fault['path'], report: ReportFault): void {
  const moment = readMoment(text)
  if (moment !== undefined) {
    if (path.at(-1) === 'since' && !isWholeDay(moment)) report(path, say('KM_DAY_WITH_TIME', { found: text }))
    return
  }
  if (!/^\d{4}-/.test(text)) {
    report(path, say('KM_MOMENT_UNKNOWN', { found: text, hint: didYouMean(nearestWord(text, MOMENT_WORDS)) }))
    return
  }
  // Date.parse lets 2026-02-30 through as 2 March.
  const [year, month, day] = text.slice(0, 10).split('-').map(Number) as [number, number, number]
  const date = new Date(Date.UTC(year, month - 1, day))
  const real = !Number.isNaN(instantOf(text)) && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  if (!real) report(path, say('KM_DAY_INVALID', { found: text }))
  else if (!isInClockRange(Date.parse(text)))
    report(path, say('KM_NOW_TOO_FAR', { range: CLOCK_RANGE_TEXT, found: text }))
}

/** Whether there is a time zone of that name. */
export function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}
