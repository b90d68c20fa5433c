import t, { type Test } from 'tap'
import { createKoreMock, type KoreMock } from '../../src/index.ts'
import type { PinsFile } from '../../src/scenario/file.ts'

/* Everything that is derived from a pin agrees with it: ruling R28 and issue 16, point 8. */

const DAY = { from: '2026-03-02', to: '2026-03-02' }
const at = (time: string) => `2026-03-02T${time}.000Z`

// biome-ignore lint/suspicious/noExplicitAny: rows of five APIs are compared by their names
type Row = any

async function views(t: Test, pins: PinsFile) {
  const mock: KoreMock = await createKoreMock({
    port: false,
    seed: 'agree',
    now: '2026-03-09T12:00:00Z',
    scenario: { bots: { 'st-a': { sessions: { perDay: 0 }, pins } } },
  })
  t.teardown(() => mock.close())
  const world = mock.world()
  const sessions: Row[] = world.sessions(DAY)
  const conversations: Row[] = world.conversations({ ...DAY, includeHistory: true, includeSummary: true })
  const segments: Row[] = world.segments(DAY)
  const messages = (sessionId: string): Row[] => (world.messages({ ...DAY, sessionId: [sessionId] }) as Row[]).reverse()
  return { sessions, conversations, segments, messages }
}

const textOf = (message: Row): string => message.components[0].data.text

t.test('a pinned segment has its messages in it; its queue, agent and summary are of one team', async t => {
  for (let i = 0; i < 6; i++) {
    const minute = String(10 + i)
    const { sessions, conversations, segments, messages } = await views(t, {
      segments: [
        {
          segmentStartTime: at(`${minute}:17:00`),
          segmentEndTime: at(`${minute}:24:00`),
          agent: { agentId: 'a-7', name: 'Anna Berg', email: 'anna@example.com' },
          queueInfo: { queueId: 'qu-1', queueName: 'Loans and Mortgages' },
        },
      ],
    })
    const [session] = sessions
    const [conversation] = conversations
    t.equal(segments.length, 1)
    t.match(segments[0], {
      segmentStartTime: at(`${minute}:17:00`),
      segmentEndTime: at(`${minute}:24:00`),
      agent: { agentId: 'a-7', name: 'Anna Berg' },
    })
    const own = conversation.messages.map(({ createdOn }: Row) => createdOn)
    t.ok(own.length > 2 && own.every((time: string) => time >= at(`${minute}:17:00`) && time <= at(`${minute}:24:00`)))
    t.ok(session.start_time < at(`${minute}:17:00`) && session.end_time >= at(`${minute}:24:00`))
    const queue = session.tags.sessionTags.find(({ name }: Row) => name === 'queue')
    t.equal(queue.value, 'Loans and Mortgages')
    const handover = messages(session.sessionId).find(({ createdOn }) => createdOn === conversation.startTime)
    t.notMatch(textOf(handover), /Cards and Fraud|Accounts and Payments|Digital Banking|General Service/)
    const names = conversation.summaries.map(({ participant }: Row) => participant.name)
    t.same(new Set(names), new Set(['Anna Berg']))
    for (const { participant } of conversation.summaries)
      t.equal(participant.identity, conversation.summaries[0].participant.identity)
    t.match(textOf(conversation.messages[0]), /Anna/)
  }
})

t.test('two agents whom pins name are two', async t => {
  const { conversations } = await views(t, {
    segments: ['Anna Berg', 'Bo Lund'].map((name, i) => ({
      segmentStartTime: at(`1${i}:17:00`),
      agent: { agentId: `a-${i}`, name },
    })),
  })
  const identities = conversations.map(({ summaries }) => summaries[0].participant.identity)
  t.equal(new Set(identities).size, 2)
})

t.test('the channel of a session fits that of its conversation and its segments', async t => {
  const { sessions, conversations, segments } = await views(t, {
    conversations: [
      { startTime: at('08:00:00'), channelType: 'voice' },
      { startTime: at('09:00:00'), channelType: 'chat' },
    ],
    segments: [
      { segmentStartTime: at('10:00:00'), channel: 'voice' },
      { segmentStartTime: at('11:00:00'), channel: 'email' },
    ],
  })
  const channels = Object.fromEntries(sessions.map(({ start_time, channel }) => [start_time.slice(11, 13), channel]))
  t.match(channels, { '07': 'korevg', '08': /rtm|msteams|facebook|sms|slack/, '09': 'korevg', 10: 'email' })
  for (const { mbSessionId, channelType, convId } of conversations) {
    const session = sessions.find(({ sessionId }) => sessionId === mbSessionId)
    t.equal(channelType === 'voice', session.channel === 'korevg')
    t.equal(
      segments.find(({ conversationID }) => conversationID === convId).channel === 'voice',
      channelType === 'voice',
    )
  }
})

t.test('a transcript is what everybody shows', async t => {
  const transcript = [
    { bot: 'Hello, what can I do?' },
    { customer: 'I lost my card.', intent: 'Report Lost Card', at: '12s' },
    { bot: 'Which one?' },
    { customer: 'The gold one.' },
    { bot: 'I will get a colleague.' },
    { agent: 'Anna here. When did you lose it?', name: 'Anna Berg', at: '1m30s' },
    { customer: 'Yesterday.' },
    { agent: 'I pass you to Bo.' },
    { agent: 'Bo speaking.', name: 'Bo Lund' },
    { customer: 'Hi' },
    { agent: 'It is blocked.', name: 'Bo Lund' },
    { customer: 'Thanks!' },
  ]
  const summary = 'The card was blocked.'
  const { sessions, conversations, segments, messages } = await views(t, {
    sessions: [
      {
        start_time: at('10:15:00'),
        userId: 'anna',
        channel: 'rtm',
        session_lang: 'en',
        wait: '40s',
        summary,
        transcript,
      },
    ],
  })
  const [session] = sessions
  t.match(session, {
    noOfMessagesExchanged: 12,
    noOfTasksExecuted: 1,
    containmentType: 'agent',
    sessionType: 'interactive',
  })
  const said = messages(session.sessionId)
  t.same(
    said.map(textOf),
    transcript.map(({ bot, customer, agent }) => bot ?? customer ?? agent),
  )
  t.same(
    said.map(({ type }) => type),
    transcript.map(({ customer }) => (customer === undefined ? 'outgoing' : 'incoming')),
  )
  t.equal(said[1].createdOn, at('10:15:12'))
  t.equal(said[1].tN, 'Report Lost Card')
  t.equal(said[5].createdOn, at('10:16:30'))
  const [conversation] = conversations
  t.same(conversation.messages.map(textOf), said.slice(5).map(textOf))
  t.equal(conversation.startTime, said[4].createdOn)
  t.equal(conversation.summaries.find(({ type }: Row) => type === 'final').summary, summary)
  t.match(
    segments.map(({ agent, queueInfo }) => [agent.name, queueInfo.queueName]),
    [
      ['Anna Berg', 'Cards and Fraud'],
      ['Bo Lund', String],
    ],
  )
  t.equal(segments[0].segmentStartTime, new Date(Date.parse(conversation.startTime) + 40_000).toISOString(), 'the wait')
  t.ok(segments[1].segmentStartTime <= said[8].createdOn && segments[1].segmentStartTime > said[7].createdOn)
  t.ok(session.end_time >= said[11].createdOn)
})

t.test('a wait and an intent without a transcript', async t => {
  const { sessions, conversations, segments, messages } = await views(t, {
    sessions: [
      { start_time: at('10:00:00'), wait: '3m20s', intent: 'Report Lost Card', session_lang: 'en', channel: 'rtm' },
      { start_time: at('11:00:00'), wait: '1m', duration: '20m', channel: 'korevg' },
    ],
  })
  for (const [i, ms] of [200_000, 60_000].entries()) {
    t.equal(Date.parse(segments[i].segmentStartTime) - Date.parse(conversations[i].startTime), ms)
  }
  t.equal(segments[0].queueInfo.queueName, 'Cards and Fraud')
  const asked = sessions.find(({ start_time }) => start_time === at('10:00:00'))
  const tasks = new Set(messages(asked.sessionId).flatMap(({ tN }) => (tN === undefined ? [] : [tN])))
  if (asked.noOfTasksExecuted > 0) t.ok(tasks.has('Report Lost Card'), [...tasks].join())
})
