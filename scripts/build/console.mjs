// The console: the page under src/console/, made into files whose names hold a digest of their text.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'

/** Esbuild's account of the outputs, with their paths as they are asked for. */
const urlOf = path => `/console/assets/${path.split('/').at(-1)}`

/**
 * Writes the console into `dist/console/`. Views are pieces of their own, loaded when they are opened.
 * @returns esbuild's account of it
 */
export async function writeConsole(root, dist) {
  const folder = join(dist, 'console')
  rmSync(folder, { recursive: true, force: true })
  const { metafile } = await build({
    absWorkingDir: root,
    outdir: join(folder, 'assets'),
    entryPoints: [{ in: 'src/console/main.tsx', out: 'main' }],
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'browser',
    target: ['chrome111', 'firefox113', 'safari16.4'],
    tsconfig: 'src/console/tsconfig.json',
    minify: true,
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning',
  })
  const main = Object.entries(metafile.outputs).find(([, { entryPoint }]) => entryPoint === 'src/console/main.tsx')
  if (main === undefined) throw new Error('the console has no entry')
  const [script, { cssBundle }] = main
  const page = readFileSync(join(root, 'src/console/index.html'), 'utf8')
    .replace('%STYLE%', urlOf(cssBundle))
    .replace('%SCRIPT%', urlOf(script))
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'index.html'), page)
  return metafile
}
