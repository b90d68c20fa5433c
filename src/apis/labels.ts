import { type Conversation, conversationOf } from '../world/assist/conversation.ts'
import { moodOf } from '../world/dialogue/manner.ts'
import { saidIn } from '../world/dialogue/write-dialogue.ts'
import { encodeMessageId } from '../world/ids.ts'
import type { Mood } from '../world/pack.ts'
import { findSessions } from '../world/sessions/search.ts'
import { sessionById, sessionOf } from '../world/sessions/session.ts'
import { AGENT_SIDE, USER_SIDE } from '../world/sessions/sides.ts'
import { messagesAt, taskAt, timelineOf } from '../world/sessions/timeline.ts'
import type { Session, Timeline, Window } from '../world/sessions/types.ts'
import type { ActKind } from '../world/talk/acts.ts'
import { iso } from '../world/time.ts'
import type { Bot } from '../world/types.ts'

/** A value that a message names. */
export interface SlotLabel {
  readonly name: string
  readonly value: string
  /** Where it stands in the text: UTF-16 units, `end` exclusive. */
  readonly start: number
  readonly end: number
}

/** What the world knows about a message: no API tells it. */
export interface MessageLabels {
  /** `_id` of the message, as getMessages has it. */
  readonly messageId: string
  /** ISO, UTC. */
  readonly createdOn: string
  readonly side: 'bot' | 'customer' | 'agent'
  readonly text: string
  /** What the message does, one to three speech acts. */
  readonly acts: readonly ActKind[]
  /** Name of the task that it is about; undefined for those about none, such as a greeting. */
  readonly intent: string | undefined
  readonly slots: readonly SlotLabel[]
  /** How the customer feels in this session. */
  readonly mood: Mood
  /** Names of the coaching rules that fired upon it. */
  readonly rules: readonly string[]
}

/** Labels of every message of a session that there is at `now` (ms UTC), oldest first; undefined for no session of the bot's. */
export function labelsOf(bot: Bot, sessionId: string, now: number): MessageLabels[] | undefined {
  const session = sessionById([bot], sessionId, now)
  return session === undefined ? undefined : labelsIn(session, now)
}

/** The labels of all sessions of a bot that start in a window: the sessions newest first, the messages of each oldest first. */
export function* labelRowsIn(bot: Bot, window: Window, now: number): Generator<string> {
  for (const { day, rows } of findSessions([bot], window, now).runs(0, Number.POSITIVE_INFINITY)) {
    for (const row of rows) {
      for (const label of labelsIn(sessionOf(day, row, now), now)) yield JSON.stringify(label)
    }
  }
}

function labelsIn(session: Session, now: number): MessageLabels[] {
  const { bot, day, row } = session
  const timeline = timelineOf(bot, day, row)
  const said = saidIn(bot, day, row, timeline)
  const conversation = conversationOf(bot, day, row)
  const mood = moodOf(bot, day, row)
  const labels: MessageLabels[] = []
  for (let message = 0; message < messagesAt(timeline, now); message++) {
    const { text, slots } = said[message]!
    labels.push({
      messageId: encodeMessageId(bot, Math.floor(session.start / 1000), row, message),
      createdOn: iso(timeline.times[message]!),
      side: sideOf(timeline, message),
      text,
      acts: timeline.lines[message]!.acts.map(({ kind }) => kind),
      intent: intentOf(session, timeline, message),
      slots: slots.map(({ name, start, end }) => ({ name, value: text.slice(start, end), start, end })),
      mood,
      rules: rulesUpon(conversation, message),
    })
  }
  return labels
}

function sideOf({ sides }: Timeline, message: number): MessageLabels['side'] {
  const side = sides[message]
  return side === USER_SIDE ? 'customer' : side === AGENT_SIDE ? 'agent' : 'bot'
}

function intentOf({ bot }: Session, timeline: Timeline, message: number): string | undefined {
  const task = taskAt(timeline, message)
  return task === undefined ? undefined : bot.pack.intents[task.intent]?.name
}

function rulesUpon(conversation: Conversation | undefined, message: number): string[] {
  const fired = conversation?.firedRules ?? []
  return fired.filter(rule => rule.message === message).map(({ rule }) => rule.name)
}
