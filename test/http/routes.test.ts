import t from 'tap'
import { routesAt } from '../../src/http/routes.ts'
import { answerToOptions } from '../../src/http/unmatched.ts'
import { verbOf } from '../../src/http/verb.ts'
import { SEGMENTS, SESSIONS } from './helper.ts'

t.test('who takes a URL', async t => {
  const rows: [string, string[], object?][] = [
    [SESSIONS, ['getSessions'], { botId: SESSIONS.split('/')[4] }],
    [`${SESSIONS}/?x=/a`, ['getSessions']],
    ['/api/public/bot/a%20b%2Fc/getSessions', ['getSessions'], { botId: 'a b/c' }],
    ['/api/public/bot/%zz/getSessions', ['getSessions'], { botId: '%zz' }],
    ['/api/public/bot/x/GetSessions', []],
    ['/api/public/getSessions', ['getAccountSessions'], {}],
    [`${SEGMENTS}?from=x`, ['listInteractions', 'queryInteractions']],
    ['/', []],
  ]
  for (const [url, ids, params] of rows) {
    const takers = routesAt(url)
    t.strictSame(takers.map(({ op }) => op.operationId).sort(), ids, url)
    if (params !== undefined) t.same(takers[0]?.params, params, url)
  }
})

t.test('OPTIONS', async t => {
  const allow = (url: string) => answerToOptions(url)?.headers?.allow
  t.equal(allow(SESSIONS), 'OPTIONS, POST')
  t.equal(allow(`${SEGMENTS}?x`), 'GET, HEAD, OPTIONS, POST')
  t.equal(allow('/docs'), 'GET, HEAD, OPTIONS')
  t.equal(answerToOptions('/nowhere'), undefined)
})

t.test('the verb of a header: facts 2.3', async t => {
  const verb = (method: string, override?: string | string[]) =>
    verbOf({ method, headers: { 'x-http-method-override': override } })
  for (const [method, override, found] of [
    ['POST', undefined, 'POST'],
    ['POST', 'get', 'GET'],
    ['POST', 'Delete', 'DELETE'],
    ['POST', '', 'POST'],
    ['POST', 'no verb!', 'POST'],
    ['POST', 'm-search', 'M-SEARCH'],
    ['POST', 'x'.repeat(65), 'POST'],
    ['POST', 'G ET', 'POST'],
    ['POST', ['GET', 'PUT'], 'POST'],
    ['GET', 'POST', 'GET'],
  ] as const) {
    t.equal(verb(method, override as string), found, `${method} ${override}`)
  }
})
