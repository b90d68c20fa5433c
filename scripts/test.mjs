/**
 * `npm test`: all tests, with the command as it is built, after something has changed anew. `npm test -- FILE...`: these files alone,
 * with the command from the sources, so that nothing needs to be built.
 */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { isFresh } from './build-when-stale.mjs'
import { groupedTests } from './test-groups.mjs'
import { runTests } from './test-runs.mjs'

const files = process.argv.slice(2)

function run(command, ...args) {
  const { status } = spawnSync(command, args, { stdio: 'inherit', shell: process.platform === 'win32' })
  if (status !== 0) process.exit(status ?? 1)
}

/**
 * Whether the runner's own part is as it was installed, with the compiler that package.json takes out. That makes the start
 * of each test file three times as costly, and only `tap build` mends it: the runner does not see by itself that there is a
 * plugin fewer.
 */
function hasNeedlessCompiler() {
  const tap = createRequire(import.meta.resolve('tap'))
  return readFileSync(tap.resolve('@tapjs/test/test-built'), 'utf8').includes('@tapjs/typescript')
}

if (files.length > 0) run('npm', 'run', '--silent', 'contract')
else if (!isFresh()) run('npm', 'run', '--silent', 'build')
if (hasNeedlessCompiler()) run('tap', 'build')
if (files.length > 0) run('tap', '--disable-coverage', ...files)
else {
  process.env.BUILT_FOR_THREADS = 'true'
  if (!(await runTests(await groupedTests()))) process.exitCode = 1
}
