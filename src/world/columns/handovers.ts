import { memoize } from '../../memory/memoize.ts'
import { EMAIL as EMAIL_CHANNEL } from '../channels.ts'
import { queueOfIntent, queuePassedTo, queuesOf } from '../desk/queues.ts'
import { type Contacts, DESK_MEDIUM_OF, MOST_CONTACT_PARTS } from '../desk/types.ts'
import { hash3, logNormals } from '../random.ts'
import { HOUR, MINUTE } from '../time.ts'
import type { Day } from '../types.ts'
import { AGENT, APART, CONTAINMENT, PINNED, SINGLE } from './flags.ts'
import { HumanPart } from './human-part.ts'
import { customerPace, lotOf } from './paces.ts'
import { BotPart } from './plans.ts'
import { roomInStretch } from './stretches.ts'
import type { Handovers, KindColumns } from './types.ts'

/** What comes to the desk, in the order in which it comes; those whom a scenario pinned are islands and never come there. */
export interface DeskInput {
  readonly contacts: Contacts
  /** By contact: its place among the day's hand-overs. */
  readonly place: Uint32Array
}

/** How long people wait, ms at the middle, by medium; and how much they differ. Who has written an e-mail waits all day. */
const PATIENCE_MIDDLE = [3.5 * MINUTE, 6 * MINUTE, 40 * MINUTE] as const
const PATIENCE_SPREAD = 0.8
const LEAST_PATIENCE = 8_000
const PATIENT = 0x9a71
const QUEUE_DRAW = 0x90e0
const ANNOUNCING = 0xa110
/** ms for which the bot says that it hands over, by medium, at least and how much more: nobody can be there before. */
const ANNOUNCED: readonly number[] = [4_300, 1_200, 0, 0]
const MORE_ANNOUNCED: readonly number[] = [3_400, 2_000, 1, 1]
/** ms from the start within which a hand-over comes at the latest, and within which humans are done with it: by e-mail, and else. */
const LATEST_MAIL = { handover: 6 * HOUR, answer: 11 * HOUR } as const
const LATEST_TALK = { handover: HOUR, answer: 3.75 * HOUR } as const

const patienceOf = memoize((_: readonly number[]) => logNormals(PATIENCE_SPREAD))

/** The rows of a day that are handed over, and when. @param kinds filled for all rows */
export function findHandovers(day: Day, kinds: KindColumns): Handovers {
  const { flags } = kinds
  let n = 0
  for (let row = 0; row < day.count; row++) if ((flags[row]! & CONTAINMENT) === AGENT) n++
  const rows = new Uint32Array(n)
  const at = new Uint16Array(n)
  const handover = new Uint32Array(n)
  const part = new BotPart(day, kinds)
  let i = 0
  for (let row = 0; row < day.count; row++) {
    if ((flags[row]! & CONTAINMENT) !== AGENT) continue
    part.enter(row)
    rows[i] = row
    at[i] = part.messages - 1
    handover[i] = handoverTime(day, row, part)
    i++
  }
  return { rows, at, handover }
}

/** ms from a session's start to its hand-over. */
function handoverTime(day: Day, row: number, part: BotPart): number {
  const { bot, number } = day
  const steps = part.messages - 1
  const talk = part.customerGaps * customerPace(bot, number, row, part.medium) + part.otherGaps
  const room = roomInStretch(day, row)
  // A ms more is for the answer.
  const latest = room === undefined ? latestOf(part.medium).handover : Math.max(steps, room - 1)
  return Math.min(latest, Math.max(steps, Math.round(talk)))
}

/** @param medium of `channels.ts` */
function latestOf(medium: number): { readonly handover: number; readonly answer: number } {
  return medium === EMAIL_CHANNEL ? LATEST_MAIL : LATEST_TALK
}

/** What the desk is to do on a day. */
export function deskInput(day: Day, kinds: KindColumns, handovers: Handovers): DeskInput {
  const place = inHandoverOrder(day, kinds, handovers)
  const filler = new ContactFiller(day, kinds, place.length)
  place.forEach((i, contact) => {
    filler.fill(contact, handovers.rows[i]!, handovers.handover[i]!)
  })
  return { contacts: filler.contacts, place }
}

/** ms from the hand-over until a human can be there; none where a stretch of the scenario gives little room. */
function announcedIn({ bot, number }: Day, { flags, channel }: KindColumns, row: number): number {
  if ((flags[row]! & SINGLE) !== 0) return 0
  const medium = bot.mediums[channel[row]!]!
  return ANNOUNCED[medium]! + (hash3(bot.salt ^ ANNOUNCING, number, row) % MORE_ANNOUNCED[medium]!)
}

/** Places of the hand-overs that are not pinned, by the time at which they come. */
function inHandoverOrder(day: Day, kinds: KindColumns, { rows, handover }: Handovers): Uint32Array {
  const { flags } = kinds
  const keys = new Float64Array(rows.length)
  let n = 0
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!
    if ((flags[row]! & (PINNED | APART)) === 0)
      keys[n++] = (day.start[row]! + handover[i]! + announcedIn(day, kinds, row)) * 2 ** 24 + i
  }
  const sorted = keys.subarray(0, n).sort()
  return Uint32Array.from(sorted, key => key % 2 ** 24)
}

class ContactFiller {
  readonly contacts: Contacts
  readonly #day: Day
  readonly #kinds: KindColumns
  readonly #bot: BotPart
  readonly #human: HumanPart
  /** By row, where a stretch of the day may have one of its own. */
  readonly #languages: Uint8Array | undefined

  constructor(day: Day, kinds: KindColumns, count: number) {
    this.#day = day
    this.#kinds = kinds
    this.#bot = new BotPart(day, kinds)
    this.#human = new HumanPart(day)
    this.#languages = day.exact.length > 0 ? day.language : undefined
    this.contacts = {
      arrival: new Uint32Array(count),
      medium: new Uint8Array(count),
      language: new Uint8Array(count),
      patience: new Uint32Array(count),
      mustBeTaken: new Uint8Array(count),
      handling: new Uint32Array(count * MOST_CONTACT_PARTS),
      queue: new Uint8Array(count * MOST_CONTACT_PARTS),
    }
  }

  fill(contact: number, row: number, handover: number): void {
    const { arrival, medium, language, patience, mustBeTaken, handling, queue } = this.contacts
    const day = this.#day
    const isSingle = (this.#kinds.flags[row]! & SINGLE) !== 0
    this.#bot.enter(row)
    // Agents pass on what the pack says they do.
    const isPassedOn = queuePassedTo(day.bot)[this.#bot.intent]! >= 0
    this.#human.enter(row, this.#bot, isSingle || !isPassedOn ? 1 : MOST_CONTACT_PARTS)
    const comes = handover + announcedIn(day, this.#kinds, row)
    arrival[contact] = day.start[row]! + comes
    medium[contact] = DESK_MEDIUM_OF[this.#bot.medium]!
    language[contact] = this.#languages?.[row] ?? day.bot.languageOf(day.user[row]!)
    mustBeTaken[contact] = isSingle ? 1 : 0
    let work = 0
    for (let part = 0; part < this.#human.parts; part++) {
      const ms = this.#human.handling(part)
      handling[contact * MOST_CONTACT_PARTS + part] = ms
      queue[contact * MOST_CONTACT_PARTS + part] = queueOfPart(day, row, this.#bot.intent, part)
      work += ms
    }
    patience[contact] = this.#patience(row, comes, work)
  }

  /** ms for which the customer waits. @param comes ms from the start to the desk */
  #patience(row: number, comes: number, work: number): number {
    const { medium } = this.#bot
    const rest = Math.max(0, latestOf(medium).answer - comes - work)
    const middle = PATIENCE_MIDDLE[medium]
    // Of a stretch: somebody has to come in it.
    if ((this.#kinds.flags[row]! & SINGLE) !== 0)
      return Math.min(rest, Math.max(0, roomInStretch(this.#day, row)! - comes))
    if (middle === undefined) return rest
    const table = patienceOf(PATIENCE_MIDDLE)
    const lot = lotOf(this.#day.bot, PATIENT, this.#day.number, row)
    return Math.min(rest, LEAST_PATIENCE + Math.round(middle * table[(lot * table.length) | 0]!))
  }
}

/** Index of the queue of a part: that of the matter (an index of an intent), after a transfer the one it is passed on to. */
export function queueOfPart({ bot, number }: Day, row: number, matter: number, part: number): number {
  const queues = queuesOf(bot).length
  const next = queuePassedTo(bot)[matter]!
  let queue = queueOfIntent(bot)[matter]!
  if (queues < 2) return queue
  for (let p = 1; p <= part; p++) {
    const lot = hash3(bot.salt ^ (QUEUE_DRAW + p), number, row)
    queue = p === 1 && next >= 0 && next !== queue ? next : (queue + 1 + ((lot >>> 8) % (queues - 1))) % queues
  }
  return queue
}
