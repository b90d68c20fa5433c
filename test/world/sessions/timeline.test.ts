import t from 'tap'
import { mediumOf } from '../../../src/world/channels.ts'
import { findSessions } from '../../../src/world/sessions/search.ts'
import { sessionAt } from '../../../src/world/sessions/session.ts'
import { messagesAt, taskBegin, timelineOf } from '../../../src/world/sessions/timeline.ts'
import type { Session } from '../../../src/world/sessions/types.ts'
import { indexIn, lowerBound } from '../../../src/world/sorted.ts'
import type { Bot } from '../../../src/world/types.ts'
import { TEST_BOT, testWorld } from '../helper.ts'
import { askedTwice, misfit } from '../talk/helper.ts'

const now = Date.parse('2026-03-20T00:00:00Z')
const staff = { agents: 30, queues: [], desktop: true }
const bot = testWorld({ perDay: 300, staff }).bot(TEST_BOT) as Bot
const sessions = findSessions([bot], { from: now - 10 * 86_400_000, to: now - 86_400_000 }, now).page(0, 1e6)

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[values.length >> 1] as number
}

const kindsIn = (session: Session) =>
  timelineOf(bot, session.day, session.row).lines.flatMap(({ acts }) => acts.map(({ kind }) => kind))

t.test('each line answers the one before it, and humans speak only after the hand-over', async t => {
  for (const session of sessions) {
    const { sides, lines, handover } = timelineOf(bot, session.day, session.row)
    const medium = mediumOf(session.channel)
    const isOpening = session.interactive && medium < 2
    if (isOpening && lines[0]!.acts[0]!.kind !== 'welcome') t.fail('no welcome')
    if (handover >= 0 && !lines[handover]!.acts.some(({ kind }) => kind === 'handover')) t.fail('no hand-over')
    if (session.taken && sides.indexOf(2) < handover) t.fail('the human comes first')
    if (sides.indexOf(2) > -1 !== session.taken) t.fail('a human speaks untaken')
    const wrong = misfit(lines) ?? askedTwice(lines)[0]
    if (wrong !== undefined) t.fail(`${session.channel}: ${wrong}`)
  }
})

t.test('tasks: an ask for each, outcomes that fit the ending', async t => {
  for (const session of sessions) {
    const { lines, tasks, ending } = timelineOf(bot, session.day, session.row)
    const asks = lines.flatMap(({ acts }) => acts.filter(({ kind }) => kind === 'ask'))
    if (asks.length !== tasks.length) t.fail('a task without its ask')
    tasks.forEach((task, i) => {
      if (task.endedBy >= lines.length || task.intent >= bot.pack.intents.length) t.fail('out of bounds')
      if (i < tasks.length - 1 && task.outcome === 'open') t.fail('an open task before the last')
    })
    if (ending === 'resolved' && (tasks.length === 0 || tasks.some(task => task.outcome !== 'success'))) {
      t.fail('resolved, but not done')
    }
    const endings = {
      selfService: ['resolved', 'notified'],
      dropOff: ['left', 'failed', 'notUnderstood', 'noAnswer'],
      agent: ['agentSettled', 'agentUnsettled', 'queueAbandoned', 'closed'],
    }
    if (!endings[session.containment].includes(ending)) t.fail(`${session.containment}: ${ending}`)
  }
})

t.test('two of three matters that humans take are settled, and the others say what happens next', async t => {
  const taken = sessions.filter(session => session.taken)
  const settled = taken.filter(({ day, row }) => timelineOf(bot, day, row).ending === 'agentSettled')
  const share = settled.length / taken.length
  t.ok(share > 0.65 && share < 0.8, `${share} of ${taken.length}`)
  for (const session of taken) {
    const kinds = kindsIn(session)
    const isSettled = timelineOf(bot, session.day, session.row).ending === 'agentSettled'
    if (kinds.includes('resolve') !== isSettled || kinds.includes('promise') === isSettled)
      t.fail('resolved or promised')
  }
})

t.test('gaps: seconds, as people type and bots answer', async t => {
  const gaps: number[][] = [[], [], []]
  for (const session of sessions.filter(({ channel }) => channel === 'rtm')) {
    const { times, sides, lines } = timelineOf(bot, session.day, session.row)
    for (let i = 1; i < times.length; i++) {
      const { kind } = lines[i]!.acts[0]!
      if (kind === 'nudge' || kind === 'timedOut' || kind === 'queueUpdate' || kind === 'explain') continue
      if (sides[i - 1] !== sides[i]) gaps[sides[i]!]!.push(times[i]! - times[i - 1]!)
    }
  }
  const [bots, user, agent] = gaps.map(list => median(list) / 1000) as [number, number, number]
  t.ok(user > 6 && user < 20, `user ${user} s`)
  t.ok(bots > 0.6 && bots < 2.5, `bot after user ${bots} s`)
  t.ok(agent > 8 && agent < 40, `agent ${agent} s`)
})

t.test('the times of a timeline are those of its columns', async t => {
  for (const { day: number, row } of sessions) {
    const day = bot.day(number)
    const { times } = timelineOf(bot, number, row)
    if (times.at(-1) !== day.startOf(row) + day.talkOf(row)) t.fail(`row ${row} of ${number}: the last word`)
    const handedOver = day.handoverOf(row)
    if (handedOver !== undefined && times[handedOver.at] !== day.startOf(row) + handedOver.handover) t.fail('hand-over')
  }
})

t.test('under way: what has been said so far', async t => {
  const session = sessions.find(({ taken, channel }) => taken && channel === 'rtm') as Session
  const { times, handover } = timelineOf(bot, session.day, session.row)
  const before = sessionAt(bot, session.day, session.row, (times[handover] as number) - 1)
  t.match(before, { status: 'active', containment: 'selfService', taken: false, messages: handover })
  t.equal(before.end, times[handover - 1])
  const after = sessionAt(bot, session.day, session.row, times[handover] as number)
  t.match(after, { status: 'active', containment: 'agent', taken: true, messages: handover + 1 })
  const start = sessionAt(bot, session.day, session.row, session.start)
  t.match(start, { messages: 1, userMessages: 0, tasks: 0, interactive: false, end: session.start })
  t.equal(sessionAt(bot, session.day, session.row, session.end).status, 'closed')
  t.equal(sessionAt(bot, session.day, session.row, session.end - 1).status, 'active')
})

t.test('helpers', async t => {
  const session = sessions.find(session => session.tasks > 1) as Session
  const timeline = timelineOf(bot, session.day, session.row)
  t.equal(timelineOf(bot, session.day, session.row), timeline, 'kept')
  t.equal(messagesAt(timeline, session.start), 1)
  t.equal(messagesAt(timeline, session.start - 1), 0)
  t.equal(messagesAt(timeline, session.end), session.messages)
  t.ok(taskBegin(timeline, 1) > taskBegin(timeline, 0))
  t.equal(timeline.sides[taskBegin(timeline, 0)], 1)
  t.equal(indexIn(Uint32Array.of(2, 5, 9), 5), 1)
  t.equal(indexIn(Uint32Array.of(2, 5, 9), 6), -1)
  t.equal(lowerBound(Uint32Array.of(2, 5, 9), 10), 3)
})
