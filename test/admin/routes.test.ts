import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { type FastifyInstance, fastify, type InjectOptions } from 'fastify'
import t, { type Test } from 'tap'
import type { AdminId } from '../../src/admin/call.ts'
import { adminRoutes } from '../../src/admin/routes.ts'
import { adminContract } from '../../src/contract/admin.ts'
import { createFormats } from '../../src/contract/formats.ts'
import { Mock, type MockOptions } from '../../src/mock/mock.ts'
import { type FakeCall, fakeCall } from '../control/fakes.ts'
import { everyKind, type MockOfKind, mockOfKind } from '../kinds.ts'
import { NEVER_MATCHING } from '../scenario/never-matching.ts'

const NOW = '2026-03-09T12:00:00.000Z'
const contract = adminContract()

interface Row {
  readonly id: AdminId
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly url: string
  readonly body?: unknown
  readonly status?: number
  /** Of a mock of several processes it holds their sums. */
  readonly isSum?: boolean
  /** What the answer must hold. */
  readonly expect?: object | RegExp
}

/** One request at least for every operation; they run in this order on one mock. */
const rows: readonly Row[] = [
  { id: 'health', method: 'GET', url: '/__admin/health', expect: { status: 'ok' } },
  { id: 'ready', method: 'GET', url: '/__admin/ready', expect: { status: 'ready' } },
  { id: 'version', method: 'GET', url: '/__admin/version', expect: { name: 'kore-mock', node: process.version } },
  {
    id: 'listRequests',
    method: 'GET',
    url: '/__admin/requests',
    expect: {
      total: 4,
      requests: [{ id: 'r-4' }, { id: 'r-3' }, { id: 'r-2' }, { id: 'r-1' }],
      dropped: { entries: 0 },
    },
  },
  {
    id: 'listRequests',
    method: 'GET',
    url: '/__admin/requests?operationId=getSessions&botId=st-1&clientId=cs-1&testId=a&status=2xx&skip=0&limit=1',
    expect: { total: 1, requests: [{ id: 'r-1', status: 200 }], skip: 0, limit: 1 },
  },
  {
    id: 'listRequests',
    method: 'GET',
    url: '/__admin/requests?exceptTestId=a',
    expect: { total: 3, requests: [{ id: 'r-4' }, { id: 'r-3' }, { id: 'r-2' }] },
  },
  { id: 'listRequests', method: 'GET', url: '/__admin/requests?limit=0', status: 412, expect: /query\.limit/ },
  {
    id: 'listRequests',
    method: 'GET',
    url: '/__admin/requests?format=xml&status=x',
    status: 412,
    expect: /format.*status|status.*format/,
  },
  { id: 'listRequests', method: 'GET', url: '/__admin/requests?format=har', expect: { log: { version: '1.2' } } },
  {
    id: 'listRequests',
    method: 'GET',
    url: '/__admin/requests?format=pact&consumer=exporter',
    expect: { consumer: { name: 'exporter' }, interactions: [{ description: 'getSessions 1' }] },
  },
  {
    id: 'findRequests',
    method: 'POST',
    url: '/__admin/requests/find',
    body: { body: { contains: { limit: 7 } }, headers: { 'User-Agent': { contains: 'export' } }, limit: 5 },
    expect: { total: 1, requests: [{ id: 'r-1' }], limit: 5 },
  },
  { id: 'findRequests', method: 'POST', url: '/__admin/requests/find', body: { bod: {} }, status: 412, expect: /bod/ },
  {
    id: 'countRequests',
    method: 'POST',
    url: '/__admin/requests/count',
    body: { status: '4xx' },
    expect: { count: 2 },
  },
  {
    id: 'countRequests',
    method: 'POST',
    url: '/__admin/requests/count',
    body: '{"status"',
    status: 412,
    expect: /JSON/,
  },
  {
    id: 'listUnmatched',
    method: 'GET',
    url: '/__admin/requests/unmatched',
    expect: {
      total: 1,
      requests: [{ id: 'r-4', nearest: { operationId: 'getSessions', why: ['part 3 is "bots"; expected "bot"'] } }],
    },
  },
  {
    id: 'getRequest',
    method: 'GET',
    url: '/__admin/requests/r-2',
    expect: { id: 'r-2', request: { body: { limit: 'x' } }, violations: [{ property: 'body.limit' }] },
  },
  { id: 'getRequest', method: 'GET', url: '/__admin/requests/second', expect: { id: 'r-2', requestId: 'second' } },
  { id: 'getRequest', method: 'GET', url: '/__admin/requests/r-99', status: 404, expect: /none of the 4 entries/ },
  {
    id: 'correctRequest',
    method: 'GET',
    url: '/__admin/requests/r-2/correction',
    expect: {
      operationId: 'getSessions',
      docs: '/docs#/Sessions/getSessions',
      request: { body: { limit: 100 } },
      corrections: [{ property: 'body.limit', from: 'x', to: 100 }],
      rules: [{ pointer: '#/components/schemas/SessionsRequest/properties/limit' }],
    },
  },
  { id: 'correctRequest', method: 'GET', url: '/__admin/requests/r-99/correction', status: 404 },
  {
    id: 'report',
    method: 'GET',
    url: '/__admin/report',
    expect: { calls: 4, unmatched: 1, refusals: [{ status: 412, property: 'body.limit', count: 1 }] },
  },
  {
    id: 'listScenarios',
    method: 'GET',
    url: '/__admin/scenarios',
    expect: { current: 'small', scenarios: [{ name: 'busy' }], bots: {} },
  },
  {
    id: 'setBotScenario',
    method: 'PUT',
    url: '/__admin/bots/st-1/scenario',
    body: { name: 'empty' },
    expect: { botId: 'st-1', name: 'empty' },
  },
  {
    id: 'setBotScenario',
    method: 'PUT',
    url: '/__admin/bots/st-1/scenario',
    body: { name: '../../etc/passwd' },
    status: 400,
    expect: /known: .*default.*small/,
  },
  { id: 'setBotScenario', method: 'PUT', url: '/__admin/bots/x/scenario', body: { name: 'empty' }, status: 412 },
  {
    id: 'setBotScenario',
    method: 'PUT',
    url: '/__admin/bots/st-1/scenario',
    body: {},
    status: 412,
    expect: /body\.name/,
  },
  { id: 'listScenarios', method: 'GET', url: '/__admin/scenarios', expect: { bots: { 'st-1': 'empty' } } },
  { id: 'clearBotScenario', method: 'DELETE', url: '/__admin/bots/st-1/scenario', expect: { name: 'small' } },
  { id: 'listScenarios', method: 'GET', url: '/__admin/scenarios', expect: { bots: { 'st-1': undefined } } },
  { id: 'getClock', method: 'GET', url: '/__admin/clock', expect: { now: NOW, mode: 'frozen' } },
  {
    id: 'setClock',
    method: 'PUT',
    url: '/__admin/clock',
    body: { advance: 'PT1H' },
    expect: { now: '2026-03-09T13:00:00.000Z', mode: 'frozen' },
  },
  {
    id: 'setClock',
    method: 'PUT',
    url: '/__admin/clock?testId=a',
    body: { now: '2026-10-24T21:59:30Z' },
    expect: { now: '2026-10-24T21:59:30.000Z', mode: 'frozen' },
  },
  { id: 'setClock', method: 'PUT', url: '/__admin/clock?testId=b', body: { mode: 'real' }, expect: { mode: 'real' } },
  {
    id: 'setClock',
    method: 'PUT',
    url: '/__admin/clock?testId=b',
    body: { advance: 'P1D' },
    expect: { mode: 'offset' },
  },
  { id: 'getClock', method: 'GET', url: '/__admin/clock?testId=a', expect: { now: '2026-10-24T21:59:30.000Z' } },
  { id: 'getClock', method: 'GET', url: '/__admin/clock', expect: { now: '2026-03-09T13:00:00.000Z' } },
  {
    id: 'setClock',
    method: 'PUT',
    url: '/__admin/clock?testId=c',
    body: { rate: 60 },
    expect: { mode: 'playing', rate: 60 },
  },
  { id: 'setClock', method: 'PUT', url: '/__admin/clock?testId=c', body: { rate: 0 }, expect: { mode: 'frozen' } },
  { id: 'setClock', method: 'PUT', url: '/__admin/clock', body: { now: NOW, advance: 'PT1H' }, status: 412 },
  {
    id: 'setClock',
    method: 'PUT',
    url: '/__admin/clock',
    body: { advance: 'an hour' },
    status: 412,
    expect: /advance/,
  },
  { id: 'setClock', method: 'PUT', url: '/__admin/clock', body: { advance: 'P9999Y' }, status: 400, expect: /9999/ },
  { id: 'setClock', method: 'PUT', url: '/__admin/clock', body: { now: 'noon' }, status: 412, expect: /now/ },
  ...['0000-01-01', '1999-12-31T23:59:59.999Z', '2100-01-01T00:00:00.001Z', '9999-12-31T23:59:59Z'].map(
    (now): Row => ({
      id: 'setClock',
      method: 'PUT',
      url: '/__admin/clock',
      body: { now },
      status: 412,
      expect: /body\.now.*an instant between 2000-01-01 and 2100-01-01/,
    }),
  ),
  ...['P80Y', '-P80Y', 'P99999999999999999999Y', 'PT99999999999999999999S'].map(
    (advance): Row => ({
      id: 'setClock',
      method: 'PUT',
      url: '/__admin/clock',
      body: { advance },
      status: 400,
      expect: /leads too far away: the clock stands between 2000-01-01 and 2100-01-01/,
    }),
  ),
  {
    id: 'addFault',
    method: 'POST',
    url: '/__admin/faults',
    body: { match: { operationId: 'getSessions', testId: 'a' }, times: 1, ttlMs: 60_000, fault: { status: 429 } },
    status: 201,
    expect: { id: 'fault-1', source: 'admin', taken: 0, fault: { status: 429 } },
  },
  ...[
    { delay: { type: 'fixed', ms: 5 } },
    { delay: { type: 'uniform', min: 1, max: 5 } },
    { delay: { type: 'lognormal', median: 5, sigma: 0.5 } },
    { connection: 'reset' },
    { connection: 'empty' },
    { body: { truncateAt: 0.5 } },
    { body: { garbage: true } },
    { body: { dribbleMs: 100 } },
    { page: 'shift' },
    { page: 'repeat-last' },
  ].map(
    (fault): Row => ({
      id: 'addFault',
      method: 'POST',
      url: '/__admin/faults',
      body: { fault },
      status: 201,
      expect: { fault },
    }),
  ),
  ...[
    {},
    { fault: {} },
    { fault: { status: 200 } },
    { fault: { status: 429, page: 'shift' } },
    { fault: { delay: { type: 'uniform', min: 1 } } },
    { fault: { delay: { type: 'sometimes' } } },
    { fault: { body: { truncateAt: 2 } } },
    { fault: { connection: 'slow' } },
    { fault: { status: 429 }, times: 0 },
    { fault: { status: 429 }, probability: 1.5 },
    { fault: { status: 429 }, match: { bot: 'st-1' } },
    { fault: { delay: { type: 'uniform', min: 10, max: 1 } } },
    { fault: { delay: { type: 'fixed', ms: 1, min: 2 } } },
    { fault: { delay: { type: 'uniform', min: 1, max: 2, sigma: 1 } } },
    { fault: { delay: { type: 'lognormal', median: 1, sigma: 2, ms: 3 } } },
    ...NEVER_MATCHING,
    ...[600_001, 1e9, 1e300, -1].flatMap(ms => [
      { fault: { delay: { type: 'fixed', ms } } },
      { fault: { delay: { type: 'uniform', min: 0, max: ms } } },
      { fault: { delay: { type: 'lognormal', median: ms, sigma: 1 } } },
      { fault: { body: { dribbleMs: ms } } },
    ]),
    { fault: { delay: { type: 'lognormal', median: 1, sigma: 11 } } },
    { fault: { status: 429 }, times: 1_000_000_001 },
    { fault: { status: 429 }, after: 1_000_000_001 },
    { fault: { status: 429 }, ttlMs: 31_536_000_001 },
  ].map((body): Row => ({ id: 'addFault', method: 'POST', url: '/__admin/faults', body, status: 412 })),
  {
    id: 'addFault',
    method: 'POST',
    url: '/__admin/faults',
    body: { match: { operationId: 'getSession' }, fault: { status: 429 } },
    status: 400,
    expect: /known: .*getSessions/,
  },
  {
    id: 'listFaults',
    method: 'GET',
    url: '/__admin/faults',
    expect: { faults: [{ id: 'fault-11', source: 'admin' }] },
  },
  { id: 'removeFault', method: 'DELETE', url: '/__admin/faults/fault-1', expect: { removed: 1 } },
  { id: 'removeFault', method: 'DELETE', url: '/__admin/faults/fault-1', status: 404, expect: /fault-2/ },
  {
    id: 'listQuotas',
    method: 'GET',
    url: '/__admin/quotas',
    expect: { quotas: [{ bucket: 'getSessions', minute: { limit: 60, used: 0 } }] },
  },
  { id: 'makeToken', method: 'POST', url: '/__admin/tokens', expect: { token: /^ey[\w-]+\.ey[\w-]+\.[\w-]+$/ } },
  {
    id: 'makeToken',
    method: 'POST',
    url: '/__admin/tokens',
    body: { expired: true, algorithm: 'HS512' },
    expect: { token: /^ey/ },
  },
  {
    id: 'makeToken',
    method: 'POST',
    url: '/__admin/tokens',
    body: { scenario: 'strict-credentials', missingScope: true },
    expect: { token: /^ey/ },
  },
  { id: 'makeToken', method: 'POST', url: '/__admin/tokens', body: { app: 'nobody' }, status: 400, expect: /known: / },
  { id: 'makeToken', method: 'POST', url: '/__admin/tokens', body: { algorithm: 'RS256' }, status: 412 },
  { id: 'makeToken', method: 'POST', url: '/__admin/tokens', body: { expiresIn: 1e300 }, status: 412 },
  ...[
    ...[136.4, -1, 0, 1e-9, 3_155_760_000, null].map(expiresIn => ({ expiresIn })),
    ...['exp', 'nbf', 'iat', 'jti', 'sub', 'aud', 'iss', 'alg'].flatMap(name =>
      ['1', true, {}, [], null, -1, 1.5, 1e300].map(value => ({ claims: { [name]: value } })),
    ),
    { jti: '' },
    { jti: false },
    { scopes: [] },
  ].map((body): Row => ({ id: 'makeToken', method: 'POST', url: '/__admin/tokens', body, expect: { token: /^ey/ } })),
  {
    id: 'describeWorld',
    method: 'GET',
    url: '/__admin/world',
    expect: {
      scenario: 'small',
      seed: 'kore-mock',
      now: '2026-03-09T13:00:00.000Z',
      account: {},
      apps: [{ name: String, clientId: /^cs-/, kind: /account|bot/ }],
      bots: [{ id: /^st-/, scenario: 'small' }],
    },
  },
  {
    id: 'describeWorld',
    method: 'GET',
    url: '/__admin/world?botId=st-somebody',
    expect: {
      bots: [
        {
          id: 'st-somebody',
          scenario: 'small',
          channels: [],
          agents: [],
          dashboards: [],
          counts: { sessionsLastWeek: Number },
        },
      ],
    },
  },
  { id: 'describeWorld', method: 'GET', url: '/__admin/world?botId=nobody', status: 400, expect: /Invalid StreamId/ },
  {
    id: 'describeDesk',
    method: 'GET',
    url: '/__admin/bots/st-somebody/desk?from=2026-03-08&to=2026-03-09',
    expect: { from: '2026-03-08T00:00:00.000Z', to: '2026-03-09T00:00:00.000Z', serviceSeconds: 30, queues: [] },
  },
  {
    id: 'describeDesk',
    method: 'GET',
    url: '/__admin/bots/st-somebody/desk?from=2026-03-09&to=2026-03-08',
    status: 400,
    expect: /KM_ADMIN_DESK_RANGE/,
  },
  {
    id: 'describeDesk',
    method: 'GET',
    url: '/__admin/bots/st-somebody/desk?from=2030-03-08&to=2030-03-09',
    expect: { from: '2030-03-08T00:00:00.000Z', to: '2030-03-08T00:00:00.000Z', mediums: [], hours: [], agents: [] },
  },
  { id: 'describeDesk', method: 'GET', url: '/__admin/bots/nobody/desk', status: 400, expect: /KM_ADMIN_NO_BOT/ },
  {
    id: 'tellTruth',
    method: 'GET',
    url: '/__admin/truth/sessions?botId=st-somebody&from=2026-03-08&to=2026-03-08',
    expect: /^\{"row":\{"sessionId":"/,
  },
  { id: 'tellTruth', method: 'GET', url: '/__admin/truth/trend', status: 404, expect: /must be one of sessions,/ },
  {
    id: 'tellTruth',
    method: 'GET',
    url: '/__admin/truth/sessions?from=2026-03-09&to=2026-03-08',
    status: 400,
    expect: /KM_ADMIN_RANGE/,
  },
  {
    id: 'predictLosses',
    method: 'GET',
    url: '/__admin/predict?botId=st-somebody&from=2026-03-08&to=2026-03-08',
    expect: { kind: 'sessions', botId: 'st-somebody', rows: Number, lost: 0, lookbackNeeded: 'PT0S' },
  },
  { id: 'predictLosses', method: 'GET', url: '/__admin/predict?every=PT0S', status: 400, expect: /KM_ADMIN_EVERY/ },
  {
    id: 'labelSession',
    method: 'GET',
    url: '/__admin/bots/st-somebody/labels/nothing',
    status: 404,
    expect: /KM_ADMIN_NO_SESSION/,
  },
  {
    id: 'showScenario',
    method: 'GET',
    url: '/__admin/scenario',
    expect: { name: 'small', started: 'small', isStarted: true, text: /perDay: 6/ },
  },
  {
    id: 'showScenario',
    method: 'GET',
    url: '/__admin/scenario?name=spike',
    expect: { name: 'spike', started: 'small', isStarted: false, text: /times: 10/ },
  },
  { id: 'showScenario', method: 'GET', url: '/__admin/scenario?name=../x', status: 400, expect: /known: .*spike/ },
  { id: 'showScenario', method: 'GET', url: '/__admin/scenario?name=', status: 412 },
  {
    id: 'checkScenario',
    method: 'POST',
    url: '/__admin/scenario/check',
    body: { text: 'everyBot:\n  sessions: { perDay: many }\n' },
    expect: {
      valid: false,
      problems: [{ path: 'everyBot.sessions.perDay', line: 2, column: 23, message: /must be a number/ }],
      bots: [],
    },
  },
  {
    id: 'checkScenario',
    method: 'POST',
    url: '/__admin/scenario/check',
    body: { text: 'everyBot: { sessions: { events: [{ from: -2d, times: 0 }] } }\n', week: true },
    expect: {
      valid: true,
      problems: [],
      resolved: [{ said: '-2d', value: '2026-03-07' }],
      bots: [{ name: 'Bank Assistant', days: [{ day: '2026-03-03', selfService: Number, agent: Number }] }],
      isCut: false,
    },
  },
  {
    id: 'checkScenario',
    method: 'POST',
    url: '/__admin/scenario/check',
    body: { text: 'extends: ./package.json\npacks: { x: ./y.yaml }\n' },
    expect: { valid: false, problems: [{ code: 'KM_SCENARIO_NO_FILE', path: 'extends', line: 1 }] },
  },
  {
    id: 'checkScenario',
    method: 'POST',
    url: '/__admin/scenario/check',
    body: { text: 'packs: { x: ./y.yaml }\n' },
    expect: { valid: false, problems: [{ code: 'KM_SCENARIO_NO_FILE', path: 'packs.x' }] },
  },
  {
    id: 'checkScenario',
    method: 'POST',
    url: '/__admin/scenario/check',
    body: { text: 'a: [\n' },
    expect: { valid: false, problems: [{ code: 'KM_YAML_INVALID' }] },
  },
  { id: 'checkScenario', method: 'POST', url: '/__admin/scenario/check', body: {}, status: 412 },
  {
    id: 'showScenarioSchema',
    method: 'GET',
    url: '/__admin/scenario/schema',
    expect: { title: 'kore-mock scenario', properties: { everyBot: {} } },
  },
  {
    id: 'useScenario',
    method: 'PUT',
    url: '/__admin/scenario',
    body: { text: '# Ours.\nextends: small\neveryBot: { name: Edited }\n' },
    expect: { name: 'small-edited', started: 'small', isStarted: false, description: 'Ours.', text: /name: Edited/ },
  },
  { id: 'describeWorld', method: 'GET', url: '/__admin/world', expect: { scenario: 'small-edited' } },
  { id: 'listScenarios', method: 'GET', url: '/__admin/scenarios', expect: { current: 'small-edited' } },
  {
    id: 'useScenario',
    method: 'PUT',
    url: '/__admin/scenario',
    body: { text: 'everyBot: { nmae: Edited }\n' },
    status: 412,
    expect: /line 1, column 19: is not a setting \(did you mean name/,
  },
  {
    id: 'useScenario',
    method: 'PUT',
    url: '/__admin/scenario',
    body: { name: 'spike' },
    expect: { name: 'spike', isStarted: false, text: /times: 10/ },
  },
  { id: 'useScenario', method: 'PUT', url: '/__admin/scenario', body: { name: 'nobody' }, status: 400 },
  { id: 'useScenario', method: 'PUT', url: '/__admin/scenario', body: {}, status: 412 },
  {
    id: 'listStories',
    method: 'GET',
    url: '/__admin/stories',
    expect: { stories: [{ name: 'black-friday', industry: 'retail', steps: Number }] },
  },
  {
    id: 'showStory',
    method: 'GET',
    url: '/__admin/stories/outage',
    expect: {
      name: 'outage',
      scenario: 'story-outage',
      isUsed: false,
      speed: 60,
      steps: [{ look: 'centre?from=2026-03-08&to=2026-03-08', seconds: 13 }],
    },
  },
  { id: 'showStory', method: 'GET', url: '/__admin/stories/nothing', status: 404, expect: /known: .*outage/ },
  {
    id: 'useScenario',
    method: 'PUT',
    url: '/__admin/scenario',
    body: { story: 'outage' },
    expect: { name: 'story-outage', isStarted: false, text: /industry: telecom/ },
  },
  { id: 'useScenario', method: 'PUT', url: '/__admin/scenario', body: { story: 'x' }, status: 404 },
  { id: 'showStory', method: 'GET', url: '/__admin/stories/outage', expect: { isUsed: true } },
  {
    id: 'tryWidget',
    method: 'POST',
    url: '/__admin/bots/st-story-telecom/widget',
    body: {
      widget: { name: 'x', type: 'table', dataSet: 'Sessions', select: 'count(sessionid) as n', overlay: [] },
      startDate: '2026-03-08',
      endDate: '2026-03-08',
    },
    expect: { metrics: [{ displayName: 'n' }], queryResponse: { queryResponse: [{ n: Number }] } },
  },
  {
    id: 'tryWidget',
    method: 'POST',
    url: '/__admin/bots/st-story-telecom/widget',
    body: {
      widget: { name: 'x', type: 'table', dataSet: 'Sessions', select: 'nothing', groupBy: 'channel,' },
      startDate: '2026-03-08',
      endDate: '2026-03-08',
    },
    status: 412,
    expect: /body\.widget\.select.*body\.widget\.groupBy/,
  },
  {
    id: 'tryWidget',
    method: 'POST',
    url: '/__admin/bots/st-story-telecom/widget',
    body: {
      widget: { name: 'x', type: 'table', dataSet: 'Sessions', select: 'channel' },
      startDate: '2026-03-09',
      endDate: '2026-03-08',
    },
    status: 400,
    expect: /startDate must not be after endDate.*KM_ADMIN_DAYS.*body\.endDate/,
  },
  {
    id: 'tryWidget',
    method: 'POST',
    url: '/__admin/bots/st-story-telecom/widget',
    body: {
      widget: { name: 'x', type: 'table', dataSet: 'Sessions', select: 'channel' },
      startDate: '2026-03-08',
      endDate: '9999-12-31',
    },
    status: 400,
    expect: /must not be longer than 366 days.*KM_ADMIN_DAYS/,
  },
  {
    id: 'useStartedScenario',
    method: 'DELETE',
    url: '/__admin/scenario',
    expect: { name: 'small', isStarted: true },
  },
  {
    id: 'useScenario',
    method: 'PUT',
    url: '/__admin/scenario',
    body: { name: 'empty' },
    expect: { name: 'empty' },
  },
  {
    id: 'describeMemory',
    isSum: true,
    method: 'GET',
    url: '/__admin/memory',
    expect: {
      limit: 192 * 1024 * 1024,
      budgets: [{ name: 'columns', limit: 32 * 1024 * 1024, dropped: 0 }],
      journal: { limit: 32 * 1024 * 1024, entryLimit: 1_000, entries: 4, dropped: 0 },
      processes: 1,
      residentBytes: Number,
    },
  },
  {
    id: 'metrics',
    method: 'GET',
    url: '/__admin/metrics',
    isSum: true,
    expect: /kore_mock_memory_limit_bytes\{budget="columns"\} 33554432/,
  },
  {
    id: 'metrics',
    method: 'GET',
    url: '/__admin/metrics',
    expect: /kore_mock_requests_total\{operation="getSessions",status="412"\} 1/,
  },
  { id: 'deleteRequests', method: 'DELETE', url: '/__admin/requests?status=412', expect: { removed: 1 } },
  { id: 'deleteRequests', method: 'DELETE', url: '/__admin/requests?testId=a', expect: { removed: 1 } },
  {
    id: 'listRequests',
    method: 'GET',
    url: '/__admin/requests',
    expect: { total: 2, requests: [{ id: 'r-4' }, { id: 'r-3' }] },
  },
  {
    id: 'reset',
    method: 'POST',
    url: '/__admin/reset',
    body: { testId: 'a' },
    expect: { reset: ['journal', 'faults', 'quotas', 'clock'] },
  },
  { id: 'getClock', method: 'GET', url: '/__admin/clock?testId=a', expect: { now: '2026-03-09T13:00:00.000Z' } },
  {
    id: 'reset',
    method: 'POST',
    url: '/__admin/reset?testId=b',
    expect: { reset: ['journal', 'faults', 'quotas', 'clock'] },
  },
  { id: 'reset', method: 'POST', url: '/__admin/reset', body: { test: 'a' }, status: 412 },
  {
    id: 'reset',
    method: 'POST',
    url: '/__admin/reset',
    expect: { reset: ['journal', 'faults', 'quotas', 'clock', 'scenarios', 'tokenIds'] },
  },
  { id: 'getClock', method: 'GET', url: '/__admin/clock', expect: { now: NOW } },
  { id: 'showScenario', method: 'GET', url: '/__admin/scenario', expect: { name: 'small', isStarted: true } },
  { id: 'listRequests', method: 'GET', url: '/__admin/requests', expect: { total: 0, requests: [] } },
  { id: 'listFaults', method: 'GET', url: '/__admin/faults', expect: { faults: [] } },
  { id: 'listQuotas', method: 'GET', url: '/__admin/quotas', expect: { quotas: [] } },
]

const check = responseChecker()

/** Tried in `events.test.ts`: a stream has no end that an injected request could wait for. */
const elsewhere: readonly AdminId[] = ['streamEvents']

t.test('every operation of the admin contract has a request here', async t => {
  const tried = new Set<string>([...rows.map(row => row.id), ...elsewhere])
  t.same(
    contract.operations.map(op => op.operationId).filter(id => !tried.has(id)),
    [],
  )
})

everyKind(
  t,
  'every request gets what the contract says',
  async (t, kind) => {
    const app = await mockOfKind(t, kind, { scenario: 'small', seed: 'kore-mock', areMadeUp: true })
    await fill(app)
    for (const { id, method, url, body, status = 200, isSum = false, expect } of rows) {
      const { answer, json } = await ask(app, { method, url, body })
      const name = `${method} ${url} ${body === undefined ? '' : JSON.stringify(body)}`
      t.equal(answer.statusCode, status, `${name}: ${answer.payload.slice(0, 300)}`)
      if (isSum && kind !== 'memory') t.ok(answer.payload, name)
      else if (expect instanceof RegExp) t.match(answer.payload, expect, name)
      else if (expect !== undefined) t.match(json, expect, name)
      t.equal(check(id, answer.statusCode, String(answer.headers['content-type']), json), '', name)
    }
  },
  { isSlow: true },
)

t.test('without a token it answers this machine only', async t => {
  const { app } = await build(t)
  const from = async (remoteAddress: string, url = '/__admin/requests') =>
    (await app.inject({ url, remoteAddress })).statusCode
  for (const here of ['127.0.0.1', '127.0.0.5', '::1', '::ffff:127.0.0.1']) t.equal(await from(here), 200, here)
  for (const there of ['10.0.0.1', '::ffff:10.0.0.1', '2001:db8::1', '1127.0.0.1'])
    t.equal(await from(there), 403, there)
  t.equal(await from('10.0.0.1', '/__admin/health'), 200, 'health is open')
  t.equal(await from('10.0.0.1', '/__admin/nothing'), 403, 'nor does it say what there is')
})

t.test('with a token everybody sends it, this machine too', async t => {
  const { app } = await build(t, { adminToken: 'open sesame' })
  const get = async (headers: Record<string, string>, remoteAddress = '10.0.0.1') =>
    (await app.inject({ url: '/__admin/clock', headers, remoteAddress })).statusCode
  t.equal(await get({}, '127.0.0.1'), 403)
  t.equal(await get({ 'x-admin-token': 'open' }), 403)
  t.equal(await get({ authorization: 'Bearer open sesame!' }), 403)
  t.equal(await get({ 'x-admin-token': 'open sesame' }), 200)
  t.equal(await get({ authorization: 'Bearer open sesame' }), 200)
  t.equal((await app.inject({ url: '/__admin/health', remoteAddress: '10.0.0.1' })).statusCode, 200)
})

t.test('paths that are none', async t => {
  const { app } = await build(t)
  const { answer: verb, json } = await ask(app, { method: 'POST', url: '/__admin/clock' })
  t.equal(verb.statusCode, 405)
  t.equal(verb.headers.allow, 'GET, HEAD, OPTIONS, PUT')
  t.match(json, { errors: [{ msg: 'Method Not Allowed', code: 405, error: [{ property: 'method' }] }] })
  t.match(json, { errors: [{ error: [{ message: 'must be one of GET, HEAD, OPTIONS, PUT; found POST' }] }] })
  for (const [method, url, allowed] of [
    ['DELETE', 'faults', 'GET, HEAD, OPTIONS, POST'],
    ['PUT', 'requests', 'DELETE, GET, HEAD, OPTIONS'],
  ] as const) {
    const { answer, json } = await ask(app, { method, url: `/__admin/${url}` })
    t.equal(answer.headers.allow, allowed)
    t.match(json, { errors: [{ error: [{ message: `must be one of ${allowed}; found ${method}` }] }] })
  }
  const { answer, json: refusal } = await ask(app, { method: 'GET', url: '/__admin/request' })
  t.equal(answer.statusCode, 404)
  t.match(refusal, { errors: [{ msg: 'Not Found', error: [{ message: /nearest is GET \/__admin\/requests/ }] }] })
})

async function build(t: Test, options: MockOptions = {}): Promise<{ app: FastifyInstance; mock: Mock }> {
  const mock = new Mock({ scenario: 'small', seed: 'kore-mock', now: NOW, ...options })
  const app = fastify().register(adminRoutes(mock))
  t.teardown(() => app.close())
  await app.ready()
  return { app, mock }
}

/** Four exchanges: a good one of test `a`, a refused one, another good one, one that no operation took. */
async function fill(app: MockOfKind): Promise<void> {
  const headers = { auth: 'eyJhIjoxfQ.eyJhIjoxfQ.c2ln', 'user-agent': 'exporter' }
  const common = { headers, now: Date.parse(NOW) }
  const add = (call: FakeCall) => {
    app.add(mock => fakeCall({ mock, ...call }))
    // Exchanges that left at the same instant have no order of their own.
    return new Promise(resolve => setTimeout(resolve, 2))
  }
  await add({ ...common, clientId: 'cs-1', testId: 'a', requestId: 'first', body: { limit: 7 } })
  await add({
    ...common,
    requestId: 'second',
    status: 412,
    body: { limit: 'x' },
    violations: [{ property: 'body.limit', message: 'must be an integer; found "x"' }],
    answer: { errors: [{ msg: 'Validation errors/ Invalid arguments', code: 412 }] },
  })
  await add({ ...common, botId: 'st-2', fault: { id: 'fault-0', action: { page: 'shift' }, draw: () => 0 } })
  await add({ ...common, op: undefined, url: '/api/public/bots/st-1/getSessions', status: 404 })
  await app.app.mock.control.takeQuota(fakeCall({ ...common, quotas: [{ perMinute: 60, perHour: 1800 }] }))
}

async function ask(
  app: Pick<MockOfKind, 'inject'>,
  { method, url, body }: { method: Row['method']; url: string; body?: unknown },
) {
  const options: InjectOptions = { method, url }
  if (body !== undefined) {
    options.payload = typeof body === 'string' ? body : JSON.stringify(body)
    options.headers = { 'content-type': 'application/json' }
  }
  const answer = await app.inject(options)
  const isJson = /(?:\/|\+)json/.test(String(answer.headers['content-type']))
  return { answer, json: isJson ? (JSON.parse(answer.payload) as unknown) : undefined }
}

/** Says what the contract has against an answer; nothing: ''. */
function responseChecker(): (id: AdminId, status: number, type: string, json: unknown) => string {
  const document = contract.document() as Document
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  addFormats.default(ajv)
  for (const [name, format] of Object.entries(createFormats())) ajv.addFormat(name, format)
  ajv.addSchema({ ...document, $id: 'admin:' })
  const compiled = new Map<string, ValidateFunction>()
  const step = (text: string) => encodeURIComponent(text.replaceAll('~', '~0').replaceAll('/', '~1'))
  return (id, status, type, json) => {
    const op = contract.operation(id)
    let pointer = `/paths/${step(op.path)}/${op.method.toLowerCase()}/responses/${status}`
    let response = document.paths[op.path]?.[op.method.toLowerCase()]?.responses[String(status)]
    if (response === undefined) return `${id} documents no ${status}`
    if (response.$ref !== undefined) {
      pointer = response.$ref.slice(1)
      response = document.components.responses[pointer.split('/').at(-1) ?? ''] ?? {}
    }
    const media = type.split(';', 1)[0] ?? ''
    if (response.content?.[media] === undefined) return `${id} documents no ${media} for ${status}`
    if (json === undefined) return ''
    const reference = `admin:#${pointer}/content/${step(media)}/schema`
    const validate = compiled.get(reference) ?? ajv.compile({ $ref: reference })
    compiled.set(reference, validate)
    return validate(json) ? '' : JSON.stringify(validate.errors)
  }
}

interface Response {
  $ref?: string
  content?: Record<string, unknown>
}
interface Document {
  paths: Record<string, Record<string, { responses: Record<string, Response> }>>
  components: { responses: Record<string, Response> }
}
