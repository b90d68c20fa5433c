import t from 'tap'
import { catalogue, lineOf, say } from '../../src/errors/catalogue.ts'
import { ownRefusal } from '../../src/errors/own-refusal.ts'

t.test('every entry has a code, a sentence, and says what to do', async t => {
  for (const [code, { sentence, advice }] of Object.entries(catalogue)) {
    t.match(code, /^KM(_[A-Z][A-Z0-9]*)+$/)
    t.not(sentence, '', `${code}: sentence`)
    t.match(advice, /^[A-Z`].*\.$/s, `${code}: advice is a sentence`)
  }
})

t.test('details stand where the sentence wants them, braces in them stay as they are', async t => {
  t.same(say('KM_PORT_IN_USE', { port: 80, host: '{port}' }), {
    code: 'KM_PORT_IN_USE',
    message: 'port 80 on {port} is in use; choose another with --port, or 0 for a free one',
  })
  t.equal(lineOf(say('KM_QUOTA_UNLIMITED', {})), 'needs `perMinute` or `perHour` [KM_QUOTA_UNLIMITED]')
})

t.test('a refusal of the mock has its code beside the status', async t => {
  const violations = [{ property: 'headers.x-mock-delay', message: 'must be a number' }]
  t.same(ownRefusal(400, say('KM_STEER_DELAY', { found: 'soon', most: 60_000 }), violations).body, {
    errors: [
      {
        msg: 'X-Mock-Delay: "soon" is not a whole number of milliseconds from 0 to 60000',
        code: 400,
        mockCode: 'KM_STEER_DELAY',
        error: violations,
      },
    ],
  })
})
