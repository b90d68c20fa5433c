import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '../..')

/** The built package under an older version, to be run. */
export function makeOlderVersion(): { readonly command: readonly string[]; readonly remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'kore-mock-older-'))
  const about = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as object
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ ...about, version: '0.0.1' }))
  cpSync(join(ROOT, 'dist'), join(folder, 'dist'), { recursive: true })
  for (const name of ['node_modules', 'scenarios', 'openapi']) symlinkSync(join(ROOT, name), join(folder, name))
  return { command: [join(folder, 'dist/cli.js')], remove: () => rmSync(folder, { recursive: true, force: true }) }
}
