import type { Caller } from './caller.ts'
import { isObject, type Json } from './json.ts'
import type { OperationShape } from './operation-shape.ts'
import { type RequestDraft, sentOf } from './request-draft.ts'

/** Something in the place of an id of which none is known; it fits no record. */
export const STAND_IN = 'kore-mock-check'

/** An id that a request needs, and where an earlier answer has it. */
interface SampleSource {
  readonly operationId: string
  /** Property of a row of that answer. */
  readonly field: string
  /** Asked for besides the ordinary. */
  readonly with?: Json
  /** The rows that show most come first. */
  readonly rank: (row: Json) => number
}

const sessions = { operationId: 'getSessions', rank: (row: Json) => Number(row.noOfMessagesExchanged) }

/**
 * What the contract cannot say: which ids to ask with. By the name of the parameter; a parameter that is not named here
 * and is required gets an example of the contract.
 */
const SOURCES: Readonly<Record<string, SampleSource>> = {
  userId: { ...sessions, field: 'userId' },
  sessionId: { ...sessions, field: 'sessionId' },
  channelType: { ...sessions, field: 'channel' },
  conversationId: {
    operationId: 'listConversations',
    field: 'convId',
    with: { includeAgenticHistory: true },
    rank: row => agenticIn(row.messages),
  },
}

/** How many messages of a conversation are of the agentic assistant: its history is asked for. */
function agenticIn(messages: unknown): number {
  return Array.isArray(messages)
    ? messages.filter(message => isObject(message) && message.type === 'AGENTIC').length
    : 0
}

/** Rows kept to take ids from. */
const ROWS_KEPT = 4

/** Ids from earlier answers. Rows are held while the check runs, and a few of them only. */
export class Samples {
  readonly #rows = new Map<string, Promise<readonly Json[]>>()
  readonly #caller: Caller
  readonly #shapes: readonly OperationShape[]
  readonly #draftOf: (shape: OperationShape) => RequestDraft | undefined

  /** @param draftOf the ordinary request of an operation that needs no id; undefined: it cannot be asked. */
  constructor(
    caller: Caller,
    shapes: readonly OperationShape[],
    draftOf: (shape: OperationShape) => RequestDraft | undefined,
  ) {
    this.#caller = caller
    this.#shapes = shapes
    this.#draftOf = draftOf
  }

  /** Whether a parameter takes an id from an earlier answer. */
  has(name: string): boolean {
    return Object.hasOwn(SOURCES, name)
  }

  /** The operation whose rows have it. */
  origin(name: string): string {
    return SOURCES[name]?.operationId ?? ''
  }

  /** Values of a parameter, those of the same row at the same place; none: no row was there. */
  async values(name: string): Promise<readonly string[]> {
    const source = SOURCES[name]
    if (source === undefined) return []
    const rows = await this.#rowsOf(source)
    return rows.map(row => row[source.field]).filter(value => typeof value === 'string')
  }

  #rowsOf(source: SampleSource): Promise<readonly Json[]> {
    let rows = this.#rows.get(source.operationId)
    if (rows === undefined) {
      rows = this.#ask(source)
      this.#rows.set(source.operationId, rows)
    }
    return rows
  }

  async #ask(source: SampleSource): Promise<readonly Json[]> {
    const shape = this.#shapes.find(({ info }) => info.operationId === source.operationId)
    const draft = shape === undefined ? undefined : this.#draftOf(shape)
    if (shape === undefined || draft === undefined) return []
    const asked = source.with === undefined ? draft : { ...draft, body: { ...draft.body, ...source.with } }
    const { status, body } = await this.#caller.send(sentOf(shape, asked, this.#caller.token()))
    const list = status === 200 && isObject(body) ? body[shape.info.page?.list ?? ''] : undefined
    if (!Array.isArray(list)) return []
    return list
      .filter(isObject)
      .sort((a, b) => source.rank(b) - source.rank(a))
      .slice(0, ROWS_KEPT)
  }
}
