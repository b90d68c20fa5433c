import { serializeRow } from '../../contract/contract.ts'
import type { Day } from '../../world/day.ts'
import type { MessageAddress } from '../../world/messages.ts'
import { iso } from '../../world/time.ts'
import { KeptRows } from '../kept-rows.ts'
import { type Extras, Transcript } from './transcript.ts'

/** The messages of a session by their number in it. */
const kept = new KeptRows<Buffer[]>()

/**
 * Messages as the bytes of their JSON, in the form of `serializeRow`. Pages reach 10,000 messages, too many to make
 * objects of. Those of one session share all but a few fields, so the first is serialised by the contract and cut up, and
 * the others are put together from its pieces; those of closed sessions are kept, as they never change (ruling R15).
 */
export function messageRows(messages: readonly MessageAddress[], now: number, extras: Extras): Buffer[] {
  const opened = new Map<Day, Map<number, SessionTexts>>()
  const hasExtras = extras.traceId || extras.agents || extras.latency
  let day: Day | undefined
  return messages.map(message => {
    if (day === undefined || day.number !== message.day || day.bot !== message.bot) day = message.bot.day(message.day)
    const { row, index } = message
    const shelf = kept.of(day)
    const ofSession = shelf.get(row, now)
    const known = ofSession?.[index]
    if (known !== undefined && !hasExtras) return known
    const session = open(opened, day, message, now)
    if (known !== undefined) return withExtras(known, session.transcript, index, extras)
    const bytes = Buffer.from(session.text(index))
    if (ofSession === undefined) {
      const first: Buffer[] = []
      first[index] = bytes
      shelf.keep(row, now, first, bytes.length)
    } else {
      ofSession[index] = bytes
      shelf.grow(row, bytes.length)
    }
    return hasExtras ? withExtras(bytes, session.transcript, index, extras) : bytes
  })
}

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

/** The extras stand last in the contract's order, so they are put in before the closing brace. */
function withExtras(bytes: Buffer, transcript: Transcript, index: number, extras: Extras): Buffer {
  const more = transcript.extras(index, extras)
  let tail = ''
  for (const key of ['traceId', 'author', 'latency'] as const) {
    if (more[key] !== undefined) tail += `,"${key}":${JSON.stringify(more[key])}`
  }
  return tail === '' ? bytes : Buffer.concat([bytes.subarray(0, -1), Buffer.from(`${tail}}`)])
}

const NONE: Extras = { traceId: false, latency: false, agents: false }
/** Stands for what differs between the messages of a session. */
const MARK = '@@here@@'

/** Messages of one session, put together from the pieces of one that the contract serialised. */
class SessionTexts {
  readonly transcript: Transcript
  readonly #pieces = new Map<string, readonly string[] | undefined>()

  constructor(transcript: Transcript) {
    this.transcript = transcript
  }

  text(index: number): string {
    const { transcript } = this
    const incoming = transcript.timeline.sides[index] === 1
    const tags = JSON.stringify(transcript.messageTags(index))
    const pieces = this.#piecesFor(incoming ? 'incoming' : 'outgoing', index)
    if (pieces === undefined) return serializeRow('postMessagesV2', transcript.row(index, NONE))
    const time = transcript.timeline.times[index]!
    const id = transcript.id(index)
    const createdOn = iso(time)
    const { _id: component, data } = transcript.component(index, id)
    const words = JSON.stringify(data.text)
    return (
      pieces[0] +
      id +
      pieces[1] +
      createdOn +
      pieces[2] +
      createdOn +
      pieces[3] +
      time +
      pieces[4] +
      component +
      pieces[5] +
      words.slice(1, -1) +
      pieces[6] +
      tags +
      pieces[7]
    )
  }

  /** What stands between the fields that differ, in the order in which the contract has them. */
  #piecesFor(type: string, index: number): readonly string[] | undefined {
    let pieces = this.#pieces.get(type)
    if (!this.#pieces.has(type)) {
      const row = this.transcript.row(index, NONE)
      const marked = serializeRow('postMessagesV2', {
        ...row,
        _id: MARK,
        createdOn: MARK,
        lmodifiedOn: MARK,
        timestampValue: 0,
        components: row.components.map(component => ({ ...component, _id: MARK, data: { text: MARK } })),
        tags: { ...row.tags, messageTags: [] },
      })
      pieces = cut(marked)
      this.#pieces.set(type, pieces)
    }
    return pieces
  }
}

/** Undefined when the text is not cut where it should be, as when a scenario's own words hold the mark. */
function cut(marked: string): string[] | undefined {
  const pieces = marked
    .replace('"timestampValue":0', `"timestampValue":${MARK}`)
    .replace('"messageTags":[]', `"messageTags":${MARK}`)
    .split(MARK)
  return pieces.length === 8 ? pieces : undefined
}
