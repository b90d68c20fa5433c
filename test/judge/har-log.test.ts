import t from 'tap'
import type { JudgedExchange } from '../../src/judge/exchange-log.ts'
import { harOfLog } from '../../src/judge/har-log.ts'

const TOKEN = 'eyJhbGciOiJIUzI1NiJ9.eyJhcHBJZCI6ImNzLTEifQ.c2lnbmF0dXJlLW9mLWEtdG9rZW4'

const exchangeWith = (given: Partial<JudgedExchange['request']>): JudgedExchange => ({
  run: 0,
  attempt: 1,
  number: 1,
  at: 0,
  cameAt: 0,
  leftAt: 5,
  request: { method: 'POST', url: '/api/public/bot/st-1/getSessions', headers: {}, body: undefined, ...given },
  operationId: 'getSessions',
  status: 200,
  headers: {},
  body: '{}',
  isCut: false,
  troubles: [],
})

t.test('a secret is blanked wherever a client put it', async t => {
  const places: Readonly<Record<string, Partial<JudgedExchange['request']>>> = {
    auth: { headers: { auth: TOKEN } },
    authorization: { headers: { authorization: `Bearer ${TOKEN}` } },
    'x-auth-token': { headers: { 'x-auth-token': TOKEN } },
    query: { url: `/api/public/bot/st-1/getSessions?token=${TOKEN}&limit=5` },
    path: { url: `/api/token/${TOKEN}` },
    body: { body: JSON.stringify({ clientSecret: TOKEN }) },
  }
  const signature = TOKEN.split('.')[2] as string
  for (const [place, given] of Object.entries(places)) {
    t.notMatch(JSON.stringify(harOfLog([exchangeWith(given)], 'http://127.0.0.1')), signature, place)
  }
})

t.test('what is no secret stays', async t => {
  const url = '/api/public/bot/st-1/getSessions?limit=5&skip=0'
  const text = JSON.stringify(harOfLog([exchangeWith({ url, body: '{"limit":5}' })], 'http://127.0.0.1'))
  t.match(text, `http://127.0.0.1${url}`)
  t.match(text, JSON.stringify('{"limit":5}'))
})
