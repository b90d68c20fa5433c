import type { Profiles } from './profiles.ts'
import { CHATS } from './types.ts'

/** Chats that an agent has at once at most. */
export const MOST_CHATS = 3
const NO_AGENT = -1
/** Lists of a profile: who has nothing to do, who has one chat, who has two, who has other work. */
const LISTS = 4
/** In place of a number of chats: who has other work. */
export const ASIDE = 3

/**
 * The agents of a day by what they do at the moment. Who can take something stands in a list of his profile, by the chats
 * he has, whoever has been in it longest first; who cannot (on a break, on a call, three chats) stands in none.
 */
export class Floor {
  readonly profiles: Profiles
  /** What an agent has taken on and not finished: calls, chats or e-mails, work after them included. */
  readonly load: Uint8Array
  /** Medium of what he has; of no meaning while he has nothing. */
  readonly medium: Uint8Array
  /** 1: he is at work, not on a break, and not about to go. */
  readonly isPresent: Uint8Array
  /** 1: he has other work, and takes calls alone. */
  readonly isAside: Uint8Array
  /** By language: agents on shift who speak it, on a break or not. */
  readonly staffed: Int32Array
  /** Those of them who stand in lists, at `LISTS * language + list`. */
  readonly #listed: Int32Array
  /** 1: he has chats and takes no more, since somebody waits on the telephone. */
  readonly #isDraining: Uint8Array
  readonly #drained: number[] = []
  #draining = 0
  readonly #head: Int32Array
  readonly #tail: Int32Array
  readonly #next: Int32Array
  readonly #previous: Int32Array
  readonly #list: Int32Array
  /** When he came into his list, as a number that grows. */
  readonly #stamp: Float64Array
  #clock = 0

  constructor(agents: number, profiles: Profiles) {
    const { count } = profiles
    this.profiles = profiles
    this.load = new Uint8Array(agents)
    this.medium = new Uint8Array(agents)
    this.isPresent = new Uint8Array(agents)
    this.isAside = new Uint8Array(agents)
    this.staffed = new Int32Array(profiles.speaking.length)
    this.#listed = new Int32Array(LISTS * profiles.speaking.length)
    this.#isDraining = new Uint8Array(agents)
    this.#head = new Int32Array(count * LISTS).fill(NO_AGENT)
    this.#tail = new Int32Array(count * LISTS).fill(NO_AGENT)
    this.#next = new Int32Array(agents)
    this.#previous = new Int32Array(agents)
    this.#list = new Int32Array(agents).fill(NO_AGENT)
    this.#stamp = new Float64Array(agents)
  }

  /** Agents who have chats and take no more of them. */
  get draining(): number {
    return this.#draining
  }

  /** Whether an agent has chats and takes no more of them. */
  isDraining(agent: number): boolean {
    return this.#isDraining[agent] === 1
  }

  /** An agent's shift begins (1) or ends (-1). */
  clock(agent: number, more: 1 | -1): void {
    const spoken = this.#spoken(agent)
    for (let i = 0; i < spoken.length; i++) this.staffed[spoken[i]!]! += more
  }

  /** Puts an agent into the list that his load says, or into none. */
  settle(agent: number): void {
    if (this.load[agent] === 0 && this.#isDraining[agent] === 1) this.#undrain(agent)
    const list = this.#listOf(agent)
    if (this.#list[agent] === list) return
    this.#leave(agent)
    if (list !== NO_AGENT) this.#enter(agent, list)
  }

  /** Lets an agent finish the chats he has, so that he is free for a call. */
  drain(agent: number): void {
    if (this.#isDraining[agent] === 1) return
    this.#isDraining[agent] = 1
    this.#draining++
    this.#drained.push(agent)
    this.settle(agent)
  }

  /** One who has chats and may take others again; -1: nobody was kept from it. */
  undrainLast(): number {
    for (;;) {
      const agent = this.#drained.pop()
      if (agent === undefined) return NO_AGENT
      if (this.#isDraining[agent] === 0) continue
      this.#undrain(agent)
      this.settle(agent)
      return agent
    }
  }

  /** How many who speak a language have so many chats and could have more, have nothing to do (0), or have other work (`ASIDE`). */
  count(language: number, chats: number): number {
    return this.#listed[LISTS * language + chats]!
  }

  /**
   * The agent of these profiles who has waited longest for something to do, or for another chat.
   * @param chats how many chats he has, or `ASIDE`
   * @param except an agent whom it cannot be
   */
  longest(profiles: Uint16Array, [from, to]: readonly [number, number], chats: number, except: number): number {
    let found = NO_AGENT
    let stamp = Number.POSITIVE_INFINITY
    for (let i = from; i < to; i++) {
      let agent = this.#head[profiles[i]! * LISTS + chats]!
      if (agent === except && agent !== NO_AGENT) agent = this.#next[agent]!
      if (agent !== NO_AGENT && this.#stamp[agent]! < stamp) {
        found = agent
        stamp = this.#stamp[agent]!
      }
    }
    return found
  }

  #spoken(agent: number): Uint16Array {
    return this.profiles.spoken[this.profiles.of[agent]!]!
  }

  #count(agent: number, list: number, more: number): void {
    const spoken = this.#spoken(agent)
    const kind = list % LISTS
    for (let i = 0; i < spoken.length; i++) this.#listed[LISTS * spoken[i]! + kind]! += more
  }

  #undrain(agent: number): void {
    this.#isDraining[agent] = 0
    this.#draining--
  }

  #listOf(agent: number): number {
    const load = this.load[agent]!
    if (this.isPresent[agent] === 0 || load >= MOST_CHATS) return NO_AGENT
    if (this.isAside[agent] === 1) return load === 0 ? this.profiles.of[agent]! * LISTS + ASIDE : NO_AGENT
    if (load > 0 && (this.medium[agent] !== CHATS || this.#isDraining[agent] === 1)) return NO_AGENT
    return this.profiles.of[agent]! * LISTS + load
  }

  #enter(agent: number, list: number): void {
    const tail = this.#tail[list]!
    this.#list[agent] = list
    this.#stamp[agent] = this.#clock++
    this.#next[agent] = NO_AGENT
    this.#previous[agent] = tail
    if (tail === NO_AGENT) this.#head[list] = agent
    else this.#next[tail] = agent
    this.#tail[list] = agent
    this.#count(agent, list, 1)
  }

  #leave(agent: number): void {
    const list = this.#list[agent]!
    if (list === NO_AGENT) return
    const next = this.#next[agent]!
    const previous = this.#previous[agent]!
    if (previous === NO_AGENT) this.#head[list] = next
    else this.#next[previous] = next
    if (next === NO_AGENT) this.#tail[list] = previous
    else this.#previous[next] = previous
    this.#list[agent] = NO_AGENT
    this.#count(agent, list, -1)
  }
}
