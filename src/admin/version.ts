import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

let known: { readonly name: string; readonly version: string } | undefined

/** Name and version of this package, from the nearest `package.json` above this file: in the source tree and in `dist`. */
export function versionOf(): { readonly name: string; readonly version: string } {
  known ??= find(dirname(fileURLToPath(import.meta.url)))
  return known
}

function find(folder: string): { name: string; version: string } {
  try {
    const { name, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
    if (typeof version === 'string') return { name: String(name), version }
  } catch {
    // Not in this folder.
  }
  const above = dirname(folder)
  return above === folder ? { name: 'kore-mock', version: '0.0.0' } : find(above)
}
