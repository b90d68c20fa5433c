import t from 'tap'
import { withoutSecrets } from '../../src/admin/shown-error.ts'
import { parseFlags } from '../../src/cli/flags.ts'
import { ScenarioError } from '../../src/scenario/error.ts'
import { loadScenario } from '../../src/scenario/load.ts'

function problemsOf(scenario: object): ScenarioError {
  try {
    loadScenario(scenario)
  } catch (error) {
    if (error instanceof ScenarioError) return error
  }
  throw new Error('the scenario is good')
}

t.test('what stands where a secret belongs is not told', async t => {
  const found = problemsOf({
    apps: { a: { clientId: 5, clientSecret: ['hunter2 "hunter2" found hunter2'] } },
    everyBot: { sessions: { perDay: 'hunter3' } },
  })
  t.match(found.message, /hunter2/, 'it is there')
  const { message, problems } = withoutSecrets(found)
  t.notMatch(message, /hunter2/)
  t.match(message, /apps\.a\.clientSecret: must be a string; found "\*\*\*" \[KM_SETTING_WRONG\]/)
  t.match(message, /apps\.a\.clientId: must be a string; found 5 /)
  t.match(message, /everyBot\.sessions\.perDay: must be .*hunter3/)
  t.notMatch(JSON.stringify(problems), /hunter2/)
})

t.test('what stands where none belongs is told', async t => {
  const { message } = withoutSecrets(problemsOf({ auth: 'maybe', tokens: { clock: 'x' } }))
  t.match(message, /auth: must be one of .*; found "maybe"/)
  t.match(message, /tokens\.clock: must be one of .*; found "x"/)
  t.match(withoutSecrets(problemsOf({ tokens: 'x' })).message, /tokens: must be a mapping; found "x"/)
  t.match(withoutSecrets(problemsOf({ tokens: { secret: 'x' } })).message, /tokens\.secret: is not a setting/)
  const drawn = `eyJhbGciOiJIUzI1NiJ9.eyJhIjoxfQ.${'aZ3k9'.repeat(9)}`
  t.notMatch(withoutSecrets(problemsOf({ auth: drawn })).message, 'aZ3k9', 'unless it has the shape of a secret')
})

t.test('an admin token that cannot be one is not told', async t => {
  t.throws(() => parseFlags(['--admin-token', 'hünter2'], {}), { message: /--admin-token must be .*got "\*\*\*"/ })
  t.throws(() => parseFlags([], { KORE_MOCK_ADMIN_TOKEN: 'hünter2' }), { message: /got "\*\*\*"/ })
})
