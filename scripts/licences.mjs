/**
 * Writes docs/licences.md: the licences of the packages that come along with this one, from the lock file. A licence that is not among
 * the known ones fails: somebody has to read it. `--check`: only says whether the list is fresh (exit 1: stale).
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { packagesOf } from './licences/packages.mjs'

/** Licences that ask for nothing but to be named. */
const KNOWN = ['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'BlueOak-1.0.0', 'ISC', 'MIT']

const root = join(import.meta.dirname, '..')
const file = join(root, 'docs/licences.md')
const found = packagesOf(root)
const unread = found.filter(({ license }) => !KNOWN.includes(license))

const counts = new Map()
for (const { license } of found) counts.set(license, (counts.get(license) ?? 0) + 1)
const rows = new Set(found.map(({ name, version, license }) => `| ${name} | ${version} | ${license} |`))
const text = [
  '# Licences',
  '',
  'kore-mock itself is under the MIT licence. These packages come along with it; the list is made from `package-lock.json` by',
  '`npm run licences`; do not edit. The texts of those that are inside the built command stand in `dist/NOTICES.txt`, those of the others in',
  'their folders. `dist/sbom.cdx.json` is the same as a bill of materials (CycloneDX).',
  '',
  [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([license, count]) => `${license}: ${count}`)
    .join(', '),
  '',
  '| Package | Version | Licence |',
  '|---|---|---|',
  ...[...rows].sort(),
  '',
].join('\n')

if (unread.length > 0) {
  console.error(
    `licences that nobody has read: ${unread.map(({ name, license }) => `${name} (${license})`).join(', ')}`,
  )
  process.exitCode = 1
} else if (!process.argv.includes('--check')) writeFileSync(file, text)
else if (!existsSync(file) || readFileSync(file, 'utf8') !== text) {
  console.error('stale: docs/licences.md; run npm run licences')
  process.exitCode = 1
}
