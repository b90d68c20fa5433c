import type { CostWeight } from '../cost-weight.ts'

/** A session has many messages, all of which have their place in the order; their texts are written for the page only. */
export const messagesCost: CostWeight = {
  session: 1,
  row: 30,
  skipped: 0.7,
  // Who said it, and what tags it has, is asked of every message.
  search: { fields: ['tags', 'type'], session: 60, condition: 1, userTagsInColumns: false },
}
