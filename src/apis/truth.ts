import { type SchemaOf, serializeRow } from '../contract/contract.ts'
import { conversationAt } from '../world/assist/find-conversations.ts'
import { type Happening, happeningsIn, type TrueKind, trueTextParts } from '../world/happened.ts'
import { sessionOf } from '../world/sessions/session.ts'
import type { Window } from '../world/sessions/types.ts'
import { closesAt } from '../world/settled.ts'
import { sessionTags } from '../world/tags.ts'
import { iso } from '../world/time.ts'
import type { Bot } from '../world/types.ts'
import { conversationRow, type Includes } from './conversations/row.ts'
import { segmentRow } from './interactions/row.ts'
import { messageRowOnce } from './messages/rows.ts'
import { sessionText } from './sessions/row.ts'

/** The rows of each kind, as its API gives them. */
export interface RowsOfKinds {
  readonly sessions: SchemaOf<'Session'>
  readonly messages: SchemaOf<'Message'>
  readonly conversations: SchemaOf<'Conversation'>
  readonly segments: SchemaOf<'Segment'>
}

/** A row as it is in truth, and when its API shows it. Instants are ISO, UTC. */
export interface TrueRow<Row extends object = object> {
  /**
   * The row as its API gives it at last, once all is visible and put right that had happened at the instant asked about. A session
   * that was under way then is so here too.
   */
  readonly row: Row
  /** Of a session `sessionId`, of a message and a conversation `_id`, of a segment `segmentID`. */
  readonly id: string
  /** From when on its API lists it; it may lie after the instant asked about. */
  readonly visibleAt: string
  /**
   * What its API puts right in it after that, when its session is over: from `at` on `fields` have these values, which they did not
   * have when the row became visible. What a session under way shows in between, with each message, is not told here.
   */
  readonly revisions: readonly Revision[]
}

/** A change of a row that was visible. */
export interface Revision {
  readonly at: string
  readonly fields: Readonly<Record<string, unknown>>
}

/** What the truth is asked for. */
export interface TruthQuestion {
  readonly kind: TrueKind
  /** ms UTC, both inclusive, by the time of the rows. */
  readonly window: Window
  /** ms UTC: rows that began later do not exist. */
  readonly at: number
  /** What of a conversation, or a segment, is shown only when it is asked for. */
  readonly includes: Includes & { readonly agenticData: boolean }
}

/** What is shown besides, by the names by which it is asked for. */
export const includesNamed = (names: readonly string[]): TruthQuestion['includes'] => ({
  history: names.includes('history'),
  summary: names.includes('summary'),
  feedback: names.includes('feedback'),
  agentic: names.includes('agentic-history'),
  agenticData: names.includes('agentic-data'),
})

/** The parts of the time that a question asks about, oldest first. */
export const truthParts = (bot: Bot, { window: { from, to }, at }: TruthQuestion): Generator<Window> =>
  trueTextParts(bot, { from, to: Math.min(to, at) })

/** A row as it is in truth. */
export function trueRow(bot: Bot, question: TruthQuestion, happening: Happening): TrueRow {
  const shownAs = TRUE_ROWS[question.kind]
  const { at } = question
  const looked: Looked = { bot, happening, question }
  const row = shownAs.row(looked, { now: at, isSeen: false })
  const isOver = closesAt(bot.day(happening.day), happening.row) <= at
  return {
    row,
    id: String(Reflect.get(row, shownAs.id)),
    visibleAt: iso(happening.shown),
    revisions: isOver ? revisionsOf(looked) : [],
  }
}

/** All rows of a question, each as the text of its JSON. */
export function* truthRowsIn(bot: Bot, question: TruthQuestion): Generator<string> {
  for (const part of truthParts(bot, question)) yield* rowTextsIn(bot, question, part)
}

/** The rows of a part, each a line of JSON. @param part of `truthParts` */
export function truthLinesIn(bot: Bot, question: TruthQuestion, part: Window): string {
  let lines = ''
  for (const text of rowTextsIn(bot, question, part)) lines += `${text}\n`
  return lines
}

/** Rows that are made before others may have their turn, where there are others. */
const TRUE_ROWS_AT_ONCE = 32

function* rowTextsIn(bot: Bot, question: TruthQuestion, part: Window): Generator<string> {
  for (const [i, happening] of happeningsIn(bot, question.kind, part).entries()) {
    if (i % TRUE_ROWS_AT_ONCE === 0) bot.world.pause()
    yield JSON.stringify(trueRow(bot, question, happening))
  }
}

/** A row that is looked at. */
interface Looked {
  readonly bot: Bot
  readonly happening: Happening
  readonly question: TruthQuestion
}

/** When a row is looked at, and whether as its API sees it then, or as it happened. */
interface RowLook {
  readonly now: number
  readonly isSeen: boolean
}

/** How rows of a kind are shown. */
interface ShownAs {
  readonly id: string
  row(looked: Looked, look: RowLook): object
}

const TRUE_ROWS: Readonly<Record<TrueKind, ShownAs>> = {
  sessions: {
    id: 'sessionId',
    row({ bot, happening }, { now, isSeen }) {
      const session = sessionOf(bot.day(happening.day), happening.row, now, isSeen ? bot.sights.sessions : undefined)
      return asObject(sessionText(session))
    },
  },
  messages: {
    id: '_id',
    row: ({ bot, happening: { day, row, part } }, { now }) =>
      asObject(messageRowOnce({ bot, day, row, index: part }, now)),
  },
  conversations: {
    id: '_id',
    row({ bot, happening, question }, { now, isSeen }) {
      const sight = isSeen ? bot.sights.conversations : undefined
      const found = conversationAt(bot, { day: happening.day, row: happening.row, now, sight })
      return asObject(serializeRow('listConversations', conversationRow(found, question.includes)))
    },
  },
  segments: {
    id: 'segmentID',
    row({ bot, happening, question }, { now, isSeen }) {
      const sight = isSeen ? bot.sights.segments : undefined
      const found = conversationAt(bot, { day: happening.day, row: happening.row, now, sight })
      const segment = found.conversation.segments[happening.part]!
      return asObject(serializeRow('queryInteractions', segmentRow(found, segment, question.includes.agenticData)))
    },
  },
}

const asObject = (text: string) => JSON.parse(text) as object

/** What changes in a visible row as its session ends. */
function revisionsOf(looked: Looked): Revision[] {
  const { bot, happening, question } = looked
  const day = bot.day(happening.day)
  const sight = bot.sights[question.kind]
  const close = closesAt(day, happening.row)
  const instants = new Set(
    sight === undefined
      ? [close]
      : [
          sight.endShownAt(day, happening.row),
          sight.containmentShownAt(day, happening.row),
          sight.summaryShownAt(day, happening.row),
        ],
  )
  const later = [...instants].filter(instant => instant > happening.shown).sort((a, b) => a - b)
  if (later.length === 0 || (question.kind === 'messages' && !changesTags(looked))) return []
  const { row } = TRUE_ROWS[question.kind]
  const revisions: Revision[] = []
  let before = row(looked, { now: happening.shown, isSeen: true })
  for (const instant of later) {
    const after = row(looked, { now: instant, isSeen: true })
    const fields = changedFields(before, after)
    if (Object.keys(fields).length > 0) revisions.push({ at: iso(instant), fields })
    before = after
  }
  return revisions
}

/** Whether a message, which shows nothing else of its session, has tags that change until that is over: to see that needs no words. */
function changesTags({ bot, happening: { day, row, shown } }: Looked): boolean {
  const source = bot.day(day)
  const tagsAt = (now: number) => JSON.stringify(sessionTags(sessionOf(source, row, now)))
  return tagsAt(shown) !== tagsAt(Number.POSITIVE_INFINITY)
}

/** Fields that a row has otherwise than before. A field that is gone is null. */
function changedFields(before: object, after: object): Record<string, unknown> {
  const old = new Map(Object.entries(before).map(([name, value]) => [name, JSON.stringify(value)]))
  const now = new Map(Object.entries(after))
  const names = [...new Set([...old.keys(), ...now.keys()])]
  const fields = names.filter(name => JSON.stringify(now.get(name)) !== old.get(name))
  return Object.fromEntries(fields.map(name => [name, now.get(name) ?? null]))
}
