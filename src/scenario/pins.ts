import { say } from '../errors/catalogue.ts'
import { AGENT_SIDE } from '../world/sessions/sides.ts'
import { longestSpan } from '../world/settled.ts'
import type { SessionPin } from '../world/spec.ts'
import { HOUR } from '../world/time.ts'
import { durationMs } from './durations.ts'
import type { Fault } from './error.ts'
import type { ConversationPinFile, PinsFile, SegmentPinFile, SessionPinFile } from './file.ts'
import { checkScript, scriptOfPin } from './scripts.ts'

type PinDraft = { -readonly [Key in keyof SessionPin]: SessionPin[Key] }

/** How long before its hand-over a session starts that nobody described, ms. */
const BEFORE_HANDOVER = 120_000
/** The longest a session lasts, ms; a session id is taken at its word about the start only within it. */
const LONGEST_SESSION = 4 * 3_600_000

/**
 * Pinned sessions, conversations and segments as one list of sessions, ascending by start: a conversation belongs to an
 * agent session and a segment to a conversation, so what was pinned alone gets what it belongs to.
 */
export function resolvePins(file: PinsFile): { pins: SessionPin[]; faults: Fault[] } {
  const faults: Fault[] = []
  const drafts: PinDraft[] = (file.sessions ?? []).map((pin, index) => sessionPin(pin, index, faults))

  for (const [index, pin] of (file.conversations ?? []).entries()) addConversation(pin, index, drafts, faults)
  for (const [index, pin] of (file.segments ?? []).entries()) addSegment(pin, index, drafts, faults)
  const pins = drafts.sort((a, b) => Date.parse(a.start_time) - Date.parse(b.start_time))
  return { pins, faults: faults.map(fault => ({ ...fault, path: ['pins', ...fault.path] })) }
}

/** Puts a pinned conversation to the session that it names, else to one made for it. */
function addConversation(pin: ConversationPinFile, index: number, drafts: PinDraft[], faults: Fault[]): void {
  const { mbSessionId, mbUserId, startTime } = pin
  const owner =
    drafts.find(draft => mbSessionId !== undefined && draft.sessionId === mbSessionId) ??
    newOwner(drafts, mbSessionId, startTime)
  adopt(owner, ['conversations', index], faults)
  if (owner.conversation) faults.push({ path: ['conversations', index], ...say('KM_PIN_SECOND_CONVERSATION', {}) })
  owner.conversation = { ...pin, startTime: spelledIso(startTime) }
  if (mbUserId !== undefined) owner.userId = mbUserId
}

/** Puts a pinned segment to the session or the conversation that it names, else to a session made for it. */
function addSegment(pin: SegmentPinFile, index: number, drafts: PinDraft[], faults: Fault[]): void {
  const { botSessionID, conversationID, segmentStartTime, segmentEndTime } = pin
  const owner =
    drafts.find(
      draft =>
        (botSessionID !== undefined && draft.sessionId === botSessionID) ||
        (conversationID !== undefined && draft.conversation?.convId === conversationID),
    ) ?? newOwner(drafts, botSessionID, segmentStartTime)
  adopt(owner, ['segments', index], faults)
  if (conversationID !== undefined) owner.conversation = { convId: conversationID, ...owner.conversation }
  const whole: Record<string, unknown> = { ...pin, segmentStartTime: spelledIso(segmentStartTime) }
  if (segmentEndTime !== undefined) whole.segmentEndTime = spelledIso(segmentEndTime)
  owner.segments = [...(owner.segments ?? []), whole].sort((a, b) =>
    String(a.segmentStartTime) < String(b.segmentStartTime) ? -1 : 1,
  )
}

function sessionPin(pin: SessionPinFile, index: number, faults: Fault[]): PinDraft {
  const { tags, session_lang, start_time, end_time, duration, wait, transcript, ...rest } = pin
  delete (rest as Record<string, unknown>).botId
  delete (rest as Record<string, unknown>).sessionStatus
  const draft: PinDraft = { ...rest, start_time: spelledIso(start_time) }
  const found = endPin(draft, pin)
  const end = draft.end_time === undefined ? undefined : Date.parse(draft.end_time) - Date.parse(draft.start_time)
  found.push(...checkScript(pin, end))
  faults.push(...found.map(fault => ({ ...fault, path: ['sessions', index, ...fault.path] })))
  const script = scriptOfPin(pin)
  if (script !== undefined) {
    draft.transcript = script
    draft.containmentType ??= script.some(({ side }) => side === AGENT_SIDE) ? 'agent' : 'selfService'
  }
  if (wait !== undefined) {
    draft.wait = durationMs(wait)
    draft.containmentType ??= 'agent'
  }
  const language = Array.isArray(session_lang) ? session_lang[0] : session_lang
  if (language !== undefined) draft.session_lang = language
  if (tags?.userTags) draft.userTags = tags.userTags
  if (tags?.sessionTags) draft.sessionTags = tags.sessionTags
  if (pin.containmentType === 'agent' && pin.sessionType === 'non-interactive') {
    faults.push({
      path: ['sessions', index, 'sessionType'],
      ...say('KM_PIN_AGENT_NOT_INTERACTIVE', {}),
    })
  }
  return draft
}

/** Gives a pin its end, which one of two settings may say. */
function endPin(draft: PinDraft, { start_time, end_time, duration, channel }: SessionPinFile): Fault[] {
  const faults: Fault[] = []
  if (end_time !== undefined && duration !== undefined) {
    const must = 'must be left out where `end_time` is said'
    faults.push({ path: ['duration'], ...say('KM_SETTING_WRONG', { must, found: duration }) })
  }
  const start = Date.parse(draft.start_time)
  const span = end_time === undefined ? durationOf(duration) : Date.parse(end_time) - start
  if (span === undefined || Number.isNaN(span)) return faults
  draft.end_time = new Date(start + span).toISOString()
  const most = longestSpan(channel === 'email')
  if (span < 0 || span > most) {
    const said = end_time === undefined ? 'duration' : 'end_time'
    const end = end_time ?? `${duration}`
    faults.push({ path: [said], ...say('KM_PIN_SPAN', { end, start: start_time, hours: most / HOUR }) })
  }
  return faults
}

const durationOf = (text: string | undefined) => (text === undefined ? undefined : durationMs(text))

/** A session for a conversation or segment that was pinned alone. */
function newOwner(drafts: PinDraft[], sessionId: string | undefined, reached: string): PinDraft {
  const at = Date.parse(spelledIso(reached))
  const second = sessionId === undefined ? Number.NaN : Number.parseInt(sessionId.slice(0, 8), 16) * 1000
  const start = second <= at && second > at - LONGEST_SESSION ? second : at - BEFORE_HANDOVER
  const draft: PinDraft = { start_time: new Date(start).toISOString(), containmentType: 'agent' }
  if (sessionId !== undefined) draft.sessionId = sessionId
  drafts.push(draft)
  return draft
}

function adopt(owner: PinDraft, path: Fault['path'], faults: Fault[]): void {
  owner.containmentType ??= 'agent'
  if (owner.containmentType !== 'agent') {
    faults.push({ path, ...say('KM_PIN_NOT_AGENT', { containment: owner.containmentType }) })
  }
}

/** A date or instant as ISO with ms and `Z`; what is no date stays as it is, for the check of dates to find. */
function spelledIso(text: string): string {
  const time = Date.parse(text)
  return Number.isNaN(time) ? text : new Date(time).toISOString()
}
