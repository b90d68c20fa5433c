import { hash2 } from '../random.ts'
import { DAY, HOUR, MINUTE } from '../time.ts'
import { EventHeap, indexOf, kindOf, LATEST, timeOf } from './event-heap.ts'
import { ASIDE, Floor, MOST_CHATS } from './floor.ts'
import { languageBit, type Profiles, profilesOf } from './profiles.ts'
import { Reserves } from './reserves.ts'
import {
  CHAT,
  CLOSED,
  type Contacts,
  EMAIL,
  GAVE_UP,
  MOST_BREAKS,
  MOST_PARTS,
  OPEN_SLOTS,
  OTHER_WORK,
  OVERTIME,
  type Served,
  type Shifts,
  TAKEN_BY_HUMAN,
  VOICE,
} from './types.ts'
import { Waiting } from './waiting.ts'

// What happens, in the order in which it does at the same ms: who is about to go takes nothing more.
const BREAK = 0
const GOES = 1
const FREE = 2
const PART_ENDS = 3
const COMES = 4
const OVERFLOW = 5
const GIVES_UP = 6
const DEADLINE = 7

const NONE = -1
/** ms after which a contact is for agents of all queues who speak its language: by medium. */
const OVERFLOW_AFTER = [40_000, 90_000, HOUR]
/** ms of work after a contact: at least, and at most so much more. An e-mail's work has it in it. */
const WRAP_UP = 30_000
const MORE_WRAP_UP = 30_000
/** ms within which a contact that must be taken is taken by somebody of the rota, if at all; where nobody is there, soon. */
const MUST_WITHIN = 5 * MINUTE
const MUST_SOON = 20_000
/** ms for which an agent looks for a colleague to pass a contact on to. */
const PASS_WITHIN = 2 * MINUTE
/** Share of the agents on shift who are kept free for calls while others can take the chats, and from how many agents on. */
const KEPT_FREE = 0.1
const KEPT_FREE_FROM = 2

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
  readonly #waiting: Waiting
  readonly #reserves: Reserves
  readonly #events: EventHeap
  readonly #served: Served
  /** By contact: index in `shifts` of who has it; -1 nobody. */
  readonly #holder: Int32Array
  /** By contact: its next part in `handling`. */
  readonly #next: Uint8Array
  /** By shift: ms of a break that begins as soon as the agent has nothing to do; 1 when he is on one; 1 when he has gone. */
  readonly #dueBreak: Uint32Array
  readonly #isOnBreak: Uint8Array
  readonly #isGone: Uint8Array
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
    this.#waiting = new Waiting(count, this.#profiles)
    this.#reserves = new Reserves(shifts.firstReserve)
    this.#events = new EventHeap(agents * (2 + MOST_BREAKS) + count)
    this.#served = {
      outcome: new Uint8Array(count),
      answered: new Uint32Array(count),
      parts: new Uint8Array(count),
      agent: new Uint32Array(count * MOST_PARTS),
      begin: new Uint32Array(count * MOST_PARTS),
      end: new Uint32Array(count * MOST_PARTS),
    }
    this.#holder = new Int32Array(count).fill(NONE)
    this.#next = new Uint8Array(count)
    this.#dueBreak = new Uint32Array(agents)
    this.#isOnBreak = new Uint8Array(agents)
    this.#isGone = new Uint8Array(agents)
    this.#lastEnd = new Float64Array(size.languages)
  }

  run(): Served {
    this.#plan()
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

  /** When agents come, have breaks and go. */
  #plan(): void {
    const { begin, end, breaks, languages } = this.#shifts
    for (let agent = 0; agent < begin.length; agent++) {
      this.#events.push(begin[agent]!, COMES, agent)
      const leaves = end[agent]! >= DAY ? end[agent]! + OVERTIME : end[agent]!
      this.#events.push(leaves, GOES, agent)
      for (let b = agent * MOST_BREAKS; b < (agent + 1) * MOST_BREAKS; b++) {
        if (breaks[2 * b + 1]! > 0) this.#events.push(breaks[2 * b]!, BREAK, b)
      }
      for (let language = 0; language < this.#size.languages; language++) {
        if ((languages[agent]! & languageBit(language)) === 0) continue
        this.#lastEnd[language] = Math.max(this.#lastEnd[language]!, leaves)
      }
    }
  }

  #happen(event: number): void {
    const now = timeOf(event)
    const index = indexOf(event)
    switch (kindOf(event)) {
      case FREE:
        this.#free(index, now)
        break
      case PART_ENDS:
        this.#partEnds(index, now)
        break
      case COMES:
        if (index < this.#shifts.agent.length) this.#comes(index, now)
        else this.#comesBack(index - this.#shifts.agent.length, now)
        break
      case GOES:
        this.#goes(index)
        break
      case BREAK:
        this.#break(index, now)
        break
      case OVERFLOW:
        if (this.#waiting.has(index)) this.#takeFromQueue(index, this.#anybodyFor(index), now)
        break
      case GIVES_UP:
        if (this.#waiting.has(index) && this.#holder[index] === NONE) this.#giveUp(index, now)
        break
      default:
        if (this.#waiting.has(index)) this.#deadline(index, now)
    }
  }

  #arrive(contact: number, now: number): void {
    const { medium, mustBeTaken, patience } = this.#contacts
    const isClosed = this.#isClosed(contact, now)
    if (mustBeTaken[contact] === 1) {
      const within = Math.min(isClosed ? MUST_SOON : MUST_WITHIN, patience[contact]!)
      this.#events.push(now + within, DEADLINE, contact)
    } else if (isClosed) {
      this.#end(contact, CLOSED, now)
      return
    }
    const agent = isClosed ? NONE : this.#agentFor(contact, medium[contact]!, NONE)
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
    if (medium === EMAIL) return now >= this.#lastEnd[language]!
    return !this.#isOpen(medium, now) || this.#floor.staffed[language] === 0
  }

  #isOpen(medium: number, now: number): boolean {
    const slot = Math.min(OPEN_SLOTS - 1, Math.floor((now * OPEN_SLOTS) / DAY))
    return this.#shifts.open[medium * OPEN_SLOTS + slot] === 1
  }

  #pairOf(contact: number): number {
    const queue = this.#contacts.queue[MOST_PARTS * contact + this.#next[contact]!]!
    return queue * this.#size.languages + this.#contacts.language[contact]!
  }

  #wait(contact: number, now: number, isPassedOn: boolean): void {
    const medium = this.#contacts.medium[contact]!
    this.#waiting.add(contact, this.#waiting.placeOf(medium, isPassedOn, this.#pairOf(contact)), now)
    this.#events.push(now + (isPassedOn ? 0 : OVERFLOW_AFTER[medium]!), OVERFLOW, contact)
    if (medium === VOICE) this.#freeSomebody(contact)
  }

  /** A call waits: one of those who have chats, the one with the fewest, takes no others. */
  #freeSomebody(contact: number): void {
    if (this.#floor.draining >= this.#waiting.count[VOICE]!) return
    const pair = this.#pairOf(contact)
    const serving = this.#profiles.serving[pair]!
    for (let chats = 1; chats < MOST_CHATS; chats++) {
      const agent = this.#floor.longest(serving, [0, serving.length], chats, NONE)
      if (agent === NONE) continue
      this.#floor.drain(agent)
      return
    }
  }

  /** Who takes a contact at once: an agent of its queue; -1: nobody. */
  #agentFor(contact: number, medium: number, except: number): number {
    const pair = this.#pairOf(contact)
    const serving = this.#profiles.serving[pair]!
    const first = this.#profiles.first[pair]!
    if (except === NONE && this.#waiting.first(this.#waiting.placeOf(medium, false, pair)) !== NONE) return NONE
    if (medium === VOICE) {
      const free = this.#idle(serving, first, except)
      return free === NONE ? this.#floor.longest(serving, [0, serving.length], ASIDE, except) : free
    }
    const mayDisturb = this.#hasFreeHands(this.#contacts.language[contact]!, this.#contacts.arrival[contact]!)
    if (medium === EMAIL) return mayDisturb ? this.#idle(serving, first, except) : NONE
    const agent = mayDisturb ? this.#idle(serving, first, except) : NONE
    return agent === NONE ? this.#chatting(serving, except) : agent
  }

  #idle(serving: Uint16Array, first: number, except: number): number {
    const agent = this.#floor.longest(serving, [0, first], 0, except)
    return agent === NONE ? this.#floor.longest(serving, [first, serving.length], 0, except) : agent
  }

  #chatting(profiles: Uint16Array, except: number): number {
    for (let chats = 1; chats < MOST_CHATS; chats++) {
      const agent = this.#floor.longest(profiles, [0, profiles.length], chats, except)
      if (agent !== NONE) return agent
    }
    return NONE
  }

  /** Whether enough people have nothing to do, so that one who takes a chat or an e-mail is not missed when somebody calls. */
  #hasFreeHands(language: number, now: number): boolean {
    const staffed = this.#floor.staffed[language]!
    if (staffed < KEPT_FREE_FROM || !this.#isOpen(VOICE, now)) return true
    const free = this.#floor.idle[language]! + Math.min(1, this.#floor.aside[language]!)
    return free > Math.max(1, Math.round(staffed * KEPT_FREE))
  }

  /** Who takes what has waited for long: anybody who speaks the language. */
  #anybodyFor(contact: number): number {
    const speaking = this.#profiles.speaking[this.#contacts.language[contact]!]!
    const except = this.#holder[contact]!
    const medium = this.#contacts.medium[contact]
    const agent = this.#floor.longest(speaking, [0, speaking.length], 0, except)
    if (agent !== NONE || medium === EMAIL) return agent
    if (medium === CHAT) return this.#chatting(speaking, except)
    return this.#floor.longest(speaking, [0, speaking.length], ASIDE, except)
  }

  #takeFromQueue(contact: number, agent: number, now: number): void {
    if (agent === NONE) return
    this.#leaveQueue(contact, now)
    this.#begin(contact, agent, now)
  }

  /** Takes a contact out of its list; who was kept free for a call that waits no more has chats again. */
  #leaveQueue(contact: number, now: number): void {
    this.#waiting.remove(contact)
    if (this.#contacts.medium[contact] !== VOICE) return
    while (this.#floor.draining > this.#waiting.count[VOICE]!) {
      const agent = this.#floor.undrainLast()
      if (agent === NONE) return
      this.#takeChats(agent, now)
    }
  }

  /** An agent takes a contact, or the next part of it from the one who has it. */
  #begin(contact: number, agent: number, now: number): void {
    const { medium } = this.#contacts
    const { parts, begin, answered, outcome } = this.#served
    const part = parts[contact]!
    if (part === 0) {
      answered[contact] = now
      outcome[contact] = TAKEN_BY_HUMAN
    } else {
      this.#served.end[MOST_PARTS * contact + part - 1] = now
      this.#events.push(now + this.#wrapUp(contact), FREE, this.#holder[contact]!)
    }
    const at = MOST_PARTS * contact + part
    this.#served.agent[at] = this.#shifts.agent[agent]!
    begin[at] = now
    parts[contact] = part + 1
    this.#holder[contact] = agent
    this.#floor.load[agent]!++
    this.#floor.medium[agent] = medium[contact]!
    this.#floor.settle(agent)
    this.#goOn(contact, now)
  }

  /** The one who has a contact begins with its next piece of work. */
  #goOn(contact: number, now: number): void {
    const { handling } = this.#contacts
    const at = MOST_PARTS * contact
    const part = this.#next[contact]!
    const until = Math.min(LATEST - DAY, now + handling[at + part]!)
    this.#next[contact] = part + 1
    this.#served.end[at + this.#served.parts[contact]! - 1] = until
    if (part + 1 < MOST_PARTS && handling[at + part + 1]! > 0) this.#events.push(until, PART_ENDS, contact)
    else this.#events.push(until + this.#wrapUp(contact), FREE, this.#holder[contact]!)
  }

  #wrapUp(contact: number): number {
    const { arrival, handling, medium } = this.#contacts
    if (medium[contact] === EMAIL) return 0
    return WRAP_UP + (hash2(arrival[contact]!, handling[MOST_PARTS * contact]!) % MORE_WRAP_UP)
  }

  /** A contact is to be passed on: to a colleague, as soon as one has time, else it stays where it is. */
  #partEnds(contact: number, now: number): void {
    const holder = this.#holder[contact]!
    const { medium, language } = this.#contacts
    const colleague = this.#agentFor(contact, medium[contact]!, holder)
    if (colleague !== NONE) {
      this.#begin(contact, colleague, now)
      return
    }
    if (this.#floor.staffed[language[contact]!]! <= 1) {
      this.#goOn(contact, now)
      return
    }
    this.#wait(contact, now, true)
    this.#events.push(now + PASS_WITHIN, DEADLINE, contact)
    this.#served.end[MOST_PARTS * contact + this.#served.parts[contact]! - 1] = now + PASS_WITHIN
  }

  #deadline(contact: number, now: number): void {
    this.#leaveQueue(contact, now)
    if (this.#holder[contact] !== NONE) {
      this.#goOn(contact, now)
      return
    }
    let until = now
    for (let part = 0; part < MOST_PARTS; part++) until += this.#contacts.handling[MOST_PARTS * contact + part]!
    const { agent, begin, end, parts } = this.#served
    const at = MOST_PARTS * contact
    agent[at] = this.#reserves.take(now, until + this.#wrapUp(contact))
    begin[at] = now
    end[at] = until
    parts[contact] = 1
    this.#end(contact, TAKEN_BY_HUMAN, now)
  }

  #giveUp(contact: number, now: number): void {
    this.#leaveQueue(contact, now)
    this.#end(contact, GAVE_UP, now)
  }

  #end(contact: number, outcome: number, at: number): void {
    this.#served.outcome[contact] = outcome
    this.#served.answered[contact] = at
  }

  #free(agent: number, now: number): void {
    this.#floor.load[agent]!--
    if (this.#floor.load[agent] === 0 && this.#dueBreak[agent]! > 0 && this.#isGone[agent] === 0) {
      this.#rest(agent, now)
      return
    }
    this.#floor.settle(agent)
    this.#takeNext(agent, now)
  }

  #comes(agent: number, now: number): void {
    if (this.#isGone[agent] === 1) return
    if (this.#isOnBreak[agent] === 1) this.#isOnBreak[agent] = 0
    else this.#floor.clock(agent, 1)
    if (this.#dueBreak[agent]! > 0) {
      this.#rest(agent, now)
      return
    }
    this.#floor.isPresent[agent] = 1
    this.#floor.settle(agent)
    this.#takeNext(agent, now)
  }

  #goes(agent: number): void {
    this.#isGone[agent] = 1
    this.#floor.clock(agent, -1)
    this.#floor.isPresent[agent] = 0
    this.#floor.settle(agent)
  }

  #break(index: number, now: number): void {
    const agent = Math.floor(index / MOST_BREAKS)
    if (this.#isGone[agent] === 1) return
    const length = this.#shifts.breaks[2 * index + 1]!
    if (index % MOST_BREAKS >= OTHER_WORK) {
      this.#stepAside(agent, now + length)
      return
    }
    this.#dueBreak[agent]! += length
    this.#floor.isPresent[agent] = 0
    this.#floor.settle(agent)
    if (this.#floor.load[agent] === 0 && this.#isOnBreak[agent] === 0) this.#rest(agent, now)
  }

  /** Other work begins, once what an agent has is done. */
  #stepAside(agent: number, until: number): void {
    this.#floor.isAside[agent] = 1
    this.#floor.settle(agent)
    this.#events.push(until, COMES, this.#shifts.agent.length + agent)
  }

  #comesBack(agent: number, now: number): void {
    this.#floor.isAside[agent] = 0
    this.#floor.settle(agent)
    this.#takeNext(agent, now)
  }

  #rest(agent: number, now: number): void {
    this.#isOnBreak[agent] = 1
    this.#events.push(now + this.#dueBreak[agent]!, COMES, agent)
    this.#dueBreak[agent] = 0
  }

  /** An agent has time: for a call, for chats, for an e-mail, in this order. */
  #takeNext(agent: number, now: number): void {
    const { load, isPresent } = this.#floor
    if (isPresent[agent] === 0) return
    if (load[agent] === 0 && this.#take(agent, VOICE, now)) return
    if (this.#floor.isAside[agent] === 1) return
    this.#takeChats(agent, now)
    if (load[agent] === 0 && this.#waiting.count[EMAIL]! > 0 && this.#mayTake(agent, EMAIL, now))
      this.#take(agent, EMAIL, now)
  }

  #takeChats(agent: number, now: number): void {
    const { load, medium, isPresent, isAside } = this.#floor
    if (isPresent[agent] === 0 || isAside[agent] === 1 || (load[agent]! > 0 && medium[agent] !== CHAT)) return
    if (load[agent]! > 0 && this.#isWantedOnPhone(agent, now)) this.#floor.drain(agent)
    while (load[agent]! < MOST_CHATS && !this.#floor.isDraining(agent)) {
      if (load[agent] === 0 && !this.#mayTake(agent, CHAT, now)) return
      if (!this.#take(agent, CHAT, now)) return
    }
  }

  /** Whether a call waits for this agent for whom nobody else is about to become free. */
  #isWantedOnPhone(agent: number, now: number): boolean {
    if (this.#floor.draining >= this.#waiting.count[VOICE]!) return false
    return this.#waiting.nextFor(this.#profiles.of[agent]!, VOICE, now - OVERFLOW_AFTER[VOICE]!) !== NONE
  }

  /** Whether an agent who has nothing to do takes a chat or an e-mail: where others stay free for calls, or it has waited for long. */
  #mayTake(agent: number, medium: number, now: number): boolean {
    const profile = this.#profiles.of[agent]!
    const contact = this.#waiting.nextFor(profile, medium, now - OVERFLOW_AFTER[medium]!)
    if (contact === NONE) return true
    if (now - this.#contacts.arrival[contact]! >= OVERFLOW_AFTER[medium]!) return true
    return this.#hasFreeHands(this.#contacts.language[contact]!, now)
  }

  /** Gives an agent who waits next for him; whether there was somebody. */
  #take(agent: number, medium: number, now: number): boolean {
    const profile = this.#profiles.of[agent]!
    const passedOn = this.#waiting.passedOnTo(profile, medium)
    const isHis = passedOn === NONE || this.#holder[passedOn] === agent
    const contact = isHis ? this.#waiting.nextFor(profile, medium, now - OVERFLOW_AFTER[medium]!) : passedOn
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
