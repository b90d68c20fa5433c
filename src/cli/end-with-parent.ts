import { fstatSync } from 'node:fs'
import { type Said, say } from '../errors/catalogue.ts'
import type { EndSignals } from './end-signals.ts'

/**
 * Takes the end of stdin for the first signal: a pipe from the process that started this one ends with it, however that came
 * about. What is sent on it is dropped.
 * @returns what to say when stdin is nothing that stays open; undefined: it is looked at from now on.
 */
export function endWithParent(signals: EndSignals): Said | undefined {
  const stdin = process.stdin
  if (!stdin.isTTY && isAtItsEnd()) return say('KM_STDIN_ENDS', {})
  for (const event of ['end', 'close', 'error']) stdin.on(event, () => signals.ask())
  stdin.resume()
  // It is no reason to stay when all is done.
  if ('unref' in stdin) stdin.unref()
  return undefined
}

/** A file, or the null device that stands where nobody gave a stdin. */
function isAtItsEnd(): boolean {
  try {
    const what = fstatSync(0)
    return what.isFile() || what.isDirectory() || what.isCharacterDevice()
  } catch {
    return true
  }
}
