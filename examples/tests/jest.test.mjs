// NODE_OPTIONS=--experimental-vm-modules npx jest --config examples/tests/jest.config.json
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { setupKoreMock } from 'kore-mock/testing'

const BOT = 'st-shop'
const mock = setupKoreMock({ beforeAll, afterAll, beforeEach }, { seed: 'jest', now: '2026-03-09T12:00:00Z' })

test('the same seed, the same session', async () => {
  const ask = async () => {
    const reply = await fetch(`${mock().url}/api/public/bot/${BOT}/getSessions`, {
      method: 'POST',
      headers: mock().headers(),
      body: JSON.stringify({ limit: 1, dateFrom: '2026-03-02', dateTo: '2026-03-02' }),
    })
    return reply.text()
  }
  expect(await ask()).toBe(await ask())
  expect(mock().requests({ botId: BOT })).toHaveLength(2)
})
