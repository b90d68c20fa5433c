// Makes dist/ from src/: the command and what programs import. What the contract compiler has made, the scenarios
// already checked, and the types lie beside them.
import { execFileSync } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { register } from 'tsx/esm/api'
import { writeCommonJs } from './build/commonjs.mjs'
import { leftOut, requireInside, withoutFramework } from './build/inside.mjs'
import { noticesOf } from './build/notices.mjs'

const ROOT = join(import.meta.dirname, '..')
const DIST = join(ROOT, 'dist')
/** What programs import. */
const DOORS = ['index', 'client', 'testing']
const GENERATED = join(ROOT, 'src/contract/generated')

const options = {
  absWorkingDir: ROOT,
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  logLevel: 'warning',
}

rmSync(DIST, { recursive: true, force: true })

const withRequire = {
  js: "import { createRequire as requireOf } from 'node:module'\nconst require = requireOf(import.meta.url)",
}

// A program has packages of its own, which are to be one with ours: packages stay packages, but for the framework (D263).
const programs = await build({
  ...options,
  entryPoints: [
    ...DOORS.map(name => ({ in: `src/${name}.ts`, out: name })),
    { in: 'src/offload/worker.ts', out: 'offload-worker' },
    { in: 'src/export/worker.ts', out: 'export-worker' },
    { in: 'src/scenario/loading-thread.ts', out: 'scenario-loader' },
  ],
  external: withoutFramework,
  banner: withRequire,
  metafile: true,
})

// The command has the packages inside that every start needs: to find and read 150 files took it a third of its time.
const command = await build({
  ...options,
  entryPoints: [{ in: 'src/cli.ts', out: 'cli' }],
  external: leftOut,
  plugins: [requireInside],
  banner: withRequire,
  metafile: true,
})
chmodSync(join(DIST, 'cli.js'), 0o755)
writeFileSync(join(DIST, 'NOTICES.txt'), noticesOf(ROOT, [command.metafile, programs.metafile]))

// Modules ask for `./generated/...` beside themselves, and esbuild puts all of them into dist/.
mkdirSync(join(DIST, 'generated'))
for (const file of readdirSync(GENERATED)) {
  if (/\.(cjs|json)$/.test(file) && file !== 'stamp.json') cpSync(join(GENERATED, file), join(DIST, 'generated', file))
}

register()
const { scenarioNames } = await import('../src/scenario/list.ts')
const { compileScenario } = await import('../src/scenario/load.ts')
const { shippedIndustries, shippedPack } = await import('../src/scenario/packs.ts')
mkdirSync(join(DIST, 'scenarios/packs'), { recursive: true })
const put = (name, data) => writeFileSync(join(DIST, 'scenarios', `${name}.json`), JSON.stringify(data))
for (const name of scenarioNames()) put(name, compileScenario(name))
for (const industry of shippedIndustries()) put(`packs/${industry}`, shippedPack(industry))

// Whether the types are right is for `npm run typecheck` to say; here they are only written down.
const compiler = join(ROOT, 'node_modules/typescript7/lib/tsc.js')
execFileSync(process.execPath, [compiler, '-p', 'tsconfig.build.json', '--noCheck'], { cwd: ROOT, stdio: 'inherit' })

await writeCommonJs(DIST, DOORS)
