import { ask } from '../../src/apis/ask.ts'
import { labelsOf } from '../../src/apis/labels.ts'
import type { Answer } from '../../src/apis/operation.ts'
import { bodyText } from '../../src/apis/page.ts'
import { type OperationId, type SchemaOf, validate } from '../../src/contract/contract.ts'
import { DAY } from '../../src/world/time.ts'
import type { Bot } from '../../src/world/types.ts'

export type SessionRow = SchemaOf<'Session'>
export type MessageRow = SchemaOf<'Message'>
export type ConversationRow = SchemaOf<'Conversation'>
export type SegmentRow = SchemaOf<'Segment'>

/** A stretch of whole UTC days: `YYYY-MM-DD`, both inclusive. */
export interface Days {
  readonly from: string
  readonly to: string
}

interface Sent {
  readonly path: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string>>
  readonly body?: object
}

/** Most session ids that a call takes. */
const IDS = 50

/** The rows of one bot as its APIs give them at an instant, so that the report knows what a client can know. */
export class Views {
  readonly bot: Bot
  readonly #now: number

  /** @param now ms UTC */
  constructor(bot: Bot, now: number) {
    this.bot = bot
    this.#now = now
  }

  /** By start, oldest first. */
  sessions(days: Days): SessionRow[] {
    const rows = eachDay(days).flatMap(day =>
      this.#pages<SessionRow>(10_000, (skip, limit) => [
        'getSessions',
        { path: { botId: this.bot.id }, body: { dateFrom: day, dateTo: day, skip, limit } },
      ]).reverse(),
    )
    return rows
  }

  /** How many there are on each day, developers' and active ones included. */
  totals(days: Days): number[] {
    return eachDay(days).map(day => {
      const { body } = this.#answer('getSessions', {
        path: { botId: this.bot.id },
        body: { dateFrom: day, dateTo: day, skip: 0, limit: 1 },
      })
      return 'total' in body ? Number(body.total) : 0
    })
  }

  /** All messages of sessions, with the names of agents; session by session, oldest first. */
  messages(sessionIds: readonly string[]): MessageRow[] {
    const rows: MessageRow[] = []
    for (let at = 0; at < sessionIds.length; at += IDS) {
      const sessionId = sessionIds.slice(at, at + IDS)
      rows.push(
        ...this.#pages<MessageRow>(10_000, (skip, limit) => [
          'postMessagesV2',
          {
            path: { botId: this.bot.id },
            body: { sessionId, skip, limit, forward: true, getAgentsInfo: true },
          },
        ]),
      )
    }
    return rows
  }

  /** What the customer does with a text of a session; none for a text that is none of his. */
  actsOf(sessionId: string, text: string): readonly string[] {
    const labels = labelsOf(this.bot, sessionId, this.#now) ?? []
    return labels.find(label => label.side === 'customer' && label.text === text)?.acts ?? []
  }

  /** By start, with summaries where they are asked for. */
  conversations({ from, to }: Days, includeSummary = false): ConversationRow[] {
    return this.#pages<ConversationRow>(20, (skip, limit) => [
      'listConversations',
      { path: { botId: this.bot.id }, body: { from, to, page: skip / limit + 1, limit, includeSummary } },
    ])
  }

  /** By start. */
  segments({ from, to }: Days, includeAgenticData = false): SegmentRow[] {
    return this.#pages<SegmentRow>(100, (skip, limit) => [
      'listInteractions',
      {
        path: { streamId: this.bot.id },
        query: {
          from,
          to,
          offset: String(skip),
          limit: String(limit),
          includeAgenticData: String(includeAgenticData),
        },
      },
    ])
  }

  #pages<Row>(limit: number, sent: (skip: number, limit: number) => [OperationId, Sent]): Row[] {
    const rows: Row[] = []
    for (let skip = 0; ; skip += limit) {
      const page = this.#page<Row>(...sent(skip, limit))
      for (const row of page) rows.push(row)
      if (page.length < limit) return rows
    }
  }

  #page<Row>(operationId: OperationId, sent: Sent): Row[] {
    return (this.#answer(operationId, sent).rows ?? []).map(row => JSON.parse(bodyText(row)) as Row)
  }

  #answer(operationId: OperationId, { path, query = {}, body }: Sent): Answer {
    const { world } = this.bot
    const accountId = world.spec.account.id
    const { value, violations } = validate(operationId, { query, headers: { accountid: accountId }, body })
    if (violations.length > 0) throw new Error(`${operationId}: ${JSON.stringify(violations)}`)
    return ask(world, { operationId, request: { path, ...value }, now: this.#now, accountId })
  }
}

/** Each of the days, `YYYY-MM-DD`. */
export function eachDay({ from, to }: Days): string[] {
  const days: string[] = []
  for (let at = Date.parse(from); at <= Date.parse(to); at += DAY) days.push(new Date(at).toISOString().slice(0, 10))
  return days
}
