// npx jest --config examples/tests/jest-commonjs.config.json
const { createKoreClient } = require('kore-mock/client')
const { setupKoreMock } = require('kore-mock/testing')

const BOT = 'st-shop'
const mock = setupKoreMock(
  { beforeAll, afterAll, beforeEach },
  { seed: 'jest', now: new Date('2026-03-09T12:00:00Z'), scenario: { bots: { [BOT]: { sessions: { perDay: 20 } } } } },
)

test('pages that a client was given', async () => {
  const kore = createKoreClient({ baseUrl: mock().url, token: mock().token() })
  const { data } = await kore.POST('/api/public/bot/{botId}/getSessions', {
    params: { path: { botId: BOT } },
    body: { limit: 3 },
  })
  expect(data.sessions).toHaveLength(3)
  expect(mock().requests({ operationId: 'getSessions', status: 200 })).toHaveLength(1)
})

test('a refusal', async () => {
  mock().fault({ match: { operationId: 'getSessions' }, fault: { status: 429 } })
  const kore = createKoreClient({ baseUrl: mock().url, token: mock().token() })
  const { response } = await kore.POST('/api/public/bot/{botId}/getSessions', { params: { path: { botId: BOT } } })
  expect(response.status).toBe(429)
})
