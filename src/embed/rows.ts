import { ask } from '../apis/ask.ts'
import { labelsOf, type MessageLabels } from '../apis/labels.ts'
import { bodyText } from '../apis/page.ts'
import { type OperationId, type SchemaOf, validate } from '../contract/contract.ts'
import { shown } from '../contract/violations.ts'
import type { Mock, Stage } from '../mock/mock.ts'
import type { Bot } from '../world/types.ts'
import { checkNamed } from './check-options.ts'
import { type AskedStretch, byOption, checkAskedStretch } from './check-stretch.ts'
import { type AskedFile, exportOf } from './export.ts'

/** A session as getSessions gives it. */
export type SessionRow = SchemaOf<'Session'>
/** A conversation as aaconversation gives it. */
export type ConversationRow = SchemaOf<'Conversation'>
/** A segment as raw data gives it. */
export type SegmentRow = SchemaOf<'Segment'>
/** A message as getMessages gives it. */
export type MessageRow = SchemaOf<'Message'>

/**
 * The records of one bot as its APIs show them, all pages of them, at the mock's `now`. Each call throws a RangeError for what
 * is no stretch or no filter, with its name.
 */
export interface BotRows {
  /** As getSessions: newest first. */
  sessions(
    stretch: AskedStretch & { containmentType?: 'dropOff' | 'selfService' | 'agent'; userId?: string },
  ): SessionRow[]
  /** As getMessages: newest first. */
  messages(stretch: AskedStretch & { sessionId?: string[] }): MessageRow[]
  /** As aaconversation: oldest first. */
  conversations(
    stretch: AskedStretch & {
      includeHistory?: boolean
      includeSummary?: boolean
      includeFeedback?: boolean
      includeAgenticHistory?: boolean
    },
  ): ConversationRow[]
  /** As raw data: oldest first. */
  segments(stretch: AskedStretch & { includeAgenticData?: boolean }): SegmentRow[]
  /**
   * What the world knows about every message of a session so far, oldest first: speech acts, intent, slots with their places in the
   * text, mood, coaching rules that fired. Undefined for an id of no session.
   */
  labels(sessionId: string): MessageLabels[] | undefined
  /**
   * The bytes of a file of its rows, as `kore-mock export` writes it (docs/export.md), piece by piece, as of the mock's `now` at
   * this call. Threads make them, no more than is asked for; they end with the loop. A stretch may be longer than 366 days here.
   * @throws RangeError for what is no stretch, kind, format or name of something to include.
   * @example for await (const bytes of mock.world().export({ kind: 'sessions', from: '2026-02-01', to: '2026-02-28' })) ...
   */
  export(said: AskedStretch & AskedFile): AsyncIterable<Uint8Array>
}

const INCLUDES = ['includeHistory', 'includeSummary', 'includeFeedback', 'includeAgenticHistory']

/**
 * A bot of the mock with its present: the scenario's first where none is named.
 * @throws RangeError for a bot that the world does not have, with those it has.
 */
export function namedBot(
  mock: Mock,
  botId?: string,
): { readonly bot: Bot; readonly stage: Stage; readonly now: number } {
  const id = botId ?? mock.main.world.bots[0]?.id
  const stage = mock.stageOf(id)
  const bot = id === undefined ? undefined : stage.world.bot(id)
  if (bot === undefined) throw noBot(mock, id)
  return { bot, stage, now: mock.control.clock.now(undefined, stage.now) }
}

/** The rows of a bot of the mock. @throws RangeError for a bot that the world does not have, with those it has. */
export function rowsOf(mock: Mock, botId?: string): BotRows {
  const { bot, stage } = namedBot(mock, botId)
  const { id } = bot

  /** All pages of an operation, through its own validation, so that nothing is shown that a client could not get. */
  function all<Row>(
    operationId: OperationId,
    path: Readonly<Record<string, string>>,
    page: (index: number) => { query?: Record<string, string>; body?: object },
    isLast: (body: Record<string, unknown>) => boolean,
  ): Row[] {
    const rows: Row[] = []
    const now = mock.control.clock.now(undefined, stage.now)
    const accountId = stage.scenario.world.account.id
    for (let index = 0; ; index++) {
      const sent = page(index)
      const { value, violations } = validate(operationId, {
        query: sent.query ?? {},
        headers: { accountid: accountId },
        body: sent.body,
      })
      if (violations.length > 0) {
        throw new RangeError(violations.map(byOption).join('; '))
      }
      const answer = ask(stage.world, { operationId, request: { path, ...value }, now, accountId })
      for (const row of answer.rows ?? []) rows.push(JSON.parse(bodyText(row)) as Row)
      if (isLast(answer.body as Record<string, unknown>)) return rows
    }
  }

  return {
    sessions: said => {
      checkNamed(said, ['from', 'to', 'containmentType', 'userId'], 'sessions')
      checkAskedStretch('sessions', said)
      const { from, to, containmentType, userId } = said
      return all(
        'getSessions',
        { botId: id },
        index => ({
          query: containmentType === undefined ? {} : { containmentType },
          body: {
            dateFrom: from,
            dateTo: to,
            skip: index * 10_000,
            limit: 10_000,
            ...(userId === undefined ? {} : { userId }),
          },
        }),
        body => body.moreAvailable === false,
      )
    },
    messages: said => {
      checkNamed(said, ['from', 'to', 'sessionId'], 'messages')
      checkAskedStretch('messages', said)
      const { from, to, sessionId } = said
      return all(
        'postMessages',
        { botId: id },
        index => ({
          body: {
            dateFrom: from,
            dateTo: to,
            skip: index * 100,
            limit: 100,
            ...(sessionId === undefined ? {} : { sessionId }),
          },
        }),
        body => body.moreAvailable === false,
      )
    },
    conversations: said => {
      checkNamed(said, ['from', 'to', ...INCLUDES], 'conversations')
      checkAskedStretch('conversations', said)
      const { from, to, ...includes } = said
      return all(
        'listConversations',
        { botId: id },
        index => ({ body: { from, to, page: index + 1, limit: 20, ...includes } }),
        body => body.hasMore === false,
      )
    },
    segments: said => {
      checkNamed(said, ['from', 'to', 'includeAgenticData'], 'segments')
      checkAskedStretch('segments', said)
      const { from, to, includeAgenticData = false } = said
      return all(
        'listInteractions',
        { streamId: id },
        index => ({
          query: {
            from,
            to,
            offset: String(index * 100),
            limit: '100',
            includeAgenticData: String(includeAgenticData),
          },
        }),
        body => body.hasMore === false,
      )
    },
    export: said => exportOf(stage, id, mock.control.clock.now(undefined, stage.now), said),
    labels: sessionId => {
      if (typeof sessionId !== 'string') throw new RangeError('labels: sessionId must be text')
      return labelsOf(bot, sessionId, mock.control.clock.now(undefined, stage.now))
    },
  }
}

function noBot({ main: { world } }: Mock, id: unknown): RangeError {
  if (id === undefined) return new RangeError('The scenario names no bot: ask for one by its id, such as st-1')
  const named = world.bots.map(bot => bot.id)
  return new RangeError(
    `There is no bot ${shown(id)}; the scenario names ${named.length === 0 ? 'none' : named.join(', ')}`,
  )
}
