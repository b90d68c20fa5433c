import { Cache, type CacheOptions } from './cache.ts'
import { memoize } from './memoize.ts'
import type { BudgetName, Memory } from './memory.ts'

/** What is kept for one owner, such as a bot or a day, in whatever budgets: it goes with its owner, at once. */
export class Belongings {
  readonly #memory: Memory
  readonly #caches: { clear(): void }[] = []

  constructor(memory: Memory) {
    this.#memory = memory
  }

  /** Another cache of this owner's in a budget. */
  cache<K, V>(name: BudgetName, options?: CacheOptions<V>): Cache<K, V> {
    const cache = new Cache<K, V>(this.#memory.budget(name), options)
    this.#caches.push(cache)
    return cache
  }

  /** Forgets all. What is kept later for an owner who has gone stays within its budget as everything else. */
  clear(): void {
    for (const cache of this.#caches) cache.clear()
  }
}

/** What things are kept for: the stage of a scenario, a bot, a day. */
export interface Owner {
  readonly belongings: Belongings
}

/** For each owner a cache of its own in a budget, made when it is first asked for. */
export function cachePerOwner<K, V>(name: BudgetName): (owner: Owner) => Cache<K, V> {
  return memoize((owner: Owner) => owner.belongings.cache<K, V>(name))
}
