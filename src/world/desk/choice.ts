import { DAY } from '../time.ts'
import { ASIDE, type Floor, MOST_CHATS } from './floor.ts'
import type { Serving } from './profiles.ts'
import { CHAT, type Contacts, EMAIL, OPEN_SLOTS, type Shifts, VOICE } from './types.ts'

const NONE = -1
/** Share of the agents on shift who are kept free for calls while others can take the chats, and from how many agents on. */
const KEPT_FREE = 0.1
const KEPT_FREE_FROM = 2

/** Who takes what: an agent on the floor for a contact, or -1 for nobody. */
export class Choice {
  readonly #contacts: Contacts
  readonly #shifts: Shifts
  readonly #floor: Floor

  constructor(contacts: Contacts, shifts: Shifts, floor: Floor) {
    this.#contacts = contacts
    this.#shifts = shifts
    this.#floor = floor
  }

  /** Who takes a contact at once. @param except an agent whom it cannot be */
  agentFor(contact: number, serving: Serving, now: number, except: number): number {
    const medium = this.#contacts.medium[contact]!
    const { profiles } = serving
    if (medium === VOICE) {
      const free = this.#idle(serving, except)
      return free === NONE ? this.#floor.longest(profiles, [0, profiles.length], ASIDE, except) : free
    }
    const agent = this.hasFreeHands(contact, now) ? this.#idle(serving, except) : NONE
    return agent !== NONE || medium === EMAIL ? agent : this.chatting(profiles, except)
  }

  /** Who takes what has waited for long: anybody who speaks the language. @param except an agent whom it cannot be */
  anybodyFor(contact: number, except: number): number {
    const speaking = this.#floor.profiles.speaking[this.#contacts.language[contact]!]!
    const medium = this.#contacts.medium[contact]
    const agent = this.#floor.longest(speaking, [0, speaking.length], 0, except)
    if (agent !== NONE || medium === EMAIL) return agent
    if (medium === CHAT) return this.chatting(speaking, except)
    return this.#floor.longest(speaking, [0, speaking.length], ASIDE, except)
  }

  /** Whether enough people have nothing to do, so that one who takes a chat or an e-mail is not missed when somebody calls. */
  hasFreeHands(contact: number, now: number): boolean {
    const language = this.#contacts.language[contact]!
    const staffed = this.#floor.staffed[language]!
    if (staffed < KEPT_FREE_FROM || !this.isOpen(VOICE, now)) return true
    const free = this.#floor.idle[language]! + Math.min(1, this.#floor.aside[language]!)
    return free > Math.max(1, Math.round(staffed * KEPT_FREE))
  }

  isOpen(medium: number, now: number): boolean {
    const slot = Math.min(OPEN_SLOTS - 1, Math.floor((now * OPEN_SLOTS) / DAY))
    return this.#shifts.open[medium * OPEN_SLOTS + slot] === 1
  }

  /** Who has the fewest chats, and could have more. */
  chatting(profiles: Uint16Array, except: number): number {
    for (let chats = 1; chats < MOST_CHATS; chats++) {
      const agent = this.#floor.longest(profiles, [0, profiles.length], chats, except)
      if (agent !== NONE) return agent
    }
    return NONE
  }

  #idle({ profiles, first }: Serving, except: number): number {
    const agent = this.#floor.longest(profiles, [0, first], 0, except)
    return agent === NONE ? this.#floor.longest(profiles, [first, profiles.length], 0, except) : agent
  }
}
