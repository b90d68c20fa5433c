import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import t from 'tap'

const run = promisify(execFile)
const SCRIPT = join(import.meta.dirname, '../../scripts/check-regexes.mjs')

t.test('each expression that may take long is named with its place', async t => {
  const root = t.testdir({
    src: {
      'a.ts': [
        'export const good = /^[a-z]+$/',
        'export const blanks = /\\s+$/',
        "export const twice = new RegExp('(a|a)*b', 'g')",
        'export const made = (text: string) => new RegExp(text)',
      ].join('\n'),
    },
    openapi: { 'a.yaml': "type: string\npattern: '^[0-9]{1,16}$'\npatternProperties:\n  '(x+x+)+y': {}\n" },
  })
  const { stderr } = await run(process.execPath, [SCRIPT, root]).catch((failed: { stderr: string }) => failed)
  const lines = stderr.split('\n').filter(Boolean)
  t.equal(lines.length, 5)
  t.match(lines[0], /^src\/a\.ts:4 new RegExp\(text\): is made while running/)
  t.match(lines[1], /^src\/a\.ts:2 \/\\s\+\$\/: 2nd degree polynomial, such as for /)
  t.match(lines[2], /^src\/a\.ts:3 \/\(a\|a\)\*b\/g: exponential/)
  t.match(lines[3], /^openapi\/a\.yaml:4 \/\(x\+x\+\)\+y\/u: exponential/)
  t.match(lines[4], /^4 regular expressions may take long/)
})
