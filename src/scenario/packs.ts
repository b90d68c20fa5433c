import { readdirSync, readFileSync } from 'node:fs'
import { dirname, isAbsolute, join, resolve } from 'node:path'
import { brotliDecompressSync, constants } from 'node:zlib'
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

/** Where the build puts them: packs without their words, and these by language. */
const builtPackDirectory = join(compiledDirectory, 'packs')
const BUILT_PACKS = join(builtPackDirectory, 'packs.json.br')

/** By industry, each read when it is first needed. */
let packs: ReadonlyMap<string, () => ContentPack> | undefined

/** Industries for which a pack is shipped. */
export const shippedIndustries = (): string[] =>
  isBuilt ? Object.keys(readBuiltPacks()) : readdirSync(packDirectory).flatMap(name => PACK_FILE.exec(name)?.[1] ?? [])

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

/** What the build keeps of a shipped pack: its words stand in files of languages. */
interface BuiltPack {
  readonly pack: Omit<ContentPack, 'words'>
  /** Where its words stand in the file of a language, by language. */
  readonly words: Readonly<Record<string, PackedPlace>>
}

/** A part of a file that is packed as a whole: bytes of what is unpacked, and how many packed ones lead there. */
interface PackedPlace {
  readonly packed: number
  readonly from: number
  readonly to: number
}

let builtPacks: Readonly<Record<string, BuiltPack>> | undefined

function readBuiltPacks(): Readonly<Record<string, BuiltPack>> {
  builtPacks ??= JSON.parse(brotliDecompressSync(readFileSync(BUILT_PACKS)).toString()) as Record<string, BuiltPack>
  return builtPacks
}

function readShipped(industry: string): ContentPack {
  if (!isBuilt) return keptPack(industry, () => readPack(join(packDirectory, `${industry}.yaml`)).pack)
  const { pack, words } = readBuiltPacks()[industry]!
  return {
    ...pack,
    words: readWhenAsked(Object.keys(words), language =>
      unpackWords(join(builtPackDirectory, `${language}.br`), words[language]!),
    ),
  }
}

/**
 * Packed together the industries of a language take a quarter less of the package. No more is unpacked than up to the words that
 * are wanted: of banking, the first, 0.8 ms, of the last 3.
 */
export function unpackWords(file: string, { packed, from, to }: PackedPlace): PackWords {
  const texts = brotliDecompressSync(readFileSync(file).subarray(0, packed), {
    finishFlush: constants.BROTLI_OPERATION_FLUSH,
  })
  return JSON.parse(texts.toString('utf8', from, to)) as PackWords
}

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
