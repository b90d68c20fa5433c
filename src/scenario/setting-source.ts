import { dirname } from 'node:path'
import type { Fault } from './error.ts'
import type { Layer } from './layers.ts'
import { scenarioDirectory } from './paths.ts'

/** A layer of a chain in which something stands, and where in it. */
export interface Home {
  readonly layer: Layer
  readonly path: Fault['path']
}

/**
 * The file of a chain in which a setting stands, and where in it: what is wrong with the whole may have been said by a file
 * far below. What no file says is looked for in the topmost.
 * @param layers the lowest first
 * @param ids of the bots that files call by keys of their own
 */
export function homeOfSetting(path: Fault['path'], layers: readonly Layer[], ids: ReadonlyMap<string, string>): Home {
  // A shipped file is as it is: what is wrong with it is wrong with what was put on top of it.
  const fromAbove = layers.filter((layer, i) => i === layers.length - 1 || !isShipped(layer)).reverse()
  for (const way of placesOfSetting(path, ids)) {
    const layer = fromAbove.find(({ sound }) => isSaidIn(sound.data, way))
    if (layer !== undefined) return { layer, path: layer.sound.origin(way) }
  }
  return { layer: layers.at(-1)!, path }
}

/** Whether a file that is none of those that are shipped says a setting. */
export function isSaidAbove(path: Fault['path'], layers: readonly Layer[], ids: ReadonlyMap<string, string>): boolean {
  const own = layers.filter(layer => !isShipped(layer))
  return placesOfSetting(path, ids).some(way => own.some(({ sound }) => isSaidIn(sound.data, way)))
}

const isShipped = ({ source }: Layer) => source !== undefined && dirname(source.file) === scenarioDirectory

/** What holds for a bot is said of the bot, by its id or by another key, or of every bot. */
function placesOfSetting(path: Fault['path'], ids: ReadonlyMap<string, string>): Fault['path'][] {
  const [room, bot, ...rest] = path
  if (room === 'otherBots') return [path, ['everyBot', ...path.slice(1)]]
  if (room !== 'bots' || bot === undefined) return [path]
  const keys = [...ids].filter(([key, id]) => id === bot && key !== bot).map(([key]) => key)
  return [path, ...keys.map(key => [room, key, ...rest]), ['everyBot', ...rest]]
}

function isSaidIn(data: unknown, [name, ...rest]: Fault['path']): boolean {
  if (name === undefined) return true
  return (
    typeof data === 'object' && data !== null && Object.hasOwn(data, name) && isSaidIn(Reflect.get(data, name), rest)
  )
}
