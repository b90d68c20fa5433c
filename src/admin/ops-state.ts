import { isBotId } from '../contract/bot-id.ts'
import { operations } from '../contract/contract.ts'
import type { Violation } from '../contract/types.ts'
import type { FaultState, QuotaState } from '../control/control.ts'
import { signToken, tokenNow } from '../control/make-token.ts'
import { blankText } from '../control/redact/redact.ts'
import { shownHeaders } from '../control/redact/shown.ts'
import { type Said, say } from '../errors/catalogue.ts'
import { ownRefusal } from '../errors/own-refusal.ts'
import type { Mock, Stage } from '../mock/mock.ts'
import { brokenFault } from '../scenario/fault-rules.ts'
import { listScenarios } from '../scenario/list.ts'
import type { AppSpec, FaultSpec } from '../scenario/types.ts'
import type { AdminTable } from './call.ts'
import { unknownOperation } from './known-names.ts'
import { versionOf } from './version.ts'

type StateOperationNames = Exclude<keyof AdminTable, `${string}Request` | `${string}Requests` | JournalNames>
type JournalNames = 'listUnmatched' | 'correctRequest' | 'streamEvents' | 'report' | 'metrics' | WorldNames
type WorldNames =
  | 'describeWorld'
  | 'describeMemory'
  | 'describeDesk'
  | 'labelSession'
  | 'tellTruth'
  | 'predictLosses'
  | 'tryWidget'
  | ScenarioNames
type ScenarioNames =
  | 'showScenario'
  | 'useScenario'
  | 'useStartedScenario'
  | 'checkScenario'
  | 'showScenarioSchema'
  | 'listStories'
  | 'showStory'

/** Each takes some hundred bytes for as long as nobody undoes it. */
const MAX_SWITCHES = 1_000

/** What the mock is, and what can be set. */
export const stateOperations: Pick<AdminTable, StateOperationNames> = {
  health: () => ({ body: { status: 'ok' } }),

  ready({ mock }) {
    const refusal = mock.control.unready()
    if (refusal !== undefined) throw refusal
    return { body: { status: 'ready' } }
  },

  version: () => ({ body: { ...versionOf(), node: process.version } }),

  async reset({ mock, query, body }) {
    const testId = body.testId ?? query.testId
    if (testId === undefined && mock.main.name !== mock.startedWith) {
      await mock.use(mock.startedWith)
      await mock.control.useElsewhere(mock.startedWith)
    }
    return { body: { reset: await mock.control.reset(testId) } }
  },

  listScenarios({ mock }) {
    const shipped = new Map(listScenarios().map(({ name, description }) => [name, description]))
    const current = mock.main.name
    const scenarios = mock.scenarioNames().map(name => ({
      name,
      description: name === current ? mock.main.scenario.description : (shipped.get(name) ?? ''),
    }))
    return { body: { current, scenarios, bots: Object.fromEntries(mock.control.switches) } }
  },

  async setBotScenario({ mock, path, body }) {
    const botId = botIdOf(path.botId)
    const { switches } = mock.control
    if (switches.size >= MAX_SWITCHES && switches.get(botId) === undefined) {
      throw ownRefusal(400, say('KM_ADMIN_SWITCHES', { most: MAX_SWITCHES }))
    }
    await switches.set(botId, mock.stage(body.name).name)
    return { body: { botId, name: body.name } }
  },

  async clearBotScenario({ mock, path }) {
    const botId = botIdOf(path.botId)
    await mock.control.switches.delete(botId)
    return { body: { botId, name: mock.main.name } }
  },

  getClock: ({ mock, query }) => ({ body: mock.control.clock.state(query.testId, mock.main.now) }),

  async setClock({ mock, query, body }) {
    const { clock } = mock.control
    try {
      if (body.now !== undefined) await clock.set(body.now, query.testId)
      else if (body.advance !== undefined) await clock.advance(body.advance, query.testId, mock.main.now)
      else if (body.rate !== undefined) await clock.play(body.rate, query.testId, mock.main.now)
      else await clock.real(query.testId)
    } catch (error) {
      if (!(error instanceof RangeError)) throw error
      const property = body.now === undefined ? 'body.advance' : 'body.now'
      throw ownRefusal(400, say('KM_ADMIN_CLOCK', { reason: error.message }), [{ property, message: error.message }])
    }
    return { body: clock.state(query.testId, mock.main.now) }
  },

  async listFaults({ mock }) {
    const faults = await mock.control.faults.list(mock.main.scenario)
    return { body: { faults: faults.map(shownFault) } }
  },

  async addFault({ mock, callerTestId, body }) {
    const wrong = unknownOperation(body.match?.operationId)
    if (wrong !== undefined) throw unknown('body.match.operationId', say('KM_ADMIN_NO_OPERATION', wrong))
    const spec = forCaller(body as FaultSpec, callerTestId)
    const broken = brokenFault(spec, operations).map(({ path, must, found }) => ({
      property: ['body', ...path].join('.'),
      message: `${must}; found ${found}`,
    }))
    if (broken.length > 0) throw ownRefusal(412, say('KM_ADMIN_INVALID', {}), broken)
    return { status: 201, body: shownFault(await mock.control.faults.add(spec)) }
  },

  async removeFault({ mock, path }) {
    if (!(await mock.control.faults.remove(path.id))) {
      throw ownRefusal(404, say('KM_ADMIN_NO_FAULT', {}), [await faultMissing(mock, path.id)])
    }
    return { body: { removed: 1 } }
  },

  async listQuotas({ mock }) {
    const { clock, quotas } = mock.control
    const all = await quotas.list(testId => clock.now(testId, mock.main.now))
    return { body: { quotas: all.map(shownQuota) } }
  },

  makeToken({ mock, body: { app: wanted, scenario, ...options } }) {
    const stage = scenario === undefined ? mock.main : mock.stage(scenario)
    const app = appOf(stage, wanted)
    const now = tokenNow(stage.scenario, mock.control.clock.now(undefined, stage.now))
    return { body: { token: signToken(app, options, now) } }
  },
}

/** A fault for the calls of a test id, where it does not say itself for which. */
function forCaller(spec: FaultSpec, testId: string | undefined): FaultSpec {
  return testId === undefined ? spec : { ...spec, match: { testId, ...spec.match } }
}

/** A fault as it may be shown: what it looks for may be secrets. */
function shownFault(fault: FaultState): FaultState {
  const { match } = fault
  if (match === undefined) return fault
  const { header, ...names } = match
  const shown = Object.fromEntries(Object.entries(names).map(([name, value]) => [name, blankText(value)]))
  return { ...fault, match: { ...shown, ...(header === undefined ? {} : { header: shownHeaders(header) }) } }
}

/** A quota as it may be shown: test ids and ids of bots are what clients send. */
function shownQuota(quota: QuotaState): QuotaState {
  const { botId, testId } = quota
  return {
    ...quota,
    botId: botId === null ? null : blankText(botId),
    testId: testId === null ? null : blankText(testId),
  }
}

function botIdOf(id: string): string {
  if (isBotId(id)) return id
  const message = `must be st- and letters, digits, hyphens; found ${JSON.stringify(id.slice(0, 64))}`
  throw ownRefusal(412, say('KM_ADMIN_INVALID', {}), [{ property: 'path.botId', message }])
}

function appOf({ scenario }: Stage, wanted: string | undefined): AppSpec {
  const { apps } = scenario
  const app = wanted === undefined ? apps[0] : apps.find(({ name, clientId }) => wanted === name || wanted === clientId)
  if (app !== undefined) return app
  const known = apps.map(({ name }) => name).join(', ')
  throw unknown('body.app', say('KM_ADMIN_NO_APP', { asked: quoted(wanted ?? ''), known }))
}

const quoted = (text: string) => JSON.stringify(text.slice(0, 64))

const unknown = (property: string, said: Said) => ownRefusal(400, said, [{ property, message: said.message }])

async function faultMissing({ control, main }: Mock, id: string): Promise<Violation> {
  const all = await control.faults.list(main.scenario)
  const ofScenario = all.some(fault => fault.id === id)
  const known = all.filter(fault => fault.source === 'admin').map(fault => fault.id)
  const message = ofScenario
    ? 'is a fault of the scenario, which stays'
    : `is no fault that is set; there ${known.length === 0 ? 'is none' : `are ${known.join(', ')}`}`
  return { property: 'path.id', message }
}
