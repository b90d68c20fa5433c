// npm install --save-dev testcontainers; node --test examples/tests/testcontainers.test.mjs. A container engine runs the image.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createKoreClient } from 'kore-mock/client'
import { GenericContainer, Wait } from 'testcontainers'

const ADMIN_TOKEN = 'of-this-test'
let container
let baseUrl

before(async () => {
  container = await new GenericContainer('kore-mock:latest')
    .withEnvironment({ KORE_MOCK_SEED: 'node', KORE_MOCK_ADMIN_TOKEN: ADMIN_TOKEN })
    .withExposedPorts(4010)
    .withWaitStrategy(Wait.forHttp('/__admin/health', 4010))
    .start()
  baseUrl = `http://${container.getHost()}:${container.getMappedPort(4010)}`
})

after(() => container?.stop())

test('a client reads sessions of a mock in a container', async () => {
  const made = await fetch(`${baseUrl}/__admin/tokens`, {
    method: 'POST',
    headers: { authorization: `Bearer ${ADMIN_TOKEN}`, 'content-type': 'application/json' },
    body: '{}',
  })
  const { token } = await made.json()
  const kore = createKoreClient({ baseUrl, token })
  const { data } = await kore.POST('/api/public/bot/{botId}/getSessions', {
    params: { path: { botId: 'st-shop' } },
    body: { limit: 1 },
  })
  assert.equal(data.sessions.length, 1)
})
