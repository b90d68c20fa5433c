import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { settleAdminToken } from '../../src/cli/admin-token.ts'
import { parseFlags } from '../../src/cli/flags.ts'

function settle(args: string[]) {
  const { settings } = parseFlags(args, {})
  const problem = settleAdminToken(settings)
  return { problem: problem?.message, token: settings.adminToken, isMade: settings.hasMadeToken }
}

t.test('a token is made where other machines reach the mock and nobody gave one', async t => {
  for (const host of ['0.0.0.0', '::', '10.0.0.1', 'kore-mock']) {
    const { token, isMade } = settle(['--host', host])
    t.match(token, /^[\w-]{32}$/, host)
    t.ok(isMade)
  }
  t.not(settle(['--host', '::']).token, settle(['--host', '::']).token)
  for (const host of ['127.0.0.1', 'localhost', '::1'])
    t.same(settle(['--host', host]), { problem: undefined, token: undefined, isMade: false })
  t.match(settle(['--host', '::', '--admin-token', 'mine']), { token: 'mine', isMade: false })
})

t.test('a token from a file', async t => {
  const folder = t.testdir({
    plain: 'from a file',
    newline: 'from a file\n',
    windows: 'from a file\r\n',
    empty: '',
    blank: '\n',
    two: 'a\nb\n',
    umlaut: 'ä\n',
    long: 'x'.repeat(5_000),
    folder: {},
  })
  const of = (name: string) => settle(['--host', '::', '--admin-token-file', join(folder, name)])
  for (const name of ['plain', 'newline', 'windows']) {
    t.same(of(name), { problem: undefined, token: 'from a file', isMade: false }, name)
  }
  for (const [name, reason] of [
    ['nowhere', /is not there/],
    ['empty', /is empty/],
    ['blank', /is empty/],
    ['two', /must hold 1 to 4096 characters/],
    ['umlaut', /must hold/],
    ['long', /must hold/],
    ['folder', /is no file/],
  ] as const) {
    t.match(of(name).problem, reason, name)
    t.match(of(name).problem, join(folder, name))
  }
  if (process.getuid?.() === 0) return
  chmodSync(join(folder, 'plain'), 0)
  t.match(of('plain').problem, /may not be read/)
})
