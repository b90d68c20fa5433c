import { oneOf } from './weights.mjs'

// Lateness drawn from its schema is longer than a world can have, or its median above its greatest.

const SHORT = ['PT1S', '90s', 'PT15M', '1h30m', 'PT24H']
const LONG = ['PT5M', '6h', 'P1D', 'P2DT3H', 'P4W']
/** In the order of their lengths. */
const SPREAD = ['median', 'p99', 'max']

/** Lateness of lengths that there may be, as drawn in all else. */
export function mendLateness({ lateness }) {
  for (const late of Object.values(lateness || {})) {
    if (late.every !== undefined) late.every = oneOf(SHORT, late.every)
    if (late.late !== undefined) late.late.by = delayLike(late.late.by)
    if (late.lag !== undefined) late.lag = delayLike(late.lag)
    for (const [name, delay] of Object.entries(late.revisions ?? {})) late.revisions[name] = delayLike(delay)
  }
}

/** A delay of the same form. */
function delayLike(delay) {
  if (typeof delay === 'string') return oneOf(LONG, delay)
  const names = SPREAD.filter(name => delay[name] !== undefined)
  return Object.fromEntries(names.map((name, i) => [name, LONG[i + (String(delay.median).length % 3)]]))
}
