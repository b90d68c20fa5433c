// Makes the console alone, into dist/console/, and says what a browser has to load: node scripts/console.mjs [--watch]
import { readdirSync, readFileSync, watch } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { firstScreen, writeConsole } from './build/console.mjs'

/** Bytes, packed as the mock sends them: what the first screen may take, and all of it. */
const MOST = { first: 150_000, all: 400_000 }

const root = join(import.meta.dirname, '..')
const dist = join(root, 'dist')

async function make() {
  const metafile = await writeConsole(root, dist)
  const packed = path => gzipSync(readFileSync(path)).length
  const folder = join(dist, 'console')
  const all = readdirSync(join(folder, 'assets')).map(name => packed(join(folder, 'assets', name)))
  const total = all.reduce((a, b) => a + b, packed(join(folder, 'index.html')))
  const first = firstScreen(metafile).reduce(
    (sum, path) => sum + packed(join(root, path)),
    packed(join(folder, 'index.html')),
  )
  console.log(`console: first screen ${kB(first)}, all ${kB(total)} (gzip)`)
  if (first > MOST.first || total > MOST.all) {
    console.error(`it may take ${kB(MOST.first)} for the first screen and ${kB(MOST.all)} in all`)
    process.exitCode = 1
  }
}

const kB = bytes => `${(bytes / 1000).toFixed(1)} kB`

await make()
if (process.argv.includes('--watch')) {
  let waiting
  watch(join(root, 'src/console'), { recursive: true }, () => {
    clearTimeout(waiting)
    waiting = setTimeout(() => make().catch(error => console.error(error.message)), 50)
  })
}
