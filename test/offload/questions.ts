import type { Question } from '../../src/apis/ask.ts'
import type { WorldSpec } from '../../src/world/spec.ts'
import { NOW } from '../helper.ts'

/** A question about the daily trend of a world's first bot. */
export function trendQuestion({ account, bots }: WorldSpec, start_date: string, end_date: string): Question {
  return {
    operationId: 'getUserEngagementTrend',
    request: {
      path: { streamId: bots[0]?.id ?? '' },
      query: {
        start_date,
        end_date,
        timeZoneOffset: 'UTC',
        aggregation_type: 'daily',
        conversationType: 'All',
        conversationStatus: 'All',
        channels: [],
      },
      headers: {},
      body: {},
    },
    now: Date.parse(NOW),
    accountId: account.id,
  }
}
