import { dirname, resolve } from 'node:path'
import { CLOCK_RANGE_TEXT, isInClockRange } from '../contract/clock-range.ts'
import { instantOf } from '../contract/formats.ts'
import { didYouMean, nearestWord } from '../contract/nearest-word.ts'
import { type Said, say } from '../errors/catalogue.ts'
import { problemAt } from './check.ts'
import { type Fault, ScenarioError } from './error.ts'
import { isName } from './layers.ts'
import { loadScenario, loadSource } from './load.ts'
import { MOMENT_WORDS, type MomentBase, momentText, readMoment } from './moments.ts'
import type { Source } from './read.ts'
import { extendingText, shippedText, yamlText } from './scenario-text.ts'
import { type StartClock, startClock } from './start-clock.ts'
import { type ReadStory, readStory } from './story-files.ts'
import type { Scenario } from './types.ts'

/** A story with its scenario, its days resolved: what the console plays. */
export interface Story {
  readonly name: string
  readonly title: string
  readonly about: string
  readonly industry?: string
  readonly scenario: Scenario
  /** It as YAML; of a file, what builds on that file. */
  readonly scenarioText: string
  /** Seconds of the world for each second in which it plays. */
  readonly speed: number
  readonly steps: readonly StoryStep[]
}

/** One thing that is shown. */
interface StoryStep {
  readonly title?: string
  /** Address below `/console/`. */
  readonly look: string
  readonly text: string
  /** ISO instant at which the clock is put. */
  readonly clock?: string
  readonly seconds: number
}

/** Seconds for which a step is shown unless it says otherwise. */
const STEP_SECONDS = 13
const STORY_SPEED = 60
const BRACES = /\{([^{}]*)\}/g

/**
 * A story by the name of a shipped one, or by file, with all of it checked.
 * @param clock by which days and times are resolved; default: that of a mock that starts now
 * @throws ScenarioError that names every mistake with file, line and column.
 */
export function loadStory(given: string, clock: StartClock = startClock()): Story {
  const read = readStory(given)
  const { name, source, said } = read
  const scenario = scenarioOf(read, clock)
  const bot = scenario.world.bots[0]
  const now = clock.set ?? (scenario.now === undefined ? clock.real : Date.parse(scenario.now))
  const place = { bot: bot?.id ?? '', base: { now, zone: bot?.zone ?? 'UTC' } }
  const faults: Fault[] = []
  const steps = said.steps.map((step, i): StoryStep => {
    const { title, text, seconds = STEP_SECONDS } = step
    const instant = step.clock === undefined ? undefined : stepInstant(step.clock, place.base)
    const wrong = step.clock === undefined ? undefined : whyNoClock(step.clock, instant)
    if (wrong !== undefined) faults.push({ path: ['steps', i, 'clock'], ...wrong })
    const look = filledLook(step.look, place, fault => faults.push({ ...fault, path: ['steps', i, 'look'] }))
    return { ...(title && { title }), look, text, ...(instant && { clock: instant }), seconds }
  })
  if (faults.length > 0) {
    throw new ScenarioError(
      source.file,
      faults.map(fault => problemAt(fault, source.locate)),
    )
  }
  const { title, about, industry, speed = STORY_SPEED } = said
  const scenarioText = storyScenarioText(said.scenario ?? 'default', source)
  return { name, title, about, ...(industry && { industry }), scenario, scenarioText, speed, steps }
}

/** What it is told over: a scenario of its own has the story's name, with `story-` before it. */
function scenarioOf({ name, source, said }: ReadStory, clock: StartClock): Scenario {
  const { scenario = 'default' } = said
  if (typeof scenario !== 'string')
    return loadSource(`story-${name}`, sourceBelow(source, 'scenario', scenario), { clock })
  return loadScenario(isName(scenario) ? scenario : resolve(dirname(source.file), scenario), { clock })
}

function storyScenarioText(scenario: string | object, source: Source): string {
  if (typeof scenario !== 'string') return yamlText(scenario)
  return shippedText(scenario) ?? extendingText(resolve(dirname(source.file), scenario))
}

/** What stands below a name in a file, as if it were a file of its own: places are those of the whole. */
function sourceBelow(source: Source, name: string, data: Record<string, unknown>): Source {
  return {
    file: source.file,
    data,
    flaws: [],
    description: source.description,
    locate: path => source.locate([name, ...path]),
    written: path => source.written([name, ...path]),
  }
}

/** Why a clock cannot be put at an instant; undefined: it can. */
function whyNoClock(found: string, instant: string | undefined): Said | undefined {
  if (instant === undefined) {
    return say('KM_MOMENT_UNKNOWN', { found, hint: didYouMean(nearestWord(found, MOMENT_WORDS)) })
  }
  return isInClockRange(Date.parse(instant)) ? undefined : say('KM_NOW_TOO_FAR', { range: CLOCK_RANGE_TEXT, found })
}

/** An ISO instant; of a day its beginning in the zone. Undefined: it is none. */
function stepInstant(text: string, base: MomentBase): string | undefined {
  const moment = readMoment(text)
  if (moment === undefined) return /^\d{4}-/.test(text) && !Number.isNaN(instantOf(text)) ? text : undefined
  return momentText('day' in moment && moment.time === undefined ? { ...moment, time: 0 } : moment, base)
}

/** An address with what stands between braces put in. */
function filledLook(
  look: string,
  { bot, base }: { readonly bot: string; readonly base: MomentBase },
  report: (said: ReturnType<typeof say>) => void,
): string {
  const alone = /[{}]/.exec(look.replaceAll(BRACES, ''))?.[0]
  if (alone !== undefined) report(say('KM_STORY_BRACE', { found: alone, hint: '' }))
  return look.replaceAll(BRACES, (_, found: string) => {
    if (found === 'bot') return bot
    const moment = readMoment(found)
    if (moment !== undefined) return encodeURIComponent(momentText(moment, base))
    report(say('KM_STORY_BRACE', { found, hint: didYouMean(nearestWord(found, ['bot', ...MOMENT_WORDS])) }))
    return ''
  })
}
