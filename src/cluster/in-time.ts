/**
 * What a promise gives within some ms; undefined: not yet. Where this process itself was held up, what has come meanwhile is
 * in time: it is read after the timers.
 */
export function inTime<Value>(promise: Promise<Value>, ms: number): Promise<Value | undefined> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => setImmediate(() => setImmediate(() => resolve(undefined))), ms)
    promise.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}
