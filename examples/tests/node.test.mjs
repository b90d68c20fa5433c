// node --test examples/tests/node.test.mjs
import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { createKoreClient } from 'kore-mock/client'
import { setupKoreMock } from 'kore-mock/testing'

const BOT = 'st-shop'
const mock = setupKoreMock({ before, after, beforeEach }, { seed: 'node-test', now: '2026-03-09T12:00:00Z' })

test('a client learns what is wrong with its request', async () => {
  const kore = createKoreClient({ baseUrl: mock().url, token: mock().token() })
  const { error, response } = await kore.POST('/api/public/bot/{botId}/getSessions', {
    params: { path: { botId: BOT } },
    body: { limit: 'ten' },
  })
  assert.equal(response.status, 412)
  assert.equal(error.errors[0].error[0].property, 'body.limit')
})

test('what the API shows is what the world has', async () => {
  const range = { from: '2026-03-02', to: '2026-03-02' }
  const agent = mock()
    .world(BOT)
    .sessions({ ...range, containmentType: 'agent' })
  const conversations = mock().world(BOT).conversations(range)
  const ids = new Set(agent.map(session => session.sessionId))
  assert.ok(conversations.filter(conversation => ids.has(conversation.mbSessionId)).length > 0)
})
