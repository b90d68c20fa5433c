import { hash2 } from '../random.ts'
import { DAY, HOUR, MINUTE } from '../time.ts'
import { Attendance } from './attendance.ts'
import { Choice } from './choice.ts'
import {
  BREAK,
  COMES,
  DEADLINE,
  EventHeap,
  eventIndexOf,
  eventKindOf,
  eventTimeOf,
  FREE,
  GIVES_UP,
  GOES,
  LATEST,
  OVERFLOW,
  PART_ENDS,
} from './event-heap.ts'
import { Floor, MOST_CHATS } from './floor.ts'
import { type Profiles, profilesOf } from './profiles.ts'
import { Reserves } from './reserves.ts'
import {
  CALLS,
  CHATS,
  CLOSED,
  type Contacts,
  EMAILS,
  GAVE_UP,
  MOST_BREAKS,
  MOST_CONTACT_PARTS,
  type Served,
  type Shifts,
  TAKEN_BY_HUMAN,
} from './types.ts'
import { Waiting } from './waiting.ts'

const NONE = -1
/** ms after which a contact is for agents of all queues who speak its language: by medium. */
const OVERFLOW_AFTER = [40_000, 90_000, HOUR]
/** ms of work after a contact: at least, and at most so much more. An e-mail's work has it in it. */
const WRAP_UP = 90_000
const MORE_WRAP_UP = 60_000
/** ms within which a contact that must be taken is taken by somebody of the rota, if at all; where nobody is there, soon. */
const MUST_WITHIN = 5 * MINUTE
const MUST_SOON = 20_000
/** ms for which an agent looks for a colleague to pass a contact on to. */
const PASS_WITHIN = 2 * MINUTE

/** How many queues and languages there are: the indexes in `Contacts` lie below. */
export interface DeskSize {
  readonly queues: number
  readonly languages: number
}

/**
 * The queue of a day: who takes which contact, and when. Calls come before chats before e-mails, within a medium who came
 * first; a chat goes to somebody who has chats where too few others would stay free for calls. A pure function, O(n log n).
 */
export function simulate(contacts: Contacts, shifts: Shifts, size: DeskSize): Served {
  return new DeskDay(contacts, shifts, size).run()
}

class DeskDay {
  readonly #contacts: Contacts
  readonly #shifts: Shifts
  readonly #size: DeskSize
  readonly #profiles: Profiles
  readonly #floor: Floor
  readonly #choice: Choice
  readonly #attendance: Attendance
  readonly #waiting: Waiting
  readonly #reserves: Reserves
  readonly #events: EventHeap
  readonly #served: Served
  /** By contact: index in `shifts` of who has it; -1 nobody. */
  readonly #holder: Int32Array
  /** By contact: its next part in `handling`. */
  readonly #next: Uint8Array
  /** By language: when the last shift of somebody who speaks it ends. */
  readonly #lastEnd: Float64Array

  constructor(contacts: Contacts, shifts: Shifts, size: DeskSize) {
    const count = contacts.arrival.length
    const agents = shifts.agent.length
    this.#contacts = contacts
    this.#shifts = shifts
    this.#size = size
    this.#profiles = profilesOf(shifts, size.queues, size.languages)
    this.#floor = new Floor(agents, this.#profiles)
    this.#choice = new Choice(contacts, shifts, this.#floor)
    this.#waiting = new Waiting(count, this.#profiles)
    this.#reserves = new Reserves(shifts.firstReserve)
    this.#events = new EventHeap(agents * (2 + MOST_BREAKS) + count)
    this.#attendance = new Attendance(shifts, this.#floor, this.#events)
    this.#served = {
      outcome: new Uint8Array(count),
      answered: new Uint32Array(count),
      parts: new Uint8Array(count),
      agent: new Uint32Array(count * MOST_CONTACT_PARTS),
      begin: new Uint32Array(count * MOST_CONTACT_PARTS),
      end: new Uint32Array(count * MOST_CONTACT_PARTS),
    }
    this.#holder = new Int32Array(count).fill(NONE)
    this.#next = new Uint8Array(count)
    this.#lastEnd = Float64Array.from({ length: size.languages }, (_, l) => this.#attendance.lastEnd(l))
  }

  run(): Served {
    const { arrival } = this.#contacts
    const events = this.#events
    for (let contact = 0; contact < arrival.length; contact++) {
      const now = arrival[contact]!
      while (events.next <= now) this.#happen(events.pop())
      this.#arrive(contact, now)
    }
    while (events.size > 0) this.#happen(events.pop())
    this.#closeRest()
    return this.#served
  }

  #happen(event: number): void {
    const now = eventTimeOf(event)
    const index = eventIndexOf(event)
    const kind = eventKindOf(event)
    if (kind >= OVERFLOW) {
      if (this.#waiting.has(index)) this.#waitsOn(kind, index, now)
    } else if (kind === FREE) {
      if (this.#attendance.isDone(index, now)) this.#takeNext(index, now)
    } else if (kind === PART_ENDS) {
      this.#partEnds(index, now)
    } else if (kind === COMES) {
      if (this.#attendance.comes(index, now)) this.#takeNext(this.#attendance.agentOf(index), now)
    } else if (kind === GOES) {
      this.#attendance.goes(index)
    } else if (kind === BREAK) {
      this.#attendance.breaks(index, now)
    }
  }

  /** Somebody has waited for so long that something happens. */
  #waitsOn(kind: number, contact: number, now: number): void {
    const holder = this.#holder[contact]!
    if (kind === DEADLINE) this.#deadline(contact, now)
    else if (kind === OVERFLOW) this.#takeFromQueue(contact, this.#choice.anybodyFor(contact, holder), now)
    else if (kind === GIVES_UP && holder === NONE) {
      this.#leaveQueue(contact, now)
      this.#end(contact, GAVE_UP, now)
    }
  }

  #arrive(contact: number, now: number): void {
    const { mustBeTaken, patience } = this.#contacts
    const isClosed = this.#isClosed(contact, now)
    if (mustBeTaken[contact] === 1) {
      const within = Math.min(isClosed ? MUST_SOON : MUST_WITHIN, patience[contact]!)
      this.#events.push(now + within, DEADLINE, contact)
    } else if (isClosed) {
      this.#end(contact, CLOSED, now)
      return
    }
    const agent = isClosed ? NONE : this.#agentFor(contact, now)
    if (agent !== NONE) {
      this.#begin(contact, agent, now)
      return
    }
    this.#wait(contact, now, false)
    const until = now + patience[contact]!
    if (until < LATEST && mustBeTaken[contact] === 0) this.#events.push(until, GIVES_UP, contact)
  }

  /** Whether nobody will come: the hours are over, or nobody who speaks the language is there, for an e-mail today any more. */
  #isClosed(contact: number, now: number): boolean {
    const medium = this.#contacts.medium[contact]!
    const language = this.#contacts.language[contact]!
    if (medium === EMAILS) return now >= this.#lastEnd[language]!
    return !this.#choice.isOpen(medium, now) || this.#floor.staffed[language] === 0
  }

  #pairOf(contact: number): number {
    const queue = this.#contacts.queue[MOST_CONTACT_PARTS * contact + this.#next[contact]!]!
    return queue * this.#size.languages + this.#contacts.language[contact]!
  }

  /** Who takes a contact as it comes: an agent of its queue, if nobody waits there already. */
  #agentFor(contact: number, now: number): number {
    const pair = this.#pairOf(contact)
    const place = this.#waiting.placeOf(this.#contacts.medium[contact]!, false, pair)
    if (this.#waiting.first(place) !== NONE) return NONE
    return this.#choice.agentFor(contact, this.#profiles.serving[pair]!, now, NONE)
  }

  #wait(contact: number, now: number, isPassedOn: boolean): void {
    const medium = this.#contacts.medium[contact]!
    this.#waiting.add(contact, this.#waiting.placeOf(medium, isPassedOn, this.#pairOf(contact)), now)
    this.#events.push(now + (isPassedOn ? 0 : OVERFLOW_AFTER[medium]!), OVERFLOW, contact)
    if (medium === CALLS) this.#freeSomebody(contact)
  }

  /** A call waits: one of those who have chats, the one with the fewest, takes no others. */
  #freeSomebody(contact: number): void {
    if (this.#floor.draining >= this.#waiting.count[CALLS]!) return
    const { profiles } = this.#profiles.serving[this.#pairOf(contact)]!
    const agent = this.#choice.chatting(contact, profiles, NONE)
    if (agent !== NONE) this.#floor.drain(agent)
  }

  #takeFromQueue(contact: number, agent: number, now: number): void {
    if (agent === NONE) return
    this.#leaveQueue(contact, now)
    this.#begin(contact, agent, now)
  }

  /** Takes a contact out of its list; who was kept free for a call that waits no more has chats again. */
  #leaveQueue(contact: number, now: number): void {
    this.#waiting.remove(contact)
    if (this.#contacts.medium[contact] !== CALLS) return
    while (this.#floor.draining > this.#waiting.count[CALLS]!) {
      const agent = this.#floor.undrainLast()
      if (agent === NONE) return
      this.#takeChats(agent, now)
    }
  }

  /** An agent takes a contact, or the next part of it from the one who has it. */
  #begin(contact: number, agent: number, now: number): void {
    const { parts, begin, end, answered, outcome } = this.#served
    const part = parts[contact]!
    const at = MOST_CONTACT_PARTS * contact + part
    if (part === 0) {
      answered[contact] = now
      outcome[contact] = TAKEN_BY_HUMAN
    } else {
      end[at - 1] = now
      this.#events.push(now + this.#wrapUp(contact), FREE, this.#holder[contact]!)
    }
    this.#served.agent[at] = this.#shifts.agent[agent]!
    begin[at] = now
    parts[contact] = part + 1
    this.#holder[contact] = agent
    this.#floor.load[agent]!++
    this.#floor.medium[agent] = this.#contacts.medium[contact]!
    this.#floor.settle(agent)
    this.#goOn(contact, now)
  }

  /** The one who has a contact begins with its next piece of work. */
  #goOn(contact: number, now: number): void {
    const { handling } = this.#contacts
    const at = MOST_CONTACT_PARTS * contact
    const part = this.#next[contact]!
    const until = Math.min(LATEST - DAY, now + handling[at + part]!)
    this.#next[contact] = part + 1
    this.#served.end[at + this.#served.parts[contact]! - 1] = until
    if (part + 1 < MOST_CONTACT_PARTS && handling[at + part + 1]! > 0) this.#events.push(until, PART_ENDS, contact)
    else this.#events.push(until + this.#wrapUp(contact), FREE, this.#holder[contact]!)
  }

  #wrapUp(contact: number): number {
    const { arrival, handling, medium } = this.#contacts
    if (medium[contact] === EMAILS) return 0
    return WRAP_UP + (hash2(arrival[contact]!, handling[MOST_CONTACT_PARTS * contact]!) % MORE_WRAP_UP)
  }

  /** A contact is to be passed on: to a colleague, as soon as one has time, else it stays where it is. */
  #partEnds(contact: number, now: number): void {
    const holder = this.#holder[contact]!
    const serving = this.#profiles.serving[this.#pairOf(contact)]!
    const colleague = this.#choice.agentFor(contact, serving, now, holder)
    if (colleague !== NONE) {
      this.#begin(contact, colleague, now)
    } else if (this.#floor.staffed[this.#contacts.language[contact]!]! <= 1) {
      this.#goOn(contact, now)
    } else {
      this.#wait(contact, now, true)
      this.#events.push(now + PASS_WITHIN, DEADLINE, contact)
      this.#served.end[MOST_CONTACT_PARTS * contact + this.#served.parts[contact]! - 1] = now + PASS_WITHIN
    }
  }

  /** Nobody has come: who has it goes on with it; who has none yet gets a reserve. */
  #deadline(contact: number, now: number): void {
    this.#leaveQueue(contact, now)
    if (this.#holder[contact] !== NONE) {
      this.#goOn(contact, now)
      return
    }
    let until = now
    for (let part = 0; part < MOST_CONTACT_PARTS; part++)
      until += this.#contacts.handling[MOST_CONTACT_PARTS * contact + part]!
    const { agent, begin, end, parts } = this.#served
    const at = MOST_CONTACT_PARTS * contact
    agent[at] = this.#reserves.take(now, until + this.#wrapUp(contact))
    begin[at] = now
    end[at] = until
    parts[contact] = 1
    this.#end(contact, TAKEN_BY_HUMAN, now)
  }

  #end(contact: number, outcome: number, at: number): void {
    this.#served.outcome[contact] = outcome
    this.#served.answered[contact] = at
  }

  /** An agent has time: for a call, for chats, for an e-mail, in this order. */
  #takeNext(agent: number, now: number): void {
    const { load, isPresent, isAside } = this.#floor
    if (isPresent[agent] === 0) return
    if (load[agent] === 0 && this.#take(agent, CALLS, now)) return
    if (isAside[agent] === 1) return
    this.#takeChats(agent, now)
    if (load[agent] === 0 && this.#waiting.count[EMAILS]! > 0 && this.#mayTake(agent, EMAILS, now)) {
      this.#take(agent, EMAILS, now)
    }
  }

  #takeChats(agent: number, now: number): void {
    const { load, medium, isPresent, isAside } = this.#floor
    if (isPresent[agent] === 0 || isAside[agent] === 1 || (load[agent]! > 0 && medium[agent] !== CHATS)) return
    if (load[agent]! > 0 && this.#isWantedOnPhone(agent, now)) this.#floor.drain(agent)
    while (load[agent]! < MOST_CHATS && !this.#floor.isDraining(agent)) {
      if (load[agent] === 0 && !this.#mayTake(agent, CHATS, now)) return
      if (!this.#take(agent, CHATS, now)) return
    }
  }

  /** Whether a call waits for this agent for whom nobody else is about to become free. */
  #isWantedOnPhone(agent: number, now: number): boolean {
    return this.#floor.draining < this.#waiting.count[CALLS]! && this.#nextFor(agent, CALLS, now) !== NONE
  }

  /** Whether an agent who has nothing to do takes a chat or an e-mail: where others stay free for calls, or it has waited for long. */
  #mayTake(agent: number, medium: number, now: number): boolean {
    const contact = this.#nextFor(agent, medium, now)
    if (contact === NONE) return true
    if (now - this.#contacts.arrival[contact]! >= OVERFLOW_AFTER[medium]!) return true
    return this.#choice.hasFreeHands(contact, now)
  }

  #nextFor(agent: number, medium: number, now: number): number {
    return this.#waiting.nextFor(this.#profiles.of[agent]!, medium, now - OVERFLOW_AFTER[medium]!)
  }

  /** Gives an agent who waits next for him; whether there was somebody. */
  #take(agent: number, medium: number, now: number): boolean {
    const passedOn = this.#waiting.passedOnTo(this.#profiles.of[agent]!, medium)
    const isHis = passedOn === NONE || this.#holder[passedOn] === agent
    const contact = isHis ? this.#nextFor(agent, medium, now) : passedOn
    if (contact === NONE) return false
    this.#takeFromQueue(contact, agent, now)
    return true
  }

  /** E-mails that nobody came to on that day. */
  #closeRest(): void {
    const { arrival, language } = this.#contacts
    for (let contact = 0; contact < arrival.length; contact++) {
      if (!this.#waiting.has(contact)) continue
      this.#end(contact, CLOSED, Math.max(arrival[contact]!, this.#lastEnd[language[contact]!]!))
    }
  }
}
