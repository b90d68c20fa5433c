import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { ContentPack } from '../world/pack.ts'
import { packageRoot, scenarioDirectory } from './paths.ts'

/** Where tools keep what they can make again. */
const KEPT_PACKS = join(packageRoot, 'node_modules', '.cache', 'kore-mock')

interface Kept {
  /** What it was made from. */
  readonly stamp: string
  readonly pack: ContentPack
}

/**
 * A shipped pack as data, for processes that run the sources: to read its YAML and check it takes 1 s of each of them, which a
 * run of the tests starts by the hundred, and this 15 ms. It is read anew when its files or their schemas are others;
 * `npm run packs:check` reads them in any case. Where nothing can be written it is read each time.
 */
export function keptPack(industry: string, read: () => ContentPack, folder = KEPT_PACKS): ContentPack {
  const file = join(folder, `${industry}.json`)
  const stamp = stampOf(industry)
  const kept = readKept(file)
  if (kept?.stamp === stamp) return kept.pack
  const pack = read()
  keep(file, { stamp, pack })
  return pack
}

function stampOf(industry: string): string {
  const hash = createHash('sha256')
  const directory = join(scenarioDirectory, 'packs')
  for (const name of readdirSync(directory).sort()) {
    const isOfIt = name.startsWith(`${industry}.`) || name.endsWith('.schema.yaml')
    if (isOfIt)
      hash
        .update(`${name}\0`)
        .update(readFileSync(join(directory, name)))
        .update('\0')
  }
  return hash.digest('hex')
}

function readKept(file: string): Kept | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Kept
  } catch {
    return undefined
  }
}

/** Put in its place whole: others read it meanwhile. */
function keep(file: string, kept: Kept): void {
  const half = `${file}.${process.pid}.${Date.now()}`
  try {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(half, JSON.stringify(kept))
    renameSync(half, file)
  } catch {
    // Only the next process takes as long as this one.
  }
}
