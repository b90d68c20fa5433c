import t from 'tap'
import { checkScope } from '../../../src/http/steps/scope.ts'
import { ALL_SESSIONS, callOf, mockOf, refusalOf, SESSIONS, TREND } from '../helper.ts'

const app = (kind: 'bot' | 'account', scopes: readonly string[] | 'all') => ({ kind, scopes, bots: [] }) as never

t.test('scopes: ruling R11, facts 1.5', async t => {
  const { op } = callOf(mockOf())
  const { bot = '', account = '' } = op.scope ?? {}
  const rows = [
    ['strict', SESSIONS, app('bot', 'all'), undefined, true],
    ['strict', SESSIONS, app('bot', [bot]), undefined, true],
    ['strict', SESSIONS, app('bot', [account]), undefined, bot === account],
    ['strict', SESSIONS, app('account', [account]), undefined, true],
    ['strict', SESSIONS, app('account', []), undefined, false],
    ['strict', ALL_SESSIONS, app('bot', 'all'), undefined, false],
    ['strict', ALL_SESSIONS, app('account', 'all'), undefined, true],
    ['strict', TREND, app('account', 'all'), undefined, false],
    ['strict', SESSIONS, undefined, undefined, true],
    ['strict', SESSIONS, app('bot', 'all'), ['another'], false],
    ['strict', SESSIONS, app('bot', 'all'), [bot], true],
    ['lenient', SESSIONS, app('bot', []), undefined, true],
    ['lenient', ALL_SESSIONS, app('bot', []), undefined, true],
    ['lenient', SESSIONS, app('bot', []), [bot], true],
    ['lenient', SESSIONS, app('bot', 'all'), ['another'], false],
  ] as const
  for (const [auth, url, app, tokenScopes, passes] of rows) {
    const refusal = await refusalOf(checkScope, callOf(mockOf({ auth }), { url }, { app, tokenScopes }))
    const name = `${auth} ${url} ${JSON.stringify(app)} ${tokenScopes}`
    if (passes) t.equal(refusal, undefined, name)
    else t.match(refusal, { status: 401, code: 4002, message: 'Permission denied. Scope is incorrect!' }, name)
  }
})
