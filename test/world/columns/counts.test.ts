import t from 'tap'
import { NO_INTENT } from '../../../src/world/columns/counts.ts'
import { AGENT, CONTAINMENT, INTERACTIVE, SELF_SERVICE } from '../../../src/world/columns/flags.ts'
import { MEDIUMS } from '../../../src/world/pack.ts'
import { dayOfDate } from '../../../src/world/time.ts'
import type { Bot, Day } from '../../../src/world/types.ts'
import { TEST_BOT, type TestOptions, testTemplate, testWorld } from '../helper.ts'

const DATE = '2026-02-18'
const dayOf = (options: TestOptions) => (testWorld(options).bot(TEST_BOT) as Bot).day(dayOfDate(DATE))

/** What is wrong with the counts of a row. */
function problems(day: Day, row: number): string[] {
  const bits = day.flags[row]!
  const [messages, user, tasks] = [day.messages[row]!, day.userMessages[row]!, day.tasks[row]!]
  const isInteractive = (bits & INTERACTIVE) !== 0
  const found: (string | false)[] = [
    messages < 1 && 'no message at all',
    isInteractive !== user > 0 && 'type and user messages differ',
    !isInteractive && tasks > 0 && 'tasks of a notification',
    tasks > user && 'more tasks than the user says',
    isInteractive && messages > 1 && user > Math.ceil(messages / 2) + 1 && 'more questions than answers',
    isInteractive && (bits & CONTAINMENT) === SELF_SERVICE && tasks === 0 && 'self-service without a task',
    tasks > 0 && day.intent[row] === NO_INTENT && 'a task without an intent',
    (bits & CONTAINMENT) === AGENT && day.intent[row] === NO_INTENT && 'a hand-over without a matter',
    day.intent[row] !== NO_INTENT && day.intent[row]! >= day.bot.pack.intents.length && 'an intent that is none',
  ]
  return found.filter(problem => problem !== false)
}

t.test('the counts of a row agree with each other', async t => {
  for (const options of [{}, { nonInteractive: 0.6 }, { containment: { selfService: 0, dropOff: 0, agent: 1 } }]) {
    const day = dayOf({ perDay: 3000, ...options })
    for (let row = 0; row < day.count; row++) {
      const found = problems(day, row)
      if (found.length > 0) t.fail(`row ${row}: ${found.join(', ')}`)
    }
  }
})

t.test('messages are as many as the channel has, and now and then many', async t => {
  const day = dayOf({ perDay: 8000, nonInteractive: 0, containment: { selfService: 1, dropOff: 0, agent: 0 } })
  for (const [medium, from, to] of [
    [0, 12, 20],
    [1, 8, 18],
    [2, 5, 10],
    [3, 2, 5],
  ] as const) {
    const counts = day.messages.filter((_, row) => day.bot.mediums[day.channel[row]!] === medium).sort()
    const median = counts[counts.length >> 1]!
    t.ok(median >= from && median <= to, `${MEDIUMS[medium]}: ${median}`)
  }
  t.ok(Math.max(...day.messages) > 30, `the longest: ${Math.max(...day.messages)}`)
})

t.test('an exact stretch and pins say how much is said', async t => {
  const exactly = [{ count: 40, from: `${DATE}T10:00:00.000Z`, to: `${DATE}T10:59:59.999Z`, messages: 9 }]
  const pins = [
    { start_time: `${DATE}T12:00:00.000Z`, noOfMessagesExchanged: 300, noOfTasksExecuted: 7 },
    { start_time: `${DATE}T13:00:00.000Z`, noOfTasksExecuted: 0, sessionType: 'non-interactive' as const },
    { start_time: `${DATE}T14:00:00.000Z`, noOfMessagesExchanged: 5, sessionType: 'non-interactive' as const },
  ]
  const day = dayOf({ perDay: 400, pins, traffic: { ...testTemplate(400).traffic, exactly } })
  const [stretch] = day.exact
  t.ok(day.messages.slice(stretch!.lo, stretch!.hi).every(messages => messages === 9))
  const [long, idle, silent] = [...day.pins.keys()] as [number, number, number]
  t.same([day.messages[long], day.tasks[long]], [300, 7])
  t.same([day.tasks[idle], day.intent[idle]], [0, NO_INTENT])
  t.same([day.messages[silent], day.userMessages[silent], day.tasks[silent]], [5, 0, 0])
  for (const row of [long, idle, silent, stretch!.lo]) t.same(problems(day, row), [], `row ${row}`)
})
