import t from 'tap'
import type { SessionPin } from '../../../src/world/spec.ts'
import { ALL, agenticHistory, assistWorld, conversations, interactions, problem } from './helper.ts'

const NOW = '2026-03-09T12:00:00Z'
const RANGE = { from: '2026-03-04', to: '2026-03-04' }

const PIN: SessionPin = {
  sessionId: '69a8300000000000000000aa',
  start_time: '2026-03-04T13:00:00.000Z',
  end_time: '2026-03-04T13:30:00.000Z',
  channel: 'korevg',
  containmentType: 'agent',
  noOfMessagesExchanged: 30,
  conversation: {
    convId: 'UAT-Master-Bot-1',
    _id: '69a8305a0000000000000001',
    startTime: '2026-03-04T13:10:00.000Z',
    isExtAD: true,
  },
  segments: [
    {
      segmentID: 'ac-1111111-2222-3333-4444-555555555555',
      segmentStartTime: '2026-03-04T13:10:00.000Z',
      agent: { agentId: 'jsmith01' },
    },
    { segmentStartTime: '2026-03-04T13:20:00.000Z', channel: 'chat', countScrollUp: 42, agentActions: [] },
  ],
}

t.test('fields that the scenario fixed stand in place of what is drawn, in every view', async t => {
  const world = assistWorld({ pins: [PIN] })
  const asked = { ...RANGE, conversationIds: ['UAT-Master-Bot-1'] }
  const found = conversations(world, NOW, { ...asked, ...ALL })
  t.equal(problem('ConversationsResponse', found), undefined)
  const [row] = found.results
  t.equal(found.totalResults, 1)
  t.match(row!, { ...PIN.conversation, mbSessionId: PIN.sessionId!, channelType: 'voice' })
  t.ok(row!.messages!.every(({ conversationId }) => conversationId === 'UAT-Master-Bot-1'))

  const raw = interactions(world, NOW, RANGE, { conversationIds: ['UAT-Master-Bot-1'] })
  t.equal(problem('InteractionsResponse', raw), undefined)
  t.equal(raw.numResults, 2)
  const [first, second] = raw.data
  t.match(first!, {
    ...PIN.segments![0],
    botSessionID: PIN.sessionId!,
    conversationID: 'UAT-Master-Bot-1',
    channel: 'voice',
  })
  t.equal(first!.segmentEndTime, '2026-03-04T13:20:00.000Z', 'until the next begins')
  t.match(second!, { countScrollUp: 42, agentActions: [], channel: 'chat', segmentEndTime: PIN.end_time! })

  t.same(interactions(world, NOW, RANGE, { sessionIds: [PIN.sessionId!] }).data, raw.data)
  t.same(interactions(world, NOW, RANGE, { agentIds: ['jsmith01'] }).data, [first])
  t.same(interactions(world, NOW, RANGE, { conversationIds: ['UAT-Master-Bot-1'], channels: ['chat'] }).data, [second])
  t.ok(agenticHistory(world, NOW, 'UAT-Master-Bot-1').totalCount >= 0)
})

t.test('pinned rows stand at their place among the others', async t => {
  const world = assistWorld({ pins: [PIN] })
  const all = interactions(world, NOW, RANGE).data.map(row => `${row.segmentStartTime} ${row.segmentID}`)
  t.same(all, [...all].sort())
  t.ok(all.some(text => text.includes('ac-1111111-2222-3333-4444-555555555555')))
  const rows = conversations(world, NOW, RANGE).results.map(row => row.startTime)
  t.same(rows, [...rows].sort())
})

t.test('a conversation pinned without segments has drawn ones; before its start it is not there', async t => {
  const { segments, ...pin } = PIN
  const world = assistWorld({ pins: [pin] })
  const ids = { conversationIds: ['UAT-Master-Bot-1'] }
  const raw = interactions(world, NOW, RANGE, ids)
  t.ok(raw.numResults >= 1)
  t.ok(raw.data[0]!.segmentStartTime > PIN.conversation!.startTime!, 'after a wait')
  t.equal(conversations(world, '2026-03-04T13:09:59.999Z', { ...RANGE, ...ids }).totalResults, 0)
  t.equal(conversations(world, '2026-03-04T13:10:00.000Z', { ...RANGE, ...ids }).totalResults, 1)
})
