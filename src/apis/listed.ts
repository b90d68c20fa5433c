import { type RequestOf, serialize, validate } from '../contract/contract.ts'
import { TRUE_KINDS, type TrueKind } from '../world/happened.ts'
import type { Window } from '../world/sessions/types.ts'
import { DAY, dayOf } from '../world/time.ts'
import type { Bot } from '../world/types.ts'
import { conversationRowsIn, NO_INCLUDES } from './conversations/list.ts'
import { segmentRowsIn } from './interactions/list.ts'
import { labelRowsIn } from './labels.ts'
import { messageRowsIn } from './messages/list.ts'
import type { View } from './operation.ts'
import { sessionRowsIn } from './sessions/list.ts'
import { getUserEngagementTrend } from './trend/operation.ts'
import { includesNamed, truthRowsIn } from './truth.ts'

/** What can be listed from end to end. */
export const LISTED_KINDS = ['sessions', 'messages', 'conversations', 'segments', 'trend', 'labels'] as const
/** A kind of rows. */
export type ListedKind = (typeof LISTED_KINDS)[number]

/** What rows have only when it is asked for, by the kind whose rows have it. */
export const LISTED_INCLUDES = {
  conversations: ['history', 'summary', 'feedback', 'agentic-history'],
  segments: ['agentic-data'],
} as const satisfies { readonly [Kind in ListedKind]?: readonly string[] }
/** Something that rows have only when it is asked for. */
export type ListedInclude = (typeof LISTED_INCLUDES)[keyof typeof LISTED_INCLUDES][number]

/** Days that one answer of the trend has at most, as its operation does. */
export const MOST_TREND_DAYS = 366

/** Kinds whose lists begin with the newest row. */
export const isNewestFirst = (kind: ListedKind): boolean =>
  kind === 'sessions' || kind === 'messages' || kind === 'labels'

/** What is listed. */
export interface ListedQuestion {
  readonly kind: ListedKind
  readonly includes: readonly ListedInclude[]
  /** In place of rows as their API shows them now, rows as they are in truth, with what is known of each: oldest first. */
  readonly isTruth?: boolean
}

/**
 * The rows of a bot that began in a window, each as the text of its JSON, in the order of the operation that lists them:
 * what a walk through its pages gives. Nothing of them is kept.
 */
export function listedRows(view: View, bot: Bot, window: Window, question: ListedQuestion): Iterable<string> {
  const { now } = view
  const { kind, includes } = question
  if (question.isTruth === true && isTrueKind(kind)) {
    return truthRowsIn(bot, { kind, window, at: now, includes: includesNamed(includes) })
  }
  const has = (name: ListedInclude) => includes.includes(name)
  switch (kind) {
    case 'sessions':
      return sessionRowsIn(bot, window, now)
    case 'messages':
      return messageRowsIn(bot, window, now)
    case 'conversations':
      return conversationRowsIn(bot, window, now, {
        ...NO_INCLUDES,
        history: has('history'),
        summary: has('summary'),
        feedback: has('feedback'),
        agentic: has('agentic-history'),
      })
    case 'segments':
      return segmentRowsIn(bot, window, now, has('agentic-data'))
    case 'labels':
      return labelRowsIn(bot, window, now)
    case 'trend':
      return [trendAnswer(view, bot, window)]
  }
}

/** Whether it is known of rows of a kind when they become visible. */
export const isTrueKind = (kind: ListedKind): kind is TrueKind => TRUE_KINDS.some(known => known === kind)

/** The answer of the trend for the days that a window touches. */
function trendAnswer(view: View, bot: Bot, { from, to }: Window): string {
  const dateOf = (ms: number) => new Date(dayOf(ms) * DAY).toISOString().slice(0, 10)
  const { value } = validate('getUserEngagementTrend', {
    query: { start_date: dateOf(from), end_date: dateOf(to), aggregation_type: 'daily' },
    headers: { accountid: view.accountId },
  })
  const request = { path: { streamId: bot.id }, ...value } as unknown as RequestOf<'getUserEngagementTrend'>
  return serialize('getUserEngagementTrend', 200, getUserEngagementTrend(view, request).body)
}
