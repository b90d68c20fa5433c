/**
 * `npm test`: all tests, with the command as it is built. `npm test -- FILE...`: these files alone, with the command from the
 * sources, so that nothing needs to be built.
 */
import { spawnSync } from 'node:child_process'

const files = process.argv.slice(2)

function run(command, ...args) {
  const { status } = spawnSync(command, args, { stdio: 'inherit', shell: process.platform === 'win32' })
  if (status !== 0) process.exit(status ?? 1)
}

run('npm', 'run', '--silent', files.length === 0 ? 'build' : 'contract')
run('tap', '--disable-coverage', ...files)
