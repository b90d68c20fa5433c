import type { CostWeight } from '../cost-weight.ts'

/** A row is written from the same talk as a conversation's; it has no measurement of its own. */
export const agenticHistoryCost: CostWeight = { session: 2, row: 200 }
