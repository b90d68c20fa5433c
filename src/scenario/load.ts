import { existsSync, readFileSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import { say } from '../errors/catalogue.ts'
import type { DashboardSpec } from '../world/spec.ts'
import { botsOver, NO_BOTS } from './bots.ts'
import { checkWorld } from './check-world.ts'
import { type Fault, type Problem, ScenarioError } from './error.ts'
import type { ScenarioFile } from './file.ts'
import { type Chain, chainOf, findFile, isName, type Layer, problemIn, problemsOf, unknownScenario } from './layers.ts'
import { merge } from './merge.ts'
import { type PackOfFiles, packFile, readPack, shippedIndustries, shippedPack } from './packs.ts'
import { compiledDirectory, isBuilt, scenarioDirectory } from './paths.ts'
import { readSource } from './read.ts'
import { resolveScenario } from './resolve.ts'
import { homeOfSetting } from './setting-source.ts'
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
  if (typeof given !== 'string') return build('scenario', chainOf({ data: given }, looked), looked)
  if (isBuilt && isName(given)) {
    const compiled = join(compiledDirectory, `${given}.json`)
    if (existsSync(compiled)) return decompress(JSON.parse(readFileSync(compiled, 'utf8')) as CompiledScenario)
  }
  const file = findFile(given, process.cwd())
  if (file === undefined) throw new ScenarioError(given, [{ path: '', ...unknownScenario(given) }])
  looked.add(file)
  const source = readSource(file)
  return build(basename(file, extname(file)), chainOf({ source, data: source.data }, looked), looked)
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

/** The scenario of a chain of files. @throws ScenarioError for everything that is wrong with them. */
function build(name: string, chain: Chain, looked: Set<string>): Scenario {
  const { layers } = chain
  const top = layers.at(-1)?.source
  const { problems, scenario } = chain.isWhole ? joined(name, layers, looked) : { problems: [], scenario: undefined }
  const all = [...chain.problems, ...problems]
  if (scenario === undefined || all.length > 0) throw errorOf(top?.file ?? name, all)
  return scenario
}

/** What the layers of a chain come to, and what only shows in the whole. */
function joined(name: string, layers: readonly Layer[], looked: Set<string>) {
  const faults: Fault[] = []
  let merged: ScenarioFile = {}
  let named = NO_BOTS
  for (const { sound } of layers) {
    const { bots, ...rest } = sound.data
    const over = botsOver(named, bots)
    named = over.named
    faults.push(...over.faults)
    merged = merge({ ...merged }, { ...rest })
  }
  const packs = ownPacks(layers, looked)
  const shipped = shippedIndustries()
  const sources = layers.flatMap(({ source }) => source ?? [])
  const { scenario, faults: ofWhole } = resolveScenario(merged, named.bots, {
    name,
    description: sources.at(-1)?.description ?? '',
    files: [...sources.map(({ file }) => file), ...[...packs.good.values()].flatMap(({ files }) => files)],
    dashboards: shippedDashboards(),
    industries: [...new Set([...shipped, ...packs.good.keys(), ...packs.broken])],
    pack: industry =>
      packs.good.get(industry)?.pack ?? (shipped.includes(industry) ? shippedPack(industry) : undefined),
  })
  faults.push(...ofWhole)
  if (faults.length === 0 && packs.problems.length === 0) faults.push(...checkWorld(scenario))
  const problems = faults.map(fault => {
    const { layer, path } = homeOfSetting(fault.path, layers, named.ids)
    return problemIn(layer.source, { ...fault, path })
  })
  return { scenario, problems: [...packs.problems, ...problems] }
}

/** Packs that the files of a chain brought along, by industry; of those that cannot be used, why. */
function ownPacks(layers: readonly Layer[], looked: Set<string>) {
  const good = new Map<string, PackOfFiles>()
  const broken = new Set<string>()
  const problems: Problem[] = []
  for (const { source, sound } of layers) {
    for (const [industry, path] of Object.entries(sound.data.packs ?? {})) {
      const file = packFile(path, source?.file ?? join(process.cwd(), 'scenario'))
      const namedBy = source === undefined ? undefined : { source, path: ['packs', industry] }
      try {
        const pack = readPack(file, namedBy, found => looked.add(found))
        good.set(industry, pack)
      } catch (error) {
        if (!(error instanceof ScenarioError)) throw error
        broken.add(industry)
        problems.push(...problemsOf(error))
      }
    }
  }
  return { good, broken, problems }
}

const shippedDashboards = (): DashboardSpec[] =>
  readSource(join(scenarioDirectory, 'dashboards.yaml')).data.dashboards as DashboardSpec[]

/** An error with each problem once, those of the main file by line. */
function errorOf(file: string, problems: readonly Problem[]): ScenarioError {
  const once = new Map<string, Problem>()
  for (const problem of problems) {
    const { file: own, ...rest } = problem
    const told: Problem = own === undefined || own === file ? rest : problem
    const key = JSON.stringify([told.file, told.path, told.line, told.column, told.message])
    if (!once.has(key)) once.set(key, told)
  }
  const sorted = [...once.values()].sort(
    (a, b) => Number(a.file !== undefined) - Number(b.file !== undefined) || (a.line ?? 0) - (b.line ?? 0),
  )
  const told = sorted.slice(0, MOST_PROBLEMS)
  const more = sorted.length - MOST_PROBLEMS
  if (more > 0) told.push({ path: '', ...say('KM_PROBLEMS_MORE', { count: more }) })
  return new ScenarioError(file, told)
}
