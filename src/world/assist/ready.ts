import { ByteCache, type Held } from '../cache.ts'
import type { World } from '../world.ts'

/** Part of the world's cache limit that ready texts may take besides. */
const SHARE_OF_CACHE = 6
// A string's own header and its place in the cache.
const OVERHEAD = 150

class Text implements Held {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }

  get bytes(): number {
    return this.text.length + OVERHEAD
  }
}

const caches = new WeakMap<World, ByteCache<Text>>()

/**
 * The text of a record that never changes again, made once and kept while there is room.
 * @param key names the record and the form it is written in
 */
export function readyText(world: World, key: string, make: () => string): string {
  let cache = caches.get(world)
  if (cache === undefined) {
    cache = new ByteCache(Math.ceil(world.cache.limit / SHARE_OF_CACHE))
    caches.set(world, cache)
  }
  let held = cache.get(key)
  if (held === undefined) {
    held = new Text(make())
    cache.set(key, held)
  }
  return held.text
}
