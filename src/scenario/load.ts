import { existsSync, readFileSync } from 'node:fs'
import { basename, dirname, extname, join, resolve } from 'node:path'
import { operations } from '../contract/contract.ts'
import { say } from '../errors/catalogue.ts'
import type { ContentPack, DashboardSpec } from '../world/spec.ts'
import { checkScenarioShape, type Fault, problemAt } from './check.ts'
import { type Problem, ScenarioError } from './error.ts'
import type { ScenarioFile } from './file.ts'
import { scenarioNames } from './list.ts'
import { merge } from './merge.ts'
import { packFile, readPack, shippedIndustries, shippedPack } from './packs.ts'
import { compiledDirectory, isBuilt, scenarioDirectory } from './paths.ts'
import { readSource, type Source } from './read.ts'
import { resolveScenario } from './resolve.ts'
import { checkSemantics } from './semantic-checks.ts'
import type { Scenario } from './types.ts'

/** A compiled scenario names its packs, which are kept beside it once for all. */
type Compiled = Omit<Scenario, 'world'> & { world: Omit<Scenario['world'], 'packs'> & { packs: string[] } }

/**
 * A scenario by the name of a shipped one, by file, or given as an object.
 * @throws ScenarioError that names every mistake, with file and line where there is a file.
 */
export function loadScenario(given: string | ScenarioFile): Scenario {
  if (typeof given !== 'string') return build('scenario', undefined, given)
  if (isBuilt && isName(given)) {
    const compiled = join(compiledDirectory, `${given}.json`)
    if (existsSync(compiled)) return decompress(JSON.parse(readFileSync(compiled, 'utf8')) as Compiled)
  }
  const file = findFile(given, process.cwd(), given)
  const source = readSource(file)
  return build(basename(file, extname(file)), source, source.data as ScenarioFile)
}

/** What the build keeps of a shipped scenario: checked, merged, without its packs. */
export function compileScenario(name: string): Compiled {
  const { world, files, ...rest } = loadScenario(name)
  return { ...rest, files: [], world: { ...world, packs: Object.keys(world.packs) } }
}

function decompress({ world, ...rest }: Compiled): Scenario {
  const packs = Object.fromEntries(world.packs.map(industry => [industry, shippedPack(industry)]))
  return { ...rest, world: { ...world, packs } }
}

/** A plain word is a shipped scenario's name; anything with a slash, a dot or a drive is a path. */
const isName = (text: string) => /^[\w-]+$/.test(text)

function findFile(given: string, from: string, asked: string): string {
  if (isName(given)) {
    const file = join(scenarioDirectory, `${given}.yaml`)
    if (existsSync(file) && given !== 'dashboards') return file
    const names = scenarioNames().join(', ')
    throw new ScenarioError(asked, [
      {
        path: '',
        ...say('KM_SCENARIO_UNKNOWN', { asked: given, known: names }),
      },
    ])
  }
  return resolve(from, given)
}

/** Something said about the world, and the file it stands in; none for an object. */
interface Layer {
  readonly source?: Source
  readonly data: ScenarioFile
}

/** A file and those it builds on, the lowest first. */
function chain(top: Layer, name: string): Layer[] {
  const layers: Layer[] = []
  const seen = new Set<string>()
  let layer: Layer | undefined = top
  while (layer !== undefined) {
    checkLayer(layer, name)
    layers.unshift(layer)
    if (layer.source !== undefined) seen.add(layer.source.file)
    layer = layerBelow(layer, seen, name)
  }
  return layers
}

/** @throws ScenarioError for everything that is wrong with one file alone. */
function checkLayer({ source, data }: Layer, name: string): void {
  const ofShape = checkScenarioShape(data)
  const faults = ofShape.length > 0 ? ofShape : checkSemantics(data, knownNames())
  if (faults.length > 0) throw fail(source?.file ?? name, faults, source)
}

/** What a file builds on: what it extends, else `default`, which builds on nothing. */
function layerBelow({ source, data }: Layer, seen: ReadonlySet<string>, name: string): Layer | undefined {
  const file = source?.file
  const lower = data.extends ?? (file === join(scenarioDirectory, 'default.yaml') ? undefined : 'default')
  if (lower === undefined) return undefined
  const found = lowerFile(lower, file, source)
  if (seen.has(found)) {
    throw fail(file ?? name, [{ path: ['extends'], ...say('KM_EXTENDS_CIRCLE', { lower }) }], source)
  }
  const next = readSource(found)
  return { source: next, data: next.data as ScenarioFile }
}

function lowerFile(lower: string, file: string | undefined, source: Source | undefined): string {
  const found = findFile(lower, file === undefined ? process.cwd() : dirname(file), file ?? lower)
  if (!existsSync(found)) {
    throw fail(file ?? lower, [{ path: ['extends'], ...say('KM_EXTENDS_MISSING', { lower }) }], source)
  }
  return found
}

function build(name: string, source: Source | undefined, data: ScenarioFile): Scenario {
  const layers = chain(source === undefined ? { data } : { source, data }, name)
  const merged = layers.reduce<Record<string, unknown>>(
    (lower, { data: upper }) => merge(lower, upper as Record<string, unknown>),
    {},
  ) as ScenarioFile
  const files = layers.flatMap(layer => (layer.source ? [layer.source.file] : []))
  const own = ownPacks(layers)
  const { scenario, faults } = resolveScenario(merged, {
    name,
    description: source?.description ?? '',
    files: [...files, ...own.files],
    dashboards: shippedDashboards(),
    pack: industry =>
      own.packs[industry] ?? (shippedIndustries().includes(industry) ? shippedPack(industry) : undefined),
  })
  if (faults.length > 0) throw fail(source?.file ?? name, faults, source)
  return scenario
}

/** Packs that the files of a chain brought along. */
function ownPacks(layers: readonly Layer[]): {
  packs: Record<string, ContentPack>
  files: string[]
} {
  const packs: Record<string, ContentPack> = {}
  const files: string[] = []
  for (const { source, data } of layers) {
    for (const [industry, path] of Object.entries(data.packs ?? {})) {
      const file = packFile(path, source?.file ?? join(process.cwd(), 'scenario'))
      packs[industry] = readPack(file)
      files.push(file)
    }
  }
  return { packs, files }
}

const shippedDashboards = (): DashboardSpec[] =>
  readSource(join(scenarioDirectory, 'dashboards.yaml')).data.dashboards as DashboardSpec[]

const knownNames = () => ({
  operations: operations.map(operation => operation.operationId),
  buckets: [...new Set(operations.flatMap(operation => operation.quota?.bucket ?? []))],
})

function fail(file: string, faults: readonly Fault[], source: Source | undefined): ScenarioError {
  const problems = faults.map((fault): Problem => problemAt(fault, source?.locate))
  return new ScenarioError(file, problems)
}
