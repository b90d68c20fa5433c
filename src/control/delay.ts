import type { DelaySpec } from '../scenario/types.ts'
import { between, logNormal } from '../world/random.ts'

/** Longer than this no answer is held back: 10 minutes, in ms. */
const MAX_DELAY = 600_000

/** ms to wait for one call; draws from the call's own stream, so that it repeats. */
export function drawDelay(spec: DelaySpec, draw: () => number): number {
  return Math.min(MAX_DELAY, Math.max(0, drawn(spec, draw)))
}

function drawn(spec: DelaySpec, draw: () => number): number {
  switch (spec.type) {
    case 'fixed':
      return spec.ms
    case 'uniform':
      return between(spec.min, spec.max, draw)
    case 'lognormal':
      return logNormal(spec.median, spec.sigma, draw)
  }
}
