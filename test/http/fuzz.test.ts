import fc from 'fast-check'
import t from 'tap'
import { operations } from '../../src/contract/contract.ts'
import { ask, BOT, buildApp, HEADERS } from '../helper.ts'
import { runs } from '../long.ts'

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'] as const
const op = fc.constantFrom(...operations)
const day = fc.constantFrom('2026-03-01', '2026-03-08', '2026-02-30', '2026-03-08T23:59:59.999Z', 'x', '')
const odd = fc.oneof(
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
  fc.string({ maxLength: 30 }),
  day,
  fc.array(fc.oneof(fc.string({ maxLength: 26 }), fc.integer()), { maxLength: 60 }),
  fc.dictionary(fc.string({ maxLength: 12 }), fc.jsonValue(), { maxKeys: 3 }),
)

/** Values for the fields that an operation knows, and for some it does not. */
const fieldsOf = (place: 'query' | 'body') =>
  op.chain(one => {
    const names = one.parameters.filter(at => at.in === place).map(({ name }) => name)
    const known = names.length === 0 ? fc.constant('x') : fc.constantFrom(...names)
    const name = fc.oneof(
      { weight: 5, arbitrary: known },
      { weight: 1, arbitrary: fc.constantFrom('__proto__', 'constructor', 'toString') },
    )
    return fc.tuple(fc.constant(one), fc.array(fc.tuple(name, odd), { maxLength: 6 }))
  })

const bodies = fc.oneof(
  fieldsOf('body').map(
    ([, entries]) =>
      `{${entries.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join(',')}}`,
  ),
  fc.json(),
  fc.string(),
  fc.constant(''),
)
const headers = fc.dictionary(
  fc.constantFrom(
    'auth',
    'accountid',
    'content-type',
    'prefer',
    'x-mock-scenario',
    'x-mock-delay',
    'x-test-id',
    'x-request-id',
    'x-http-method-override',
    'accept-encoding',
    'content-encoding',
  ),
  // What a client may put into a header at all.
  fc.oneof(
    fc.stringMatching(/^[\x20-\x7e\x80-\xff]{0,40}$/),
    fc.constantFrom('1', 'code=412', 'empty', 'gzip', 'GET', 'application/json'),
  ),
  { maxKeys: 3 },
)

t.test('nothing a client sends gets a 500, and every answer keeps to the contract', async t => {
  const app = buildApp(t)
  await fc.assert(
    fc.asyncProperty(
      fieldsOf('query'),
      fc.constantFrom(...METHODS),
      fc.boolean(),
      bodies,
      headers,
      fc.string({ maxLength: 20 }),
      async ([one, entries], method, right, body, sent, name) => {
        const path = one.path
          .replace(/\{(streamId|botId)\}/, right ? BOT : encodeURIComponent(name || 'x'))
          .replaceAll(/\{\w+\}/g, encodeURIComponent(name || 'x'))
        const query = entries.map(
          ([key, value]) =>
            `${encodeURIComponent(key)}=${encodeURIComponent(typeof value === 'string' ? value : JSON.stringify(value))}`,
        )
        const delay = sent['x-mock-delay'] === undefined ? {} : { 'x-mock-delay': '1' }
        const got = await ask(app, right ? one.method : method, `${path}?${query.join('&')}`, {
          body,
          headers: { ...HEADERS, ...sent, ...delay },
        })
        return got.status < 500
      },
    ),
    { seed: 20260309, numRuns: runs(200) },
  )
})

t.test('no path gets a 500', async t => {
  const app = buildApp(t)
  const path = fc.oneof(
    fc.webPath().map(text => `/${text}`),
    fc.string({ maxLength: 60 }).map(text => `/${text.replaceAll(/[^\x21-\x7e]/g, '%')}`),
    fc.constantFrom(
      '//',
      '/api/public//getSessions',
      '/api/public/bot/%2e%2e/getSessions',
      '/%00',
      '/?a=%zz',
      '/api/public/getSessions?__proto__[x]=1',
    ),
  )
  await fc.assert(
    fc.asyncProperty(path, fc.constantFrom(...METHODS), async (url, method) => {
      const answer = await app.inject({ method, url, headers: HEADERS })
      return answer.statusCode < 500
    }),
    { seed: 20260309, numRuns: runs(150) },
  )
})
