import { createHash, type Hash } from 'node:crypto'
import { ask, writeBody } from '../../src/apis/ask.ts'
import { labelsOf } from '../../src/apis/labels.ts'
import { LISTED_INCLUDES, type ListedInclude, type ListedKind, listedRows } from '../../src/apis/listed.ts'
import { bytesOf } from '../../src/apis/page.ts'
import { type OperationId, validate } from '../../src/contract/contract.ts'
import { chunksOf } from '../../src/export/chunks.ts'
import type { ExportQuestion } from '../../src/export/question.ts'
import type { World } from '../../src/world/types.ts'

const DAY = 86_400_000
const isoOf = (ms: number) => new Date(ms).toISOString()

/** Everything that rows of a kind can be asked to have. */
export const allIncludes = (kind: ListedKind): readonly ListedInclude[] =>
  (LISTED_INCLUDES as Partial<Record<ListedKind, readonly ListedInclude[]>>)[kind] ?? []

/** Rows as lines, counted and hashed. */
export class Lines {
  readonly #hash: Hash = createHash('sha256')
  count = 0

  add(row: string | Uint8Array): void {
    this.#hash.update(row)
    this.#hash.update('\n')
    this.count += 1
  }

  get digest(): string {
    return `${this.count} ${this.#hash.copy().digest('hex')}`
  }
}

/** The rows of an export of a question, made on this thread. */
export function* exportedRows(world: World, question: ExportQuestion): Generator<string> {
  const view = { world, now: question.now, accountId: question.accountId }
  for (const { bot, window } of chunksOf(world, question)) yield* listedRows(view, world.bot(bot)!, window, question)
}

/** What an export of a question has, made on this thread. */
export function exportedHere(world: World, question: ExportQuestion): Lines {
  const lines = new Lines()
  for (const row of exportedRows(world, question)) lines.add(row)
  return lines
}

interface PagedCall {
  readonly operationId: OperationId
  readonly query?: Record<string, string>
  readonly body?: object
}

/** The calls of the walk of a kind: one page of a window. */
function callOf(question: ExportQuestion, from: string, to: string, page: number): PagedCall {
  const has = (name: ListedInclude) => question.includes.includes(name)
  switch (question.kind) {
    case 'sessions':
      return { operationId: 'getSessions', body: { dateFrom: from, dateTo: to, skip: page * 700, limit: 700 } }
    case 'messages':
      return { operationId: 'postMessages', body: { dateFrom: from, dateTo: to, skip: page * 100, limit: 100 } }
    case 'conversations':
      return {
        operationId: 'listConversations',
        body: {
          from: from.slice(0, 10),
          to: to.slice(0, 10),
          page: page + 1,
          limit: 20,
          includeHistory: has('history'),
          includeSummary: has('summary'),
          includeFeedback: has('feedback'),
          includeAgenticHistory: has('agentic-history'),
        },
      }
    case 'segments': {
      const includeAgenticData = String(has('agentic-data'))
      return {
        operationId: 'listInteractions',
        query: { from, to, offset: String(page * 100), limit: '100', includeAgenticData },
      }
    }
    default:
      throw new Error(`${question.kind} have no pages`)
  }
}

/** What a client has who walks through the pages, a week and a bot at a time. */
export function walked(world: World, question: ExportQuestion): Lines {
  const lines = new Lines()
  for (const bot of question.bots) {
    if (question.kind === 'trend') lines.add(trendOf(world, question, bot))
    else if (question.kind === 'labels') walkLabels(world, question, bot, lines)
    else for (const [from, to] of windowsOf(question)) walkPages(world, question, bot, [from, to], lines)
  }
  return lines
}

/** Windows of three days, in the order of the list. */
function windowsOf({ kind, window }: ExportQuestion): [string, string][] {
  const windows: [string, string][] = []
  for (let from = window.from; from <= window.to; from += 3 * DAY) {
    windows.push([isoOf(from), isoOf(Math.min(window.to, from + 3 * DAY - 1))])
  }
  return kind === 'sessions' || kind === 'messages' ? windows.reverse() : windows
}

function answerOf(world: World, { now, accountId }: ExportQuestion, bot: string, call: PagedCall) {
  const { value, violations } = validate(call.operationId, {
    query: call.query ?? {},
    body: call.body,
    headers: { accountid: accountId },
  })
  if (violations.length > 0) throw new Error(JSON.stringify(violations))
  const request = { path: { botId: bot, streamId: bot }, ...value }
  return ask(world, { operationId: call.operationId, request, now, accountId })
}

function walkPages(world: World, question: ExportQuestion, bot: string, [from, to]: [string, string], lines: Lines) {
  for (let page = 0; ; page++) {
    const { rows = [], body } = answerOf(world, question, bot, callOf(question, from, to, page))
    for (const row of rows) lines.add(row)
    const { moreAvailable, hasMore } = body as { moreAvailable?: boolean; hasMore?: boolean }
    if (moreAvailable !== true && hasMore !== true) return
  }
}

function trendOf(world: World, question: ExportQuestion, bot: string): Uint8Array {
  const day = (ms: number) => isoOf(ms).slice(0, 10)
  const { from, to } = question.window
  const query = { start_date: day(from), end_date: day(to), aggregation_type: 'daily' }
  const operationId = 'getUserEngagementTrend'
  return bytesOf(writeBody(operationId, answerOf(world, question, bot, { operationId, query })))
}

function walkLabels(world: World, question: ExportQuestion, bot: string, lines: Lines): void {
  for (const [from, to] of windowsOf({ ...question, kind: 'sessions' })) {
    for (let page = 0; ; page++) {
      const call = callOf({ ...question, kind: 'sessions' }, from, to, page)
      const { rows = [] } = answerOf(world, question, bot, call)
      for (const row of rows) {
        const { sessionId } = JSON.parse(Buffer.from(row).toString()) as { sessionId: string }
        for (const label of labelsOf(world.bot(bot)!, sessionId, question.now) ?? []) {
          lines.add(Buffer.from(JSON.stringify(label)))
        }
      }
      if (rows.length < 700) break
    }
  }
}
