import { resolve } from 'node:path'
import { say } from '../errors/catalogue.ts'
import { MappingError, readMapping } from '../judge/mapping.ts'
import { readReplay } from '../judge/replay.ts'
import { ROW_KINDS } from '../judge/schedule.ts'
import { ScenarioError } from '../scenario/error.ts'
import { isName } from '../scenario/layers.ts'
import { loadScenario, loadSource } from '../scenario/load.ts'
import { readPack, readWords } from '../scenario/packs.ts'
import { readSource, type Source } from '../scenario/read.ts'
import type { StartClock } from '../scenario/start-clock.ts'
import { loadStory } from '../scenario/story.ts'
import type { ResolvedDate, Scenario } from '../scenario/types.ts'

/** A file that can be used. */
interface GoodFile {
  readonly kind: string
  /** What it is, behind "good,". */
  readonly good: string
  /** Dates that were said by the clock. */
  readonly resolved?: readonly ResolvedDate[]
}

/** A kind of files that the command reads, beside scenarios. */
interface KindOfFile {
  /** Whether a file with these names at its top is meant as one, good or not. */
  readonly is: (names: readonly string[]) => boolean
  /** @throws ScenarioError for what is wrong with it. */
  readonly check: (file: string, source: Source, clock: StartClock) => GoodFile
}

const FILE_KINDS: readonly KindOfFile[] = [
  {
    is: names => names.includes('steps') || (names.includes('title') && names.includes('about')),
    check: (file, _, clock) => {
      const { name, scenario } = loadStory(resolve(file), clock)
      return {
        kind: 'story',
        good: `a story named ${name}; kore-mock demo ${file} serves it`,
        resolved: scenario.resolved,
      }
    },
  },
  {
    is: names => names.includes('phrases'),
    check: file => {
      readWords(resolve(file))
      return {
        kind: 'words',
        good: 'words of a pack in one language; whether they have all that their pack needs is told of the pack',
      }
    },
  },
  {
    is: names => ['companies', 'intents', 'playbooks', 'coaching'].some(name => names.includes(name)),
    check: file => {
      const { pack } = readPack(resolve(file))
      return { kind: 'pack', good: `a pack for ${pack.industry}; a scenario names it under packs` }
    },
  },
  {
    is: names => names.includes('replay'),
    check: (file, source) => {
      const { shows } = readAs(source, readReplay)
      return {
        kind: 'replay',
        good: `a replay that shows ${shows}; kore-mock judge --replay ${file} -- COMMAND tries it`,
      }
    },
  },
  {
    is: names => names.length > 0 && names.every(name => ROW_KINDS.some(kind => kind === name)),
    check: (file, source) => {
      readAs(source, readMapping)
      return { kind: 'mapping', good: `a mapping; kore-mock judge --mapping ${file} -- COMMAND reads it` }
    },
  },
  {
    is: names => names.includes('fault'),
    check: (_, source, clock) => {
      const locate: Source['locate'] = path => source.locate(path.slice(2))
      const written: Source['written'] = path => source.written(path.slice(2))
      loadSource('fault', { ...source, data: { faults: [source.data] }, locate, written }, { clock })
      return { kind: 'fault', good: 'a fault; POST /__admin/faults takes it, and a scenario under faults' }
    },
  },
]

/**
 * Checks a file as what it is: a scenario unless it has the names of another kind.
 * @throws ScenarioError for what is wrong with it.
 */
export function checkedFile(file: string, clock: StartClock): GoodFile {
  if (isName(file)) return goodScenario(loadScenario(file, { clock }))
  const source = readSource(resolve(file))
  const kind = FILE_KINDS.find(({ is }) => is(Object.keys(source.data)))
  if (kind === undefined) return goodScenario(loadScenario(file, { clock }))
  return kind.check(file, source, clock)
}

const goodScenario = ({ name, resolved }: Scenario): GoodFile => ({
  kind: 'scenario',
  good: `a scenario named ${name}`,
  resolved,
})

/** What is said in a file that the judge reads. @throws ScenarioError for what is wrong with it. */
export function readAs<Value>({ file, flaws, data, locate }: Source, read: (data: object) => Value): Value {
  if (flaws.length > 0) throw new ScenarioError(file, flaws)
  try {
    return read(data)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    const path = error instanceof MappingError ? error.path : []
    const said = say('KM_ARGUMENT_WRONG', { reason: error.message })
    throw new ScenarioError(file, [{ path: path.join('.'), ...said, ...locate(path) }])
  }
}
