import t from 'tap'
import { findSessions } from '../../../src/world/sessions/search.ts'
import { sessionAt } from '../../../src/world/sessions/session.ts'
import { messagesAt, taskBegin, timelineOf } from '../../../src/world/sessions/timeline.ts'
import type { Session } from '../../../src/world/sessions/types.ts'
import { indexIn, lowerBound } from '../../../src/world/sorted.ts'
import type { Bot } from '../../../src/world/types.ts'
import { TEST_BOT, testWorld } from '../helper.ts'

const now = Date.parse('2026-03-20T00:00:00Z')
const bot = testWorld({ perDay: 300 }).bot(TEST_BOT) as Bot
const sessions = findSessions([bot], { from: now - 10 * 86_400_000, to: now - 86_400_000 }, now).page(0, 1e6)

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[values.length >> 1] as number
}

t.test('the bot speaks first, the user is answered, humans speak only after the hand-over', async t => {
  for (const session of sessions) {
    const { sides, turns, handover, ending } = timelineOf(bot, session.day, session.row)
    if (sides[0] !== 0) t.fail('the bot is not first')
    if (turns[0]?.kind !== 'opening') t.fail('no opening')
    if (handover >= 0 && sides[handover] !== 0) t.fail("a hand-over that is not the bot's")
    if (session.taken && sides[handover + 1] !== 2) t.fail('the human does not greet')
    if (sides.indexOf(2) > -1 !== session.taken) t.fail('a human speaks untaken')
    const silent = turns.filter(turn => turn.kind !== 'opening' && turn.kind !== 'agent' && turn.first === turn.last)
    if (silent.length > (ending === 'noAnswer' ? 1 : 0)) t.fail('an unanswered turn')
  }
})

t.test('tasks: an ask for each, slots and follow-ups after it, outcomes that fit the ending', async t => {
  for (const session of sessions) {
    const { turns, tasks, ending, sides } = timelineOf(bot, session.day, session.row)
    const asks = turns.filter(turn => turn.kind === 'ask')
    const fits = asks.length === tasks.length || session.containment === 'agent'
    if (!fits) t.fail('a task without its ask')
    tasks.forEach((task, i) => {
      if (task.endedBy >= sides.length || task.intent >= bot.pack.intents.length) t.fail('out of bounds')
      if (i < tasks.length - 1 && task.outcome === 'open') t.fail('an open task before the last')
    })
    if (ending === 'resolved' && tasks.some((task, i) => i === tasks.length - 1 && task.outcome !== 'success')) {
      t.fail('resolved, but not done')
    }
    if (session.containment === 'selfService' && !['resolved', 'notified'].includes(ending)) t.fail(ending)
    if (session.containment === 'agent' && !['agentClosed', 'queueAbandoned'].includes(ending)) t.fail(ending)
  }
})

t.test('gaps: seconds, as people type and bots answer', async t => {
  const gaps: Record<string, number[]> = { user: [], bot: [], agent: [] }
  const waits: number[] = []
  for (const session of sessions) {
    const { times, sides, handover } = timelineOf(bot, session.day, session.row)
    for (let i = 1; i < times.length; i++) {
      const gap = (times[i] as number) - (times[i - 1] as number)
      if (i === handover + 1 && session.taken) waits.push(gap)
      else if (sides[i - 1] === 0 && sides[i] === 1) gaps.user?.push(gap)
      else if (sides[i - 1] === 1 && sides[i] === 0) gaps.bot?.push(gap)
      else if (sides[i] === 2) gaps.agent?.push(gap)
    }
  }
  const [user, bots, agent] = ['user', 'bot', 'agent'].map(side => median(gaps[side] ?? []) / 1000) as [
    number,
    number,
    number,
  ]
  t.ok(user > 4 && user < 15, `user after bot ${user} s`)
  t.ok(bots > 0.6 && bots < 2.5, `bot after user ${bots} s`)
  t.ok(agent > 8 && agent < 30, `agent ${agent} s`)
  t.ok(median(waits) > 20_000 && median(waits) < 80_000, `queue ${median(waits)} ms`)
})

t.test('how long and how much: near the real figures (facts 6.4)', async t => {
  const of = (kind: Session['containment']) =>
    sessions.filter(session => session.containment === kind).map(session => (session.end - session.start) / 1000)
  t.ok(Math.abs(median(of('selfService')) - 650) < 40, `self-service ${median(of('selfService'))} s`)
  t.ok(Math.abs(median(of('dropOff')) - 650) < 60, `drop-off ${median(of('dropOff'))} s`)
  const messages = sessions.map(session => session.messages)
  t.ok(Math.abs(median(messages) - 16) <= 1)
  t.ok(Math.max(...messages) > 80)
})

t.test('under way: what has been said so far', async t => {
  const session = sessions.find(session => session.taken) as Session
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
