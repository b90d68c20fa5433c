import type { FaultAction } from './types.ts'

/** What is wrong with a delay that no schema can say: its bounds are upside down. Undefined: nothing. */
export function brokenDelay(
  fault: FaultAction,
): { readonly path: readonly string[]; readonly must: string; readonly found: string } | undefined {
  if (!('delay' in fault) || fault.delay.type !== 'uniform') return undefined
  const { min, max } = fault.delay
  if (min <= max) return undefined
  return { path: ['delay', 'min'], must: `must be at most max, ${max}`, found: String(min) }
}
