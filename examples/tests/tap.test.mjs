// npx tap examples/tests/tap.test.mjs
import { createKoreClient } from 'kore-mock/client'
import { setupKoreMock } from 'kore-mock/testing'
import t from 'tap'

const BOT = 'st-shop'
const mock = setupKoreMock(t, {
  now: '2026-03-09T12:00:00Z',
  scenario: { bots: { [BOT]: { sessions: { perDay: 0, exactly: 101, between: ['2026-03-02', '2026-03-02'] } } } },
})

t.test('an exporter reads all pages', async t => {
  const kore = createKoreClient({ baseUrl: mock().url, token: mock().token() })
  const ids = new Set()
  for (let skip = 0, more = true; more; skip += 100) {
    const { data } = await kore.POST('/api/public/bot/{botId}/getSessions', {
      params: { path: { botId: BOT } },
      body: { skip, dateFrom: '2026-03-02', dateTo: '2026-03-02' },
    })
    for (const session of data.sessions) ids.add(session.sessionId)
    more = data.moreAvailable
  }
  t.equal(ids.size, 101)
  t.equal(mock().requests({ operationId: 'getSessions' }).length, 2)
})

t.test('a refusal is told to the caller', async t => {
  mock().fault({ match: { operationId: 'getSessions' }, fault: { status: 429 } })
  const kore = createKoreClient({ baseUrl: mock().url, token: mock().token() })
  const { error, response } = await kore.POST('/api/public/bot/{botId}/getSessions', {
    params: { path: { botId: BOT } },
  })
  t.equal(response.status, 429)
  t.match(error.errors[0].msg, /rate limit/)
})
