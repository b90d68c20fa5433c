import type { EndSignals } from './end-signals.ts'

/** ms in which the last words may be read, however late they are said. */
const TIME_TO_READ = 1_000

/**
 * Sees to it that the process ends when all is done but nobody reads what it has said: at the deadline or the second signal,
 * and not before a second after the last words. What was not read by then is lost (decision D221).
 * @param code exit code
 * @param timeout ms from the first signal to the deadline
 */
export function endUnread(code: number, signals: EndSignals, timeout: number): void {
  const end = () => process.exit(code)
  const rest = signals.firstAt === undefined ? 0 : signals.firstAt + timeout - performance.now()
  // As soon as everything is written nothing keeps the process alive: not these timers either.
  setTimeout(end, Math.max(TIME_TO_READ, rest)).unref()
  void signals.second.then(() => setTimeout(end, TIME_TO_READ).unref())
}
