import type { DelaySpec } from '../../scenario/types.ts'

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
      return spec.min + (spec.max - spec.min) * draw()
    case 'lognormal':
      return spec.median * Math.exp(spec.sigma * gauss(draw))
  }
}

/** Box and Muller; 1 - u keeps the logarithm off zero. */
function gauss(draw: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - draw())) * Math.cos(2 * Math.PI * draw())
}
