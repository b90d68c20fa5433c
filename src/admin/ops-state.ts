import { operations } from '../contract/contract.ts'
import { Refusal } from '../contract/refusal.ts'
import { signToken } from '../control/make-token.ts'
import type { Mock, Stage } from '../mock/mock.ts'
import { listScenarios } from '../scenario/list.ts'
import type { AppSpec, FaultSpec } from '../scenario/types.ts'
import type { AdminTable } from './call.ts'
import { resetMock } from './reset.ts'
import { versionOf } from './version.ts'

type Names = Exclude<keyof AdminTable, `${string}Request` | `${string}Requests` | JournalNames>
type JournalNames = 'listUnmatched' | 'streamEvents' | 'report' | 'metrics' | 'describeWorld'

const BOT_ID = /^st-[A-Za-z0-9-]{1,125}$/

/** What the mock is, and what can be set. */
export const stateOperations: Pick<AdminTable, Names> = {
  health: () => ({ body: { status: 'ok' } }),

  version: () => ({ body: { ...versionOf(), node: process.version } }),

  reset: ({ mock, query, body }) => ({ body: { reset: resetMock(mock, body.testId ?? query.testId) } }),

  listScenarios({ mock }) {
    const shipped = new Map(listScenarios().map(({ name, description }) => [name, description]))
    const current = mock.main.name
    const scenarios = mock.scenarioNames().map(name => ({
      name,
      description: name === current ? mock.main.scenario.description : (shipped.get(name) ?? ''),
    }))
    return { body: { current, scenarios, bots: Object.fromEntries(mock.switches) } }
  },

  setBotScenario({ mock, path, body }) {
    const botId = botIdOf(path.botId)
    mock.switches.set(botId, mock.stage(body.name).name)
    return { body: { botId, name: body.name } }
  },

  clearBotScenario({ mock, path }) {
    const botId = botIdOf(path.botId)
    mock.switches.delete(botId)
    return { body: { botId, name: mock.main.name } }
  },

  getClock: ({ mock, query }) => ({ body: mock.clock.state(query.testId, mock.main.now) }),

  setClock({ mock, query, body }) {
    const { clock } = mock
    try {
      if (body.now !== undefined) clock.set(body.now, query.testId)
      else if (body.advance !== undefined) clock.advance(body.advance, query.testId, mock.main.now)
      else clock.real(query.testId)
    } catch (error) {
      if (!(error instanceof RangeError)) throw error
      const property = body.now === undefined ? 'body.advance' : 'body.now'
      throw new Refusal(400, error.message, { violations: [{ property, message: error.message }] })
    }
    return { body: clock.state(query.testId, mock.main.now) }
  },

  listFaults: ({ mock }) => ({ body: { faults: mock.faults.list(mock.main.scenario) } }),

  addFault({ mock, body }) {
    const wanted = body.match?.operationId
    if (wanted !== undefined && !operations.some(op => op.operationId === wanted)) {
      throw unknown(
        'body.match.operationId',
        'operation',
        wanted,
        operations.map(op => op.operationId),
      )
    }
    return { status: 201, body: mock.faults.add(body as FaultSpec) }
  },

  removeFault({ mock, path }) {
    if (!mock.faults.remove(path.id)) throw new Refusal(404, 'Not Found', { violations: [faultMissing(mock, path.id)] })
    return { body: { removed: 1 } }
  },

  listQuotas({ mock }) {
    return { body: { quotas: mock.quotas.list(testId => mock.clock.now(testId, mock.main.now)) } }
  },

  makeToken({ mock, body: { app: wanted, scenario, ...options } }) {
    const stage = scenario === undefined ? mock.main : mock.stage(scenario)
    const app = appOf(stage, wanted)
    return { body: { token: signToken(app, options, mock.clock.now(undefined, stage.now)) } }
  },
}

function botIdOf(id: string): string {
  if (BOT_ID.test(id)) return id
  const message = `must be st- and letters, digits, hyphens; found ${JSON.stringify(id.slice(0, 64))}`
  throw new Refusal(412, 'Validation errors/ Invalid arguments', { violations: [{ property: 'path.botId', message }] })
}

function appOf({ scenario }: Stage, wanted: string | undefined): AppSpec {
  const { apps } = scenario
  const app = wanted === undefined ? apps[0] : apps.find(({ name, clientId }) => wanted === name || wanted === clientId)
  if (app !== undefined) return app
  const names = apps.map(({ name }) => name)
  throw unknown('body.app', 'app', wanted ?? '', names)
}

function unknown(property: string, kind: string, wanted: string, known: readonly string[]): Refusal {
  const message = `There is no ${kind} ${JSON.stringify(wanted.slice(0, 64))}; known: ${known.join(', ')}`
  return new Refusal(400, message, { violations: [{ property, message }] })
}

function faultMissing({ faults, main }: Mock, id: string): { property: string; message: string } {
  const all = faults.list(main.scenario)
  const ofScenario = all.some(fault => fault.id === id)
  const known = all.filter(fault => fault.source === 'admin').map(fault => fault.id)
  const message = ofScenario
    ? 'is a fault of the scenario, which stays'
    : `is no fault that is set; there ${known.length === 0 ? 'is none' : `are ${known.join(', ')}`}`
  return { property: 'path.id', message }
}
