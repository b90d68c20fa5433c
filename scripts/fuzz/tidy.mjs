import { momentText, readMoment } from '../../src/scenario/moments.ts'
import { knownChannels } from '../../src/scenario/name-checks.ts'
import { mendBots } from './tidy-bots.mjs'
import { mendLateness } from './tidy-lateness.mjs'
import { aboveZero, eachNameOnce, named, oneOf } from './weights.mjs'

// What goes together put together: of scenarios drawn from their schema alone hardly one in fifty would be good.

/** Sessions a day of bots that say nothing of them. */
const FEW = 20
const DAY_MS = 86_400_000
/** Languages of every shipped pack. */
const LANGUAGES = ['en', 'es', 'de']
/** The clock of the asking. */
const NOW = Date.parse('2026-03-09T12:00:00Z')
/** When a day or a time is, about: all that is drawn lies some hours apart. */
const timeBy = now => text => {
  const moment = readMoment(text)
  return Date.parse(moment === undefined ? text : momentText(moment, { now, zone: 'UTC' }))
}

/** A copy of a drawn scenario whose parts fit each other. */
export function tidy(scenario) {
  const { now } = scenario
  const copy = tidyPart(scenario, mends(timeBy(now === undefined ? NOW : timeBy(NOW)(now))))
  mendApps(copy)
  mendBots(copy)
  mendLateness(copy)
  // What the shipped scenarios have takes long to answer, and they are tried elsewhere.
  copy.everyBot = { ...copy.everyBot, sessions: { perDay: FEW, ...copy.everyBot?.sessions } }
  if (copy.faults !== undefined) copy.faults = copy.faults.map(mendFault)
  return copy
}

function tidyPart(value, mends) {
  if (Array.isArray(value)) return value.map(inner => tidyPart(inner, mends))
  if (typeof value !== 'object' || value === null) return value
  const copy = Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, tidyPart(inner, mends)]))
  for (const mend of mends) mend(copy)
  return copy
}

/** What weighs which names. */
const WEIGHTS = {
  channels: weights => named(weights, knownChannels()),
  languages: weights => named(weights, LANGUAGES),
  containment: weights => weights,
}

/** Each for one part of a scenario, which it knows by its names. */
const mends = timeOf => [
  part => {
    if (Array.isArray(part.between)) part.between.sort((a, b) => timeOf(a) - timeOf(b))
    if (part.from !== undefined && part.to !== undefined && part.days === undefined) mendEvent(part, timeOf)
    if (part.type === 'uniform' && part.max < part.min) part.max = part.min
  },
  part => {
    if (typeof part.exactly === 'number') part.between ??= ['2026-03-04', '2026-03-05']
    else if (part.count === undefined) delete part.between
    if (Array.isArray(part.exactly)) part.exactly = part.exactly.slice(0, 1)
    mendStretch(part, timeOf)
  },
  part => {
    if (part.start_time !== undefined) mendSession(part)
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
    for (const [name, mend] of Object.entries(WEIGHTS))
      if (typeof part[name] === 'object' && !Array.isArray(part[name])) part[name] = aboveZero(mend(part[name]))
  },
  part => {
    for (const name of ['userTags', 'sessionTags']) if (part[name] !== undefined) part[name] = eachNameOnce(part[name])
    for (const name of ['week', 'hours']) if (part[name] !== undefined) part[name][0] ||= 1
  },
]

/** An event ends after it begins; its shifts' name-sakes are left alone. */
function mendEvent(part, timeOf) {
  if (/^\d\d:\d\d$/.test(part.from)) return
  if (timeOf(part.to) <= timeOf(part.from)) delete part.to
}

/** A pinned session says nothing twice. */
function mendSession(pin) {
  for (const name of ['end_time', 'sessionType']) delete pin[name]
  if (pin.channel !== undefined) pin.channel = oneOf(knownChannels(), pin.channel)
  if (pin.session_lang !== undefined) pin.session_lang = oneOf(LANGUAGES, pin.session_lang)
  if (pin.transcript !== undefined) mendTranscript(pin)
  else if (pin.wait !== undefined) pin.containmentType = 'agent'
}

function mendTranscript(pin) {
  for (const name of ['noOfMessagesExchanged', 'noOfTasksExecuted', 'containmentType', 'wait', 'duration'])
    delete pin[name]
  pin.transcript = pin.transcript.map((line, i) => {
    const said = line.bot ?? line.customer ?? line.agent ?? 'x'
    if (i === 0 || line.bot !== undefined) return { bot: said }
    if (line.customer !== undefined) return { customer: said, ...(i % 2 === 0 && { at: `${60 * i}s` }) }
    return { agent: said, ...(line.name && { name: line.name }) }
  })
}

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
      ...(match.exceptTestId !== undefined && { exceptTestId: 'somebody' }),
      testId: 'nobody',
    },
  }
}

/** An instant has room for one session, a day for as many as are drawn. */
function mendStretch(part, timeOf) {
  if (!Array.isArray(part.between)) return
  const [from, to] = part.between.map(text => new Date(timeOf(text)).toISOString())
  if (Date.parse(to) - Date.parse(from) < DAY_MS) part.between = [from.slice(0, 10), to.slice(0, 10)]
  if (part.channel !== undefined) part.channel = oneOf(knownChannels(), part.channel)
  if (part.language !== undefined) part.language = oneOf(LANGUAGES, part.language)
  if (part.agent !== undefined) delete part.containment
}

/** Each app whole, with an id of its own. */
function mendApps({ apps = {} }) {
  for (const [name, app] of Object.entries(apps)) {
    app.clientId = `cs-${name}-${app.clientId ?? ''}`.slice(0, 256)
    app.clientSecret ??= 'secret'
    if (app.kind === 'bot' && app.bots?.length === 0) app.bots = ['st-any']
  }
}
