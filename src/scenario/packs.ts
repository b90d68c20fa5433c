import { readdirSync, readFileSync } from 'node:fs'
import { dirname, isAbsolute, join, resolve } from 'node:path'
import { brotliDecompressSync } from 'node:zlib'
import type { ContentPack, PackWords } from '../world/pack.ts'
import { checkPackShape, checkWordsShape, problemAt } from './check.ts'
import { type Fault, type Problem, ScenarioError } from './error.ts'
import { keptPack } from './kept-pack.ts'
import { checkPackWords } from './pack-checks.ts'
import { compiledDirectory, isBuilt, scenarioDirectory } from './paths.ts'
import { checkPlain } from './plain-data.ts'
import { type Naming, readSource, type Source } from './read.ts'

const packDirectory = join(scenarioDirectory, 'packs')
/** `banking.yaml`, but neither its words, `banking.de.yaml`, nor the schemas. */
const PACK_FILE = /^([a-z][a-z0-9-]*)\.yaml$/

/** Where the build puts them: a pack without its words, and these by language. */
const builtPackDirectory = join(compiledDirectory, 'packs')
const BUILT_PACK_FILE = /^([a-z][a-z0-9-]*)\.json\.br$/

/** By industry, each read when it is first needed. */
let packs: ReadonlyMap<string, () => ContentPack> | undefined

/** Industries for which a pack is shipped. */
export function shippedIndustries(): string[] {
  const [directory, file] = isBuilt ? [builtPackDirectory, BUILT_PACK_FILE] : [packDirectory, PACK_FILE]
  return readdirSync(directory).flatMap(name => file.exec(name)?.[1] ?? [])
}

/** A shipped pack; each is read once a process. */
export function shippedPack(industry: string): ContentPack {
  packs ??= new Map(shippedIndustries().map(name => [name, readOnce(name)]))
  const pack = packs.get(industry)
  return pack === undefined ? readPack(join(packDirectory, `${industry}.yaml`)).pack : pack()
}

function readOnce(industry: string): () => ContentPack {
  let pack: ContentPack | undefined
  return () => {
    pack ??= readShipped(industry)
    return pack
  }
}

/** What the build keeps of a shipped pack: its words lie beside it, in files of their own. */
type BuiltPack = Omit<ContentPack, 'words'> & { readonly languages: readonly string[] }

/** A shipped pack as the build keeps it, by the names of its files. */
export function builtFilesOf(industry: string): ReadonlyMap<string, object> {
  const { words, ...rest } = shippedPack(industry)
  const built: BuiltPack = { ...rest, languages: Object.keys(words) }
  const files = Object.entries(words).map(([language, own]) => [`${industry}.${language}.json`, own] as const)
  return new Map<string, object>([[`${industry}.json`, built], ...files])
}

function readShipped(industry: string): ContentPack {
  if (!isBuilt) return keptPack(industry, () => readPack(join(packDirectory, `${industry}.yaml`)).pack)
  const { languages, ...rest } = readBuilt(`${industry}.json`) as BuiltPack
  return {
    ...rest,
    words: readWhenAsked(languages, language => readBuilt(`${industry}.${language}.json`) as PackWords),
  }
}

/** Packed as they are, they take a seventh less of the package than it would make of them, and are unpacked in 0.7 ms each. */
const readBuilt = (file: string): unknown =>
  JSON.parse(brotliDecompressSync(readFileSync(join(builtPackDirectory, `${file}.br`))).toString())

/** The words of each language, read when somebody speaks it: most of a pack are words of languages that a run never needs. */
function readWhenAsked(languages: readonly string[], read: (language: string) => PackWords): ContentPack['words'] {
  const words: Record<string, PackWords> = {}
  for (const language of languages) {
    let own: PackWords | undefined
    Object.defineProperty(words, language, {
      enumerable: true,
      get: () => {
        own ??= read(language)
        return own
      },
    })
  }
  return words
}

/** Where a pack named in a scenario lies: beside that scenario, unless its path is absolute. */
export const packFile = (path: string, scenarioFile: string): string =>
  isAbsolute(path) ? path : resolve(dirname(scenarioFile), path)

/** A pack, and the files that it came from. */
export interface PackOfFiles {
  readonly pack: ContentPack
  readonly files: readonly string[]
}

/**
 * Reads a content pack with its words and checks them.
 * @param namedBy the place in a scenario that names it
 * @param onFile is told of each file before it is read
 * @throws ScenarioError
 */
export function readPack(file: string, namedBy?: Naming, onFile: (file: string) => void = () => {}): PackOfFiles {
  onFile(file)
  const source = readSource(file, namedBy)
  throwIfAny(file, source, shapeFaults(source, checkPackShape))
  const structure = source.data as unknown as WrittenPack
  const words = new Map<string, PackWords>()
  const sources = new Map<string, Source>()
  for (const [language, given] of Object.entries(structure.words)) {
    if (typeof given !== 'string') {
      words.set(language, given)
      continue
    }
    const path = packFile(given, file)
    onFile(path)
    const own = readWords(path, { source, path: ['words', language] })
    sources.set(language, own)
    words.set(language, own.data as unknown as PackWords)
  }
  const pack = { ...structure, words: Object.fromEntries(words) }
  const problems = checkPackWords(pack).map(fault => problemIn(fault, source, sources))
  if (problems.length > 0) throw new ScenarioError(file, problems)
  return { pack, files: [file, ...[...sources.values()].map(own => own.file)] }
}

/**
 * Reads the words of one language, without a look at the pack that they are of.
 * @param namedBy the place in a pack that names the file
 * @throws ScenarioError
 */
export function readWords(file: string, namedBy?: Naming): Source {
  const source = readSource(file, namedBy)
  throwIfAny(file, source, shapeFaults(source, checkWordsShape))
  return source
}

/** A pack as it is written: words may stand in files of their own. */
type WrittenPack = Omit<ContentPack, 'words'> & { words: Readonly<Record<string, string | PackWords>> }

function shapeFaults({ data }: Source, check: (data: unknown) => Fault[]): Fault[] {
  const faults = checkPlain(data)
  return faults.length > 0 ? faults : check(data)
}

function throwIfAny(file: string, source: Source, faults: readonly Fault[]): void {
  const problems = [...source.flaws, ...faults.map(fault => problemAt(fault, source.locate))]
  if (problems.length > 0) throw new ScenarioError(file, problems)
}

/** A fault of a pack's words at its place: in the file of the language where there is one. */
function problemIn(fault: Fault, source: Source, words: ReadonlyMap<string, Source>): Problem {
  const [first, language] = fault.path
  const own = first === 'words' ? words.get(String(language)) : undefined
  return own === undefined
    ? problemAt(fault, source.locate)
    : { ...problemAt({ ...fault, path: fault.path.slice(2) }, own.locate), file: own.file }
}
