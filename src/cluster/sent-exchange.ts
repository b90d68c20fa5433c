import { whole } from '../apis/page.ts'
import { operations } from '../contract/contract.ts'
import type { Exchange, KoreOperation } from '../http/exchange.ts'
import type { Mock, Stage } from '../mock/mock.ts'

/** An exchange as it travels from one process to another: all that the journal shows. */
export type SentExchange = Pick<
  Exchange,
  | 'requestId'
  | 'receivedAt'
  | 'startedAt'
  | 'method'
  | 'url'
  | 'params'
  | 'headers'
  | 'body'
  | 'bodyTooLarge'
  | 'control'
  | 'now'
  | 'clientId'
  | 'botId'
  | 'violations'
  | 'answer'
  | 'status'
  | 'durationMs'
> & {
  /** When it left: ms on the machine's own clock, which all processes share. */
  readonly leftAt: number
  readonly operationId: string | undefined
  /** Of the scenario that answered, as far as the journal shows it. */
  readonly stage: Pick<Stage, 'name' | 'seed' | 'headers'>
  readonly fault: { readonly id: string; readonly action: NonNullable<Exchange['fault']>['action'] } | undefined
}

/** ms that `performance.now()` of this process is behind the machine's own clock. */
const OFFSET = Number(process.hrtime.bigint()) / 1e6 - performance.now()

/** ms on the machine's own clock: the same in every process. */
export const machineNow = (): number => performance.now() + OFFSET

export const leftAt = ({ startedAt, durationMs }: Pick<Exchange, 'startedAt' | 'durationMs'>): number =>
  startedAt + durationMs + OFFSET

export function pack(exchange: Exchange): SentExchange {
  const { fault, op, stage, params, headers, answer } = exchange
  return {
    requestId: exchange.requestId,
    receivedAt: exchange.receivedAt,
    startedAt: exchange.startedAt,
    method: exchange.method,
    url: exchange.url,
    params: { ...params },
    headers: { ...headers },
    body: exchange.body,
    bodyTooLarge: exchange.bodyTooLarge,
    control: exchange.control,
    now: exchange.now,
    clientId: exchange.clientId,
    botId: exchange.botId,
    violations: exchange.violations,
    answer: answer && { ...answer, body: whole(answer.body) },
    status: exchange.status,
    durationMs: exchange.durationMs,
    leftAt: leftAt(exchange),
    operationId: op?.operationId,
    stage: { name: stage.name, seed: stage.seed, headers: stage.headers },
    fault: fault && { id: fault.id, action: fault.action },
  }
}

/** What the journal of another process takes for the exchange; of its scenario there is only what was sent. */
export function unpack(mock: Mock, sent: SentExchange): Exchange {
  const { operationId, stage, fault, ...same } = sent
  return {
    ...same,
    mock,
    op: operationOf(operationId),
    stage: stage as Stage,
    fault: fault && { ...fault, draw: () => 0 },
    app: undefined,
    tokenScopes: undefined,
    bot: undefined,
    query: {},
    request: undefined,
    isRepeated: false,
    key: undefined,
    result: undefined,
  }
}

/** The operation of that id. */
export function operationOf(id: string | undefined): KoreOperation | undefined {
  return operations.find(({ operationId }) => operationId === id)
}
