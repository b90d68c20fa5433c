import { createRequire } from 'node:module'
import type * as Yaml from 'yaml'
import { type ErrorCode, type Said, say } from '../errors/catalogue.ts'
import { type Problem, ScenarioError } from './error.ts'
import { leadingComment } from './list.ts'
import { readTextFile } from './read-file.ts'
import { dataOf, type Flaw, offsetAt, parseQuickly, tooMuchIn, writtenAt } from './yaml-data.ts'

const require = createRequire(import.meta.url)

/** Mistakes of a file that are told; more are mostly one and the same. */
const MOST_FLAWS = 100

/** A YAML file as data, with a way back from a place in the data to a place in the file. */
export interface Source {
  readonly file: string
  readonly data: Record<string, unknown>
  /** What is wrong with the YAML and leaves the rest to be read all the same: a name that is there twice, a tag. */
  readonly flaws: readonly Problem[]
  /** The first paragraph of the comment at the top, on one line. */
  readonly description: string
  /** Line and column of a path, or of the nearest thing above it that stands in the file. */
  readonly locate: (path: readonly (string | number)[]) => { line: number; column: number }
  /** A plain value as it was written: `1e400`. */
  readonly written: (path: readonly (string | number)[]) => string | undefined
}

/** The place that names a file. */
export interface Naming {
  readonly source: Source
  readonly path: readonly (string | number)[]
}

/**
 * Reads a YAML file.
 * @param namedBy where the file is named, when it is in another: that is the place to mend when there is no such file
 * @throws ScenarioError when it cannot be read, is not YAML, or is not a mapping; flaws that leave the rest to be read are told with the source.
 */
export function readSource(file: string, namedBy?: Naming): Source {
  const read = readTextFile(file)
  if ('text' in read) return readText(file, read.text)
  const { said, at } = read
  if (at !== undefined) throw new ScenarioError(file, [{ path: '', ...said, ...placeOfOffset(at.text, at.offset) }])
  if (namedBy === undefined) throw new ScenarioError(file, [{ path: '', ...said }])
  const { source, path } = namedBy
  const message = `${file}: ${said.message}`
  throw new ScenarioError(source.file, [{ path: path.join('.'), ...said, message, ...source.locate(path) }])
}

/**
 * Reads a YAML text.
 * @param file what it is called in what is said of it
 * @throws ScenarioError as `readSource`
 */
export function readText(file: string, text: string): Source {
  // YAML takes 20 ms to load, and the built program's own scenarios do without it.
  const yaml = require('yaml') as typeof Yaml
  const lines = new yaml.LineCounter()
  const placeOf = (offset: number) => {
    const { line, col } = lines.linePos(offset)
    return { line: Math.max(1, line), column: Math.max(1, col) }
  }
  const problemsIn = (flaws: readonly Flaw[]) =>
    flaws.slice(0, MOST_FLAWS).map(({ said, offset }): Problem => ({ path: '', ...said, ...placeOf(offset) }))
  const fail = (flaws: readonly Flaw[]): never => {
    throw new ScenarioError(file, problemsIn(flaws))
  }
  const much = tooMuchIn(text, yaml)
  if (much !== undefined) {
    throw new ScenarioError(file, [{ path: '', ...much.said, ...placeOfOffset(text, much.offset) }])
  }
  const document = parseQuickly(text, lines, yaml)
  const broken = flawsOf(document, text)
  if (broken.length > 0) fail(broken)
  const { data, flaws } = dataOf(document, yaml)
  if (!flaws.every(({ said }) => LEAVES_THE_REST.has(said.code))) fail(flaws)
  const settings = data ?? {}
  if (typeof settings !== 'object' || Array.isArray(settings)) {
    return fail([...flaws, { said: say('KM_FILE_NOT_A_MAPPING', {}), offset: offsetAt(document, [], yaml) }])
  }
  return {
    file,
    data: settings as Record<string, unknown>,
    flaws: problemsIn(flaws),
    description: leadingComment(text),
    locate: path => placeOf(offsetAt(document, path, yaml)),
    written: path => writtenAt(document, path, yaml),
  }
}

/** Of a name that is there twice the last value counts, of a tag the value behind it; what else is wrong leaves holes in the data. */
const LEAVES_THE_REST: ReadonlySet<ErrorCode> = new Set(['KM_SETTING_TWICE', 'KM_YAML_TAG'])

/** What the parser complains about. */
function flawsOf(document: Yaml.Document.Parsed, text: string): Flaw[] {
  const flaws: Flaw[] = document.errors.map(({ code, message, pos }) => ({
    said: saidOfFile(code, message),
    offset: pos[0],
  }))
  for (const { code, message, pos } of document.warnings) {
    // Tags are looked at with the data.
    if (code !== 'TAG_RESOLVE_FAILED') flaws.push({ said: say('KM_YAML_INVALID', { reason: message }), offset: pos[0] })
  }
  const { explicit, version } = document.directives.yaml
  if (explicit && version !== '1.2') {
    flaws.push({ said: say('KM_YAML_VERSION', { version }), offset: Math.max(0, text.search(/^%YAML/m)) })
  }
  return flaws
}

const saidOfFile = (code: Yaml.ErrorCode, reason: string): Said =>
  code === 'MULTIPLE_DOCS' ? say('KM_YAML_SEVERAL', {}) : say('KM_YAML_INVALID', { reason })

/** Line and column of an index, from 1. */
function placeOfOffset(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset)
  const line = before.split('\n').length
  return { line, column: offset - before.lastIndexOf('\n') }
}
