// Scenarios drawn from their schema: three in four with everything in its place, the others as the schema alone has them or with
// something odd in them.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { parse } from 'yaml'
import { tidy } from './tidy.mjs'
import { NAMES, valuesIn } from './values.mjs'

const SCENARIOS = path.join(import.meta.dirname, '../../scenarios')
const read = name => parse(readFileSync(path.join(SCENARIOS, name), 'utf8'))

/** Largest number of `exactly`, by the schema. */
const MOST_EXACTLY = 1_000_000
const DAYS = ['2025-01-01', '2026-03-01', '2026-03-02', '2026-03-03', '2026-03-05', '2026-03-08']

/** Texts that a schema allows and only the world can say something about: good ones, and ones that lead nowhere. */
const WORDS = {
  zone: [
    ['UTC', 'Europe/Berlin', 'Asia/Kolkata', 'Australia/Lord_Howe'],
    ['Nowhere/City', 'constructor'],
  ],
  industry: [
    ['banking', 'retail', 'travel'],
    ['mining', 'constructor', '__proto__'],
  ],
  bucket: [['getSessions', 'getMessages'], ['constructor']],
  operationId: [['getSessions', 'getWidgetData'], ['constructor']],
  extends: [
    ['default', 'small', 'empty', 'page-edges', 'strict-credentials', 'multilingual'],
    ['constructor', './nowhere.yaml'],
  ],
}
/** Days and times by the clock of the asking, 2026-03-09T12:00:00Z. */
const MOMENTS = ['-5d', '-1w', 'last thursday', 'yesterday', '-3d 09:00', '2026-03-04 10:00', '-72h']
const INSTANTS = ['2026-03-04T10:00:00Z', '2026-03-04T10:00:00.001+01:00']
const DATES = ['from', 'to', 'since', 'now', 'start_time', 'end_time', 'startTime', 'segmentStartTime']
const ODD_DATES = ['2026-02-30', '1999-12-31', '2026-13-01', 'last tusday', '-99999w', 'soon']
/** What is odd for which name. */
const ODD_WORDS = new Map([
  ...Object.entries(WORDS).map(([name, [, odd]]) => [name, odd]),
  ...DATES.map(name => [name, ODD_DATES]),
])

/** Values that no schema would draw. */
const ODD = fc.oneof(
  fc.constantFrom(null, '', '\ud800', '__proto__', 'constructor', -1, 0, 1e23, 1.5, Number.NaN, Infinity, [], {}, true),
  fc.array(fc.constant(0), { maxLength: 30 }),
  NAMES,
)

/** Scenarios by the schema; traffic is small, so that thousands of them can be asked, but for one number in thirty. */
export function scenarioValues() {
  const schema = read('scenario.schema.yaml')
  for (const [name, [good]] of Object.entries(WORDS)) for (const node of nodesNamed(schema, name)) node.enum ??= good
  // Keys of one's own need an id beside them: those are tried by hand.
  schema.properties.bots.propertyNames = { pattern: '^st-[a-z0-9-]{1,8}$' }
  const { valuesOf } = valuesIn(schema, specialIn(schema))
  const { packs, ...properties } = schema.properties
  const whole = valuesOf({ ...schema, properties })
  const tidied = whole.map(tidy)
  const odd = fc.tuple(tidied, fc.nat(), ODD).map(([value, where, oddity]) => withOddity(value, where, oddity))
  const oddWord = fc.tuple(tidied, fc.nat(), fc.nat()).map(([value, where, which]) => withOddWord(value, where, which))
  return fc.oneof(
    { weight: 15, arbitrary: tidied },
    { weight: 1, arbitrary: whole },
    { weight: 2, arbitrary: odd },
    { weight: 2, arbitrary: oddWord },
  )
}

/** Draws for schemas that say less than there is to say. */
function specialIn(schema) {
  const { $defs } = schema
  const { perDay, growth, events } = $defs.sessions.properties
  const { agents } = $defs.bot.properties.staff.properties
  const large = new Set([perDay.maximum, MOST_EXACTLY])
  const few = fc.integer({ min: 0, max: 40 })
  const some = fc.integer({ min: 0, max: 1000 })
  const byPattern = new Map([
    [$defs.instant.pattern, fc.constantFrom(...DAYS, ...MOMENTS, ...INSTANTS)],
    [$defs.date.pattern, fc.constantFrom(...DAYS, '-5d', 'yesterday')],
    [$defs.duration.pattern, fc.constantFrom('20s', '3m', '12m30s', '1h')],
  ])
  const shipped = read('dashboards.yaml').dashboards.flatMap(({ widgets }) => widgets)
  const widgets = fc.tuple(fc.constantFrom(...shipped), NAMES).map(([widget, name]) => ({ ...widget, name }))
  return node => {
    if (large.has(node.maximum)) return fc.oneof({ weight: 29, arbitrary: few }, { weight: 1, arbitrary: some })
    if (node === events.items.properties.times) return fc.constantFrom(0, 0.5, 3)
    if (node === agents)
      return fc.oneof({ weight: 29, arbitrary: few.map(count => count + 1) }, fc.constant(agents.maximum))
    if (node === growth) return fc.constantFrom(-0.5, 0, 0.2, 1)
    if (node === $defs.dashboard.properties.widgets.items) return widgets
    return byPattern.get(node.pattern)
  }
}

function* nodesNamed(schema, name) {
  for (const [key, node] of Object.entries(schema)) {
    if (typeof node !== 'object' || node === null) continue
    if (key === 'properties' && node[name]?.type === 'string') yield node[name]
    yield* nodesNamed(node, name)
  }
}

/** A copy with one value put in another's place. */
function withOddity(value, where, oddity) {
  const places = placesIn(value)
  return places.length === 0 ? value : withAt(value, places[where % places.length], oddity)
}

/** A copy in which one name leads nowhere, or one day is none. */
function withOddWord(value, where, which) {
  const places = placesIn(value).filter(way => ODD_WORDS.has(way.at(-1)))
  if (places.length === 0) return { ...value, extends: WORDS.extends[1][0] }
  const way = places[where % places.length]
  const words = ODD_WORDS.get(way.at(-1))
  return withAt(value, way, words[which % words.length])
}

function placesIn(value) {
  const places = []
  const walk = (at, way) => {
    if (typeof at !== 'object' || at === null) return
    for (const key of Object.keys(at)) {
      places.push([...way, key])
      walk(at[key], [...way, key])
    }
  }
  walk(value, [])
  return places
}

function withAt(value, way, inner) {
  const copy = structuredClone(value)
  const holder = way.slice(0, -1).reduce((at, key) => at[key], copy)
  holder[way.at(-1)] = inner
  return copy
}
