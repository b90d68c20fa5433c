import { basename, extname, join } from 'node:path'
import { say } from '../errors/catalogue.ts'
import { readBuilt } from '../platform/built.ts'
import type { DashboardSpec } from '../world/spec.ts'
import { botsOver, NO_BOTS } from './bots.ts'
import { checkWorld } from './check-world.ts'
import { type Fault, type Problem, ScenarioError } from './error.ts'
import type { ScenarioFile } from './file.ts'
import {
  type Chain,
  chainOf,
  findFile,
  isName,
  type Layer,
  layerProblem,
  problemsOf,
  unknownScenario,
} from './layers.ts'
import { merge } from './merge.ts'
import { type PackOfFiles, packFile, readPack, shippedIndustries, shippedPack } from './packs.ts'
import { isBuilt, scenarioDirectory } from './paths.ts'
import { readSource, readText, type Source } from './read.ts'
import { resolveScenario, type Whole } from './resolve.ts'
import type { Packs } from './resolve-bot.ts'
import { homeOfSetting, isSaidAbove } from './setting-source.ts'
import { checkItems } from './size-checks.ts'
import { type StartClock, startClock } from './start-clock.ts'
import type { ResolvedDate, Scenario } from './types.ts'

/** A compiled scenario names its packs, which are kept beside it once for all. */
type CompiledWorld = Omit<Scenario, 'world'> & { world: Omit<Scenario['world'], 'packs'> & { packs: string[] } }

/** What the build keeps of a shipped scenario: all of it resolved, or what is resolved by the clock of each start. */
type CompiledScenario = { readonly fixed: CompiledWorld } | { readonly byClock: Whole }

/** What is to be known beside the scenario itself. */
export interface LoadOptions {
  /** Takes the paths of all files that were looked at, there or not, also when there is a mistake. */
  readonly looked?: Set<string>
  /** By which dates such as `-5d` are resolved. Default: that of a mock that starts now. */
  readonly clock?: StartClock
  /** Files that may be read beside shipped ones; absent: every one that is named. */
  readonly files?: ReadonlySet<string> | undefined
}

/** A scenario as a text. */
export interface ScenarioText {
  readonly text: string
  readonly name: string
  /** The folder from which paths in it are taken. */
  readonly folder: string
}

/** Problems that are told; who has more reads the first ones first. */
const MOST_PROBLEMS = 100

/**
 * A scenario by the name of a shipped one, by file, or given as an object.
 * @throws ScenarioError that names every mistake, with file and line where there is a file.
 */
export function loadScenario(given: string | ScenarioFile, options: LoadOptions = {}): Scenario {
  const { looked = new Set(), clock = startClock() } = options
  if (typeof given !== 'string') return build('scenario', chainOf({ data: given }, looked), { looked, clock })
  if (isBuilt && isName(given)) {
    const compiled = readBuilt(`scenarios/${given}.json`)
    if (compiled !== undefined) return decompress(JSON.parse(compiled.toString()) as CompiledScenario, clock)
  }
  const file = findFile(given, process.cwd())
  if (file === undefined) throw new ScenarioError(given, [{ path: '', ...unknownScenario(given) }])
  looked.add(file)
  const source = readSource(file)
  const chain = chainOf({ source, data: source.data }, looked)
  return build(basename(file, extname(file)), chain, { looked, clock })
}

/**
 * A scenario by a text of YAML that somebody sent.
 * @throws ScenarioError that names every mistake with its line.
 */
export function loadScenarioText({ text, name, folder }: ScenarioText, options: LoadOptions = {}): Scenario {
  return loadSource(name, readText(join(folder, `${name}.yaml`), text), options)
}

/**
 * A scenario by what was read of it.
 * @throws ScenarioError that names every mistake with its line.
 */
export function loadSource(name: string, source: Source, options: LoadOptions = {}): Scenario {
  const { looked = new Set(), clock = startClock(), files } = options
  return build(name, chainOf({ source, data: source.data }, looked, files), { looked, clock, files })
}

/** What the build keeps of a shipped scenario: checked, merged, without its packs. */
export function compileScenario(name: string): CompiledScenario {
  const { world, files, ...rest } = loadScenario(name)
  if (rest.resolved.length === 0) {
    return { fixed: { ...rest, files: [], world: { ...world, packs: Object.keys(world.packs) } } }
  }
  const file = join(scenarioDirectory, `${name}.yaml`)
  const source = readSource(file)
  return { byClock: { ...wholeOf(name, chainOf({ source, data: source.data }, new Set()).layers).whole, files: [] } }
}

function decompress(compiled: CompiledScenario, clock: StartClock): Scenario {
  if ('byClock' in compiled) {
    const { scenario, faults } = resolveScenario(compiled.byClock, {
      packs: shippedPacks(),
      clock,
      isSaid: () => false,
    })
    if (faults.length === 0) return scenario
    throw errorOf(
      scenario.name,
      faults.map(fault => layerProblem(undefined, fault)),
    )
  }
  const { world, ...rest } = compiled.fixed
  const packs = Object.fromEntries(world.packs.map(industry => [industry, shippedPack(industry)]))
  return { ...rest, world: { ...world, packs } }
}

/** Options with nothing left out that is needed. */
type Settled = Required<Omit<LoadOptions, 'files'>> & Pick<LoadOptions, 'files'>

/** The scenario of a chain of files. @throws ScenarioError for everything that is wrong with them. */
function build(name: string, chain: Chain, options: Settled): Scenario {
  const { layers } = chain
  const top = layers.at(-1)?.source
  const { problems, scenario } = chain.isWhole
    ? joinedLayers(name, layers, options)
    : { problems: [], scenario: undefined }
  const all = [...chain.problems, ...problems]
  if (scenario === undefined || all.length > 0) throw errorOf(top?.file ?? name, all)
  return scenario
}

/** What the layers of a chain come to, and what only shows in the whole. */
function joinedLayers(name: string, layers: readonly Layer[], { looked, clock, files: allowed }: Settled) {
  const { whole, ids, faults } = wholeOf(name, layers)
  const source = layers.at(-1)?.source
  const items = checkItems(
    whole.file.everyBot,
    whole.bots.map(([, bot]) => bot),
  )
  // They would all be resolved before anything else could be said of them.
  if (items.length > 0) return { scenario: undefined, problems: items.map(fault => layerProblem(source, fault)) }
  const own = ownPacks(layers, looked, allowed)
  const files = [...whole.files, ...[...own.good.values()].flatMap(({ files }) => files)]
  const { scenario, faults: ofWhole } = resolveScenario(
    { ...whole, files },
    { packs: packsBeside(own), clock, isSaid: path => isSaidAbove(path, layers, ids) },
  )
  faults.push(...ofWhole)
  if (faults.length === 0 && own.problems.length === 0) faults.push(...checkWorld(scenario))
  const homeOf = (path: Fault['path']) => homeOfSetting(path, layers, ids)
  const problems = faults.map(fault => {
    const { layer, path } = homeOf(fault.path)
    return layerProblem(layer.source, { ...fault, path })
  })
  const resolved = scenario.resolved.map(date => ({ ...date, path: homeOf(date.path).path }))
  return { scenario: { ...scenario, resolved: onlyOnce(resolved) }, problems: [...own.problems, ...problems] }
}

/** What holds for every bot is resolved for each of them, mostly to the same. */
function onlyOnce(dates: readonly ResolvedDate[]): ResolvedDate[] {
  return [...new Map(dates.map(date => [JSON.stringify(date), date])).values()]
}

/** What the layers of a chain say together. */
function wholeOf(name: string, layers: readonly Layer[]) {
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
  const sources = layers.flatMap(({ source }) => source ?? [])
  const whole: Whole = {
    name,
    description: sources.at(-1)?.description ?? '',
    files: sources.map(({ file }) => file),
    file: merged,
    bots: [...named.bots],
    dashboards: shippedDashboards(),
  }
  return { whole, ids: named.ids, faults }
}

function shippedPacks(): Packs {
  const industries = shippedIndustries()
  return { industries, pack: industry => (industries.includes(industry) ? shippedPack(industry) : undefined) }
}

/** Those that are shipped, and those that came along. */
function packsBeside({ good, broken }: Pick<ReturnType<typeof ownPacks>, 'good' | 'broken'>): Packs {
  const shipped = shippedPacks()
  return {
    industries: [...new Set([...shipped.industries, ...good.keys(), ...broken])],
    pack: industry => good.get(industry)?.pack ?? (broken.has(industry) ? undefined : shipped.pack(industry)),
  }
}

/** Packs that the files of a chain brought along, by industry; of those that cannot be used, why. */
function ownPacks(layers: readonly Layer[], looked: Set<string>, files: ReadonlySet<string> | undefined) {
  const good = new Map<string, PackOfFiles>()
  const broken = new Set<string>()
  const problems: Problem[] = []
  for (const { source, sound } of layers) {
    for (const [industry, path] of Object.entries(sound.data.packs ?? {})) {
      const outcome = ownPack({ source, industry, path }, looked, files)
      if ('pack' in outcome) good.set(industry, outcome)
      else {
        broken.add(industry)
        problems.push(...outcome.problems)
      }
    }
  }
  return { good, broken, problems }
}

const shippedDashboards = (): DashboardSpec[] =>
  readSource(join(scenarioDirectory, 'dashboards.yaml')).data.dashboards as DashboardSpec[]

/** Where a file names a pack. */
interface NamedPack {
  readonly source: Source | undefined
  readonly industry: string
  readonly path: string
}

function ownPack(
  { source, industry, path }: NamedPack,
  looked: Set<string>,
  files: ReadonlySet<string> | undefined,
): PackOfFiles | { readonly problems: readonly Problem[] } {
  const place = ['packs', industry]
  const file = packFile(path, source?.file ?? join(process.cwd(), 'scenario'))
  if (files?.has(file) === false) {
    return { problems: [layerProblem(source, { path: place, ...say('KM_SCENARIO_NO_FILE', { file: path }) })] }
  }
  try {
    return readPack(file, source === undefined ? undefined : { source, path: place }, found => looked.add(found))
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error
    return { problems: problemsOf(error) }
  }
}

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
