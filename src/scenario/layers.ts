import { existsSync, realpathSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { operations } from '../contract/contract.ts'
import { didYouMean, nearestWord } from '../contract/nearest-word.ts'
import { type ErrorCode, say } from '../errors/catalogue.ts'
import { checkScenarioShape, problemAt } from './check.ts'
import { type Fault, type Problem, ScenarioError } from './error.ts'
import type { ScenarioFile } from './file.ts'
import { scenarioNames } from './list.ts'
import { scenarioDirectory } from './paths.ts'
import { checkPlain } from './plain-data.ts'
import { readSource, type Source } from './read.ts'
import { checkSemantics } from './semantic-checks.ts'
import { type Sound, soundPart, untouched } from './sound.ts'

/** Something said about the world, and the file it stands in; none for an object. */
export interface Layer {
  readonly source?: Source
  /** What of it the later checks look at. */
  readonly sound: Sound
}

/** A file or an object, and those it builds on. */
export interface Chain {
  /** The lowest first. */
  readonly layers: readonly Layer[]
  /** What is wrong with each alone. */
  readonly problems: readonly Problem[]
  /** Whether all that it builds on could be read. */
  readonly isWhole: boolean
}

/** What is known of a layer before it was looked at. */
export interface Given {
  readonly source?: Source
  readonly data: ScenarioFile
}

/** A plain word is a shipped scenario's name; anything with a slash, a dot or a drive is a path. */
export const isName = (text: string): boolean => /^[\w-]+$/.test(text)

/** Where a scenario lies that somebody named; undefined: there is none of that name. */
export function findFile(given: string, from: string): string | undefined {
  if (!isName(given)) return resolve(from, given)
  const file = join(scenarioDirectory, `${given}.yaml`)
  return existsSync(file) && given !== 'dashboards' ? file : undefined
}

/** That there is no scenario of a name, and which there are. */
export function unknownScenario(asked: string) {
  const known = scenarioNames()
  return say('KM_SCENARIO_UNKNOWN', { asked, hint: didYouMean(nearestWord(asked, known)), known: known.join(', ') })
}

/**
 * Reads a file's or an object's base, and the base of that, and looks at each.
 * @param looked takes the paths of all files that were looked at
 * @param files those that may be read beside shipped ones; absent: every one
 */
export function chainOf(top: Given, looked: Set<string>, files?: ReadonlySet<string>): Chain {
  const layers: Layer[] = []
  const problems: Problem[] = []
  const seen = new Set<string>()
  let given: Given | undefined = top
  while (given !== undefined) {
    const { source } = given
    const { faults, sound } = lookAtLayer(given)
    if (source !== undefined) problems.push(...source.flaws.map(flaw => ({ ...flaw, file: source.file })))
    problems.push(...faults.map(fault => layerProblem(source, fault)))
    layers.unshift({ ...(source && { source }), sound })
    if (source !== undefined) seen.add(realPath(source.file))
    const below = layerBelow({ ...given, data: sound.data }, { seen, looked, files })
    if ('fault' in below) {
      problems.push(layerProblem(source, below.fault))
      return { layers, problems, isWhole: false }
    }
    if ('problems' in below) return { layers, problems: [...problems, ...below.problems], isWhole: false }
    given = below.given
  }
  return { layers, problems, isWhole: true }
}

/** Everything that is wrong with one file alone; what one check found, the next one does not look at. */
function lookAtLayer({ source, data }: Given): { faults: Fault[]; sound: Sound } {
  const plain = checkPlain(data, source?.written)
  if (plain.some(({ code }) => NOT_TO_BE_WALKED.has(code))) return { faults: plain, sound: untouched({}) }
  const places = new Set(plain.map(({ path }) => path.join('\0')))
  const shape = checkScenarioShape(data).filter(({ path }) => !places.has(path.join('\0')))
  const faults = [...plain, ...shape]
  const { data: rest, origin } = soundPart(data, faults)
  faults.push(...checkSemantics(rest, knownNames()).map(fault => ({ ...fault, path: origin(fault.path) })))
  return { faults, sound: soundPart(data, faults) }
}

/** Faults of data that no further check could walk through. */
const NOT_TO_BE_WALKED: ReadonlySet<ErrorCode> = new Set(['KM_DATA_DEEP', 'KM_DATA_NOT_PLAIN'])

/** A fault as people read it, with the file that it stands in. */
export function layerProblem(source: Source | undefined, fault: Fault): Problem {
  const problem = problemAt(fault, source?.locate)
  return source === undefined ? problem : { ...problem, file: source.file }
}

type Below =
  | { readonly given: Given | undefined }
  | { readonly fault: Fault }
  | { readonly problems: readonly Problem[] }

/** What is known of a chain while it is read. */
interface ChainReading {
  readonly seen: ReadonlySet<string>
  readonly looked: Set<string>
  readonly files: ReadonlySet<string> | undefined
}

/** What a file builds on: what it extends, else `default`, which builds on nothing. */
function layerBelow({ source, data }: Given, { seen, looked, files }: ChainReading): Below {
  const file = source?.file
  const lower = data.extends ?? (file === join(scenarioDirectory, 'default.yaml') ? undefined : 'default')
  if (lower === undefined) return { given: undefined }
  const path = ['extends']
  const found = findFile(lower, file === undefined ? process.cwd() : dirname(file))
  if (found === undefined) return { fault: { path, ...unknownScenario(lower) } }
  if (!isName(lower) && files?.has(found) === false)
    return { fault: { path, ...say('KM_SCENARIO_NO_FILE', { file: lower }) } }
  looked.add(found)
  if (seen.has(realPath(found))) return { fault: { path, ...say('KM_EXTENDS_CIRCLE', { lower }) } }
  try {
    const next = readSource(found, source === undefined ? undefined : { source, path })
    return { given: { source: next, data: next.data } }
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error
    return { problems: problemsOf(error) }
  }
}

/** The problems of an error, each with the file that it stands in. */
export const problemsOf = ({ file, problems }: ScenarioError): Problem[] =>
  problems.map(problem => ({ file, ...problem }))

/** The file behind links, so that a circle through them is seen as one. */
function realPath(file: string): string {
  try {
    return realpathSync(file)
  } catch {
    return file
  }
}

const knownNames = () => ({
  operations,
  buckets: [...new Set(operations.flatMap(operation => operation.quota?.bucket ?? []))],
})
