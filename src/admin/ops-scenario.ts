import { say } from '../errors/catalogue.ts'
import { ownRefusal } from '../errors/own-refusal.ts'
import type { Mock } from '../mock/mock.ts'
import { ScenarioError } from '../scenario/error.ts'
import { loadScenarioText } from '../scenario/load.ts'
import { extendingText, scenarioSchema, shippedText } from '../scenario/scenario-text.ts'
import type { Scenario } from '../scenario/types.ts'
import type { AdminCall, AdminTable } from './call.ts'
import { withoutSecrets } from './shown-error.ts'
import { storyNamed } from './story-named.ts'
import { weekShown } from './week.ts'

/** Scenarios as texts: looked at, checked, put in place. They are loaded with their first call. */
export const scenarioOperations: Pick<
  AdminTable,
  'showScenario' | 'useScenario' | 'useStartedScenario' | 'checkScenario' | 'showScenarioSchema'
> = {
  showScenario({ mock, query: { name } }) {
    if (name === undefined || name === mock.main.name) return { body: shownScenario(mock) }
    const { scenario } = mock.stage(name)
    const text = shippedText(name) ?? startedText(mock)
    return { body: { ...stateOf(mock), name, description: scenario.description, text } }
  },

  async useScenario({ mock, body }) {
    if (body.name !== undefined) await use(mock, body.name)
    else if (body.text !== undefined) await useText(mock, body.text)
    else {
      const { scenario, scenarioText } = storyNamed(mock, body.story ?? '', 'body.story')
      await use(mock, scenario, scenarioText)
    }
    return { body: shownScenario(mock) }
  },

  async useStartedScenario({ mock }) {
    await use(mock, mock.startedWith)
    return { body: shownScenario(mock) }
  },

  checkScenario,

  showScenarioSchema: () => ({ body: scenarioSchema() }),
}

async function checkScenario({ mock, body: { text, week } }: AdminCall<'checkScenario'>) {
  try {
    const scenario = loaded(mock, text)
    const resolved = scenario.resolved.map(({ path, ...date }) => ({ path: path.join('.'), ...date }))
    const { bots, isCut } = week === true ? await weekShown(mock, scenario) : { bots: [], isCut: false }
    return { body: { valid: true, problems: [], resolved, bots, isCut } }
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error
    return { body: { valid: false, problems: withoutSecrets(error).problems, resolved: [], bots: [], isCut: false } }
  }
}

/** Has every process of the mock answer from a scenario. */
async function use(mock: Mock, scenario: Scenario | string, text?: string): Promise<void> {
  mock.use(scenario, text)
  await mock.control.useElsewhere(scenario)
}

/** @throws Refusal 412 with every mistake. */
async function useText(mock: Mock, text: string): Promise<void> {
  try {
    await use(mock, loaded(mock, text), text)
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error
    const violations = withoutSecrets(error).problems.map(({ path, line, column, message }) => ({
      property: path === '' ? 'body.text' : path,
      message: `${line === undefined ? '' : `line ${line}, column ${column}: `}${message}`,
    }))
    throw ownRefusal(412, say('KM_ADMIN_SCENARIO', {}), violations)
  }
}

/** A scenario that was sent may build on what the mock was started with, and read nothing else of this machine. */
function loaded(mock: Mock, text: string): Scenario {
  const { scenario } = mock.stage(mock.startedWith)
  return loadScenarioText(
    { text, name: `${mock.startedWith}-edited`, folder: process.cwd() },
    { clock: mock.startClock, files: new Set(scenario.files) },
  )
}

const stateOf = ({ main, startedWith }: Mock) => ({
  name: main.name,
  started: startedWith,
  isStarted: main.name === startedWith,
})

function shownScenario(mock: Mock) {
  const { name, scenario } = mock.main
  const text = mock.usedText ?? shippedText(name) ?? startedText(mock)
  return { ...stateOf(mock), description: scenario.description, text }
}

/** Of a file what builds on it: it may hold secrets of apps, and nobody loses what stands in it. */
function startedText({ options: { scenario }, story }: Mock): string {
  if (typeof scenario === 'string') return extendingText(scenario)
  return story?.scenario === scenario ? (story?.scenarioText ?? '') : ''
}
