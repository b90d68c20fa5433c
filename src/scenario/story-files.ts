import { existsSync, readdirSync } from 'node:fs'
import { basename, extname, join, resolve } from 'node:path'
import { didYouMean, nearestWord } from '../contract/nearest-word.ts'
import { say } from '../errors/catalogue.ts'
import { checkStoryShape, problemAt } from './check.ts'
import { ScenarioError } from './error.ts'
import { isName } from './layers.ts'
import { scenarioDirectory } from './paths.ts'
import { checkPlain } from './plain-data.ts'
import { readSource, type Source } from './read.ts'

const storyDirectory = join(scenarioDirectory, 'stories')

/** A story as people write it: `scenarios/stories/story.schema.yaml`. */
interface StoryFile {
  readonly title: string
  readonly about: string
  readonly industry?: string
  readonly scenario?: string | Record<string, unknown>
  readonly speed?: number
  readonly steps: readonly StoryStepFile[]
}

interface StoryStepFile {
  readonly title?: string
  readonly look: string
  readonly text: string
  readonly clock?: string
  readonly seconds?: number
}

/** A story that was read and has the right shape, before its scenario and its days are looked at. */
export interface ReadStory {
  /** Name of its file, without the ending. */
  readonly name: string
  readonly source: Source
  readonly said: StoryFile
}

/** Names of the shipped stories. */
export function storyNames(): string[] {
  return readdirSync(storyDirectory)
    .filter(file => file.endsWith('.yaml') && file !== 'story.schema.yaml')
    .map(file => file.slice(0, -'.yaml'.length))
    .sort()
}

/**
 * Reads a story by the name of a shipped one, or by file.
 * @throws ScenarioError for what is wrong with it, with line and column.
 */
export function readStory(given: string): ReadStory {
  const known = isName(given) ? storyNames() : []
  const file = isName(given) ? join(storyDirectory, `${given}.yaml`) : resolve(given)
  if (isName(given) && !(known.includes(given) && existsSync(file))) {
    const hint = didYouMean(nearestWord(given, known))
    throw new ScenarioError(given, [
      { path: '', ...say('KM_STORY_UNKNOWN', { asked: given, hint, known: known.join(', ') }) },
    ])
  }
  const source = readSource(file)
  const faults = [...checkPlain(source.data, source.written), ...checkStoryShape(source.data)]
  const problems = [...source.flaws, ...faults.map(fault => problemAt(fault, source.locate))]
  if (problems.length > 0) throw new ScenarioError(file, problems)
  return { name: basename(file, extname(file)), source, said: source.data as unknown as StoryFile }
}
