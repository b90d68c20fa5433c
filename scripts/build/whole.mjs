// The code as one file, `dist/whole.cjs`, and small ones beside it by which it is entered.
import { chmodSync, cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build, transform } from 'esbuild'
import { clientBeside, leftOut, requireInside, standIns } from './inside.mjs'

/** What is entered, by the name of the file that enters it, and what of it others import. */
const DOORS = new Map([
  ['cli', { source: 'src/cli.ts' }],
  ['offload-worker', { source: 'src/offload/worker.ts', isThread: true }],
  ['scenario-loader', { source: 'src/scenario/loading-thread.ts', isThread: true }],
  ['export-worker', { source: 'src/export/worker.ts', isThread: true }],
  ['index', { source: 'src/index.ts', names: ['createKoreMock', 'listScenarios', 'ScenarioError'] }],
  ['testing', { source: 'src/testing.ts', names: ['judge', 'setupKoreMock'] }],
])

/** Not by `import`, for which Node looks through the whole text for what it exports: that takes longer than all else at the start. */
const LOAD = `import { createRequire } from 'node:module'\nconst { inThread, load } = createRequire(import.meta.url)('./load.cjs')\n`

/** Modules of Node that are named at the top of files, and that a start does without: with what they load a sixth of it. */
const SELDOM =
  /\brequire\("(?:node:)?(cluster|crypto|dns|dns\/promises|http2|https|os|perf_hooks|tls|worker_threads|zlib)"\)/g

/** Stands for such a module, which is loaded when something of it is first asked for. */
const LATER = `const later = name => new Proxy({}, {
  get: (_, key) => require(name)[key],
  has: (_, key) => key in require(name),
  ownKeys: () => Reflect.ownKeys(require(name)),
  getOwnPropertyDescriptor: (_, key) => Object.assign(Object.getOwnPropertyDescriptor(require(name), key) ?? {}, { configurable: true }),
})`

/** Node prints the names of their classes. */
const ERROR_CLASS = /\b(\w+)=class extends \w*Error\{/g

/**
 * Writes them, and what `dist/whole.cjs` is in the package, `dist/packed/whole.cjs`.
 *
 * One file is found and read once, where 25 took a fifth of a start. Every door, and whatever is imported as late as it is needed, runs
 * when it is first asked for. It is CommonJS, as such a file can be loaded by either kind of module.
 *
 * In the package names are short: V8, which has no bytecode there, reads it in three fifths of the time. Whoever is sent a stack gets its
 * names back by `scripts/stack.mjs`, from a map that is not packed.
 * @returns esbuild's account of it
 */
export async function writeWhole(root, dist) {
  const doors = [...DOORS].map(([name, { source }]) => `exports['${name}'] = () => require('./${source}')`)
  const { metafile, outputFiles } = await build({
    absWorkingDir: root,
    stdin: { contents: doors.join('\n'), resolveDir: root, sourcefile: 'doors.js' },
    outfile: join(dist, 'whole.cjs'),
    write: false,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20.19',
    external: leftOut,
    // V8 keeps no note of who imports in the bytecode that `load.cjs` gives it.
    supported: { 'dynamic-import': false },
    plugins: [requireInside, clientBeside, standIns],
    define: { 'import.meta.url': 'importMetaUrl' },
    banner: { js: `const importMetaUrl = require('node:url').pathToFileURL(__filename).href\n${LATER}` },
    minifyWhitespace: true,
    minifySyntax: true,
    lineLimit: 200,
    legalComments: 'none',
    metafile: true,
    sourcemap: 'external',
    sourcesContent: false,
    logLevel: 'warning',
    // Of what runs from the sources alone.
    logOverride: { 'empty-import-meta': 'silent' },
  })
  const text = outputFiles.find(({ path }) => path.endsWith('.cjs')).text.replaceAll(SELDOM, 'later("$1")')
  const map = outputFiles.find(({ path }) => path.endsWith('.map')).contents
  mkdirSync(join(dist, 'packed'), { recursive: true })
  writeFileSync(join(dist, 'whole.cjs'), text)
  // From the text: by itself esbuild makes arrow functions of modules, which V8 parses at the start, needed or not.
  const short = await transform(
    `${text.replaceAll(ERROR_CLASS, '$&static name="$1";')}\n//# sourceMappingURL=data:application/json;base64,${Buffer.from(map).toString('base64')}`,
    {
      format: 'cjs',
      platform: 'node',
      target: 'node20.19',
      minify: true,
      lineLimit: 200,
      sourcemap: 'external',
      sourcesContent: false,
      sourcefile: 'whole.cjs',
    },
  )
  writeFileSync(join(dist, 'packed/whole.cjs'), short.code)
  writeFileSync(join(dist, 'packed/whole.map'), short.map)
  cpSync(join(import.meta.dirname, 'load.cjs'), join(dist, 'load.cjs'))
  for (const [name, { names, isThread }] of DOORS) {
    const entered = names === undefined ? '' : `export const { ${names.join(', ')} } = `
    const shebang = name === 'cli' ? '#!/usr/bin/env node\n' : ''
    writeFileSync(
      join(dist, `${name}.js`),
      `${shebang}${LOAD}${isThread ? 'inThread()\n' : ''}${entered}load('whole.cjs')['${name}']()\n`,
    )
  }
  chmodSync(join(dist, 'cli.js'), 0o755)
  return metafile
}
