// Makes dist/ from src/: the command and what programs import. What the contract compiler has made, the scenarios
// already checked, and the types lie beside them.
import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { register } from 'tsx/esm/api'
import { writeCommonJs } from './build/commonjs.mjs'
import { writeConsole } from './build/console.mjs'
import { noticesOf } from './build/notices.mjs'
import { packFiles } from './build/pack.mjs'
import { keepReachable } from './build/types.mjs'
import { writeWhole } from './build/whole.mjs'
import { writeWords } from './build/words.mjs'

const ROOT = join(import.meta.dirname, '..')
const DIST = join(ROOT, 'dist')
/** What programs import. */
const DOORS = ['index', 'client', 'testing']
const GENERATED = join(ROOT, 'src/contract/generated')

console.log('kore-mock: dist/ is built from the sources, which takes some ten seconds')
rmSync(DIST, { recursive: true, force: true })

const whole = await writeWhole(ROOT, DIST)
// It has nothing in common with a mock, and is loaded where there is none.
const client = await build({
  absWorkingDir: ROOT,
  outdir: 'dist',
  entryPoints: [{ in: 'src/client.ts', out: 'client' }],
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  packages: 'external',
  metafile: true,
})
// The client of a store, for who names one.
const storeClient = await build({
  absWorkingDir: ROOT,
  outfile: 'dist/store-client.cjs',
  stdin: { contents: "exports.Redis = require('iovalkey').Redis", resolveDir: ROOT, sourcefile: 'store-client.js' },
  bundle: true,
  format: 'cjs',
  platform: 'node',
  target: 'node20.19',
  minify: true,
  metafile: true,
})
const page = await writeConsole(ROOT, DIST)
writeFileSync(join(DIST, 'NOTICES.txt'), noticesOf(ROOT, [whole, client.metafile, storeClient.metafile, page]))

// Modules ask for `./generated/...` beside themselves, and esbuild puts all of them into dist/.
mkdirSync(join(DIST, 'generated'))
const firstOf = new Map()
for (const file of readdirSync(GENERATED)) {
  if (!/\.(cjs|json)$/.test(file) || file === 'stamp.json') continue
  const text = readFileSync(join(GENERATED, file), 'utf8')
  // Operations that take and give the same have the same code.
  const first = firstOf.get(text)
  if (first === undefined) firstOf.set(text, file)
  writeFileSync(join(DIST, 'generated', file), first === undefined ? text : `module.exports = require('./${first}')\n`)
}

register()
const { scenarioNames } = await import('../src/scenario/list.ts')
const { compileScenario } = await import('../src/scenario/load.ts')
const { shippedIndustries, shippedPack } = await import('../src/scenario/packs.ts')
mkdirSync(join(DIST, 'scenarios/packs'), { recursive: true })
const put = (file, data) => writeFileSync(join(DIST, file), JSON.stringify(data))
for (const name of scenarioNames()) put(`scenarios/${name}.json`, compileScenario(name))
await writeWords(
  join(DIST, 'scenarios/packs'),
  new Map(shippedIndustries().map(industry => [industry, shippedPack(industry)])),
)

const { namesOfFaker } = await import('../src/platform/load-names.ts')
mkdirSync(join(DIST, 'names'))
const languages = new Set(shippedIndustries().flatMap(industry => Object.keys(shippedPack(industry).words)))
// British people have Australian names: `users.ts` says why.
for (const language of [...languages, 'en_AU']) put(`names/${language}.json`, namesOfFaker(language))

// Whether the types are right is for `npm run typecheck` to say; here they are only written down.
const compiler = join(ROOT, 'node_modules/typescript7/lib/tsc.js')
execFileSync(process.execPath, [compiler, '-p', 'tsconfig.build.json', '--noCheck'], { cwd: ROOT, stdio: 'inherit' })
keepReachable(join(DIST, 'types'), DOORS)

await writeCommonJs(DIST, DOORS)
packFiles(DIST)

// In a process of its own, as its flags and what it compiles are to be those of a start.
execFileSync(process.execPath, [join(import.meta.dirname, 'build/keep-code.mjs'), DIST], {
  cwd: ROOT,
  stdio: 'inherit',
})
