// Compiles test files with all that they import, once for all processes of a run. One after the other these would load tsx, ask it for
// each of some 400 modules and wait for the thread that it answers from: 2 to 3 s of processor time each.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const ROOT = path.join(import.meta.dirname, '..')
const OWN = /[\\/](?:src|test|scripts|\.tap[\\/]groups)[\\/].*\.m?[jt]s$/

/** A file knows where it lies by `import.meta`: where it lay, not where it is compiled to. */
const keepPlaces = {
  name: 'keep places',
  setup(plugins) {
    plugins.onLoad({ filter: OWN }, ({ path: file }) => {
      if (file.includes(`${path.sep}node_modules${path.sep}`)) return undefined
      const text = readFileSync(file, 'utf8')
      const places = { url: pathToFileURL(file).href, dirname: path.dirname(file), filename: file }
      const contents = text.replaceAll(/\bimport\.meta\.(url|dirname|filename)\b/g, (_, name) =>
        JSON.stringify(places[name]),
      )
      return { contents, loader: file.endsWith('ts') ? 'ts' : 'js' }
    })
  },
}

/**
 * Compiles them.
 * @param entries the files by the names that they are to have without an ending
 */
export async function bundleTests(entries, folder) {
  await build({
    absWorkingDir: ROOT,
    entryPoints: Object.fromEntries(entries),
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    chunkNames: 'chunks/[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    packages: 'external',
    sourcemap: 'linked',
    plugins: [keepPlaces],
    logLevel: 'warning',
  })
}
