import { rowTemplate } from '../../contract/contract.ts'
import { utf8 } from '../../memory/bytes.ts'
import type { MessageAddress } from '../../world/messages.ts'
import type { Day } from '../../world/types.ts'
import { KeptRows } from '../kept-rows.ts'
import { type Extras, type MessageTags, Transcript } from './transcript.ts'

/** The messages of a session by their number in it. */
const keptMessages = new KeptRows<Uint8Array[]>()

/**
 * Messages as the bytes of their JSON. Pages reach 10,000 messages; those of closed sessions are kept, as they never change
 * (ruling R15). Not kept are rows with extras that somebody asked for: a trace id is there for 30 days only (facts 7.2).
 */
export function messageRows(messages: readonly MessageAddress[], now: number, extras: Extras): Uint8Array[] {
  const opened = new Map<Day, Map<number, SessionTexts>>()
  const hasExtras = extras.traceId || extras.agents || extras.latency
  let day: Day | undefined
  return messages.map(message => {
    if (day === undefined || day.number !== message.day || day.bot !== message.bot) day = message.bot.day(message.day)
    const { row, index } = message
    if (hasExtras) return utf8(open(opened, day, message, now).text(index, extras))
    const shelf = keptMessages.of(day, day.bot.sights.messages)
    const ofSession = shelf.get(row, now)
    const known = ofSession?.[index]
    if (known !== undefined) return known
    const bytes = utf8(open(opened, day, message, now).text(index, extras))
    if (ofSession === undefined) {
      const first: Uint8Array[] = []
      first[index] = bytes
      shelf.keep(row, now, first, bytes.length)
    } else {
      ofSession[index] = bytes
      shelf.grow(row, bytes.length)
    }
    return bytes
  })
}

/** Messages without extras, newest first, of which nothing is kept: a session is let go with its first message. */
export function* messageRowsOnce(messages: Iterable<MessageAddress>, now: number): Generator<string> {
  const opened = new Map<number, SessionTexts>()
  for (const message of messages) {
    const { day, row, index } = message
    const key = day * 0x1000000 + row
    let session = opened.get(key)
    if (session === undefined) {
      session = new SessionTexts(new Transcript(message, now))
      opened.set(key, session)
    }
    yield session.text(index, NO_EXTRAS)
    if (index === 0) opened.delete(key)
  }
}

/** One message without extras, of which nothing is kept. */
export function messageRowOnce(message: Omit<MessageAddress, 'time'>, now: number): string {
  return new SessionTexts(new Transcript(message, now)).text(message.index, NO_EXTRAS)
}

const NO_EXTRAS: Extras = { traceId: false, latency: false, agents: false }

/** The session of a message, opened once for a page. */
function open(opened: Map<Day, Map<number, SessionTexts>>, day: Day, message: MessageAddress, now: number) {
  let ofDay = opened.get(day)
  if (ofDay === undefined) {
    ofDay = new Map()
    opened.set(day, ofDay)
  }
  let session = ofDay.get(message.row)
  if (session === undefined) {
    session = new SessionTexts(new Transcript(message, now))
    ofDay.set(message.row, session)
  }
  return session
}

/** Messages of one session: what those of one side and with the same tags share is written once. */
class SessionTexts {
  readonly #transcript: Transcript
  readonly #template = rowTemplate('Message')
  /** By side and tags. */
  readonly #shared = new Map<MessageTags, (readonly string[] | undefined)[]>()

  constructor(transcript: Transcript) {
    this.#transcript = transcript
  }

  text(index: number, extras: Extras): string {
    return this.#template.write(this.#sharedBy(index), this.#transcript.own(index, extras))
  }

  #sharedBy(index: number): readonly string[] {
    const transcript = this.#transcript
    const tags = transcript.messageTags(index)
    let ofTags = this.#shared.get(tags)
    if (ofTags === undefined) {
      ofTags = []
      this.#shared.set(tags, ofTags)
    }
    const side = transcript.isIncoming(index) ? 1 : 0
    let shared = ofTags[side]
    if (shared === undefined) {
      shared = this.#template.share(transcript.shared(index))
      ofTags[side] = shared
    }
    return shared
  }
}
