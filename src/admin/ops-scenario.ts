import { say } from '../errors/catalogue.ts'
import { ownRefusal } from '../errors/own-refusal.ts'
import type { Mock } from '../mock/mock.ts'
import type { TextQuestion } from '../offload/reading.ts'
import { ScenarioError } from '../scenario/error.ts'
import { extendingText, scenarioSchema, shippedText } from '../scenario/scenario-text.ts'
import { receiveScenario } from '../scenario/sent-packs.ts'
import type { Scenario } from '../scenario/types.ts'
import { askerOf } from './asker.ts'
import type { AdminCall, AdminTable } from './call.ts'
import { withoutSecrets } from './shown-error.ts'
import { storyNamed } from './story-named.ts'

/** Scenarios as texts: looked at, checked, put in place. They are loaded with their first call. */
export const scenarioOperations: Pick<
  AdminTable,
  'showScenario' | 'useScenario' | 'useStartedScenario' | 'checkScenario' | 'showScenarioSchema'
> = {
  showScenario({ mock, query: { name } }) {
    if (name === undefined || name === mock.main.name) return { body: shownScenario(mock) }
    const { scenario } = mock.stage(name)
    const text = shippedText(name) ?? startedText(mock)
    return { body: { ...namesOf(mock, name), description: scenario.description, text } }
  },

  async useScenario(call) {
    const { mock, body } = call
    if (body.name !== undefined) await use(mock, body.name)
    else if (body.text !== undefined) await useText(call, body.text)
    else {
      const { scenario, scenarioText } = await storyNamed(call, body.story ?? '', 'body.story')
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

async function checkScenario(call: AdminCall<'checkScenario'>) {
  const { mock, body } = call
  const { clock } = mock.control
  const week = {
    seed: mock.options.seed,
    now: clock.now(),
    // Where nobody has set it, it says what it is given.
    isSet: !Number.isNaN(clock.now(undefined, Number.NaN)),
  }
  const outcome = await readBeside(call, body.text, { check: body.week === true ? { week } : {} })
  if ('wrong' in outcome) {
    const { problems } = withoutSecrets(outcome.wrong)
    return { body: { valid: false, problems, resolved: [], bots: [], isCut: false } }
  }
  return { body: 'check' in outcome ? outcome.check : '' }
}

/** Has every process of the mock answer from a scenario. */
async function use(mock: Mock, scenario: Scenario | string, text?: string): Promise<void> {
  await mock.use(scenario, text)
  await mock.control.useElsewhere(scenario, text)
}

/** @throws Refusal 412 with every mistake. */
async function useText(call: AdminCall<'useScenario'>, text: string): Promise<void> {
  const outcome = await readBeside(call, text, {})
  if ('wrong' in outcome) throw wrongText(outcome.wrong)
  try {
    if ('scenario' in outcome) await use(call.mock, receiveScenario(outcome.scenario), text)
  } catch (error) {
    throw error instanceof ScenarioError ? wrongText(error) : error
  }
}

function wrongText(error: Pick<ScenarioError, 'file' | 'problems'>) {
  const violations = withoutSecrets(error).problems.map(({ path, line, column, message }) => ({
    property: path === '' ? 'body.text' : path,
    message: `${line === undefined ? '' : `line ${line}, column ${column}: `}${message}`,
  }))
  return ownRefusal(412, say('KM_ADMIN_SCENARIO', {}), violations)
}

/** ms that a short text takes, about (12 to 18), each character more (54,000 took 270), and its week. */
const SHORT_SCENARIO = 15
const CHARACTER_MS = 0.005
const WEEK_MS = 1_500

/**
 * What a scenario that was sent comes to, read beside the main thread. It may build on what the mock was started with, and read nothing else of
 * this machine (decision D385).
 */
function readBeside(call: AdminCall, text: string, wanted: Pick<TextQuestion, 'check'>) {
  const { mock } = call
  const { scenario } = mock.stage(mock.startedWith)
  const source = { text, name: `${mock.startedWith}-edited`, folder: process.cwd() }
  const ms = SHORT_SCENARIO + text.length * CHARACTER_MS + (wanted.check?.week === undefined ? 0 : WEEK_MS)
  const question = { text: source, clock: mock.startClock, files: scenario.files, ...wanted }
  return mock.offload.read(question, askerOf(call, ms))
}

/** A scenario, and whether the mock was started with it. */
const namesOf = ({ startedWith }: Mock, name: string) => ({
  name,
  started: startedWith,
  isStarted: name === startedWith,
})

function shownScenario(mock: Mock) {
  const { name, scenario } = mock.main
  const text = mock.usedText ?? shippedText(name) ?? startedText(mock)
  return { ...namesOf(mock, name), description: scenario.description, text }
}

/** Of a file what builds on it: it may hold secrets of apps, and nobody loses what stands in it. */
function startedText({ options: { scenario }, story }: Mock): string {
  if (typeof scenario === 'string') return extendingText(scenario)
  return story?.scenario === scenario ? (story?.scenarioText ?? '') : ''
}
