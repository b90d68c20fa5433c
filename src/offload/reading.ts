import { ScenarioError } from '../scenario/error.ts'
import { loadScenarioText, type ScenarioText } from '../scenario/load.ts'
import { type SentScenario, sendScenario } from '../scenario/sent-packs.ts'
import type { StartClock } from '../scenario/start-clock.ts'
import { loadStory, type Story } from '../scenario/story.ts'
import { readStory, storyNames } from '../scenario/story-files.ts'
import { lastWeekOf, type ReadingRoom, type WeekBase } from './week.ts'

// What is read of scenarios and stories while a mock runs. All of it is YAML, which takes long to load, to read and to check, and is read
// beside the main thread.

/** The text of a scenario that somebody sent. */
export interface TextQuestion {
  readonly text: ScenarioText
  /** By which its dates are resolved. */
  readonly clock: StartClock
  /** Files that it may read beside shipped ones. */
  readonly files: readonly string[]
  /** Absent: the scenario itself is wanted. */
  readonly check?: {
    /** Absent: its last week is not wanted. */
    readonly week?: WeekBase
  }
}

/** A shipped story, its days resolved by a clock. */
export interface StoryQuestion {
  readonly story: string
  readonly clock: StartClock
}

/** What can be read, plain data, so that it can go to another thread. */
export type ReadingQuestion = TextQuestion | StoryQuestion | { readonly list: 'stories' }

/** What is wrong with what was read. */
interface WrongReading {
  readonly wrong: Pick<ScenarioError, 'file' | 'problems'>
}

/** What became of a text: the scenario, or what is to be said of a good one, as JSON. */
export type TextOutcome = WrongReading | { readonly scenario: SentScenario } | { readonly check: string }
export type StoryOutcome = WrongReading | { readonly story: Omit<Story, 'scenario'>; readonly scenario: SentScenario }
/** As JSON. */
export type ListOutcome = WrongReading | { readonly listed: string }

/** What becomes of a question. */
export type ReadingOutcome<Asked extends ReadingQuestion> = Asked extends TextQuestion
  ? TextOutcome
  : Asked extends StoryQuestion
    ? StoryOutcome
    : ListOutcome

/** Reads what is asked for. @throws what `room.pause` throws */
export function readFiles(question: ReadingQuestion, room: ReadingRoom): TextOutcome | StoryOutcome | ListOutcome {
  try {
    if ('text' in question) return readScenarioText(question, room)
    if ('story' in question) return readWholeStory(question)
    return { listed: JSON.stringify(stories()) }
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error
    const { file, problems } = error
    return { wrong: { file, problems } }
  }
}

function readScenarioText({ text, clock, files, check }: TextQuestion, room: ReadingRoom): TextOutcome {
  const scenario = loadScenarioText(text, { clock, files: new Set(files) })
  if (check === undefined) return { scenario: sendScenario(scenario) }
  const { bots, isCut } = check.week === undefined ? NO_WEEK : lastWeekOf(scenario, check.week, room)
  const resolved = scenario.resolved.map(({ path, ...date }) => ({ path: path.join('.'), ...date }))
  return { check: JSON.stringify({ valid: true, problems: [], resolved, bots, isCut }) }
}

const NO_WEEK = { bots: [], isCut: false }

function readWholeStory({ story: name, clock }: StoryQuestion): StoryOutcome {
  const { scenario, ...story } = loadStory(name, clock)
  return { story, scenario: sendScenario(scenario) }
}

/** A story as lists show it. */
export interface BriefStory {
  readonly name: string
  readonly title: string
  readonly about: string
  readonly industry: string | null
  readonly steps: number
}

function stories(): BriefStory[] {
  return storyNames().map(name => {
    const { title, about, industry = null, steps } = readStory(name).said
    return { name, title, about, industry, steps: steps.length }
  })
}
