import type { CostWeight } from '../cost-weight.ts'

/** A row has all that happened in a segment. */
export const interactionsCost: CostWeight = { session: 2, row: 200 }
