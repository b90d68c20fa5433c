import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, isAbsolute, join, resolve } from 'node:path'
import type { ContentPack } from '../world/spec.ts'
import { checkPackShape, problemAt } from './check.ts'
import { ScenarioError } from './error.ts'
import { checkPackWords } from './pack-checks.ts'
import { compiledDirectory, isBuilt, scenarioDirectory } from './paths.ts'
import { checkPlain } from './plain-data.ts'
import { type Naming, readSource } from './read.ts'

const packDirectory = join(scenarioDirectory, 'packs')

/** By industry, each read when it is first needed. */
let packs: ReadonlyMap<string, () => ContentPack> | undefined

/** Industries for which a pack is shipped. */
export const shippedIndustries = (): string[] =>
  readdirSync(packDirectory)
    .filter(name => name.endsWith('.yaml') && name !== 'pack.schema.yaml')
    .map(name => name.slice(0, -'.yaml'.length))

/** A shipped pack; each is read once a process. */
export function shippedPack(industry: string): ContentPack {
  packs ??= new Map(shippedIndustries().map(name => [name, readOnce(name)]))
  const pack = packs.get(industry)
  return pack === undefined ? readPack(join(packDirectory, `${industry}.yaml`)) : pack()
}

function readOnce(industry: string): () => ContentPack {
  let pack: ContentPack | undefined
  return () => {
    pack ??= readShipped(industry)
    return pack
  }
}

function readShipped(industry: string): ContentPack {
  const compiled = join(compiledDirectory, 'packs', `${industry}.json`)
  return isBuilt && existsSync(compiled)
    ? (JSON.parse(readFileSync(compiled, 'utf8')) as ContentPack)
    : readPack(join(packDirectory, `${industry}.yaml`))
}

/** Where a pack named in a scenario lies: beside that scenario, unless its path is absolute. */
export const packFile = (path: string, scenarioFile: string): string =>
  isAbsolute(path) ? path : resolve(dirname(scenarioFile), path)

/**
 * Reads a content pack and checks its shape.
 * @param namedBy the place in a scenario that names it
 * @throws ScenarioError
 */
export function readPack(file: string, namedBy?: Naming): ContentPack {
  const source = readSource(file, namedBy)
  let faults = checkPlain(source.data)
  if (faults.length === 0) faults = checkPackShape(source.data)
  if (faults.length === 0) faults = checkPackWords(source.data as unknown as ContentPack)
  if (faults.length > 0)
    throw new ScenarioError(
      file,
      faults.map(fault => problemAt(fault, source.locate)),
    )
  return source.data as unknown as ContentPack
}
