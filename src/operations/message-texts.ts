import { serializeRow } from '../contract/contract.ts'
import type { Day } from '../world/day.ts'
import type { MessageAddress } from '../world/messages.ts'
import { type Extras, Transcript } from './message-rows.ts'
import { WorldTexts } from './row-texts.ts'

const texts = new WorldTexts(1 / 4)

/** More messages than a session has. */
const WIDTH = 0x10000

/**
 * Messages as JSON text, in the form of `serializeRow`. Pages reach 10,000 messages, too many to make objects of. Those of
 * one session share all but a few fields, so the first is serialised by the contract and cut up, and the others are put
 * together from its pieces; those of closed sessions are kept, as they never change (ruling R15).
 */
export function messageTexts(messages: readonly MessageAddress[], now: number, extras: Extras): string[] {
  const openings = new Map<Day, Map<number, SessionTexts>>()
  const hasExtras = extras.traceId || extras.agents || extras.latency
  return messages.map(message => {
    const day = message.bot.day(message.day)
    const { row, index } = message
    const isOver = day.startOf(row) + (day.columns(row, row + 1).span[row] as number) <= now
    const kept = texts.of(message.bot.world)
    const known = isOver ? kept.get(day, row * WIDTH + index) : undefined
    if (known !== undefined && !hasExtras) return known
    let ofDay = openings.get(day)
    if (ofDay === undefined) {
      ofDay = new Map()
      openings.set(day, ofDay)
    }
    let session = ofDay.get(row)
    if (session === undefined) {
      session = new SessionTexts(new Transcript(message, now))
      ofDay.set(row, session)
    }
    const text = known ?? session.text(index)
    if (isOver && known === undefined) kept.set(day, row * WIDTH + index, text)
    return hasExtras ? withExtras(text, session.transcript, index, extras) : text
  })
}

/** The extras stand last in the contract's order, so they are put in before the closing brace. */
function withExtras(text: string, transcript: Transcript, index: number, extras: Extras): string {
  const more = transcript.extras(index, extras)
  let tail = ''
  for (const key of ['traceId', 'author', 'latency'] as const) {
    if (more[key] !== undefined) tail += `,"${key}":${JSON.stringify(more[key])}`
  }
  return tail === '' ? text : `${text.slice(0, -1)}${tail}}`
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
    const time = transcript.timeline.times[index] as number
    const id = transcript.id(index)
    const createdOn = new Date(time).toISOString()
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
