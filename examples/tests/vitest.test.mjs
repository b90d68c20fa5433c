// npx vitest run --root . examples/tests/vitest.test.mjs
import { createKoreClient } from 'kore-mock/client'
import { setupKoreMock } from 'kore-mock/testing'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'

const BOT = 'st-shop'
const DAY = { dateFrom: '2026-03-02', dateTo: '2026-03-02' }
const path = '/api/public/bot/{botId}/getSessions'
const params = { path: { botId: BOT } }

const mock = setupKoreMock(
  { beforeAll, afterAll, beforeEach },
  {
    now: '2026-03-09T12:00:00Z',
    scenario: { bots: { [BOT]: { sessions: { perDay: 0, exactly: 101, between: ['2026-03-02', '2026-03-02'] } } } },
  },
)
const client = () => createKoreClient({ baseUrl: mock().url, token: mock().token() })

test('the second page has the one session that is left', async () => {
  const { data } = await client().POST(path, { params, body: { ...DAY, skip: 100 } })
  expect(data).toMatchObject({ total: 101, moreAvailable: false, sessions: [{ botId: BOT }] })
  expect(mock().requests()).toHaveLength(1)
})

test('yesterday is empty until the clock moves on', async () => {
  mock().clock.set('2026-03-02T00:00:00Z')
  const before = await client().POST(path, { params, body: DAY })
  expect(before.data.total).toBeLessThan(101)
  mock().clock.advance('P1D')
  const after = await client().POST(path, { params, body: DAY })
  expect(after.data.total).toBe(101)
})
