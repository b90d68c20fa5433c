// Writes dist/sbom.cdx.json: the packages that come along with this one, as CycloneDX. The same lock file gives the same bytes.
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { packagesOf } from './licences/packages.mjs'

const DEVELOPMENT = 'cdx:npm:package:development'

const root = join(import.meta.dirname, '..')
const npm = ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only']
const text = execFileSync('npm', npm, {
  cwd: root,
  encoding: 'utf8',
  maxBuffer: 2 ** 26,
  stdio: ['ignore', 'pipe', 'inherit'],
})
const bill = JSON.parse(text)

// With `--omit dev` npm leaves out what a tool of development needs too (ajv, yaml and twenty more), and what lies inside.
const label = ({ name, version }) => `${name}@${version}`
const coming = new Set(packagesOf(root).map(label))
bill.components = bill.components.filter(component => coming.has(label(component)))
for (const component of bill.components) {
  const isDevelopment = ({ name }) => name === DEVELOPMENT
  if (component.properties?.some(isDevelopment)) component.scope = 'required'
  component.properties = component.properties?.filter(property => !isDevelopment(property))
}
const kept = new Set([bill.metadata.component['bom-ref'], ...bill.components.map(component => component['bom-ref'])])
bill.dependencies = bill.dependencies
  .filter(({ ref }) => kept.has(ref))
  .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter(other => kept.has(other)) }))
// What differs with the run, the folder and the version of npm.
delete bill.serialNumber
delete bill.metadata.timestamp
delete bill.metadata.tools
bill.metadata.component.name = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).name

const named = list => [...new Set(list.map(label))].sort().join('\n')
if (named(bill.components) !== named(packagesOf(root))) throw new Error('it has other packages than the lock file')

mkdirSync(join(root, 'dist'), { recursive: true })
writeFileSync(join(root, 'dist/sbom.cdx.json'), `${JSON.stringify(bill, null, 2)}\n`)
console.log(`${bill.bomFormat} ${bill.specVersion}: ${bill.components.length} packages`)
