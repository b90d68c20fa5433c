import t from 'tap'
import { type Coding, wantedCoding } from '../../src/fastify/accept-encoding.ts'
import { BOT, buildApp, HEADERS } from '../helper.ts'

t.test('which coding is wanted', async t => {
  const rows: [header: string | undefined, coding: Coding | undefined, isNeeded?: boolean][] = [
    [undefined, undefined],
    ['', undefined],
    ['gzip', 'gzip'],
    ['GZIP', 'gzip'],
    ['X-GZip', 'gzip'],
    ['gzip, deflate, br', 'br'],
    ['gzip;q=1, br;q=0.5', 'gzip'],
    ['Gzip ; Q=0.5 , BR;q=0.1', 'gzip'],
    ['gzip;q=0', undefined],
    ['gzip;q=0.000', undefined],
    ['gzip;q=0, *', undefined],
    ['*', 'gzip'],
    ['*;q=0', undefined],
    ['br, *;q=0', 'br', true],
    ['identity', undefined],
    ['identity, gzip;q=0.5', undefined],
    ['identity;q=0.5, gzip', 'gzip'],
    ['gzip, identity;q=0', 'gzip', true],
    ['identity;q=0', undefined],
    ['zstd', undefined],
    ['gzip;q=x', undefined],
    [';;,,q=,', undefined],
  ]
  for (const [header, coding, isNeeded = false] of rows) {
    t.same(wantedCoding(header), { coding, isNeeded }, String(header))
  }
})

t.test('what could have been packed says so, packed or not', async t => {
  const app = buildApp(t)
  for (const [coding, limit, packed] of [
    [undefined, 50, undefined],
    ['GZIP', 50, 'gzip'],
    ['gzip;q=0', 50, undefined],
    ['*', 50, 'gzip'],
    ['gzip, identity;q=0', 1, 'gzip'],
  ] as const) {
    const { headers } = await app.inject({
      method: 'POST',
      url: `/api/public/bot/${BOT}/getSessions`,
      headers: { ...HEADERS, 'content-type': 'application/json', ...(coding && { 'accept-encoding': coding }) },
      payload: { limit },
    })
    t.equal(headers['content-encoding'], packed, String(coding))
    t.equal(headers.vary, 'accept-encoding', String(coding))
  }
  const small = await app.inject({ method: 'POST', url: '/nowhere' })
  t.equal(small.headers.vary, undefined, 'what is too small is the same for all')
})
