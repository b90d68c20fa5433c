import { DAY } from '../time.ts'
import { BREAK, COMES, type EventHeap, GOES } from './event-heap.ts'
import type { Floor } from './floor.ts'
import { languageBit } from './profiles.ts'
import { MOST_BREAKS, OTHER_WORK, OVERTIME, type Shifts } from './types.ts'

/** When agents come, have breaks and other work, and go: what makes them present on the floor. */
export class Attendance {
  readonly #shifts: Shifts
  readonly #floor: Floor
  readonly #events: EventHeap
  /** By shift: ms of a break that begins as soon as the agent has nothing to do; 1 while he is on one; 1 when he has gone. */
  readonly #dueBreak: Uint32Array
  readonly #isOnBreak: Uint8Array
  readonly #isGone: Uint8Array

  constructor(shifts: Shifts, floor: Floor, events: EventHeap) {
    const agents = shifts.agent.length
    this.#shifts = shifts
    this.#floor = floor
    this.#events = events
    this.#dueBreak = new Uint32Array(agents)
    this.#isOnBreak = new Uint8Array(agents)
    this.#isGone = new Uint8Array(agents)
    for (let agent = 0; agent < agents; agent++) this.#plan(agent)
  }

  /** When the last shift of somebody who speaks a language ends, with overtime; 0: nobody does. */
  lastEnd(language: number): number {
    const { languages } = this.#shifts
    let last = 0
    for (let agent = 0; agent < languages.length; agent++) {
      if ((languages[agent]! & languageBit(language)) !== 0) last = Math.max(last, this.#leaves(agent))
    }
    return last
  }

  /** A shift, a break or other work of an agent begins or ends. @returns whether he may have time from now on */
  comes(index: number, now: number): boolean {
    const agents = this.#isGone.length
    if (index < agents) return this.#comes(index, now)
    this.#floor.isAside[index - agents] = 0
    this.#floor.settle(index - agents)
    return true
  }

  goes(agent: number): void {
    this.#isGone[agent] = 1
    this.#floor.clock(agent, -1)
    this.#floor.isPresent[agent] = 0
    this.#floor.settle(agent)
  }

  /** A break or other work is due: it begins once what the agent has is done. @param index its place in `Shifts.breaks` */
  breaks(index: number, now: number): void {
    const agent = Math.floor(index / MOST_BREAKS)
    if (this.#isGone[agent] === 1) return
    const length = this.#shifts.breaks[2 * index + 1]!
    if (index % MOST_BREAKS >= OTHER_WORK) {
      this.#floor.isAside[agent] = 1
      this.#events.push(now + length, COMES, this.#isGone.length + agent)
    } else {
      this.#dueBreak[agent]! += length
      this.#floor.isPresent[agent] = 0
    }
    this.#floor.settle(agent)
    this.#restIfDue(agent, now)
  }

  /** An agent is done with something, the work after it included. @returns whether he may have time from now on */
  isDone(agent: number, now: number): boolean {
    this.#floor.load[agent]!--
    this.#floor.settle(agent)
    return !this.#restIfDue(agent, now)
  }

  /** The agent whom an index of `comes` means. */
  agentOf(index: number): number {
    return index % this.#isGone.length
  }

  #plan(agent: number): void {
    const { begin, breaks } = this.#shifts
    this.#events.push(begin[agent]!, COMES, agent)
    this.#events.push(this.#leaves(agent), GOES, agent)
    for (let b = agent * MOST_BREAKS; b < (agent + 1) * MOST_BREAKS; b++) {
      if (breaks[2 * b + 1]! > 0) this.#events.push(breaks[2 * b]!, BREAK, b)
    }
  }

  #leaves(agent: number): number {
    const end = this.#shifts.end[agent]!
    return end >= DAY ? end + OVERTIME : end
  }

  #comes(agent: number, now: number): boolean {
    if (this.#isGone[agent] === 1) return false
    if (this.#isOnBreak[agent] === 1) this.#isOnBreak[agent] = 0
    else this.#floor.clock(agent, 1)
    if (this.#restIfDue(agent, now)) return false
    this.#floor.isPresent[agent] = 1
    this.#floor.settle(agent)
    return true
  }

  #restIfDue(agent: number, now: number): boolean {
    const length = this.#dueBreak[agent]!
    if (length === 0 || this.#floor.load[agent]! > 0) return false
    if (this.#isGone[agent] === 1 || this.#isOnBreak[agent] === 1) return false
    this.#isOnBreak[agent] = 1
    this.#dueBreak[agent] = 0
    this.#events.push(now + length, COMES, agent)
    return true
  }
}
