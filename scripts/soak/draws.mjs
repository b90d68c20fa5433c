import { hashOf } from '../drive/digest.mjs'

/** Draws that follow from a seed (mulberry32), each from the one before. */
export class Draws {
  #state

  constructor(seed) {
    this.#state = Number.parseInt(hashOf(seed).slice(0, 8), 16)
  }

  /** From 0 to below 1. */
  next() {
    this.#state = (this.#state + 0x6d2b79f5) | 0
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }

  /** A whole number from 0 to below `count`. */
  below(count) {
    return Math.floor(this.next() * count)
  }

  chance(share) {
    return this.next() < share
  }

  /** One of a list. */
  one(list) {
    return list[this.below(list.length)]
  }

  /** A key of { key: weight }. */
  weighted(weights) {
    let left = this.next() * Object.values(weights).reduce((sum, weight) => sum + weight, 0)
    for (const [key, weight] of Object.entries(weights)) {
      left -= weight
      if (left < 0) return key
    }
    return Object.keys(weights)[0]
  }

  /** The fields of which each is there with its share: { name: [share, () => value] }. */
  some(fields) {
    const chosen = {}
    for (const [name, [share, value]] of Object.entries(fields)) if (this.chance(share)) chosen[name] = value()
    return chosen
  }

  /** A list in another order. */
  shuffled(list) {
    const copy = [...list]
    for (let i = copy.length - 1; i > 0; i--) {
      const j = this.below(i + 1)
      ;[copy[i], copy[j]] = [copy[j], copy[i]]
    }
    return copy
  }
}
