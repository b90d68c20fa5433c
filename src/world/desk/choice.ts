import { SLOTS } from '../arrivals.ts'
import { DAY } from '../time.ts'
import { ASIDE, type Floor, MOST_CHATS } from './floor.ts'
import type { Serving } from './profiles.ts'
import { CALLS, CHATS, type Contacts, EMAILS, type Shifts } from './types.ts'

const NO_CHOICE = -1
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
    const language = this.#contacts.language[contact]!
    const { profiles, first } = serving
    if (medium === CALLS || this.hasFreeHands(contact, now)) {
      if (this.#floor.count(language, 0) > 0) {
        const agent = this.#floor.longest(profiles, [0, first], 0, except)
        const idle = agent === NO_CHOICE ? this.#floor.longest(profiles, [first, profiles.length], 0, except) : agent
        if (idle !== NO_CHOICE) return idle
      }
    }
    return this.#helper(contact, profiles, except)
  }

  /** Who takes what has waited for long: anybody who speaks the language. @param except an agent whom it cannot be */
  anybodyFor(contact: number, except: number): number {
    const language = this.#contacts.language[contact]!
    const speaking = this.#floor.profiles.speaking[language]!
    const agent = this.#longest(language, speaking, 0, except)
    return agent === NO_CHOICE ? this.#helper(contact, speaking, except) : agent
  }

  /** Whether enough people have nothing to do, so that one who takes a chat or an e-mail is not missed when somebody calls. */
  hasFreeHands(contact: number, now: number): boolean {
    const language = this.#contacts.language[contact]!
    const staffed = this.#floor.staffed[language]!
    if (staffed < KEPT_FREE_FROM || !this.isOpen(CALLS, now)) return true
    const free = this.#floor.count(language, 0) + Math.min(1, this.#floor.count(language, ASIDE))
    return free > Math.max(1, Math.round(staffed * KEPT_FREE))
  }

  isOpen(medium: number, now: number): boolean {
    const slot = Math.min(SLOTS - 1, Math.floor((now * SLOTS) / DAY))
    return this.#shifts.open[medium * SLOTS + slot] === 1
  }

  /** Who has the fewest chats, and could have more. */
  chatting(contact: number, profiles: Uint16Array, except: number): number {
    const language = this.#contacts.language[contact]!
    for (let chats = 1; chats < MOST_CHATS; chats++) {
      const agent = this.#longest(language, profiles, chats, except)
      if (agent !== NO_CHOICE) return agent
    }
    return NO_CHOICE
  }

  /** Who takes it though he has something to do: a chat beside others, a call in place of other work. */
  #helper(contact: number, profiles: Uint16Array, except: number): number {
    const medium = this.#contacts.medium[contact]
    if (medium === EMAILS) return NO_CHOICE
    if (medium === CHATS) return this.chatting(contact, profiles, except)
    return this.#longest(this.#contacts.language[contact]!, profiles, ASIDE, except)
  }

  #longest(language: number, profiles: Uint16Array, chats: number, except: number): number {
    if (this.#floor.count(language, chats) === 0) return NO_CHOICE
    return this.#floor.longest(profiles, [0, profiles.length], chats, except)
  }
}
