import { mediumNamed } from '../../src/world/dialogue/manner.ts'
import type { Medium } from '../../src/world/pack.ts'
import type { MessageRow, SessionRow, Views } from './rows.ts'
import { groupBy } from './stats.ts'

export type Side = 'bot' | 'customer' | 'agent'
export const SIDES: readonly Side[] = ['customer', 'bot', 'agent']

/** One message. */
export interface Line {
  /** ms UTC. */
  readonly at: number
  readonly side: Side
  readonly text: string
  /** Of agents only. */
  readonly agent?: { readonly id: string; readonly name: string; readonly firstName: string }
  /** Name of the task that it is about. */
  readonly task: string | undefined
}

/** A session with all that was said in it, by time. */
export interface Talk {
  readonly session: SessionRow
  readonly medium: Medium
  /** ms UTC. */
  readonly start: number
  readonly end: number
  readonly language: string
  readonly lines: readonly Line[]
}

/** The sessions with their messages. */
export function talksOf(views: Views, sessions: readonly SessionRow[]): Talk[] {
  const messages = groupBy(views.messages(sessions.map(({ sessionId }) => sessionId)), ({ sessionId }) => sessionId)
  return sessions.map(session => talk(session, messages.get(session.sessionId) ?? []))
}

/** A session and its messages, in any order, as one. */
function talk(session: SessionRow, messages: readonly MessageRow[]): Talk {
  const lines = messages.map(lineOf).sort((a, b) => a.at - b.at)
  return {
    session,
    medium: mediumNamed(session.channel),
    start: Date.parse(session.start_time),
    end: Date.parse(session.end_time),
    language: session.session_lang[0] ?? 'en',
    lines,
  }
}

function lineOf({ type, author, timestampValue, components, tN }: MessageRow): Line {
  const text = components.flatMap(({ data }) => data?.text ?? []).join(' ')
  const line = { at: timestampValue, text, task: tN }
  if (type === 'incoming') return { ...line, side: 'customer' }
  if (author === undefined) return { ...line, side: 'bot' }
  const { id, name, firstName } = author
  return { ...line, side: 'agent', agent: { id: String(id), name: String(name), firstName: String(firstName) } }
}

/** Whether a human has said something. */
export const isTaken = (talk: Talk) => talk.lines.some(({ side }) => side === 'agent')
