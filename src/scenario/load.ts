import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { basename, dirname, extname, join, resolve } from 'node:path'
import { operations } from '../contract/contract.ts'
import { say } from '../errors/catalogue.ts'
import type { ContentPack, DashboardSpec } from '../world/spec.ts'
import { checkScenarioShape, problemAt } from './check.ts'
import { checkWorld } from './check-world.ts'
import { type Fault, type Problem, ScenarioError } from './error.ts'
import type { ScenarioFile } from './file.ts'
import { scenarioNames } from './list.ts'
import { merge } from './merge.ts'
import { packFile, readPack, shippedIndustries, shippedPack } from './packs.ts'
import { compiledDirectory, isBuilt, scenarioDirectory } from './paths.ts'
import { checkPlain } from './plain-data.ts'
import { readSource, type Source } from './read.ts'
import { resolveScenario } from './resolve.ts'
import { checkSemantics } from './semantic-checks.ts'
import { sourceOfSetting } from './setting-source.ts'
import type { Scenario } from './types.ts'

/** A compiled scenario names its packs, which are kept beside it once for all. */
type CompiledScenario = Omit<Scenario, 'world'> & { world: Omit<Scenario['world'], 'packs'> & { packs: string[] } }

/** Problems that are told; who has more reads the first ones first. */
const MOST_PROBLEMS = 100

/**
 * A scenario by the name of a shipped one, by file, or given as an object.
 * @param looked takes the paths of all files that were looked at, there or not, also when there is a mistake
 * @throws ScenarioError that names every mistake, with file and line where there is a file.
 */
export function loadScenario(given: string | ScenarioFile, looked: Set<string> = new Set()): Scenario {
  if (typeof given !== 'string') return build('scenario', layersBelow({ data: given }, looked), looked)
  if (isBuilt && isName(given)) {
    const compiled = join(compiledDirectory, `${given}.json`)
    if (existsSync(compiled)) return decompress(JSON.parse(readFileSync(compiled, 'utf8')) as CompiledScenario)
  }
  const file = findFile(given, process.cwd()) ?? failOfName(given, given)
  looked.add(file)
  const source = readSource(file)
  return build(basename(file, extname(file)), layersBelow({ source, data: source.data }, looked), looked)
}

/** What the build keeps of a shipped scenario: checked, merged, without its packs. */
export function compileScenario(name: string): CompiledScenario {
  const { world, files, ...rest } = loadScenario(name)
  return { ...rest, files: [], world: { ...world, packs: Object.keys(world.packs) } }
}

function decompress({ world, ...rest }: CompiledScenario): Scenario {
  const packs = Object.fromEntries(world.packs.map(industry => [industry, shippedPack(industry)]))
  return { ...rest, world: { ...world, packs } }
}

/** A plain word is a shipped scenario's name; anything with a slash, a dot or a drive is a path. */
const isName = (text: string) => /^[\w-]+$/.test(text)

/** Where a scenario lies that somebody named; undefined: there is none of that name. */
function findFile(given: string, from: string): string | undefined {
  if (!isName(given)) return resolve(from, given)
  const file = join(scenarioDirectory, `${given}.yaml`)
  return existsSync(file) && given !== 'dashboards' ? file : undefined
}

function failOfName(asked: string, file: string, at: Partial<Problem> = {}): never {
  const said = say('KM_SCENARIO_UNKNOWN', { asked, known: scenarioNames().join(', ') })
  throw new ScenarioError(file, [{ path: '', ...said, ...at }])
}

/** Something said about the world, and the file it stands in; none for an object. */
interface Layer {
  readonly source?: Source
  readonly data: ScenarioFile
}

/** A file and those it builds on, the lowest first. */
function layersBelow(top: Layer, looked: Set<string>): Layer[] {
  const layers: Layer[] = []
  const seen = new Set<string>()
  let layer: Layer | undefined = top
  while (layer !== undefined) {
    checkLayer(layer)
    layers.unshift(layer)
    if (layer.source !== undefined) seen.add(realPath(layer.source.file))
    layer = layerBelow(layer, seen, looked)
  }
  return layers
}

/** @throws ScenarioError for everything that is wrong with one file alone. */
function checkLayer({ source, data }: Layer): void {
  let faults = checkPlain(data, source?.written)
  if (faults.length === 0) faults = checkScenarioShape(data)
  if (faults.length === 0) faults = checkSemantics(data, knownNames())
  if (faults.length > 0) throw fail(source?.file ?? 'scenario', faults, source === undefined ? [] : [source])
}

/** What a file builds on: what it extends, else `default`, which builds on nothing. */
function layerBelow({ source, data }: Layer, seen: ReadonlySet<string>, looked: Set<string>): Layer | undefined {
  const file = source?.file
  const lower = data.extends ?? (file === join(scenarioDirectory, 'default.yaml') ? undefined : 'default')
  if (lower === undefined) return undefined
  const path = ['extends']
  const found =
    findFile(lower, file === undefined ? process.cwd() : dirname(file)) ??
    failOfName(lower, file ?? 'scenario', { path: 'extends', ...source?.locate(path) })
  looked.add(found)
  if (seen.has(realPath(found))) {
    const faults = [{ path, ...say('KM_EXTENDS_CIRCLE', { lower }) }]
    throw fail(file ?? 'scenario', faults, source === undefined ? [] : [source])
  }
  const next = readSource(found, source === undefined ? undefined : { source, path })
  return { source: next, data: next.data }
}

/** The file behind links, so that a circle through them is seen as one. */
function realPath(file: string): string {
  try {
    return realpathSync(file)
  } catch {
    return file
  }
}

function build(name: string, layers: readonly Layer[], looked: Set<string>): Scenario {
  const merged = layers.reduce<ScenarioFile>((lower, { data }) => laidOver(lower, data), {})
  const sources = layers.flatMap(layer => layer.source ?? [])
  const packs = ownPacks(layers, looked)
  const shipped = shippedIndustries()
  const { scenario, faults } = resolveScenario(merged, {
    name,
    description: layers.at(-1)?.source?.description ?? '',
    files: [...sources.map(({ file }) => file), ...[...packs.values()].map(({ file }) => file)],
    dashboards: shippedDashboards(),
    pack: industry => packs.get(industry)?.pack ?? (shipped.includes(industry) ? shippedPack(industry) : undefined),
  })
  const wrong = faults.length > 0 ? faults : checkWorld(scenario)
  if (wrong.length > 0) throw fail(sources.at(-1)?.file ?? name, wrong, sources)
  return scenario
}

/** A file over those it builds on. Who names bots has these alone, with what is said of them below (ruling R29). */
function laidOver(lower: ScenarioFile, upper: ScenarioFile): ScenarioFile {
  const merged = merge({ ...lower }, { ...upper }) as ScenarioFile
  const named = Object.keys(upper.bots ?? {})
  if (named.length === 0) return merged
  const bots = new Map(Object.entries(merged.bots ?? {}))
  return { ...merged, bots: Object.fromEntries(named.map(id => [id, bots.get(id)])) } as ScenarioFile
}

/** Packs that the files of a chain brought along, by industry. */
function ownPacks(layers: readonly Layer[], looked: Set<string>): Map<string, { pack: ContentPack; file: string }> {
  const packs = new Map<string, { pack: ContentPack; file: string }>()
  for (const { source, data } of layers) {
    for (const [industry, path] of Object.entries(data.packs ?? {})) {
      const file = packFile(path, source?.file ?? join(process.cwd(), 'scenario'))
      looked.add(file)
      const namedBy = source === undefined ? undefined : { source, path: ['packs', industry] }
      packs.set(industry, { pack: readPack(file, namedBy), file })
    }
  }
  return packs
}

const shippedDashboards = (): DashboardSpec[] =>
  readSource(join(scenarioDirectory, 'dashboards.yaml')).data.dashboards as DashboardSpec[]

const knownNames = () => ({
  operations,
  buckets: [...new Set(operations.flatMap(operation => operation.quota?.bucket ?? []))],
})

/** @param sources the files of the chain, the lowest first */
function fail(file: string, faults: readonly Fault[], sources: readonly Source[]): ScenarioError {
  const problems = faults.slice(0, MOST_PROBLEMS).map((fault): Problem => {
    const home = sourceOfSetting(fault.path, sources)
    const problem = problemAt(fault, home?.locate)
    return home === undefined || home.source.file === file ? problem : { ...problem, file: home.source.file }
  })
  const more = faults.length - MOST_PROBLEMS
  if (more > 0) problems.push({ path: '', ...say('KM_PROBLEMS_MORE', { count: more }) })
  return new ScenarioError(file, problems)
}
