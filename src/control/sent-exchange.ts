import { whole } from '../apis/page.ts'
import { operation as operationOf } from '../contract/contract.ts'
import type { Exchanged } from './exchanged.ts'

/** An exchange as it travels from one process to another: all that the journal shows. */
export type SentExchange = Pick<
  Exchanged,
  | 'requestId'
  | 'receivedAt'
  | 'startedAt'
  | 'method'
  | 'url'
  | 'params'
  | 'headers'
  | 'body'
  | 'bodyTooLarge'
  | 'controlHeaders'
  | 'now'
  | 'clientId'
  | 'botId'
  | 'violations'
  | 'isUnearned'
  | 'stage'
  | 'answer'
  | 'status'
  | 'durationMs'
> & {
  /** When it left: ms on the machine's own clock, which all processes share. */
  readonly leftAt: number
  readonly operationId: string | undefined
  readonly fault: { readonly id: string; readonly action: NonNullable<Exchanged['fault']>['action'] } | undefined
}

/** Looks at both clocks: whoever is interrupted between the two finds too little by as long as that took, some milliseconds on a busy machine. */
const CLOCK_LOOKS = 8
/** ms that `performance.now()` of this process is behind the machine's own clock. */
const OFFSET = Math.max(
  ...Array.from({ length: CLOCK_LOOKS }, () => Number(process.hrtime.bigint()) / 1e6 - performance.now()),
)

/** ms on the machine's own clock: the same in every process. */
export const machineNow = (): number => performance.now() + OFFSET

/** When an exchange left, ms on the machine's own clock. */
export const leftAt = ({ startedAt, durationMs }: Pick<Exchanged, 'startedAt' | 'durationMs'>): number =>
  startedAt + durationMs + OFFSET

/** The exchange as it travels to the owner. */
export function pack(exchange: Exchanged): SentExchange {
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
    controlHeaders: exchange.controlHeaders,
    now: exchange.now,
    clientId: exchange.clientId,
    botId: exchange.botId,
    violations: exchange.violations,
    isUnearned: exchange.isUnearned === true,
    answer: answer && { ...answer, body: whole(answer.body) },
    status: exchange.status,
    durationMs: exchange.durationMs,
    leftAt: leftAt(exchange),
    operationId: op?.operationId,
    stage: { name: stage.name, seed: stage.seed, auth: stage.auth, headers: stage.headers },
    fault: fault && { id: fault.id, action: fault.action },
  }
}

/** What the journal of another process takes for the exchange. */
export function unpack(mock: Exchanged['mock'], sent: SentExchange): Exchanged {
  const { operationId, fault, ...same } = sent
  return {
    ...same,
    mock,
    op: operationId === undefined ? undefined : operationOf(operationId),
    fault: fault && { ...fault, draw: () => 0 },
  }
}
