import type { IncomingHttpHeaders } from 'node:http'
import type { OperationInfo } from '../../src/contract/types.ts'
import type { Call, Exchange } from '../../src/http/exchange.ts'
import type { Mock } from '../../src/mock/mock.ts'
import type { AppSpec, FaultSpec, QuotaSpec } from '../../src/scenario/types.ts'

const NOTHING_SPECIAL = { json: [], mergeQuery: false, within: { query: {}, body: {} } }

/** Two operations, as far as the admin parts look at them. */
export const sessionsOp = {
  operationId: 'getSessions',
  method: 'POST',
  path: '/api/public/bot/{botId}/getSessions',
  botParam: 'botId',
  quota: { bucket: 'getSessions', per: 'bot' },
  dateRange: { in: 'body', from: 'dateFrom', to: 'dateTo', maxDays: 7 },
  page: { list: 'sessions', size: 'limit', skip: 'skip', order: 'descending' },
  parameters: [
    { name: 'botId', in: 'path', required: true },
    { name: 'skip', in: 'body', required: false },
    { name: 'limit', in: 'body', required: false },
    { name: 'dateFrom', in: 'body', required: true },
    { name: 'containmentType', in: 'query', required: false },
  ],
  hasBody: true,
  reading: NOTHING_SPECIAL,
  statuses: [200, 400, 401, 412, 429, 500],
} as unknown as OperationInfo

export const segmentsOp = {
  operationId: 'listInteractions',
  method: 'GET',
  path: '/agentassist/api/v1/public/{streamId}/v2/agentassistinteractions',
  botParam: 'streamId',
  quota: { bucket: 'agentAssist', per: 'account' },
  parameters: [{ name: 'from', in: 'query', required: true }],
  hasBody: false,
  reading: NOTHING_SPECIAL,
  statuses: [200, 412],
} as unknown as OperationInfo

export interface FakeCall {
  readonly mock?: Mock
  readonly op?: OperationInfo | undefined
  readonly botId?: string
  readonly clientId?: string
  readonly testId?: string
  readonly now?: number
  readonly seed?: string
  readonly quotas?: readonly QuotaSpec[]
  readonly faults?: readonly FaultSpec[]
  readonly method?: string
  readonly url?: string
  readonly headers?: IncomingHttpHeaders
  readonly body?: unknown
  readonly status?: number
  readonly answer?: unknown
  readonly answerHeaders?: Record<string, string>
  readonly requestId?: string
  readonly receivedAt?: number
  readonly violations?: Exchange['violations']
  readonly isUnearned?: boolean
  readonly fault?: Exchange['fault']
}

const noQuotas: readonly QuotaSpec[] = []
const noFaults: readonly FaultSpec[] = []

/** An exchange as the steps leave it, without a server. */
export function fakeCall(given: FakeCall = {}): Call {
  const op = 'op' in given ? given.op : sessionsOp
  const botId = given.botId ?? 'st-1'
  return {
    mock: given.mock ?? { readsControlHeaders: true },
    op,
    botId,
    params: { botId, streamId: botId },
    clientId: given.clientId,
    controlHeaders: { testId: given.testId },
    now: given.now ?? 0,
    stage: {
      name: 'default',
      seed: given.seed ?? 'seed',
      headers: { name: 'default', seed: given.seed ?? 'seed' },
      scenario: { name: 'default', quotas: given.quotas ?? noQuotas, faults: given.faults ?? noFaults },
    },
    method: given.method ?? 'POST',
    url: given.url ?? `/api/public/bot/${botId}/getSessions`,
    headers: given.headers ?? {},
    body: given.body === undefined ? undefined : Buffer.from(textOf(given.body)),
    requestId: given.requestId ?? 'req',
    receivedAt: given.receivedAt ?? Date.parse('2026-03-01T09:00:00Z'),
    startedAt: performance.now(),
    durationMs: 1.23456,
    status: given.status ?? 200,
    violations: given.violations ?? [],
    isUnearned: given.isUnearned ?? false,
    fault: given.fault,
    answer: {
      status: given.status ?? 200,
      headers: given.answerHeaders ?? {},
      body: textOf(given.answer ?? { sessions: [] }),
    },
  } as unknown as Call
}

export const app: AppSpec = {
  name: 'exporter',
  clientId: 'cs-1',
  clientSecret: 'a secret of thirty-two characters',
  kind: 'account',
  bots: [],
  scopes: 'all',
  requireJti: false,
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
