// Installs the packed package with each package manager, as a stranger on this Node would, and runs a first test with it; what an
// installer says of engines, peers or age fails. With the beginning of a name: `node scripts/package-managers.mjs Yarn`.
import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
/** Held, so that what is new with them breaks nothing here by itself; the binary of Bun runs on every x64 machine. */
const MANAGERS = ['yarn@1.22.22', '@yarnpkg/cli-dist@4.18.1', 'pnpm@12.21.0', '@oven/bun-linux-x64-baseline@1.4.5']
const work = mkdtempSync(join(tmpdir(), 'kore-mock-managers-'))
const tool = path => join(work, 'tools/node_modules', path)
const node = process.execPath

/** How each of them installs what package.json says, and runs Node with it. */
const ways = {
  npm: { install: ['npm', 'install', '--no-audit', '--no-fund'] },
  'Yarn 1': {
    install: [node, tool('yarn/bin/yarn.js'), 'install', '--non-interactive', '--cache-folder', join(work, 'yarn1')],
  },
  'Yarn 4, PnP': {
    install: [node, tool('@yarnpkg/cli-dist/bin/yarn.js'), 'install'],
    run: [node, tool('@yarnpkg/cli-dist/bin/yarn.js'), 'node'],
    files: { 'yarn.lock': '', '.yarnrc.yml': 'enableTelemetry: false\nenableGlobalCache: false\nnodeLinker: pnp\n' },
  },
  'Yarn 4, node_modules': {
    install: [node, tool('@yarnpkg/cli-dist/bin/yarn.js'), 'install'],
    files: {
      'yarn.lock': '',
      '.yarnrc.yml': 'enableTelemetry: false\nenableGlobalCache: false\nnodeLinker: node-modules\n',
    },
  },
  pnpm: { install: [node, tool('pnpm/bin/pnpm.mjs'), 'install', '--store-dir', join(work, 'store')] },
  Bun: { install: [tool('@oven/bun-linux-x64-baseline/bin/bun'), 'install'] },
}

/** Runs a command; gives all it said. */
function run(command, cwd) {
  const [program, ...args] = command
  const env = {
    ...process.env,
    CI: 'true',
    YARN_ENABLE_IMMUTABLE_INSTALLS: 'false',
    npm_config_update_notifier: 'false',
  }
  for (const name of Object.keys(env))
    if (/^npm_(?!config_(registry|cache|cafile|update_notifier))/.test(name)) delete env[name]
  try {
    return execFileSync('bash', ['-c', '"$0" "$@" 2>&1', program, ...args], { cwd, encoding: 'utf8', env })
  } catch (error) {
    throw new Error(`${command.join(' ')}\n${error.stdout}`)
  }
}

let failed = 0
try {
  mkdirSync(join(work, 'tools'))
  writeFileSync(join(work, 'tools/package.json'), '{ "private": true }')
  run(['npm', 'install', '--no-audit', '--no-fund', '--ignore-scripts', ...MANAGERS], join(work, 'tools'))
  const [packed] = JSON.parse(
    execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', work], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }),
  )
  for (const [name, { install, run: runner = [node], files = {} }] of Object.entries(ways)) {
    if (!name.startsWith(process.argv[2] ?? '')) continue
    const folder = join(work, name.replaceAll(/\W+/g, '-'))
    mkdirSync(folder)
    copyFileSync(join(work, packed.filename), join(folder, 'kore-mock.tgz'))
    copyFileSync(join(root, 'examples/tests/node.test.mjs'), join(folder, 'first.test.mjs'))
    const manifest = {
      name: 'stranger',
      private: true,
      type: 'module',
      dependencies: { 'kore-mock': 'file:./kore-mock.tgz' },
    }
    writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest))
    for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text)
    const began = performance.now()
    try {
      const said = run(install, folder)
      const tested = run([...runner, '--test', 'first.test.mjs'], folder)
      const passed = /^# pass (\d+)$/m.exec(tested)?.[1] ?? /pass (\d+)/.exec(tested)?.[1]
      const about = said.split('\n').filter(line => /engine|EBADENGINE|peer|deprecated/i.test(line))
      if (about.length > 0 || !Number(passed))
        throw new Error(`it has something to say:\n${about.join('\n')}\n${tested}`)
      console.log(`${name}: ${passed} tests pass, ${((performance.now() - began) / 1000).toFixed(1)} s`)
    } catch (error) {
      failed += 1
      console.error(`${name}: ${error.message}`)
    }
  }
} finally {
  rmSync(work, { recursive: true, force: true })
}
process.exitCode = failed === 0 ? 0 : 1
