import type { CostWeight } from '../cost-weight.ts'

/** A row is a session as its columns have it; finding those of a window is a look at their starts. */
export const sessionsCost: CostWeight = {
  session: 0.35,
  row: 8,
  search: { fields: ['tags'], session: 8, condition: 1.2, userTagsInColumns: true },
}
