import { MINUTE } from '../time.ts'

/*
 * The desk is where humans take over: who is on shift, who waits, who serves whom. All of it is typed arrays, since a day may
 * have 200,000 hand-overs; all times in them are ms from the midnight (UTC) of the day, and may lie after the next midnight.
 */

/** What an agent does with a contact of it: one call at a time; up to three chats, sms among them; one e-mail, between the others. */
export const CALLS = 0
export const CHATS = 1
export const EMAILS = 2
/** How many mediums there are. */
export const DESK_MEDIUMS = 3

/** Mediums of the desk, by medium of the channel (`channels.ts`). */
export const DESK_MEDIUM_OF: readonly number[] = [CALLS, CHATS, CHATS, EMAILS]

/** Parts of a contact at most: each has another agent than the one before. */
export const MOST_CONTACT_PARTS = 3

/** The hand-overs of a day: what the simulation is fed with. All arrays but the last two are of one length. */
export interface Contacts {
  /** When each comes to its queue; ascending. */
  readonly arrival: Uint32Array
  /** `CALLS`, `CHATS` or `EMAILS`. */
  readonly medium: Uint8Array
  /** Index into the bot's languages. */
  readonly language: Uint8Array
  /** ms that the customer waits before he gives up. */
  readonly patience: Uint32Array
  /** 1: it is taken within its patience, whatever the load; where nobody has time or is there, by somebody who is not on the rota. */
  readonly mustBeTaken: Uint8Array
  /** ms that part `p` of contact `i` takes, at `MOST_CONTACT_PARTS * i + p`; 0: there is no such part. For an e-mail: the work on it. */
  readonly handling: Uint32Array
  /** Index into the bot's queues of each part, at the same places; that of the first part is the queue it waits in. */
  readonly queue: Uint8Array
}

/** Nobody took it, though somebody was there: the customer gave up. */
export const GAVE_UP = 0
export const TAKEN_BY_HUMAN = 1
/** It came outside of the hours of its medium, or nobody who could take it was there. */
export const CLOSED = 2

/** What became of each contact; same indexes as in `Contacts`. */
export interface Served {
  /** `GAVE_UP`, `TAKEN_BY_HUMAN` or `CLOSED`. */
  readonly outcome: Uint8Array
  /** When somebody took it, or the customer gave up; where it was closed, when it came, and of an e-mail the end of the last shift. */
  readonly answered: Uint32Array
  /** Parts that came about, 0 to `MOST_CONTACT_PARTS`: where nobody else was there to pass it on to, the one who had it went on. */
  readonly parts: Uint8Array
  /**
   * Number of the agent, begin and end of part `p` of contact `i`, at `MOST_CONTACT_PARTS * i + p`. A part ends as the next begins, and
   * its agent is free some 30 to 60 s later, so that he may stay for a word.
   */
  readonly agent: Uint32Array
  readonly begin: Uint32Array
  readonly end: Uint32Array
}

/** Times of a shift away from the customers at most: breaks, and from this place on other work, which a call interrupts that nobody else takes. */
export const MOST_BREAKS = 5
export const OTHER_WORK = 3

/** Who works on a day, and when. Arrays are of one length, one entry for each who works, ascending by agent, unless said otherwise. */
export interface Shifts {
  /** Number of the agent. */
  readonly agent: Uint32Array
  /** A shift lies within the UTC day: 0 to 24 h. */
  readonly begin: Uint32Array
  readonly end: Uint32Array
  /** Begin and length of break `b` of shift `i`, at `2 * (MOST_BREAKS * i + b)`; length 0: there is none. None meets another. */
  readonly breaks: Uint32Array
  /** The two queues of each; the same twice where he has one. */
  readonly queue: Uint8Array
  readonly secondQueue: Uint8Array
  /** 1: he serves all queues, as everybody does in a small centre. */
  readonly everyQueue: Uint8Array
  /** Bit `l`: he speaks the bot's language `l`; bit 31 stands for all from 31 on. */
  readonly languages: Uint32Array
  /** 1 where a medium is open at all, whoever is there: at `SLOTS * medium + slot` (`arrivals.ts`). E-mails come at any time and wait. */
  readonly open: Uint8Array
  /** Agents who are called in where a contact must be taken have this number and those after it. */
  readonly firstReserve: number
}

/** ms from the end of a shift that ends at midnight (24:00 UTC) within which its agent still takes who came before midnight. */
export const OVERTIME = 45 * MINUTE
