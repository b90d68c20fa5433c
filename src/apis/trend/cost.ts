import type { CostWeight } from '../cost-weight.ts'

/** Every session of the range is counted; points are few, so they cost nothing. */
export const trendCost: CostWeight = { session: 0.8, row: 0 }
