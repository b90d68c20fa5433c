import { dirname } from 'node:path'
import type { Fault } from './error.ts'
import { scenarioDirectory } from './paths.ts'
import type { Source } from './read.ts'

/**
 * The file of a chain in which a setting stands, and where in it: what is wrong with the whole may have been said by a file
 * far below. What no file says is looked for in the topmost.
 * @param sources the lowest first
 */
export function sourceOfSetting(
  path: Fault['path'],
  sources: readonly Source[],
): { source: Source; locate: () => { line: number; column: number } } | undefined {
  // A shipped file is as it is: what is wrong with it is wrong with what was put on top of it.
  const fromAbove = sources.filter((source, i) => i === sources.length - 1 || !isShipped(source)).reverse()
  for (const way of placesOfSetting(path)) {
    const source = fromAbove.find(({ data }) => isSaidIn(data, way))
    if (source !== undefined) return { source, locate: () => source.locate(way) }
  }
  const top = fromAbove[0]
  return top && { source: top, locate: () => top.locate(path) }
}

const isShipped = ({ file }: Source) => dirname(file) === scenarioDirectory

/** What holds for a bot is said of the bot, or of every bot. */
function placesOfSetting(path: Fault['path']): Fault['path'][] {
  if (path[0] === 'bots') return [path, ['everyBot', ...path.slice(2)]]
  return path[0] === 'otherBots' ? [path, ['everyBot', ...path.slice(1)]] : [path]
}

function isSaidIn(data: unknown, [name, ...rest]: Fault['path']): boolean {
  if (name === undefined) return true
  return (
    typeof data === 'object' && data !== null && Object.hasOwn(data, name) && isSaidIn(Reflect.get(data, name), rest)
  )
}
