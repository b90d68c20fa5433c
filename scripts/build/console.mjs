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
  const [script, cssBundle, ...others] = firstScreen(metafile)
  // Without these a browser learns of each round of imports only when the one before has come.
  const preloads = others.map(path => `<link rel="modulepreload" href="${urlOf(path)}" />`)
  const page = readFileSync(join(root, 'src/console/index.html'), 'utf8')
    .replace('%STYLE%', urlOf(cssBundle))
    .replace('%PRELOADS%', preloads.join('\n    '))
    .replace('%SCRIPT%', urlOf(script))
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'index.html'), page)
  return metafile
}

/**
 * What the page loads to show its first view, by esbuild's account: the entry with its style, then what it imports, and the view with what
 * that imports.
 */
export function firstScreen({ outputs }) {
  const found = new Set()
  const add = path => {
    if (path === undefined || found.has(path)) return
    found.add(path)
    add(outputs[path].cssBundle)
    for (const { path: other, kind } of outputs[path].imports) if (kind === 'import-statement') add(other)
  }
  for (const wanted of ['src/console/main.tsx', 'src/console/views/centre/centre.tsx']) {
    const [path] = Object.entries(outputs).find(([, { entryPoint }]) => entryPoint === wanted) ?? []
    if (path === undefined) throw new Error(`the console has no ${wanted}`)
    add(path)
  }
  return [...found]
}
