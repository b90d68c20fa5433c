// The tests of the console, in Chromium: node scripts/console-tests.mjs [FILE...]. They are no part of `npm test`: a browser takes longer
// than all else, and not every machine has one.
import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'

const named = process.argv.slice(2)
const files = readdirSync('test/console')
  .filter(name => name.endsWith('.browser.ts'))
  .map(name => `test/console/${name}`)
const { status } = spawnSync(
  'tap',
  ['--disable-coverage', '--jobs=1', '--timeout=600', ...(named.length > 0 ? named : files)],
  {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  },
)
process.exit(status ?? 1)
