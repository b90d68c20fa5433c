// Packs what the package has in place of files of dist/: `load.cjs` reads it, and says what lies together.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'

/** What a start reads stays as it is: `package.json` has the same list, as what is left out. */
const PACKED = [
  /^(?:whole|store-client)\.cjs$/,
  /^generated\/(?!.*\.operations\.json$)/,
  /^scenarios\/(?!default\.)[^/]+\.json$/,
  /^console\//,
  /^names\//,
]

/** Packs them into the folder `packed`. */
export function packFiles(dist) {
  const { flat, packOf } = createRequire(import.meta.url)('./load.cjs')
  const folder = join(dist, 'packed')
  const packs = new Map()
  const files = readdirSync(dist, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile())
  for (const entry of files) {
    const path = join(entry.parentPath, entry.name)
    const name = path.slice(dist.length + 1).replaceAll('\\', '/')
    if (!PACKED.some(pattern => pattern.test(name))) continue
    const bytes = readFileSync(path)
    packs.set(packOf(name), [...(packs.get(packOf(name)) ?? []), { name, bytes }])
  }
  mkdirSync(folder)
  for (const [pack, parts] of packs) writeFileSync(join(folder, `${flat(pack)}.br`), packed(parts))
}

/** How long each part is, by name, in a line, and then these; alike things come after each other. */
function packed(parts) {
  const inOrder = parts.sort((a, b) => (a.name < b.name ? -1 : 1))
  const lengths = Object.fromEntries(inOrder.map(({ name, bytes }) => [name, bytes.length]))
  const whole = Buffer.concat([Buffer.from(`${JSON.stringify(lengths)}\n`), ...inOrder.map(({ bytes }) => bytes)])
  return brotliCompressSync(whole, {
    params: {
      [constants.BROTLI_PARAM_SIZE_HINT]: whole.length,
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
    },
  })
}
