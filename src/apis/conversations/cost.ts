import type { CostWeight } from '../cost-weight.ts'

/** A row has the whole talk, its suggestions and its summary, where they are asked for. */
export const conversationsCost: CostWeight = { session: 2, row: 200 }
