import t from 'tap'
import { EMAIL } from '../../../src/world/channels.ts'
import { partsAt } from '../../../src/world/columns/agents.ts'
import { AGENT, CONTAINMENT } from '../../../src/world/columns/flags.ts'
import { CLOSED, GAVE_UP, TAKEN_BY_HUMAN } from '../../../src/world/desk/types.ts'
import { timelineOf } from '../../../src/world/sessions/timeline.ts'
import { longestSpan } from '../../../src/world/settled.ts'
import type { SessionPin } from '../../../src/world/spec.ts'
import { dayOfDate } from '../../../src/world/time.ts'
import type { Bot } from '../../../src/world/types.ts'
import { TEST_BOT, type TestOptions, testTemplate, testWorld } from '../helper.ts'

const DATE = '2026-02-18'
const START = `${DATE}T12:00:00.000Z`
const at = (ms: number) => new Date(Date.parse(START) + ms).toISOString()
const dayOf = (options: TestOptions) => (testWorld(options).bot(TEST_BOT) as Bot).day(dayOfDate(DATE))

t.test('those that are handed over are all listed, with times in order', async t => {
  const day = dayOf({ perDay: 3000 })
  const { agents, talk, span } = day
  const expected = [...day.flags.keys()].filter(row => (day.flags[row]! & CONTAINMENT) === AGENT)
  t.same([...agents.rows], expected)
  const outcomes = [0, 0, 0]
  agents.rows.forEach((row, i) => {
    const [index, handover, answered] = [agents.at[i]!, agents.handover[i]!, agents.answered[i]!]
    const parts = partsAt(agents, i)
    outcomes[agents.outcome[i]!]!++
    if (index >= day.messages[row]! || handover < index) t.fail(`row ${row}: ${index} messages in ${handover} ms`)
    if (answered < handover) t.fail(`row ${row}: answered before the hand-over`)
    if ((agents.outcome[i] === TAKEN_BY_HUMAN) !== parts.length > 0) t.fail(`row ${row}: who took it`)
    if (parts.length > 0 && (parts[0]!.begin !== answered || talk[row]! < answered))
      t.fail(`row ${row}: the first part`)
    if (parts.some((part, p) => part.end <= part.begin || (p > 0 && part.begin !== parts[p - 1]!.end)))
      t.fail(`row ${row}: parts ${JSON.stringify(parts)}`)
    if (parts.some((part, p) => p > 0 && part.agent === parts[p - 1]!.agent)) t.fail(`row ${row}: passed on to himself`)
    if ((parts.at(-1)?.end ?? 0) > span[row]!) t.fail(`row ${row}: an agent outlasts it`)
  })
  t.ok(outcomes[TAKEN_BY_HUMAN]! > 100, outcomes.join())
})

t.test('no agent has two calls, or four chats, at once', async t => {
  for (const options of [{ perDay: 3000 }, { perDay: 3000, staff: { agents: 3, queues: [], desktop: true } }]) {
    const day = dayOf(options)
    const busy = new Map<number, { begin: number; end: number; medium: number }[]>()
    day.agents.rows.forEach((row, i) => {
      const medium = day.bot.mediums[day.channel[row]!]!
      for (const { agent, begin, end } of partsAt(day.agents, i)) {
        const start = day.start[row]!
        const list = busy.get(agent) ?? []
        busy.set(agent, list)
        list.push({ begin: start + begin, end: start + end, medium })
      }
    })
    for (const [agent, list] of busy) {
      for (const one of list) {
        const others = list.filter(other => other !== one && other.begin <= one.begin && one.begin < other.end)
        if (one.medium === 0 && others.length > 0) t.fail(`agent ${agent} calls amid ${others.length}`)
        if (others.some(other => other.medium === 0)) t.fail(`agent ${agent} has more beside a call`)
        if (others.length > 2) t.fail(`agent ${agent} has ${others.length + 1} at once`)
      }
    }
    t.ok(busy.size > 1)
  }
})

t.test('with less staff people wait longer, and more of them give up', async t => {
  const waits = (agents: number) => {
    const day = dayOf({ perDay: 6000, staff: { agents, queues: [], desktop: true } })
    const { outcome, answered, handover } = day.agents
    const taken = [...outcome.keys()].filter(i => outcome[i] === TAKEN_BY_HUMAN)
    const wait = taken.reduce((sum, i) => sum + answered[i]! - handover[i]!, 0) / taken.length
    return { wait, lost: outcome.filter(one => one === GAVE_UP).length / outcome.length }
  }
  const [many, few] = [waits(200), waits(30)]
  t.ok(many.wait < few.wait / 2, `${many.wait} ms, ${few.wait} ms`)
  t.ok(many.lost < few.lost / 2, `${many.lost}, ${few.lost}`)
})

t.test('what comes at night is turned away', async t => {
  const day = dayOf({ perDay: 100, containment: { selfService: 0, dropOff: 0, agent: 1 } })
  const { rows, outcome } = day.agents
  const hour = (row: number) => Math.floor(day.start[row]! / 3_600_000)
  const closed = [...rows.keys()].filter(i => outcome[i] === CLOSED)
  t.ok(closed.length > 5, `${closed.length} are closed`)
  const atNight = closed.filter(i => hour(rows[i]!) < 14).length
  t.ok(atNight / closed.length > 0.6, `${atNight} of ${closed.length}: others speak what nobody there does`)
})

/** What a hand-over becomes when its pin says something of it. */
function pinned(pin: Partial<SessionPin>) {
  const day = dayOf({ perDay: 20, pins: [{ start_time: START, containmentType: 'agent', ...pin }] })
  const [row] = [...day.pins.keys()]
  return { ...day.handoverOf(row!)!, talk: day.talk[row!]!, span: day.span[row!]!, steps: day.handoverOf(row!)!.at }
}

t.test('a pin says when its conversation begins, and its segments', async t => {
  for (const ms of [50_000, 120_000, 3_600_000]) {
    const { handover, parts } = pinned({ conversation: { startTime: at(ms) } })
    t.equal(handover, ms)
    t.ok(parts.length === 1 && parts[0]!.begin > ms)
    const segment = pinned({ segments: [{ segmentStartTime: at(ms) }] })
    t.equal(segment.parts[0]!.begin, ms)
    t.ok(segment.handover <= ms)
  }
  const early = pinned({ conversation: { startTime: at(1) } })
  t.ok(early.handover >= early.steps, 'there is time for the messages before it')
})

t.test('segments of a pin lie where it says, one after the other', async t => {
  const segments = [
    { segmentStartTime: at(120_000) },
    { segmentStartTime: at(300_000), segmentEndTime: at(540_000) },
    { segmentStartTime: at(600_000) },
  ]
  const { parts, span } = pinned({ end_time: at(900_000), segments })
  t.same(
    parts.map(({ begin, end }) => [begin, end]),
    [
      [120_000, 300_000],
      [300_000, 600_000],
      [600_000, 900_000],
    ],
  )
  t.equal(span, 900_000)
})

t.test('a pinned session waits for nobody, and nobody waits for it', async t => {
  const staff = { agents: 1, queues: [], desktop: true }
  const pins = Array.from({ length: 50 }, (_, i) => ({ start_time: at(i * 1000), containmentType: 'agent' as const }))
  const alone = dayOf({ perDay: 0, staff, pins })
  t.equal(alone.agents.rows.length, 50)
  t.ok(alone.agents.outcome.every(outcome => outcome === TAKEN_BY_HUMAN))
  t.ok(alone.agents.rows.every((_, i) => alone.agents.answered[i]! - alone.agents.handover[i]! < 60_000))
})

t.test('conversations of an exact stretch lie in it, and are taken', async t => {
  const exactly = [
    { count: 400, from: `${DATE}T10:00:00.000Z`, to: `${DATE}T10:29:59.999Z`, containment: 'agent' as const },
  ]
  const day = dayOf({ perDay: 200, traffic: { ...testTemplate(200).traffic, exactly } })
  const [rows] = day.exact
  const end = Date.parse(exactly[0]!.to)
  for (let row = rows!.lo; row < rows!.hi; row++) {
    const { handover, answered, parts } = day.handoverOf(row)!
    if (day.startOf(row) + handover > end) t.fail(`row ${row} is handed over too late`)
    if (day.startOf(row) + answered > end) t.fail(`row ${row} is taken too late`)
    if (parts.length !== 1) t.fail(`row ${row} has ${parts.length} segments`)
  }
})

t.test('a crowd before one agent, or none, lasts no longer than it may', async t => {
  for (const agents of [0, 1]) {
    const day = dayOf({
      perDay: 3000,
      staff: { agents, queues: [], desktop: true },
      containment: { selfService: 0, dropOff: 0, agent: 1 },
    })
    const { rows, outcome } = day.agents
    t.equal(rows.length, day.flags.filter(bits => (bits & CONTAINMENT) === AGENT).length)
    t.ok(outcome.filter(one => one === TAKEN_BY_HUMAN).length < rows.length / 4)
    for (const row of rows) {
      const { times } = timelineOf(day.bot, day.number, row)
      const most = longestSpan(day.bot.mediums[day.channel[row]!] === EMAIL)
      if (day.span[row]! > most || day.talk[row]! > day.span[row]!) t.fail(`row ${row} lasts ${day.span[row]} ms`)
      if (times.at(-1) !== day.startOf(row) + day.talk[row]!) t.fail(`row ${row}: the last word`)
      if (times.some((time, i) => i > 0 && time <= times[i - 1]!)) t.fail(`row ${row}: the order of its messages`)
    }
  }
})
