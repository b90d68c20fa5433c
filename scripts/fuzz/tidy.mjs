// What goes together put together: of scenarios drawn from their schema alone hardly one in fifty would be good.

/** Before every day that is drawn; a conversation pinned alone has a session that begins before it. */
const EARLY = '2024-12-01'
/** Sessions a day of bots that say nothing of them. */
const FEW = 20
const DAY_MS = 86_400_000
/** More sessions than pins are drawn for a bot. */
const ROOM = 40

/** A copy of a drawn scenario whose parts fit each other. */
export function tidy(scenario) {
  const copy = tidyPart(scenario)
  mendApps(copy)
  mendBots(copy)
  // What the shipped scenarios have takes long to answer, and they are tried elsewhere.
  copy.everyBot = { ...copy.everyBot, sessions: { perDay: FEW, ...copy.everyBot?.sessions } }
  if (copy.faults !== undefined) copy.faults = copy.faults.map(mendFault)
  return copy
}

function tidyPart(value) {
  if (Array.isArray(value)) return value.map(tidyPart)
  if (typeof value !== 'object' || value === null) return value
  const copy = Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, tidyPart(inner)]))
  for (const mend of MENDS) mend(copy)
  return copy
}

/** Each for one part of a scenario, which it knows by its names. */
const MENDS = [
  part => {
    if (Array.isArray(part.between)) part.between.sort((a, b) => Date.parse(a) - Date.parse(b))
    if (part.from !== undefined && part.to < part.from) part.to = part.from
    if (part.type === 'uniform' && part.max < part.min) part.max = part.min
  },
  part => {
    if (typeof part.exactly === 'number') part.between ??= ['2026-03-04', '2026-03-05']
    else if (part.count === undefined) delete part.between
    if (Array.isArray(part.exactly)) part.exactly = part.exactly.slice(0, 1)
    mendStretch(part)
  },
  part => {
    if (part.start_time !== undefined) for (const name of ['end_time', 'sessionType']) delete part[name]
    if (part.quotas !== undefined) part.quotas = part.quotas.map(quota => ({ perMinute: 5, ...quota }))
  },
  part => {
    if (part.segmentStartTime === undefined) return
    for (const name of ['agent', 'queueInfo', 'segmentEndTime']) delete part[name]
    for (const name of Object.keys(part)) if (Array.isArray(part[name])) part[name] = []
  },
  part => {
    for (const name of ['dashboards', 'widgets']) if (part[name] !== undefined) part[name] = eachNameOnce(part[name])
  },
  part => {
    for (const name of ['channels', 'languages', 'containment']) {
      if (typeof part[name] === 'object') part[name] = aboveZero(part[name])
    }
    for (const name of ['week', 'hours']) if (part[name] !== undefined) part[name][0] ||= 1
  },
]

const HEADER_NAME = /^[\w-]+$/
const HEADER_VALUE = /^\w*$/

/** A fault that a call could be meant by. Who asks is no test, so that it is read and never befalls anybody. */
function mendFault({ match: { header, botId, operationId, ...match } = {}, ...fault }) {
  const kept = Object.entries(header ?? {}).filter(
    ([name, value]) => HEADER_NAME.test(name) && HEADER_VALUE.test(value),
  )
  const isForAny = botId === undefined && fault.fault?.page === undefined
  return {
    ...fault,
    match: {
      ...match,
      ...(header && { header: Object.fromEntries(kept) }),
      ...(botId !== undefined && { botId: 'st-any' }),
      ...(isForAny && operationId !== undefined && { operationId }),
      testId: 'nobody',
    },
  }
}

/** An instant has room for one session, a day for as many as are drawn. */
function mendStretch(part) {
  if (!Array.isArray(part.between)) return
  const [from, to] = part.between
  if (Date.parse(to) - Date.parse(from) < DAY_MS) part.between = [from.slice(0, 10), to.slice(0, 10)]
}

/** Each app whole, with an id of its own. */
function mendApps({ apps = {} }) {
  for (const [name, app] of Object.entries(apps)) {
    app.clientId = `cs-${name}-${app.clientId ?? ''}`.slice(0, 256)
    app.clientSecret ??= 'secret'
    if (app.kind === 'bot' && app.bots?.length === 0) app.bots = ['st-any']
  }
}

/** Pins and exact stretches within the lives of the bots, which have room for the pins that are drawn. */
function mendBots(scenario) {
  const bots = [scenario.everyBot, scenario.otherBots, ...Object.values(scenario.bots ?? {})].filter(Boolean)
  const isPinned = bots.some(({ pins }) => pins !== undefined)
  const isExact = bots.some(({ sessions }) => sessions?.exactly !== undefined)
  if (isPinned || isExact) {
    for (const bot of bots) delete bot.since
    scenario.everyBot = Object.assign(scenario.everyBot ?? {}, { since: EARLY })
  }
  // Its bots have exactly as many sessions as their names say, and no room for pins of every bot.
  if (isPinned && scenario.extends === 'page-edges') scenario.extends = 'default'
  if (isPinned && isExact) for (const { sessions } of bots) makeRoom(sessions)
  for (const { pins } of bots) untie([...(pins?.conversations ?? []), ...(pins?.segments ?? [])])
}

/** Each pin for itself: what it names is seldom there. */
function untie(pins) {
  for (const pin of pins) for (const name of ['mbSessionId', 'botSessionID', 'conversationID']) delete pin[name]
}

function makeRoom(sessions) {
  if (typeof sessions?.exactly === 'number') sessions.exactly = Math.max(sessions.exactly, ROOM)
  else if (Array.isArray(sessions?.exactly))
    sessions.exactly = sessions.exactly.map(({ containment: _, ...one }) => ({
      ...one,
      count: Math.max(one.count, ROOM),
    }))
}

const eachNameOnce = named => [...new Map(named.map(one => [one.name, one])).values()]

const aboveZero = weights => Object.fromEntries(Object.entries(weights).map(([name, weight]) => [name, weight || 1]))
