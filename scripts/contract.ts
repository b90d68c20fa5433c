/**
 * Makes from `openapi/` what the program needs: bundled documents, tables of operations, validators, serialisers, types.
 * Nothing is done when nothing has changed. `--check`: only says whether the committed types are fresh (exit 1: stale).
 */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { bundle } from './contract/bundle.ts'
import { compileOperations, examplesOf } from './contract/compile.ts'
import { describeOperations } from './contract/meta.ts'
import { generateTypes } from './contract/types.ts'

const ROOT = join(import.meta.dirname, '..')
const HOME = join(ROOT, 'src/contract')
const OUTPUT = join(HOME, 'generated')
const DOCUMENTS = [
  { name: 'kore', file: 'openapi/kore.yaml', types: 'types.ts' },
  { name: 'admin', file: 'openapi/admin.yaml', types: 'admin-types.ts' },
].filter(document => existsSync(join(ROOT, document.file)))

/** A hash of everything that the outcome depends on. */
function fingerprint(): string {
  const hash = createHash('sha256')
  const files = ['openapi', 'scripts/contract']
    .flatMap(folder =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map(name => `${folder}/${name}`),
    )
    .filter(name => /\.(yaml|ts)$/.test(name))
  for (const name of [...files, 'scripts/contract.ts', 'src/contract/formats.ts', 'package.json'].sort()) {
    hash
      .update(name)
      .update('\0')
      .update(readFileSync(join(ROOT, name)))
      .update('\0')
  }
  return hash.digest('hex')
}

async function generate(): Promise<Map<string, string>> {
  const files = new Map<string, string>()
  for (const { name, file, types } of DOCUMENTS) {
    const document = bundle(ROOT, file)
    files.set(`${name}.json`, JSON.stringify(document))
    files.set(`${name}.operations.json`, JSON.stringify(describeOperations(document)))
    files.set(`${name}.examples.json`, JSON.stringify(examplesOf(document)))
    for (const [module, code] of await compileOperations(document, name, HOME)) files.set(module, code)
    files.set(types, await generateTypes(document))
  }
  return files
}

const stampFile = join(OUTPUT, 'stamp.json')
const stamp = JSON.stringify({ fingerprint: fingerprint() })

if (process.argv.includes('--check')) {
  const stale: string[] = []
  for (const { file, types } of DOCUMENTS) {
    const path = join(OUTPUT, types)
    const committed = existsSync(path) ? readFileSync(path, 'utf8') : ''
    if (committed !== (await generateTypes(bundle(ROOT, file)))) stale.push(types)
  }
  if (stale.length > 0) {
    console.error(`stale: ${stale.map(name => `src/contract/generated/${name}`).join(', ')}; run npm run contract`)
    process.exitCode = 1
  }
} else if (!existsSync(stampFile) || readFileSync(stampFile, 'utf8') !== stamp) {
  const files = await generate()
  mkdirSync(OUTPUT, { recursive: true })
  for (const name of readdirSync(OUTPUT)) if (/\.(cjs|json)$/.test(name) && !files.has(name)) rmSync(join(OUTPUT, name))
  for (const [name, text] of files) writeFileSync(join(OUTPUT, name), text)
  writeFileSync(stampFile, stamp)
}
