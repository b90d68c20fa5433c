/**
 * Makes from `openapi/` what the program needs: bundled documents, tables of operations, validators, serialisers, types.
 * Nothing is done when nothing has changed. `--check`: only says whether the committed types are fresh (exit 1: stale).
 */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '..')
const OUTPUT = join(ROOT, 'src/contract/generated')
const STAMP = join(OUTPUT, 'stamp.json')

/** A hash of files, by their names and contents; undefined when one is not there. */
function hashOf(folder: string, names: readonly string[]): string | undefined {
  const hash = createHash('sha256')
  for (const name of names) {
    const file = join(folder, name)
    if (!existsSync(file)) return undefined
    hash.update(name).update('\0').update(readFileSync(file)).update('\0')
  }
  return hash.digest('hex')
}

/** Everything that the outcome depends on. */
function sources(): string[] {
  const found = ['openapi', 'scripts/contract'].flatMap(folder =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map(name => `${folder}/${name}`),
  )
  const own = ['scripts/contract.ts', 'src/contract/formats.ts', 'src/contract/row-templates.ts', 'package.json']
  const shapes = ['scenarios/scenario.schema.yaml', 'scenarios/stories/story.schema.yaml']
  return [...found.filter(name => /\.(yaml|ts)$/.test(name)), ...own, ...shapes].sort()
}

interface Stamp {
  readonly sources: string | undefined
  readonly outputs: string | undefined
  readonly names: readonly string[]
}

function isFresh(): boolean {
  if (!existsSync(STAMP)) return false
  const stamp = JSON.parse(readFileSync(STAMP, 'utf8')) as Partial<Stamp>
  return stamp.sources === hashOf(ROOT, sources()) && stamp.outputs === hashOf(OUTPUT, stamp.names ?? [])
}

/** Written only when it differs, so that a watcher is not woken for nothing. */
function write(name: string, text: string): void {
  const file = join(OUTPUT, name)
  if (!existsSync(file) || readFileSync(file, 'utf8') !== text) writeFileSync(file, text)
}

if (process.argv.includes('--check')) {
  const { generateAllTypes } = await import('./contract/generate.ts')
  const made = [...(await generateAllTypes(ROOT))]
  const committed = (name: string) => (existsSync(join(OUTPUT, name)) ? readFileSync(join(OUTPUT, name), 'utf8') : '')
  const stale = made
    .filter(([name, text]) => committed(name) !== text)
    .map(([name]) => `src/contract/generated/${name}`)
  if (stale.length > 0) {
    console.error(`stale: ${stale.join(', ')}; run npm run contract`)
    process.exitCode = 1
  }
} else if (!isFresh()) {
  const before = hashOf(ROOT, sources())
  const { generate } = await import('./contract/generate.ts')
  const files = await generate(ROOT)
  mkdirSync(OUTPUT, { recursive: true })
  for (const name of readdirSync(OUTPUT)) if (/\.(cjs|json)$/.test(name) && !files.has(name)) rmSync(join(OUTPUT, name))
  for (const [name, text] of files) write(name, text)
  const names = [...files.keys()].sort()
  const stamp: Stamp = { sources: before, outputs: hashOf(OUTPUT, names), names }
  writeFileSync(STAMP, JSON.stringify(stamp))
}
