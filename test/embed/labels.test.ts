import t from 'tap'
import { createKoreMock } from '../../src/embed/kore-mock.ts'

const DAY = { from: '2026-03-02', to: '2026-03-02' }

t.test('labels are those of the messages that the API shows', async t => {
  const mock = await createKoreMock({ seed: 'labels', now: '2026-03-09T12:00:00Z', port: false })
  t.teardown(() => mock.close())
  const world = mock.world()
  const fired = new Set(
    world
      .segments({ ...DAY, to: '2026-03-03' })
      .flatMap(segment => segment.coachingRuntimeData.map(run => run.messageId)),
  )
  for (const { sessionId } of world.sessions({ ...DAY, containmentType: 'agent' }).slice(0, 30)) {
    const labels = world.labels(sessionId) ?? []
    const messages = world.messages({ ...DAY, to: '2026-03-03', sessionId: [sessionId] }).reverse()
    t.same(
      labels.map(({ messageId, createdOn, text }) => [messageId, createdOn, text]),
      messages.map(({ _id, createdOn, components }) => [_id, createdOn, components[0]?.data.text]),
      sessionId,
    )
    for (const { text, slots, messageId, rules, acts, side } of labels) {
      for (const { value, start, end } of slots) t.equal(text.slice(start, end), value)
      t.ok(acts.length > 0)
      t.equal(fired.has(messageId), rules.length > 0, `rules of ${messageId}`)
      if (rules.length > 0) t.not(side, undefined)
    }
  }
})

t.test('labels end at the clock, and there are none of an unknown session', async t => {
  const mock = await createKoreMock({ seed: 'labels', now: '2026-03-09T12:00:00Z', port: false })
  t.teardown(() => mock.close())
  const world = mock.world()
  const [session] = world.sessions(DAY)
  if (session === undefined) throw new Error('a day without sessions')
  const all = world.labels(session.sessionId) ?? []
  const second = all[1]
  if (second === undefined) throw new Error('a session of one message')
  mock.clock.set(second.createdOn)
  t.equal(world.labels(session.sessionId)?.length, 2)
  t.equal(world.labels('000000000000000000000000'), undefined)
  t.throws(() => world.labels(JSON.parse('7')), /labels: sessionId must be text/)
})
