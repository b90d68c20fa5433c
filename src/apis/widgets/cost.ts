import type { CostWeight } from '../cost-weight.ts'

/** As much as the dearest widget: every session, or every message, is a record that filters and groups look at. */
export const widgetsCost: CostWeight = { session: 4, row: 0 }
